package approvals

import (
	"testing"

	"github.com/goodword/goodword/internal/domain/money"
)

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

func FuzzSaysTotal(f *testing.F) {
	f.Add(int64(132_500))
	f.Fuzz(func(t *testing.T, minor int64) {
		if m := money.Of(minor, "eur"); minor > 0 && (!saysTotal(plainAmount(m), m) || saysTotal(plainAmount(m)+"1", m)) {
			t.Errorf("%d is %q", minor, plainAmount(m))
		}
	})
}
