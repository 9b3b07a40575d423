package approvals

import (
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
)

// blanks stand between thousands in some languages.
var blanks = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "")

// readAmount reads an amount of a currency as people type it: a point or a comma
// before the minor unit, and no other sign, so that none has two meanings.
func readAmount(typed, currency string) (money.Money, error) {
	digits := money.Digits(currency)
	before, after, _ := strings.Cut(strings.Replace(blanks.Replace(typed), ",", ".", 1), ".")
	if before == "" || len(before) > 12 || len(after) > digits || strings.Trim(before+after, "0123456789") != "" {
		return money.Money{}, fault.OfField("/amount", "not_an_amount", "Use an amount such as 150.00.")
	}
	minor, err := strconv.ParseInt(before+after+strings.Repeat("0", digits-len(after)), 10, 64)
	if err != nil {
		return money.Money{}, fault.OfField("/amount", "not_an_amount", "Use an amount such as 150.00.").Wrap(err)
	}
	return money.Of(minor, currency), nil
}

// saysTotal reports whether somebody who types a total means m: its digits, with or
// without the minor unit where that is zero. The signs between them differ from
// reader to reader and decide nothing.
func saysTotal(typed string, m money.Money) bool {
	only := func(s string) string {
		return strings.TrimLeft(strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, s), "0")
	}
	whole := strconv.FormatInt(m.Amount, 10)
	if only(typed) == whole {
		return true
	}
	zeros := strings.Repeat("0", money.Digits(m.Currency))
	short, round := strings.CutSuffix(whole, zeros)
	return round && zeros != "" && only(typed) == short
}
