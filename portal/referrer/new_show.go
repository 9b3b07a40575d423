package referrer

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/portal/page"
)

// offer is a program that takes introductions now.
type offer struct {
	ID     string
	Name   string
	Team   string
	Who    message.Message // the promise's first line: who gets in touch, and when not
	Reward message.Message // what there is for it; empty for thanks alone
}

// offers lists the programs that take introductions, the newest first.
func (p *Pages) offers(ctx context.Context, actor aggregate.Actor) ([]offer, error) {
	part := func(pg app.Page) (app.Listed[program.Program], error) {
		return p.App.Programs.List(ctx, actor, app.ProgramFilter{}, pg)
	}
	var out []offer
	for prog, err := range app.Each(ctx, part, app.Page{}) {
		if err != nil {
			return nil, err
		}
		t, err := p.App.Programs.Terms(ctx, prog.ID, prog.Published)
		if err != nil {
			return nil, err
		}
		lines := promise.FiveLines(t.PromiseText(promise.ReaderReferrer, promise.Names{Company: t.Team}, ""))
		out = append(out, offer{ID: prog.ID, Name: t.Name, Team: t.Team, Who: lines[0], Reward: t.Offer()})
	}
	return out, nil
}

// choosePrograms asks for which program the introduction is; where there is one
// only, its form comes at once.
func (p *Pages) choosePrograms(c *gin.Context) error {
	list, err := p.offers(c.Request.Context(), page.ReaderOf(c).Actor)
	if err != nil {
		return err
	}
	if len(list) == 1 {
		return p.Go(c, newPath(list[0].ID))
	}
	return p.Show(c, choosePage(p.Frame(c), list))
}

// showNew is the form, empty.
func (p *Pages) showNew(c *gin.Context) error {
	f := p.Frame(c)
	d, err := p.draft(c, f, nil)
	if ended(err) {
		return p.SayNot(c, "/introductions/new", "home.new.ended")
	}
	if err != nil {
		return err
	}
	return p.Show(c, newPage(f, d))
}
