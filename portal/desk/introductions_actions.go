package desk

import (
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/view"
)

// staffActions are everything that staff do with an introduction outside the review
// queue, the likeliest first.
var staffActions = []action{
	contactAction, meetingAction, nextStepAction, wonAction, lostAction, reopenAction, confirmWinAction, dismissWinAction,
	yesAction, confirmYesAction, notNowAction, noAction, proveAction, assignAction, bounceAction, correctAction, declineAction,
	paymentAction, refundAction, disputeAction,
}

// offeredTo are the actions that make sense for the reader now.
func offeredTo(i *item) []action {
	var out []action
	for _, a := range staffActions {
		if a.offered(i) {
			out = append(out, a)
		}
	}
	return out
}

// showAction is the page of one action. Where the action isn't possible any more
// the introduction says how it stands.
func (p *Pages) showAction(c *gin.Context) error {
	a, i, err := p.staffAction(c)
	if err != nil {
		return err
	}
	back := path(i.Referral.ID)
	if err := i.Referral.May(a.verb, i.Me); err != nil {
		return p.refused(c, err, back)
	}
	if !a.offered(i) {
		return p.SayNot(c, back, "desk.not.wrong_state")
	}
	f := p.Frame(c)
	v, err := p.alone(c, f, a, i, back+"/"+a.name, back)
	if err != nil {
		return err
	}
	v.Values = chosen(v.Fields, c.Request.URL.Query())
	return p.Show(c, actionView(f, v))
}

// chosen are the choices that an address makes beforehand, such as how somebody got
// in touch.
func chosen(fields []view.Field, asked url.Values) view.Answers {
	out := view.Answers{}
	for _, q := range fields {
		value := asked.Get(q.Name)
		if q.Type == view.Choice && slices.ContainsFunc(q.Options, func(o view.Option) bool { return o.Value == value }) {
			out[q.Name] = []string{value}
		}
	}
	return out
}

// act does an action, and leads back to the introduction.
func (p *Pages) act(c *gin.Context) error {
	a, i, err := p.staffAction(c)
	if err != nil {
		return err
	}
	back := path(i.Referral.ID)
	if written, err := p.do(c, a, i, back+"/"+a.name, back); written || err != nil {
		return err
	}
	f := p.Frame(c)
	if a.undo != nil {
		return p.SayUndo(c, back, a.undo(i), "desk.action."+a.key+".done", i.args(f)...)
	}
	return p.Say(c, back, "desk.action."+a.key+".done", i.args(f)...)
}

func (p *Pages) staffAction(c *gin.Context) (action, *item, error) {
	a, err := named(staffActions, c)
	if err != nil {
		return a, nil, err
	}
	i, err := p.item(c)
	return a, i, err
}

// undoLost reopens what was just closed by mistake.
func (p *Pages) undoLost(c *gin.Context) error {
	i, err := p.item(c)
	if err != nil {
		return err
	}
	f, back := p.Frame(c), path(i.Referral.ID)
	if i.Referral.Status != referral.Lost {
		return p.SayNot(c, back, "desk.not.wrong_state")
	}
	if _, err := p.App.Referrals.Reopen(c.Request.Context(), app.Call{Actor: i.Me}, i.Referral.ID, app.Reasoned{Reason: f.T("desk.undone.reason")}); err != nil {
		return p.refused(c, err, back)
	}
	return p.Say(c, back, "desk.undone", i.args(f)...)
}
