package approvals

import (
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/domain/money"
)

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
