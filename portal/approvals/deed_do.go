package approvals

import (
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// doDeed does what a page asked about.
func (p *Pages) doDeed(d deed) web.Handler {
	return func(c *gin.Context) error {
		form, err := p.Form(c)
		if err != nil {
			return err
		}
		call, err := p.Call(c, form)
		if err != nil {
			return err
		}
		id := c.Param("id")
		seen, err := p.App.Rewards.Get(c.Request.Context(), call.Actor, id)
		if err != nil {
			return err
		}
		var out done
		if err = d.guarded(call); err == nil {
			out, err = d.do(c.Request.Context(), p.App, call, deedOn{id: id, form: page.Only(form, inputs), seen: seen})
		}
		switch {
		case err == nil:
			return p.sayDone(c, d, out.Doc, len(seen.Approvals) > 0)
		case isStale(err):
			return p.prove(c, d.path(id), form)
		}
		f := p.FrameAt(c, d.path(id))
		if faults := p.faults(f, err); len(faults) > 0 {
			v, err := p.dossier(c, id)
			if err != nil {
				return err
			}
			return p.ShowAgain(c, deedView(f, deedPage{Deed: d, Dossier: v, Fields: d.fields(f, v), Typed: page.Only(form, inputs), Faults: faults}))
		}
		return p.answerRefused(c, d, page.Only(form, inputs), err)
	}
}

// answerRefused says why nothing was done, and keeps what was typed for it: where
// somebody else changed the reward and the deed is still possible, in the form as it
// is now, else to be read and copied. Whoever typed nothing looks at the reward
// again.
func (p *Pages) answerRefused(c *gin.Context, d deed, typed view.Answers, err error) error {
	key, id := whyNot(err), c.Param("id")
	switch {
	case key == "":
		return err
	case len(typed) == 0:
		return p.SayNot(c, rewardPath(id), key)
	}
	now, loadErr := p.dossier(c, id)
	if loadErr != nil {
		return loadErr
	}
	f := p.FrameAt(c, d.path(id))
	v := deedPage{Deed: d, Dossier: now, Fields: d.fields(f, now), Typed: typed, Refused: f.T(key)}
	if !page.OutOfDate(err) || !slices.Contains(now.Options.Verbs, d.verb) {
		v.Kept = wording.Facts(f, view.Form{Fields: v.Fields}, typed)
	}
	return p.ShowStatus(c, web.Status(fault.Of(err).Code), deedView(f, v))
}

// guarded asks for what the API asks for too: what the reader has seen, and a key
// of the form. Taking back one's own hold needs neither.
func (d deed) guarded(call app.Call) error {
	switch {
	case d.verb == reward.Release:
		return nil
	case call.IfMatch == 0:
		return fault.New(fault.PreconditionRequired, "if_match_required", "This form doesn't say what you saw. Please open the page again.")
	case call.Replay != nil:
		return nil
	}
	return fault.New(fault.Malformed, "malformed_form", "This form can't be read. Please go back and try again.")
}

// sayDone leads back to the reward, or to the queue after a word that decided.
func (p *Pages) sayDone(c *gin.Context, d deed, r *reward.Reward, hadApprovals bool) error {
	amount := []any{"amount", r.Amount}
	switch {
	case d.verb == reward.Approve && r.Status == reward.AwaitingApproval:
		return p.Say(c, desk, "approvals.done.second", "amount", r.Amount, "count", max(r.Needed(), 1)-r.Given())
	case d.verb == reward.Approve:
		return p.Say(c, desk, d.key("done"), amount...)
	case d.verb == reward.HoldUntil && !hadApprovals:
		return p.SayUndo(c, rewardPath(r.ID), rewardPath(r.ID)+"/release", d.key("done"), amount...)
	case d.verb == reward.SendAgain && r.Status == reward.Paid:
		return p.Say(c, rewardPath(r.ID), "approvals.done.found", amount...)
	}
	return p.Say(c, rewardPath(r.ID), d.key("done"), amount...)
}

// ownFaults are field faults that only these pages have words for.
var ownFaults = map[string]string{
	"before_rule": "approvals.fault.before_rule", "above_rule": "approvals.fault.above_rule", "not_an_amount": "approvals.fault.not_an_amount",
	"amount_too_small": "approvals.fault.not_an_amount", "amount_too_large": "approvals.fault.above_rule", "in_the_past": "page.fault.not_in_future",
	"not_one_of": "page.fault.not_a_choice",
}

// faults are Faults with the words of these pages.
func (p *Pages) faults(f ui.Frame, err error) ui.Faults {
	out := p.Faults(f, err)
	for i := range out {
		if key, ok := ownFaults[fault.Of(err).Fields[i].Code]; ok {
			out[i].Text = f.T(key)
		}
	}
	return out
}
