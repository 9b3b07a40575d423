package api

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/web"
)

// referralWorkRoutes are what staff do, and what is done on their behalf.
func (a *API) referralWorkRoutes() []Route {
	verb := func(path string, h web.Handler) Route {
		return Route{Method: http.MethodPost, Path: "/v1/referrals/:id/" + path, Scope: "referrals:work", Handler: h, Body: JSON, IfMatch: Optional, ETag: true}
	}
	decides := func(path string, h web.Handler) Route {
		r := verb(path, h)
		r.IfMatch = Required
		return r
	}
	moves := func(path string, h web.Handler) Route {
		r := verb(path, h)
		r.Idempotency = Required
		return r
	}
	return []Route{
		verb("accept", a.acceptReferral),
		verb("ask", a.askReferrer),
		verb("decline", a.declineReferral),
		verb("assign", a.assignReferral),
		verb("bounce", a.bounceReferral),
		verb("correct-address", a.correctAddress),
		decides("yes", a.recordYes),
		verb("no", a.recordNo),
		verb("prove", a.proveReferral),
		verb("not-now", a.deferReferral),
		moves("contacts", a.recordContact),
		{Method: http.MethodPost, Path: "/v1/referrals/:id/contacts/check", Scope: "referrals:work", Handler: a.checkContact, Body: JSON},
		verb("meeting", a.recordMeeting),
		verb("next-step", a.agreeNextStep),
		verb("lost", a.loseReferral),
		verb("reopen", a.reopenReferral),
		verb("breaches/:n/answer", a.answerBreach),
		decides("suggested-wins/:n/confirm", a.confirmWin),
		verb("suggested-wins/:n/dismiss", a.dismissWin),
	}
}

// acceptReferral lets a reviewed referral in.
//
//	@ID				acceptReferral
//	@Summary		Accept a referral
//	@Description	With a service key for a staff member (`on_behalf_of`), whose roles decide. After an appeal somebody else than who declined it.
//	@Tags			referrals
//	@Param			body	body		remarkInput	true	"Why, if you like"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/accept [post]
func (a *API) acceptReferral(c *gin.Context) error {
	var in remarkInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaff, "accept", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Accept(ctx, call, id, app.Remarked{Reason: in.Reason})
	})
}

// askReferrer puts a question to the referrer.
//
//	@ID				askReferrer
//	@Summary		Ask the referrer for information
//	@Description	With a service key for a staff member (`on_behalf_of`), whose roles decide.
//	@Tags			referrals
//	@Param			body	body		reasonInput	true	"The question"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/ask [post]
func (a *API) askReferrer(c *gin.Context) error {
	var in reasonInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaff, "ask", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Ask(ctx, call, id, app.Reasoned{Reason: in.Reason})
	})
}

type declineInput struct {
	acting
	Code   string `json:"code" enums:"not_a_fit,too_vague,existing_customer,duplicate,not_reachable,other"`
	Reason string `json:"reason" minLength:"1" maxLength:"2000"` // in words that the referrer reads
}

// declineReferral is a reviewer's no.
//
//	@ID				declineReferral
//	@Summary		Decline a referral
//	@Description	With a service key for a staff member (`on_behalf_of`), whose roles decide.
//	@Tags			referrals
//	@Param			body	body		declineInput	true	"Why"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/decline [post]
func (a *API) declineReferral(c *gin.Context) error {
	var in declineInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaff, "decline", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Decline(ctx, call, id, app.DeclineReferral{Code: in.Code, Reason: in.Reason})
	})
}

type assignInput struct {
	acting
	RepID string `json:"rep_id" minLength:"1" maxLength:"64"` // the staff member who follows up
}

// assignReferral gives a referral to a rep.
//
//	@ID				assignReferral
//	@Summary		Assign a rep
//	@Description	With a service key for a staff member (`on_behalf_of`), whose roles decide; a key of the installation may also do it by itself. Reassigning tells the referrer and the person.
//	@Tags			referrals
//	@Param			body	body		assignInput	true	"The rep"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/assign [post]
func (a *API) assignReferral(c *gin.Context) error {
	var in assignInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaffOr, "assign", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Assign(ctx, call, id, app.AssignReferral{RepID: in.RepID})
	})
}

type emptyInput struct{ acting }

// bounceReferral reports that a mail came back.
//
//	@ID				bounceReferral
//	@Summary		Report a bounced mail
//	@Description	Stops the clock; the referrer corrects the address. With a service key for a staff member (`on_behalf_of`), whose roles decide; a key of the installation may also do it by itself.
//	@Tags			referrals
//	@Param			body	body		emptyInput	true	"For whom"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/bounce [post]
func (a *API) bounceReferral(c *gin.Context) error {
	var in emptyInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaffOr, "bounce", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Bounce(ctx, call, id)
	})
}

type addressInput struct {
	acting
	Email string `json:"email" minLength:"3" maxLength:"254"` // the person's address
}

// correctAddress gives a bounced referral its right address.
//
//	@ID				correctAddress
//	@Summary		Correct a bounced address
//	@Description	The first mail is sent again. With a service key for a staff member (`on_behalf_of`), whose roles decide.
//	@Tags			referrals
//	@Param			body	body		addressInput	true	"The right address"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/correct-address [post]
func (a *API) correctAddress(c *gin.Context) error {
	var in addressInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaff, "correct-address", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Correct(ctx, call, id, app.CorrectReferral{Email: in.Email})
	})
}

type evidenceInput struct {
	acting
	Evidence string `json:"evidence" minLength:"1" maxLength:"2000"` // the person's reply, as you received it
}

// proveReferral raises the class to introduced.
//
//	@ID				proveReferral
//	@Summary		Prove an introduction
//	@Description	Attaches the person's reply; the class rises to introduced. With a service key for a staff member (`on_behalf_of`), whose roles decide.
//	@Tags			referrals
//	@Param			body	body		evidenceInput	true	"The reply"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/prove [post]
func (a *API) proveReferral(c *gin.Context) error {
	var in evidenceInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaff, "prove", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Prove(ctx, call, id, app.ProveReferral{Evidence: in.Evidence})
	})
}
