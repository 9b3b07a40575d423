package desk

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// listPath is the list of all introductions.
const listPath = "/staff/introductions"

// listPage is the list of introductions.
type listPage struct {
	Toolbar     view.Toolbar
	Rows        []listRow
	MayType     bool // the reader types introductions for customers
	First, Next string
}

// listRow is one introduction in the list.
type listRow struct {
	Path, Person, Company, Referrer, Program, Rep, SentOn string
	Status                                                view.Status
}

// showList is the page of all introductions.
func (p *Pages) showList(c *gin.Context) error {
	ctx, me, f := c.Request.Context(), page.ReaderOf(c).Actor, p.Frame(c)
	filter, part := listFilter(c), page.ListPage(c)
	part.Oldest = c.Query("order") == "oldest"
	if c.Query("format") == "csv" {
		return p.export(c, "introductions.csv", filter, part)
	}
	listed, err := p.App.Referrals.List(ctx, me, filter, part)
	if err != nil && !page.NoWords(err) {
		return err
	}
	programs, err := p.programs(ctx, me)
	if err != nil {
		return err
	}
	team, err := p.team(ctx, me)
	if err != nil {
		return err
	}
	v := listPage{First: page.First(c), Next: page.Next(c, listed.Next), MayType: me.Has(typists...), Toolbar: listToolbar(c, f, programs, team)}
	who := p.people(ctx, me)
	for _, r := range listed.Docs {
		row, err := newListRow(f, r, programs, who)
		if err != nil {
			return err
		}
		v.Rows = append(v.Rows, row)
	}
	return p.Show(c, listView(f, v))
}

func newListRow(f ui.Frame, r *referral.Referral, programs programNames, who people) (listRow, error) {
	row := listRow{
		Path: path(r.ID), Person: personOf(f, r), Company: r.Personal.Company, Program: programs.name(r.ProgramID),
		SentOn: f.Day(r.CreatedMS, programs.zone(r.ProgramID)), Status: wording.StaffChip(r.Status), Rep: f.T("desk.no_rep"),
	}
	var err error
	if row.Referrer, err = who.name(f, r.ReferrerID); err != nil || r.RepID == "" {
		return row, err
	}
	row.Rep, err = who.name(f, r.RepID)
	return row, err
}

// listFilter is what the address asks of the list. One choice names a state or a
// stage.
func listFilter(c *gin.Context) app.ReferralFilter {
	filter := app.ReferralFilter{
		Search: c.Query("q"), ProgramID: c.Query("program"), RepID: c.Query("rep"), ReferrerID: c.Query("referrer"),
	}
	if stage := referral.Stage(c.Query("status")); stage.States() != nil {
		filter.Stage = string(stage)
	} else {
		filter.Status = string(stage)
	}
	return filter
}

func listToolbar(c *gin.Context, f ui.Frame, programs programNames, team []view.Option) view.Toolbar {
	states := []view.Option{{Label: f.T("desk.any_status")}}
	for _, g := range referral.Stages {
		states = append(states, view.Option{Value: string(g), Label: f.T("desk.stage." + string(g))})
	}
	for _, s := range referral.Statuses {
		states = append(states, view.Option{Value: string(s), Label: f.T("desk.status." + string(s))})
	}
	return view.Toolbar{
		Action: listPath,
		Search: &view.Search{Label: f.T("desk.search"), Value: c.Query("q")},
		Selects: []view.Select{
			{Name: "status", Label: f.T("desk.state"), Value: c.Query("status"), Options: states},
			programs.filter(f, c.Query("program")),
			{Name: "rep", Label: f.T("desk.rep"), Value: c.Query("rep"), Options: append([]view.Option{{Label: f.T("desk.any_rep")}}, team...)},
			{Name: "order", Label: f.T("desk.order"), Value: c.Query("order"), Options: []view.Option{
				{Value: "", Label: f.T("desk.order.newest")}, {Value: "oldest", Label: f.T("desk.order.oldest")},
			}},
		},
		Export:   page.With(c, "format", "csv"),
		Narrowed: c.Query("q")+c.Query("program")+c.Query("rep")+c.Query("status")+c.Query("referrer") != "",
	}
}
