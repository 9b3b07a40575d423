package desk

import (
	"context"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// queue is one of the reviewers' lists: its name in addresses and in the keys of its
// words, and what is on it.
type queue struct {
	name string
	path string
	only app.ReferralFilter
	size func(app.ReviewCounts) int64
}

// reviewPath is the queue that reviewers start from.
const reviewPath = "/staff/review"

// queues are the tabs of the review desk.
var queues = []queue{
	{"to_review", reviewPath, app.ReferralFilter{Status: string(referral.InReview)}, func(n app.ReviewCounts) int64 { return n.ToReview }},
	{"waiting", reviewPath + "/waiting", app.ReferralFilter{Status: string(referral.NeedsInfo)}, func(n app.ReviewCounts) int64 { return n.NeedsInfo }},
	{"reports", reviewPath + "/reports", app.ReferralFilter{Reported: true}, func(n app.ReviewCounts) int64 { return n.Reported }},
	{"to_confirm", reviewPath + "/to-confirm", app.ReferralFilter{Status: string(referral.ToConfirm)}, func(n app.ReviewCounts) int64 { return n.ToConfirm }},
}

// queuePage is one queue.
type queuePage struct {
	Queue       string
	Tabs        []view.Tab
	Toolbar     view.Toolbar
	Rows        []queueRow
	First, Next string
}

// queueRow is one introduction in a queue.
type queueRow struct {
	Path     string // of its page
	Act      string // where its main action is decided
	Person   string
	Company  string
	Referrer string
	Program  string
	SentOn   string
	Due      string // by when something is promised, or ends by itself
	Late     bool
	Appeal   bool
	Score    string
	Doubts   []view.Status
}

// showQueue is the page of one queue.
func (p *Pages) showQueue(q queue) func(c *gin.Context) error {
	return func(c *gin.Context) error {
		ctx, me, f := c.Request.Context(), page.ReaderOf(c).Actor, p.Frame(c)
		filter := q.filter(c)
		part := page.ListPage(c)
		part.Oldest = c.Query("order") != "newest"
		if c.Query("format") == "csv" {
			return p.export(c, q.name+".csv", filter, part)
		}
		listed, err := p.App.Referrals.List(ctx, me, filter, part)
		if err != nil && !page.NoWords(err) {
			return err
		}
		v := queuePage{Queue: q.name, First: page.First(c), Next: page.Next(c, listed.Next)}
		programs, err := p.programs(ctx, me)
		if err != nil {
			return err
		}
		who := p.people(ctx, me)
		for _, r := range listed.Docs {
			row, err := p.queueRow(f, q, r, programs, who)
			if err != nil {
				return err
			}
			v.Rows = append(v.Rows, row)
		}
		counts, err := p.App.Referrals.CountReview(ctx, me)
		if err != nil {
			return err
		}
		v.Tabs, v.Toolbar = q.tabs(f, counts), q.toolbar(c, f, programs)
		return p.Show(c, queueView(f, v))
	}
}

// filter is what the address asks of a queue.
func (q queue) filter(c *gin.Context) app.ReferralFilter {
	filter := q.only
	filter.Search, filter.ProgramID = c.Query("q"), c.Query("program")
	return filter
}

// tabs are the queues, each with how much is in it.
func (q queue) tabs(f ui.Frame, counts app.ReviewCounts) []view.Tab {
	tabs := make([]view.Tab, len(queues))
	for i, t := range queues {
		tabs[i] = view.Tab{Path: t.path, Label: f.T("desk.queue." + t.name), Current: t.name == q.name}
		if n := t.size(counts); n > 0 {
			tabs[i].Count = strconv.FormatInt(n, 10)
		}
	}
	return tabs
}

func (q queue) toolbar(c *gin.Context, f ui.Frame, programs programNames) view.Toolbar {
	return view.Toolbar{
		Action: q.path,
		Search: &view.Search{Label: f.T("desk.search"), Value: c.Query("q")},
		Selects: []view.Select{
			programs.filter(f, c.Query("program")),
			{Name: "order", Label: f.T("desk.order"), Value: c.Query("order"), Options: []view.Option{
				{Value: "", Label: f.T("desk.order.oldest")}, {Value: "newest", Label: f.T("desk.order.newest")},
			}},
		},
		Export:   page.With(c, "format", "csv"),
		Narrowed: c.Query("q")+c.Query("program") != "",
	}
}

// queueRow puts an introduction into a line of the queue.
func (p *Pages) queueRow(f ui.Frame, q queue, r *referral.Referral, programs programNames, who people) (queueRow, error) {
	zone := programs.zone(r.ProgramID)
	row := queueRow{
		Path: path(r.ID), Person: personOf(f, r), Company: r.Personal.Company, Program: programs.name(r.ProgramID),
		SentOn: f.Day(r.CreatedMS, zone), Appeal: r.AppealedMS != 0 && r.Status == referral.InReview,
	}
	row.Act = row.Path
	var err error
	if row.Referrer, err = who.name(f, r.ReferrerID); err != nil {
		return row, err
	}
	if r.Verdict != nil {
		row.Score, row.Doubts = f.T("desk.score", "score", r.Verdict.Score), doubts(f, r.Verdict)
	}
	switch q.name {
	case "to_review":
		row.Path = reviewPath + "/" + r.ID
		row.Act = row.Path + "/accept"
		if due := wording.OwedMS(r, promise.StepVerdict); due != 0 {
			row.Due, row.Late = f.Moment(due, zone), due < p.App.Now().UnixMilli()
		}
	case "reports":
		row.Act = row.Path + "/reports/" + strconv.FormatInt(firstUnanswered(r), 10)
		row.Path, row.Score, row.Doubts = row.Act, "", nil
		row.Due = f.Day(r.ReportedMS, zone)
	default:
		row.Score, row.Doubts = "", nil
		if t, ok := r.Meta.Pending(referral.TaskLapse); ok {
			row.Due = f.Day(t.DueMS, zone)
		}
	}
	return row, nil
}

// firstUnanswered is the number of the oldest report that nobody answered.
func firstUnanswered(r *referral.Referral) int64 {
	for _, b := range r.Breaches {
		if b.AnsweredMS == 0 {
			return b.N
		}
	}
	return 0
}

// nextToReview is the page of what waits longest, without one that was just decided;
// the queue itself where nothing waits.
func (p *Pages) nextToReview(ctx context.Context, me aggregate.Actor, but string) (string, error) {
	listed, err := p.App.Referrals.List(ctx, me, app.ReferralFilter{Status: string(referral.InReview)}, app.Page{Limit: 2, Oldest: true})
	if err != nil {
		return "", err
	}
	for _, r := range listed.Docs {
		if r.ID != but {
			return reviewPath + "/" + r.ID, nil
		}
	}
	return reviewPath, nil
}
