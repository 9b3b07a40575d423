package portal

import (
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// actionView is the page on which the referrer decides one thing.
type actionView struct {
	ui.Decision
	Stamp string
}

// showAction shows what an action means and asks for the decision. It changes
// nothing.
func (p *Portal) showAction(c *gin.Context) error {
	f, v, err := p.loadAction(c)
	if err != nil {
		return err
	}
	if !v.May(v.Action) {
		return p.Go(c, v.Page)
	}
	return p.Show(c, actionPage(f, v))
}

// loadAction reads the referral and the action that a path names.
func (p *Portal) loadAction(c *gin.Context) (ui.Frame, actionView, error) {
	at := "/m/" + c.Param("token")
	a := view.Action(c.Param("action"))
	path := at + "/" + string(a)
	f := p.FrameAt(c, path)
	if !slices.Contains(ui.Deeds(), a) {
		return f, actionView{}, fault.New(fault.NotFound, "no_such_page", "There is no such page.")
	}
	v, err := p.ports.Services.ReferralPage(c.Request.Context(), c.Param("token"), f.Lang())
	if err != nil {
		return f, actionView{}, err
	}
	d := ui.Decision{Introduction: ui.Introduction{Referral: v, Page: at, PayoutPage: at + "/payout"}, Action: a, Typed: v.Answers}
	return f, actionView{Decision: d, Stamp: p.Stamps.Make(path, "")}, nil
}
