package referrer

import (
	"strconv"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/ui"
)

// totalsView is what the rewards add up to.
type totalsView struct {
	Stats []stat
	Years []yearSum
}

// stat is a figure with its name, and a line about it.
type stat struct{ Label, Value, Note string }

// yearSum is what was paid in a year, in one currency.
type yearSum struct {
	Year      string
	Amount    string
	Count     string
	Statement string // path
}

// totalsOf words what a payee got and still gets. The next payment has a date while
// that is to come, then what it waits for.
func totalsOf(f ui.Frame, t reward.Totals, nowMS int64) totalsView {
	var v totalsView
	if next := t.Next; next != nil {
		s := stat{Label: f.T("home.rewards.next"), Value: f.Money(next.Amount), Note: f.Text(hindrance(next))}
		if from := next.PayableFromMS(); from > nowMS {
			s.Value, s.Note = f.Day(from, next.Calendar.Zone), f.T("home.rewards.next_note", "amount", next.Amount)
		}
		v.Stats = append(v.Stats, s)
	}
	for _, s := range t.Pending {
		if s.Amount.Amount == 0 {
			continue // not known yet: it adds nothing up
		}
		v.Stats = append(v.Stats, stat{
			Label: f.T("home.rewards.pending", "status", message.Of("reward.status."+string(s.Status))), Value: f.Money(s.Amount), Note: f.T("home.rewards.count", "count", s.Count),
		})
	}
	for _, s := range t.Years {
		year := strconv.Itoa(s.Year)
		v.Years = append(v.Years, yearSum{
			Year: year, Amount: f.Money(s.Amount), Count: f.T("home.rewards.count", "count", s.Count), Statement: "/rewards/statement?year=" + year,
		})
	}
	return v
}
