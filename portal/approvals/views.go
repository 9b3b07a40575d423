package approvals

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// listView is a named view of the desk.
type listView struct {
	name     string // of its words, and the last part of its path; the first view has the desk's own
	statuses []reward.Status
	mine     bool
	person   bool
}

// views are the desk's tabs.
var views = []listView{
	{name: "mine", mine: true},
	{name: "waiting", statuses: []reward.Status{reward.AwaitingApproval}},
	{name: "held", statuses: []reward.Status{reward.Held}},
	{name: "stuck", person: true},
	{name: "paying", statuses: []reward.Status{reward.Approved, reward.Paying}},
	{name: "paid", statuses: []reward.Status{reward.Paid}},
	{name: "all"},
}

func (v listView) path() string {
	if v.mine {
		return desk
	}
	return desk + "/" + v.name
}

// file is the view's path as CSV.
func (v listView) file() string { return v.path() + ".csv" }

// oldestFirst reports whether what has waited longest stands on top unless the
// reader wants it otherwise: where somebody has to decide.
func (v listView) oldestFirst() bool { return v.mine || v.name == "waiting" || v.person }

// query is what an address asks of a view.
type query struct {
	filter   app.DeskFilter
	order    string // "oldest" or "newest"
	narrowed bool
}

func (v listView) query(c *gin.Context) query {
	q := query{order: c.Query("order"), filter: app.DeskFilter{
		Search: c.Query("q"), ProgramID: c.Query("program"), ReferrerID: c.Query("referrer"), Mine: v.mine, Person: v.person, Statuses: v.statuses,
	}}
	status := reward.Status("")
	if v.name == "all" {
		if status = reward.Status(c.Query("status")); status != "" {
			q.filter.Statuses = []reward.Status{status}
		}
	}
	q.narrowed = q.filter.Search+q.filter.ProgramID+q.filter.ReferrerID+string(status) != ""
	if q.order != "newest" && q.order != "oldest" {
		q.order = "newest"
		if v.oldestFirst() {
			q.order = "oldest"
		}
	}
	return q
}

// tabs lead to the other views; mine is how much waits for the reader.
func tabs(f ui.Frame, at listView, mine string) []view.Tab {
	out := make([]view.Tab, len(views))
	for i, v := range views {
		out[i] = view.Tab{Path: v.path(), Label: f.T("approvals.view." + v.name), Current: v.name == at.name}
		if v.mine {
			out[i].Count = mine
		}
	}
	return out
}
