package wording

import "testing"

func TestAmounts(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]int64{
		"1200": 120_000, "1,200": 120_000, "1.200": 120_000, "1,200.50": 120_050, "1.200,50": 120_050, "1 200,5": 120_050, "0.01": 1,
		"12.345.678,90": 1_234_567_890, "1'200": 120_000, "0": 0, ",5": -1, "1.2.3": -1, "1,20,000": -1, "abc": -1, "": -1, "-5": -1,
		"1.": -1, "12.3456": -1, "1234.567": -1, "99999999999999999999": -1, "+5": -1, "1e5": -1,
	} {
		m, err := Amount("/amount", typed, "eur")
		if want < 0 && err == nil || want >= 0 && (err != nil || m.Amount != want || m.Currency != "eur") {
			t.Errorf("%q: %v %v, want %d", typed, m, err, want)
		}
	}
	if m, err := Amount("/amount", "1.200", "JPY"); err != nil || m.Amount != 1200 {
		t.Errorf("yen: %v %v", m, err)
	}
	if _, err := Amount("/amount", "12.5", "jpy"); err == nil {
		t.Error("half a yen")
	}
	if _, err := Amount("/amount", "12", "xxx"); err == nil {
		t.Error("an unknown currency")
	}
}

func FuzzAmount(f *testing.F) {
	f.Add("1.200,50", "eur")
	f.Add("\u00a0", "jpy")
	f.Fuzz(func(t *testing.T, typed, currency string) {
		if m, err := Amount("/amount", typed, currency); err == nil && m.Amount < 0 {
			t.Errorf("%q is %v", typed, m)
		}
	})
}
