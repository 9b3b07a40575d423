package referrer

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// homeRows is how many introductions home shows; the list has the rest.
const homeRows = 12

// home is the page that a referrer starts from.
type home struct {
	Name   string
	Tasks  []todo
	Rows   []row
	More   bool // there are more than are shown
	Hero   *row
	Steps  []view.Step // of the hero
	Offers []offer
	Link   *ownLink
	Money  inShort
	First  []todo // the checklist of somebody who hasn't introduced anybody; nil later
	Due    int64  // when the next step is due; 0 without one
	Zone   string
}

// todo is something that waits for the referrer.
type todo struct {
	Path string
	Key  string // of its words
	Args []any
	Icon string
	Done bool // on the checklist
}

// showHome shows what happens next to each of the reader's people, and what waits
// for the reader.
func (p *Pages) showHome(c *gin.Context) error {
	ctx, f, reader := c.Request.Context(), p.Frame(c), page.ReaderOf(c)
	v := home{Name: reader.Member.Personal.Name}
	found, err := p.open(ctx, reader.Actor, homeRows)
	if err != nil {
		return err
	}
	if v.Rows, err = p.rows(ctx, f, found.Docs); err != nil {
		return err
	}
	v.More = found.Next != ""
	v.hero()
	if v.Offers, err = p.offers(ctx, reader.Actor); err != nil {
		return err
	}
	if v.Link, err = p.ownLink(c, f, v.Offers); err != nil {
		return err
	}
	if v.Money, err = p.inShort(ctx, f, reader); err != nil {
		return err
	}
	v.tasks(f)
	if v.First, err = p.checklist(ctx, f, v, reader); err != nil {
		return err
	}
	return p.Show(c, homePage(f, v))
}

// hero picks the introduction that moves next: the one whose next step is due
// first, else the newest.
func (v *home) hero() {
	for i, r := range v.Rows {
		if due := r.nextMS(); due != 0 && (v.Due == 0 || due < v.Due) {
			v.Hero, v.Due, v.Zone = &v.Rows[i], due, r.Zone
		}
	}
	if v.Hero == nil && len(v.Rows) > 0 {
		v.Hero = &v.Rows[0]
	}
	if v.Hero != nil {
		v.Steps = wording.Steps(v.Hero.progress.Steps)
	}
}

// tasks are what waits for the reader, first of all.
func (v *home) tasks(f ui.Frame) {
	for _, r := range v.Rows {
		key := ""
		switch ref := r.progress.Referral; {
		case ref.Status == referral.ToConfirm:
			key = "home.todo.confirm"
		case ref.Status == referral.NeedsInfo && ref.Review.Bounced:
			key = "home.todo.correct"
		case ref.Status == referral.NeedsInfo:
			key = "home.todo.answer"
		}
		if key != "" {
			v.Tasks = append(v.Tasks, todo{Path: r.Path, Key: key, Args: []any{"person", r.Whom}, Icon: "circle-question-mark"})
		}
	}
	if v.Money.Waits && v.Money.Standing != transfer.Ready && v.Money.Standing != transfer.Checking {
		v.Tasks = append(v.Tasks, todo{Path: "/payout", Key: "home.todo.payout", Icon: "landmark"})
	}
}

// checklist is for somebody who hasn't introduced anybody yet.
func (p *Pages) checklist(ctx context.Context, f ui.Frame, v home, reader page.Reader) ([]todo, error) {
	if len(v.Rows) > 0 || v.More || len(v.Offers) == 0 {
		return nil, nil
	}
	any, err := p.App.Referrals.List(ctx, reader.Actor, app.ReferralFilter{}, app.Page{Limit: 1})
	if err != nil || len(any.Docs) > 0 {
		return nil, err
	}
	list := []todo{
		{Path: "/introductions/new", Key: "introduce", Icon: "user-plus"},
		{Path: "/links", Key: "link", Icon: "link"},
		{Path: "/payout", Key: "payout", Icon: "landmark", Done: v.Money.Standing == transfer.Ready},
	}
	if p.App.Passkeys.Available() {
		mine, err := p.App.Passkeys.List(ctx, reader.Actor)
		if err != nil {
			return nil, err
		}
		list = append(list, todo{Path: "/settings", Key: "passkey", Icon: "fingerprint-pattern", Done: len(mine) > 0})
	}
	return list, nil
}
