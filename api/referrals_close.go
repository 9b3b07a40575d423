package api

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/web"
)

type loseInput struct {
	acting
	Code string `json:"code" enums:"no_need,no_budget,bad_timing,competitor,no_answer,not_a_fit,other"`
	Note string `json:"note,omitempty" maxLength:"2000"` // for the team
}

// loseReferral closes a referral without a deal.
//
//	@ID				loseReferral
//	@Summary		Close without a deal
//	@Description	The referrer is thanked. With a service key for a staff member (`on_behalf_of`), whose roles decide; a key of the installation may also do it by itself.
//	@Tags			referrals
//	@Param			body	body		loseInput	true	"Why"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/lost [post]
func (a *API) loseReferral(c *gin.Context) error {
	var in loseInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaffOr, "lost", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Lose(ctx, call, id, app.LoseReferral{Code: in.Code, Note: in.Note})
	})
}

// reopenReferral takes a lost referral back to where it was.
//
//	@ID				reopenReferral
//	@Summary		Reopen a lost referral
//	@Description	With a service key for a staff member (`on_behalf_of`), whose roles decide; a key of the installation may also do it by itself.
//	@Tags			referrals
//	@Param			body	body		reasonInput	true	"Why"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/reopen [post]
func (a *API) reopenReferral(c *gin.Context) error {
	var in reasonInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaffOr, "reopen", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Reopen(ctx, call, id, app.Reasoned{Reason: in.Reason})
	})
}

// confirmWin makes a suggested win a win.
//
//	@ID				confirmSuggestedWin
//	@Summary		Confirm a suggested win
//	@Description	With a service key for a staff member (`on_behalf_of`), whose roles decide.
//	@Tags			referrals
//	@Param			body	body		remarkInput	true	"A note, if you like"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/suggested-wins/{n}/confirm [post]
func (a *API) confirmWin(c *gin.Context) error {
	n, err := number(c)
	if err != nil {
		return err
	}
	var in remarkInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaff, "suggested-wins/"+c.Param("n")+"/confirm", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.ConfirmWin(ctx, call, id, n, app.Remarked{Reason: in.Reason})
	})
}

// dismissWin says that a suggested win was wrong.
//
//	@ID				dismissSuggestedWin
//	@Summary		Dismiss a suggested win
//	@Description	With a service key for a staff member (`on_behalf_of`), whose roles decide.
//	@Tags			referrals
//	@Param			body	body		reasonInput	true	"Why"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/suggested-wins/{n}/dismiss [post]
func (a *API) dismissWin(c *gin.Context) error {
	n, err := number(c)
	if err != nil {
		return err
	}
	var in reasonInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaff, "suggested-wins/"+c.Param("n")+"/dismiss", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.DismissWin(ctx, call, id, n, app.Reasoned{Reason: in.Reason})
	})
}
