package api

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/web"
)

type answerInput struct {
	acting
	Answers map[string]any `json:"answers,omitempty" maxItems:"100"` // those that change, by field key; the others stay
	Words   string         `json:"words,omitempty" maxLength:"2000"` // what the referrer writes to whoever asked; needed where no answer changes
}

// answerReferral answers a question for the referrer.
//
//	@ID				answerReferral
//	@Summary		Answer a question
//	@Description	For the referrer (`on_behalf_of`), while the referral needs information. Vetting, or the reviewer who asked, looks again.
//	@Tags			referrals
//	@Param			body	body		answerInput	true	"The answers"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/answer [post]
func (a *API) answerReferral(c *gin.Context) error {
	var in answerInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forReferrer, "answer", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Answer(ctx, call, id, app.AnswerReferral{Answers: in.Answers, Words: in.Words})
	})
}

type reasonInput struct {
	acting
	Reason string `json:"reason" minLength:"1" maxLength:"2000"` // why, in words that people read
}

type remarkInput struct {
	acting
	Reason string `json:"reason,omitempty" maxLength:"2000"` // why, in your own words
}

// appealReferral asks for a second look.
//
//	@ID				appealReferral
//	@Summary		Appeal a decline
//	@Description	For the referrer (`on_behalf_of`), once, within 30 days. Somebody else decides.
//	@Tags			referrals
//	@Param			body	body		reasonInput	true	"Why it should be looked at again"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/appeal [post]
func (a *API) appealReferral(c *gin.Context) error {
	var in reasonInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forReferrer, "appeal", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Appeal(ctx, call, id, app.Reasoned{Reason: in.Reason})
	})
}

// withdrawReferral takes an introduction back.
//
//	@ID				withdrawReferral
//	@Summary		Withdraw a referral
//	@Description	For the referrer (`on_behalf_of`). Before the person's yes it ends the referral; after it only the referrer's claim and reward.
//	@Tags			referrals
//	@Param			body	body		remarkInput	true	"Why, if you like"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/withdraw [post]
func (a *API) withdrawReferral(c *gin.Context) error {
	var in remarkInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forReferrer, "withdraw", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Withdraw(ctx, call, id, app.Remarked{Reason: in.Reason})
	})
}

type breachInput struct {
	acting
	Kind  string `json:"kind" enums:"contacted_before_yes,unknown_referrer,not_as_promised"`
	Words string `json:"words,omitempty" maxLength:"2000"` // what happened, in the reporter's words
}

// reportBreach reports a broken promise.
//
//	@ID				reportBreach
//	@Summary		Report a broken promise
//	@Description	For the referrer (`on_behalf_of`). It counts unless a staff member who didn't work the referral answers that it isn't upheld.
//	@Tags			referrals
//	@Param			body	body		breachInput	true	"What was broken"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/breaches [post]
func (a *API) reportBreach(c *gin.Context) error {
	var in breachInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forReferrer, "breaches", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Report(ctx, call, id, app.ReportBreach{Kind: in.Kind, Words: in.Words})
	})
}
