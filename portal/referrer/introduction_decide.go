package referrer

import (
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// done are the keys of what the introduction's page says first after an action.
var done = map[view.Action]string{
	view.Confirm: "home.done.confirm", view.GiveInfo: "home.done.answer", view.Correct: "home.done.correct",
	view.Appeal: "home.done.appeal", view.Withdraw: "home.done.withdraw", view.ReportIt: "home.done.report",
}

// showDecision says what an action means and asks for the decision. It changes
// nothing.
func (p *Pages) showDecision(c *gin.Context) error {
	f := p.Frame(c)
	seen, v, err := p.decision(c, f)
	if err != nil {
		return err
	}
	if !v.May(v.Action) {
		return p.SayNot(c, v.Page, "home.done.too_late")
	}
	return p.Show(c, decisionPage(f, v, seen.Referral.Revision))
}

// decision reads the introduction and the action that a path names.
func (p *Pages) decision(c *gin.Context, f ui.Frame) (app.ReferrerView, ui.Decision, error) {
	a := view.Action(c.Param("action"))
	if !slices.Contains(ui.Deeds(), a) {
		return app.ReferrerView{}, ui.Decision{}, fault.New(fault.NotFound, "no_such_page", "There is no such page.")
	}
	seen, v, err := p.introduction(c, f)
	return seen, ui.Decision{Introduction: v, Action: a, Typed: v.Answers}, err
}

// decide does what the referrer decided. A form that is sent twice takes effect
// once, and what somebody else changed meanwhile is looked at first. Whether it is
// too late the application says: what is done already can be asked for again.
func (p *Pages) decide(c *gin.Context) error {
	f := p.FrameAt(c, introductionPath(c.Param("id"))+"/"+c.Param("action"))
	seen, v, err := p.decision(c, f)
	if err != nil {
		return err
	}
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	if form.One("sure") == "no" {
		return p.Go(c, v.Page)
	}
	v.Typed = page.Only(form, v.Controls())
	late := !v.May(v.Action)
	if v.Faults = v.Missing(f, form.One("sure")); len(v.Faults) > 0 && !late {
		return p.ShowAgain(c, decisionPage(f, v, seen.Referral.Revision))
	}
	call, err := p.Call(c, form)
	if err != nil {
		return err
	}
	switch again, err := p.App.Referrals.Repeated(c.Request.Context(), call, c.Param("id")); {
	case err != nil:
		return err
	case again.Replayed:
		return p.Say(c, v.Page, done[v.Action])
	case late && len(v.Faults) > 0:
		return p.SayNot(c, v.Page, "home.done.too_late")
	}
	err = wording.Act(c.Request.Context(), p.App, call, seen, v.Deed())
	switch {
	case err == nil:
		return p.Say(c, v.Page, done[v.Action])
	case fault.Is(err, fault.Precondition):
		return p.SayNot(c, v.Page, "home.done.changed")
	case fault.Because(err, "wrong_state"):
		return p.SayNot(c, v.Page, "home.done.too_late")
	}
	if v.Faults = p.Faults(f, err); v.Faults == nil {
		return err
	}
	return p.ShowAgain(c, decisionPage(f, v, seen.Referral.Revision))
}
