package referrer

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// kinds are the views of the list. They are no finer than what the promise lets a
// referrer tell apart: a no and a silence end in the same one.
var kinds = []struct {
	name   string
	filter app.ReferralFilter
}{
	{"", app.ReferralFilter{}},
	{"open", app.ReferralFilter{Stage: string(referral.StageOpen)}},
	{"mine", app.ReferralFilter{Stage: string(referral.StageReferrer)}},
	{"person", app.ReferralFilter{Stage: string(referral.StagePerson)}},
	{"followed", app.ReferralFilter{Stage: string(referral.StageFollowed)}},
	{"won", app.ReferralFilter{Status: string(referral.Won)}},
	{"closed", app.ReferralFilter{Stage: string(referral.StageClosed)}},
}

// listing is the list with its filters.
type listing struct {
	Rows        []row
	Toolbar     view.Toolbar
	Narrowed    bool
	First, Next string
}

// wanted is what an address asks for.
type wanted struct {
	filter app.ReferralFilter
	kind   string
}

func want(c *gin.Context) wanted {
	w := wanted{kind: c.Query("show")}
	w.filter.Stage = w.kind // unknown to the application, unless it is one of ours
	for _, k := range kinds {
		if k.name == w.kind {
			w.filter = k.filter
		}
	}
	w.filter.Search = c.Query("q")
	return w
}

func (w wanted) narrowed() bool { return w.kind != "" || w.filter.Search != "" }

// listIntroductions lists the reader's introductions.
func (p *Pages) listIntroductions(c *gin.Context) error {
	f, w := p.Frame(c), want(c)
	found, err := p.App.Referrals.List(c.Request.Context(), page.ReaderOf(c).Actor, w.filter, order(c))
	if err != nil {
		return err
	}
	v := listing{Narrowed: w.narrowed(), First: page.First(c), Next: page.Next(c, found.Next), Toolbar: toolbar(c, f, w)}
	if v.Rows, err = p.rows(c.Request.Context(), f, found.Docs); err != nil {
		return err
	}
	return p.Show(c, listPage(f, v))
}

// toolbar is the list's search, filters and order.
func toolbar(c *gin.Context, f ui.Frame, w wanted) view.Toolbar {
	var shown []view.Option
	for _, k := range kinds {
		word := k.name
		if word == "" {
			word = "all"
		}
		shown = append(shown, view.Option{Value: k.name, Label: f.T("home.introductions.show." + word)})
	}
	return view.Toolbar{
		Action: "/introductions", Export: page.File(c, "/introductions.csv"), Narrowed: w.narrowed(),
		Search: &view.Search{Label: f.T("home.introductions.search"), Value: w.filter.Search},
		Selects: []view.Select{
			{Name: "show", Label: f.T("home.introductions.show"), Value: w.kind, Options: shown},
			sortSelect(c, f),
		},
	}
}

// exportIntroductions is the same list as a file, whole.
func (p *Pages) exportIntroductions(c *gin.Context) error {
	ctx, f, w, actor := c.Request.Context(), p.Frame(c), want(c), page.ReaderOf(c).Actor
	part := func(pg app.Page) (app.Listed[referral.Referral], error) {
		return p.App.Referrals.List(ctx, actor, w.filter, pg)
	}
	if _, err := part(app.Page{Limit: 1}); err != nil {
		return err // while the answer can still be a page
	}
	header := []string{f.T("home.csv.at"), f.T("home.csv.person"), f.T("home.csv.company"), f.T("home.csv.status"), f.T("home.csv.next"), f.T("home.csv.program")}
	return p.CSV(c, "introductions.csv", header, func(write func(row ...string) error) error {
		return p.eachRow(ctx, f, part, order(c), func(r row) error {
			next := ""
			if r.Next != nil {
				next = f.Text(r.Next.Title)
			}
			who := r.progress.Referral.Personal
			return write(isoDay(r.AtMS), who.Name, who.Company, f.Text(r.Status.Word), next, r.progress.Terms.Name)
		})
	})
}

// eachRow hands over the rows of a whole list, one by one.
func (p *Pages) eachRow(ctx context.Context, f ui.Frame, part func(app.Page) (app.Listed[referral.Referral], error), first app.Page, do func(row) error) error {
	for r, err := range app.Each(ctx, part, first) {
		if err != nil {
			return err
		}
		way, err := p.App.Referrals.Progress(ctx, r, promise.ReaderReferrer)
		if err != nil {
			return err
		}
		if err := do(rowOf(f, way)); err != nil {
			return err
		}
	}
	return nil
}

// open lists what may still come to something, the newest first.
func (p *Pages) open(ctx context.Context, actor aggregate.Actor, limit int) (app.Listed[referral.Referral], error) {
	return p.App.Referrals.List(ctx, actor, app.ReferralFilter{Stage: string(referral.StageOpen)}, app.Page{Limit: limit})
}
