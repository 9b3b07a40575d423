package money

import (
	"strconv"
	"strings"
)

// Decimal writes the amount for machines: "1234.50", and "1235" in a currency
// without minor units.
func (m Money) Decimal() string {
	sign, digits := "", strconv.FormatInt(m.Amount, 10)
	if rest, negative := strings.CutPrefix(digits, "-"); negative {
		sign, digits = "-", rest
	}
	decimals := Digits(m.Currency)
	if decimals == 0 {
		return sign + digits
	}
	if short := decimals + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	return sign + digits[:len(digits)-decimals] + "." + digits[len(digits)-decimals:]
}
