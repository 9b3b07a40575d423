package desk

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/view"
)

// reviewActions are a reviewer's three decisions.
var reviewActions = []action{acceptAction, askAction, declineAction}

var acceptAction = action{name: "accept", key: "accept", verb: referral.Accept, rests: true, sure: true,
	fields: func(a asking) []view.Field {
		return []view.Field{{Name: "note", Type: view.LongText, Label: a.f.T("desk.field.accept_note"), MaxLength: 2000}}
	},
	do: func(d doing) error {
		_, err := d.app.Referrals.Accept(d.ctx, d.call, d.i.Referral.ID, app.Remarked{Reason: d.one("note")})
		return repoint(err, "reason", "note")
	},
}

var askAction = action{name: "ask", key: "ask", verb: referral.Ask, rests: true,
	fields: func(a asking) []view.Field {
		return []view.Field{{
			Name: "question", Type: view.LongText, Required: true, MaxLength: 2000,
			Label: a.f.T("desk.field.question"), Help: a.f.T("desk.field.question.help", "referrer", a.i.referrer(a.f)),
		}}
	},
	do: func(d doing) error {
		_, err := d.app.Referrals.Ask(d.ctx, d.call, d.i.Referral.ID, app.Reasoned{Reason: d.one("question")})
		return repoint(err, "reason", "question")
	},
}

var declineAction = action{name: "decline", key: "decline", verb: referral.Decline, rests: true,
	fields: func(a asking) []view.Field {
		return []view.Field{
			{Name: "code", Type: view.Choice, Required: true, Label: a.f.T("desk.field.code"), Options: options(a.f, "desk.decline.", declineCodes)},
			{
				Name: "reason", Type: view.LongText, Required: true, MaxLength: 2000,
				Label: a.f.T("desk.field.reason"), Help: a.f.T("desk.field.reason.help", "referrer", a.i.referrer(a.f)),
			},
		}
	},
	do: func(d doing) error {
		_, err := d.app.Referrals.Decline(d.ctx, d.call, d.i.Referral.ID, app.DeclineReferral{Code: d.one("code"), Reason: d.one("reason")})
		return err
	},
}

// declineCodes are the reasons of a decline, as the application takes them.
var declineCodes = []string{"not_a_fit", "too_vague", "existing_customer", "duplicate", "not_reachable", "other"}

// showDecision is the page of one decision.
func (p *Pages) showDecision(c *gin.Context) error {
	a, i, err := p.decision(c)
	if err != nil {
		return err
	}
	back := reviewPath + "/" + i.Referral.ID
	if err := i.Referral.May(a.verb, i.Me); err != nil || i.declinedIt() {
		return p.Go(c, back) // it says who decided
	}
	f := p.Frame(c)
	v, err := p.alone(c, f, a, i, back+"/"+a.name, back)
	if err != nil {
		return err
	}
	return p.Show(c, actionView(f, v))
}

// decide does what a reviewer decided, and leads to the next introduction.
func (p *Pages) decide(c *gin.Context) error {
	a, i, err := p.decision(c)
	if err != nil {
		return err
	}
	back := reviewPath + "/" + i.Referral.ID
	if written, err := p.do(c, a, i, back+"/"+a.name, back); written || err != nil {
		return err
	}
	next, err := p.nextToReview(c.Request.Context(), i.Me, i.Referral.ID)
	if err != nil {
		return err
	}
	f := p.Frame(c)
	return p.Say(c, next, "desk.action."+a.key+".done", i.args(f)...)
}

func (p *Pages) decision(c *gin.Context) (action, *item, error) {
	a, err := named(reviewActions, c)
	if err != nil {
		return a, nil, err
	}
	i, err := p.item(c)
	return a, i, err
}

// declinedIt reports whether the reader declined it before: somebody else looks at
// the appeal.
func (i *item) declinedIt() bool {
	return i.Referral.DeclinedBy != "" && i.Referral.DeclinedBy == i.Me.ID
}
