package money_test

import (
	"math"
	"testing"

	"github.com/goodword/goodword/internal/domain/money"
)

func TestDecimal(t *testing.T) {
	t.Parallel()
	for want, m := range map[string]money.Money{
		"1234.50": money.Of(123_450, "eur"), "0.05": money.Of(5, "eur"), "0.00": money.Of(0, "eur"), "-0.50": money.Of(-50, "eur"),
		"1235": money.Of(1235, "jpy"), "-7": money.Of(-7, "jpy"), "92233720368547758.07": money.Of(math.MaxInt64, "eur"),
		"-92233720368547758.08": money.Of(math.MinInt64, "eur"),
	} {
		if got := m.Decimal(); got != want {
			t.Errorf("%v is %s, want %s", m, got, want)
		}
	}
}
