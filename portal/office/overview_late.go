package office

import (
	"net/url"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/wording"
)

// lateGroup is one kind of thing that is late.
type lateGroup struct {
	Key   string
	Count int64
	All   string // where all of them are; "" for nowhere
	Items []lateItem
}

// lateItem is one of them.
type lateItem struct {
	Name string
	Path string // "" where there is no page
	What string
	When string
}

// lateGroups puts what is late into words, the worst for a person first. Each leads
// to where all of them are, if the reader may go there.
func lateGroups(f ui.Frame, l app.Late, me aggregate.Actor, zone string) []lateGroup {
	var out []lateGroup
	add := func(key string, p app.Pile, all string, item func(app.Overdue) lateItem) {
		if p.Count == 0 {
			return
		}
		g := lateGroup{Key: key, Count: p.Count, All: all}
		for _, o := range p.First {
			i := item(o)
			i.When = f.Moment(o.SinceMS, zone)
			g.Items = append(g.Items, i)
		}
		out = append(out, g)
	}
	introduction := func(what string) func(app.Overdue) lateItem {
		return func(o app.Overdue) lateItem {
			i := lateItem{Name: nameOr(f, o.Name), Path: "/staff/introductions/" + url.PathEscape(o.ID), What: f.T(what)}
			if o.What != "" {
				i.What = f.T("office.late.step." + o.What)
			}
			return i
		}
	}
	payment := func(o app.Overdue) lateItem {
		i := lateItem{Name: nameOr(f, o.Name), Path: "/staff/rewards/" + url.PathEscape(o.ID), What: f.T("office.late.decision")}
		if o.What != "" {
			i.What = f.Text(message.Of("office.late.because", "reason", wording.StaffReason(o.What)))
		}
		return i
	}
	board := ""
	if me.Has(aggregate.Rep) {
		board = "/staff/follow-up?group=late"
	}
	add("reports", l.Reports, "/staff/review/reports", introduction("office.late.report"))
	add("steps", l.Steps, board, introduction("office.late.step.any"))
	add("decisions", l.Decisions, "/staff/rewards", payment)
	add("blocked", l.Blocked, "/staff/rewards", payment)
	add("parked", l.Parked, "", func(o app.Overdue) lateItem {
		return lateItem{Name: o.Queue + " " + o.ID, What: o.What}
	})
	return out
}

// nameOr is a person's name, or says that it was erased.
func nameOr(f ui.Frame, name string) string {
	if name == "" {
		return f.T("page.referral.erased")
	}
	return name
}
