package approvals

import (
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// rewardPath is the page of one reward.
func rewardPath(id string) string { return desk + "/" + id }

// whom names the person of a row; their details may be erased.
func whom(f ui.Frame, r row) string {
	switch {
	case r.Person != "":
		return r.Person
	case r.Company != "":
		return r.Company
	}
	return f.T("approvals.erased")
}

// nameOr is a member's name, or the words for one who isn't there any more.
func nameOr(f ui.Frame, name string) string {
	if name == "" {
		return f.T("approvals.erased")
	}
	return name
}

// amountOf writes an amount; one that couldn't be computed is said so.
func amountOf(f ui.Frame, m money.Money) string {
	if m.Amount == 0 {
		return f.T("approvals.amount.open")
	}
	return f.Money(m)
}

func lateChip(r row) view.Status {
	return view.Status{Tone: view.Stop, Word: message.Of("approvals.list.late", "date", message.Day{MS: r.DueMS, Zone: r.Zone})}
}

// names joins names for a sentence.
func names(list []string) string { return strings.Join(list, ", ") }

func upper(currency string) string { return strings.ToUpper(currency) }

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
