package followup

import (
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
)

// outcomes are what one tap records, in the order to show. What ends all contact is
// asked about first.
var outcomes = []referral.Outcome{referral.Reached, referral.NoAnswer, referral.LeftWord, referral.MeetingBooked}

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
	r, err := p.App.Referrals.Get(ctx, call.Actor, id)
	if err != nil {
		return err
	}
	in := app.RecordContact{Channel: promise.Channel(form.One("channel")), Outcome: referral.Outcome(form.One("outcome"))}
	// A card that isn't the newest any more was sent twice, or is refused below: so
	// what is asked here holds when it is recorded.
	if call.IfMatch == 0 || call.IfMatch == r.Revision {
		check, err := p.App.Referrals.MayContact(ctx, call.Actor, id, app.CheckContact{Channel: in.Channel})
		if err != nil {
			return err
		}
		switch {
		case !check.Allowed:
			return p.SayNot(c, contactPath(id, in.Channel, in.Outcome), "followup.said.outside")
		case !slices.Contains(outcomes, in.Outcome):
			return p.Go(c, contactPath(id, in.Channel, in.Outcome))
		case call.IfMatch == 0:
			return fault.New(fault.PreconditionRequired, "if_match_required", "This form doesn't say what you saw. Please open the page again.")
		}
	}
	_, err = p.App.Referrals.RecordContact(ctx, call, id, in)
	switch {
	case fault.Is(err, fault.Precondition), fault.Is(err, fault.Conflict):
		return p.SayNot(c, cardPath(id), "followup.said.changed")
	case err != nil:
		return err
	}
	return p.Say(c, cardPath(id), "followup.said.recorded", "outcome", p.Frame(c).T("followup.outcome."+string(in.Outcome)))
}

// cardPath is the page of a referral on the board.
func cardPath(id string) string { return "/staff/follow-up/" + url.PathEscape(id) }

// introductionPath is the page of a referral with everything that can be done.
func introductionPath(id string) string { return "/staff/introductions/" + url.PathEscape(id) }

// contactPath is the page that records a contact with all that belongs to it; an
// empty outcome is chosen there.
func contactPath(id string, channel promise.Channel, outcome referral.Outcome) string {
	q := url.Values{"channel": {string(channel)}}
	if outcome != "" {
		q.Set("outcome", string(outcome))
	}
	return introductionPath(id) + "/contact?" + q.Encode()
}
