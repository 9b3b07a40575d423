package portal

import (
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// deeds are the actions with a page of their own.
var deeds = []view.Action{view.Confirm, view.GiveInfo, view.Correct, view.Appeal, view.Withdraw, view.ReportIt}

// actionView is the page on which the referrer decides one thing.
type actionView struct {
	referralView
	Action view.Action
	Typed  view.Answers
	Stamp  string
	Faults ui.Faults
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
	f := p.FrameAt(c, at+"/"+string(a))
	if !slices.Contains(deeds, a) {
		return f, actionView{}, fault.New(fault.NotFound, "no_such_page", "There is no such page.")
	}
	v, err := p.ports.Services.ReferralPage(c.Request.Context(), c.Param("token"), f.Lang())
	if err != nil {
		return f, actionView{}, err
	}
	path := at + "/" + string(a)
	return f, actionView{referralView: referralView{Referral: v, Page: at}, Action: a, Typed: v.Answers, Stamp: p.Stamps.Make(path, "")}, nil
}

// words reports whether an action asks for words, and whether it can't go without.
func (v actionView) words() (asks, needs bool) {
	switch v.Action {
	case view.Appeal, view.ReportIt:
		return true, true
	}
	return false, false
}
