package approvals

import (
	"context"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// listPage is the desk.
type listPage struct {
	View        listView
	Tabs        []view.Tab
	Toolbar     view.Toolbar
	Rows        []row
	Narrowed    bool
	Referrer    string // whose rewards alone are shown
	First, Next string
	Mine        app.Tally
	Money       floats
	StandsInFor []string // whose delegate the reader is
}

func (p *Pages) showList(v listView) web.Handler {
	return func(c *gin.Context) error {
		f, q, reader := p.Frame(c), v.query(c), page.ReaderOf(c)
		at := page.ListPage(c)
		at.Oldest = q.order == "oldest"
		if v.mine { // what stands on one page can be ticked together
			at.Limit = min(at.Limit, maxBulk)
		}
		list, err := p.App.Rewards.Desk(c.Request.Context(), reader.Actor, q.filter, at)
		if err != nil && !page.NoWords(err) {
			return err
		}
		l := listPage{View: v, Narrowed: q.narrowed, First: page.First(c), Next: page.Next(c, list.Next)}
		for _, r := range list.Rows {
			l.Rows = append(l.Rows, newRow(r))
		}
		if l.Mine, err = p.App.Rewards.CountWaitingFor(c.Request.Context(), reader.Actor); err != nil {
			return err
		}
		if l.Toolbar, err = p.toolbar(c, f, v, q); err != nil {
			return err
		}
		if l.StandsInFor, err = p.standsInFor(c.Request.Context(), reader); err != nil {
			return err
		}
		if l.Referrer, err = p.name(c, q.filter.ReferrerID); err != nil {
			return err
		}
		l.Tabs = tabs(f, v, strconv.Itoa(l.Mine.Count))
		l.Money = p.floats(c.Request.Context(), reader)
		return p.Show(c, deskPage(f, l))
	}
}

// toolbar is the search and filters of a view.
func (p *Pages) toolbar(c *gin.Context, f ui.Frame, v listView, q query) (view.Toolbar, error) {
	t := view.Toolbar{
		Action: v.path(), Narrowed: q.narrowed, Search: &view.Search{Label: f.T("approvals.list.search"), Value: q.filter.Search},
		Export: v.file(),
	}
	if raw := c.Request.URL.RawQuery; raw != "" {
		t.Export += "?" + raw
	}
	programs, err := p.programs(c, f)
	if err != nil {
		return t, err
	}
	if len(programs) > 2 {
		t.Selects = append(t.Selects, view.Select{Name: "program", Label: f.T("approvals.list.program"), Value: q.filter.ProgramID, Options: programs})
	}
	if v.name == "all" {
		s := view.Select{Name: "status", Label: f.T("approvals.list.status"), Options: []view.Option{{Label: f.T("approvals.list.any_status")}}}
		for _, st := range reward.Statuses {
			s.Options = append(s.Options, view.Option{Value: string(st), Label: f.T("approvals.status." + string(st))})
		}
		if len(q.filter.Statuses) == 1 {
			s.Value = string(q.filter.Statuses[0])
		}
		t.Selects = append(t.Selects, s)
	}
	t.Selects = append(t.Selects, view.Select{Name: "order", Label: f.T("approvals.list.order"), Value: q.order, Options: []view.Option{
		{Value: "oldest", Label: f.T("approvals.list.oldest")}, {Value: "newest", Label: f.T("approvals.list.newest")},
	}})
	return t, nil
}

// programs are the choices of the filter by program; the first is any.
func (p *Pages) programs(c *gin.Context, f ui.Frame) ([]view.Option, error) {
	list, err := p.App.Programs.List(c.Request.Context(), page.ReaderOf(c).Actor, app.ProgramFilter{}, app.Page{Limit: 100})
	if err != nil {
		return nil, err
	}
	out := []view.Option{{Label: f.T("approvals.list.any_program")}}
	for _, d := range list.Docs {
		if d.Published == 0 {
			continue
		}
		t, err := p.App.Programs.Terms(c.Request.Context(), d.ID, d.Published)
		if err != nil {
			return nil, err
		}
		out = append(out, view.Option{Value: d.ID, Label: t.Name})
	}
	return out, nil
}

// standsInFor lists the approvers who named the reader as their delegate.
func (p *Pages) standsInFor(ctx context.Context, reader page.Reader) ([]string, error) {
	var names []string
	part := func(at app.Page) (app.Listed[member.Member], error) {
		return p.App.Members.List(ctx, reader.Actor, app.MemberFilter{Kind: "staff", State: string(member.Active)}, at)
	}
	for m, err := range app.Each(ctx, part, app.Page{}) {
		if err != nil {
			return nil, err
		}
		if m.Delegate == reader.Member.ID {
			names = append(names, m.Personal.Name)
		}
	}
	return names, nil
}

// sums writes amounts of several currencies beside each other.
func sums(f ui.Frame, list []money.Money) string {
	text := ""
	for i, m := range list {
		if i > 0 {
			text += " · "
		}
		text += f.Money(m)
	}
	return text
}
