package approvals

import (
	"testing"

	"github.com/goodword/goodword/internal/domain/money"
)

func TestReadAmount(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]int64{"150": 15_000, "150.5": 15_050, "150,50": 15_050, "1 000.00": 100_000, "0": 0} {
		if got, err := readAmount(typed, "eur"); err != nil || got != money.Of(want, "eur") {
			t.Errorf("%q is %v, %v", typed, got, err)
		}
	}
	if got, err := readAmount("1500", "jpy"); err != nil || got.Amount != 1500 {
		t.Errorf("yen: %v, %v", got, err)
	}
	for _, typed := range []string{"", "-1", "1.000,00", "1.005", "abc", "1e3", "9999999999999", "."} {
		if got, err := readAmount(typed, "eur"); err == nil {
			t.Errorf("%q was taken for %v", typed, got)
		}
	}
}

func TestSaysTotal(t *testing.T) {
	t.Parallel()
	total := money.Of(132_500, "eur")
	for typed, want := range map[string]bool{
		"1325": true, "1,325.00": true, "1.325,00 €": true, "1325.00": true, "": false, "1325.01": false, "132": false, "0": false, "13250": false,
	} {
		if got := saysTotal(typed, total); got != want {
			t.Errorf("%q: %v", typed, got)
		}
	}
	if saysTotal("12", money.Of(1_250, "eur")) || !saysTotal("12,50", money.Of(1_250, "eur")) || !saysTotal("900", money.Of(900, "jpy")) {
		t.Error("the minor unit is left out only where it is zero")
	}
}

func FuzzReadAmount(f *testing.F) {
	for _, s := range []string{"150,00", "1 000", "-1", "１２", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		got, err := readAmount(typed, "eur")
		if err != nil {
			return
		}
		if got.Amount < 0 || !saysTotal(plainAmount(got), got) && got.Amount != 0 {
			t.Errorf("%q is %v", typed, got)
		}
	})
}
