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

// totalsOf words what a payee got and still gets.
func totalsOf(f ui.Frame, t reward.Totals) totalsView {
	var v totalsView
	if t.Next != nil {
		v.Stats = append(v.Stats, stat{
			Label: f.T("home.rewards.next"), Value: f.Day(t.Next.PayableFromMS(), t.Next.Calendar.Zone), Note: f.T("home.rewards.next_note", "amount", t.Next.Amount),
		})
	}
	for _, s := range t.Pending {
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
