package programs

import (
	"maps"
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/view"
)

// byCurrency is the control of a table of amounts: a currency and an amount a row.
func byCurrency(name, at string, table func(*program.Terms) *map[string]int64) termsControl {
	return termsControl{
		name: name, at: []string{at}, many: true, optional: true, help: true,
		inputs: []input{{suffix: "_currency", word: "currency", kind: view.Text}, {suffix: "_amount", word: "amount", kind: view.Number, exact: true}},
		get: func(t *program.Terms) cells {
			var out cells
			m := *table(t)
			for _, currency := range slices.Sorted(maps.Keys(m)) {
				out = append(out, []string{strings.ToUpper(currency), amountText(m[currency], currency)})
			}
			return out
		},
		take: func(t *program.Terms, rows cells) string {
			out := map[string]int64{}
			for _, row := range rows {
				currency := strings.ToLower(row[0])
				if !money.Known(currency) {
					return notACurrency
				}
				if _, twice := out[currency]; twice {
					return repeated
				}
				n, code := amount(row[1], currency)
				if code != "" {
					return code
				}
				out[currency] = n
			}
			*table(t) = out
			return ""
		},
	}
}
