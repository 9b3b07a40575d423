package api

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/web"
)

// referralDealRoutes are what a CRM reports of deals.
func (a *API) referralDealRoutes() []Route {
	money := func(path string, h web.Handler) Route {
		return Route{
			Method: http.MethodPost, Path: "/v1/referrals/:id/" + path, Scope: "deals:write", Handler: h, Body: JSON,
			Idempotency: Required, IfMatch: Optional, ETag: true,
		}
	}
	return []Route{
		money("won", a.winReferral),
		money("payments", a.payReferral),
		money("refunds", a.refundReferral),
		money("disputes", a.disputeReferral),
	}
}

// asItself is the party of a report that a key makes in its own name.
func asItself(by aggregate.Actor) (aggregate.Actor, error) { return by, nil }

type winInput struct {
	ExternalID string       `json:"external_id" minLength:"1" maxLength:"128"` // your id of the deal; one id closes one deal
	Amount     Money        `json:"amount"`                                    // what the deal is worth
	WonAt      *time.Time   `json:"won_at,omitempty" format:"date-time"`       // now when left out
	Stage      string       `json:"stage,omitempty" maxLength:"64"`            // your word for it
	Evidence   DealEvidence `json:"evidence"`
	Note       string       `json:"note,omitempty" maxLength:"2000"` // for the approvers
}

func (in winInput) app() app.WinReferral {
	return app.WinReferral{
		ExternalID: in.ExternalID, Amount: in.Amount.domain(), WonAt: in.WonAt, Stage: in.Stage, Note: in.Note,
		Evidence: app.DealEvidence{Kind: in.Evidence.Kind, Reference: in.Evidence.Reference},
	}
}

// winReferral closes the deal.
//
//	@ID				winReferral
//	@Summary		Report a won deal
//	@Description	From a partner, or after the referral came to nothing, it is a suggestion that staff confirm.
//	@Tags			referrals
//	@Param			body	body		winInput	true	"The deal"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/won [post]
func (a *API) winReferral(c *gin.Context) error {
	var in winInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.doReferral(c, "won", in, asItself, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Win(ctx, call, id, in.app())
	})
}

type paymentInput struct {
	ExternalID string     `json:"external_id" minLength:"1" maxLength:"128"`        // your id of the payment; one id is counted once
	Amount     Money      `json:"amount"`                                           // tax included
	Tax        int64      `json:"tax,omitempty" minimum:"0" maximum:"999999999999"` // the part of it that is tax, in minor units
	PaidAt     *time.Time `json:"paid_at,omitempty" format:"date-time"`             // now when left out
}

// payReferral records what the customer paid.
//
//	@ID				recordPayment
//	@Summary		Report a payment
//	@Description	Of a deal that is won.
//	@Tags			referrals
//	@Param			body	body		paymentInput	true	"The payment"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/payments [post]
func (a *API) payReferral(c *gin.Context) error {
	var in paymentInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.doReferral(c, "payments", in, asItself, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Pay(ctx, call, id, app.PaymentOfDeal{
			ExternalID: in.ExternalID, Amount: in.Amount.domain(), Tax: in.Tax, PaidAt: in.PaidAt,
		})
	})
}

type refundInput struct {
	Payment  string `json:"payment" minLength:"1" maxLength:"128"`       // the payment's external_id, or Stripe's id of it
	Refunded int64  `json:"refunded" minimum:"0" maximum:"999999999999"` // what went back in all, in minor units
}

// refundReferral sets how much of a payment went back.
//
//	@ID				recordRefund
//	@Summary		Report a refund
//	@Description	Say what went back in all; an older, smaller value changes nothing.
//	@Tags			referrals
//	@Param			body	body		refundInput	true	"The refund"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/refunds [post]
func (a *API) refundReferral(c *gin.Context) error {
	var in refundInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.doReferral(c, "refunds", in, asItself, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Refund(ctx, call, id, app.RefundOfDeal{Payment: in.Payment, Refunded: in.Refunded})
	})
}

type disputeInput struct {
	Payment    string `json:"payment" minLength:"1" maxLength:"128"`     // the payment's external_id, or Stripe's id of it
	ExternalID string `json:"external_id" minLength:"1" maxLength:"128"` // your id of the dispute
	State      string `json:"state" enums:"open,won,lost"`               // won: the money stayed with us
	Amount     int64  `json:"amount" minimum:"0" maximum:"999999999999"` // what it is about, in minor units
}

// disputeReferral notes a dispute about a payment, or its end.
//
//	@ID				recordDispute
//	@Summary		Report a dispute
//	@Description	An open one freezes what is unpaid.
//	@Tags			referrals
//	@Param			body	body		disputeInput	true	"The dispute"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/disputes [post]
func (a *API) disputeReferral(c *gin.Context) error {
	var in disputeInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.doReferral(c, "disputes", in, asItself, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.Dispute(ctx, call, id, app.DisputeOfDeal{
			Payment: in.Payment, ExternalID: in.ExternalID, State: deal.State(in.State), Amount: in.Amount,
		})
	})
}
