package followup

import (
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
)

// outcomes are what one tap records, in the order to show.
var outcomes = []referral.Outcome{referral.Reached, referral.NoAnswer, referral.LeftWord}

// recordContact writes down what came of a contact. What would be outside the
// promise is asked about first, on the page that says what it means.
func (p *Pages) recordContact(c *gin.Context) error {
	ctx, id := c.Request.Context(), c.Param("id")
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	call, err := p.Call(c, form)
	if err != nil {
		return err
	}
	channel := promise.Channel(form.One("channel"))
	check, err := p.App.Referrals.MayContact(ctx, call.Actor, id, app.CheckContact{Channel: channel})
	if err != nil {
		return err
	}
	if !check.Allowed {
		q := url.Values{"channel": {string(channel)}, "outcome": {form.One("outcome")}}
		return p.Go(c, "/staff/introductions/"+url.PathEscape(id)+"/contact?"+q.Encode())
	}
	_, err = p.App.Referrals.RecordContact(ctx, call, id, app.RecordContact{
		Channel: channel, Outcome: referral.Outcome(form.One("outcome")), Note: form.One("note"),
	})
	if err != nil {
		return err
	}
	return p.Say(c, "/staff/follow-up/"+url.PathEscape(id), "followup.said.recorded", "outcome", p.Frame(c).T("followup.outcome."+form.One("outcome")))
}
