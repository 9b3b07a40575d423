package api

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/web"
)

// rewardDecisionRoutes are what approvers decide. Each decides about money: it
// needs a personal key, the revision that the person has seen, and an
// Idempotency-Key.
func (a *API) rewardDecisionRoutes() []Route {
	decide := func(verb string, h web.Handler, body Body) Route {
		return Route{
			Method: http.MethodPost, Path: "/v1/rewards/:id/" + verb, Scope: "rewards:approve", Handler: h, Body: body,
			Idempotency: Required, IfMatch: Required, ETag: true,
		}
	}
	return []Route{
		decide("approve", a.approveReward, NoBody),
		decide("reject", a.rejectReward, JSON),
		decide("hold", a.holdReward, JSON),
		decide("release", a.releaseReward, NoBody),
		decide("mark-paid", a.markRewardPaid, JSON),
		decide("mend", a.mendReward, JSON),
		decide("send-again", a.sendRewardAgain, NoBody),
		decide("fail", a.failReward, JSON),
		decide("claw-back", a.clawBackReward, JSON),
		decide("write-off", a.writeOffReward, JSON),
	}
}

type rewardRejection struct {
	Reason string `json:"reason" enums:"not_genuine,already_customer,duplicate,against_rules,employer_forbids,referrer_wishes,other"` // the referrer is told
	Note   string `json:"note,omitempty" maxLength:"2000"`                                                                            // for the team
}

type rewardHold struct {
	Until  time.Time `json:"until" format:"date-time"`                                             // at most two years from now, and not before the program's own hold ends
	Reason string    `json:"reason" enums:"checking_deal,checking_referral,customer_unsure,other"` // the referrer is told
	Note   string    `json:"note,omitempty" maxLength:"2000"`                                      // for the team
}

type rewardByHand struct {
	Reference string `json:"reference" minLength:"1" maxLength:"200"` // the number of the receipt, order or statement that shows it
	Note      string `json:"note,omitempty" maxLength:"2000"`         // for the team
}

func (in rewardByHand) app() app.SettleByHand {
	return app.SettleByHand{Reference: in.Reference, Note: in.Note}
}

type rewardMend struct {
	Amount *Money `json:"amount,omitempty"`                // where none could be computed; whoever sets it can't approve it
	Note   string `json:"note,omitempty" maxLength:"2000"` // for the team
}

type rewardFailure struct {
	Reason string `json:"reason" enums:"payee_unreachable,country_impossible,referrer_wishes,paid_otherwise,other"` // the referrer is told
	Note   string `json:"note,omitempty" maxLength:"2000"`                                                          // for the team
}

type rewardWriteOff struct {
	Reason string `json:"reason" enums:"goodwill,too_small,payee_unreachable,other"`
	Note   string `json:"note,omitempty" maxLength:"2000"` // for the team
}

// decideReward reads the body of a decision and runs it.
func decideReward[T any](a *API, c *gin.Context, action string, verb func(context.Context, app.Call, string, T) (app.Done[reward.Reward], error)) error {
	var in T
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.doReward(c, action, in, func(ctx context.Context, call app.Call, id string) (app.Done[reward.Reward], error) {
		return verb(ctx, call, id, in)
	})
}

// approveReward gives one person's word.
//
//	@ID			approveReward
//	@Summary	Approve a reward
//	@Description	Binds amount and payee: if one of them changes, the approval is void. Above the program's limit it takes several people; two keys of one person count once. Nobody approves what they are paid, referred or worked on.
//	@Tags		rewards
//	@Success	200	{object}	Reward	"The word is given; the status says whether another is needed"
//	@Router		/v1/rewards/{id}/approve [post]
func (a *API) approveReward(c *gin.Context) error {
	return a.doReward(c, "approve", nil, a.deps.App.Rewards.Approve)
}

// rejectReward refuses a reward for good.
//
//	@ID			rejectReward
//	@Summary	Reject a reward
//	@Tags		rewards
//	@Param		body	body		rewardRejection	true	"The decision"
//	@Success	200	{object}	Reward	"It is rejected"
//	@Router		/v1/rewards/{id}/reject [post]
func (a *API) rejectReward(c *gin.Context) error {
	return decideReward(a, c, "reject", func(ctx context.Context, call app.Call, id string, in rewardRejection) (app.Done[reward.Reward], error) {
		return a.deps.App.Rewards.Reject(ctx, call, id, app.RejectReward{Reason: in.Reason, Note: in.Note})
	})
}

// holdReward holds a reward longer than its rule does.
//
//	@ID			holdReward
//	@Summary	Hold a reward longer
//	@Description	Approvals are void.
//	@Tags		rewards
//	@Param		body	body		rewardHold	true	"The decision"
//	@Success	200	{object}	Reward	"It is held"
//	@Router		/v1/rewards/{id}/hold [post]
func (a *API) holdReward(c *gin.Context) error {
	return decideReward(a, c, "hold", func(ctx context.Context, call app.Call, id string, in rewardHold) (app.Done[reward.Reward], error) {
		return a.deps.App.Rewards.HoldUntil(ctx, call, id, app.HoldReward{Until: in.Until, Reason: in.Reason, Note: in.Note})
	})
}

// releaseReward lifts what a person held.
//
//	@ID			releaseReward
//	@Summary	Release a held reward
//	@Description	Lifts what a person added to the hold, never the hold of the rule itself.
//	@Tags		rewards
//	@Success	200	{object}	Reward	"It goes on"
//	@Router		/v1/rewards/{id}/release [post]
func (a *API) releaseReward(c *gin.Context) error {
	return a.doReward(c, "release", nil, a.deps.App.Rewards.Release)
}

// markRewardPaid records that a gift or donation was given.
//
//	@ID			markRewardPaid
//	@Summary	Mark a gift or donation as given
//	@Tags		rewards
//	@Param		body	body		rewardByHand	true	"The decision"
//	@Success	200	{object}	Reward	"It is paid"
//	@Router		/v1/rewards/{id}/mark-paid [post]
func (a *API) markRewardPaid(c *gin.Context) error {
	return decideReward(a, c, "mark-paid", func(ctx context.Context, call app.Call, id string, in rewardByHand) (app.Done[reward.Reward], error) {
		return a.deps.App.Rewards.MarkPaid(ctx, call, id, in.app())
	})
}

// mendReward lifts a block.
//
//	@ID			mendReward
//	@Summary	Lift the block of a reward
//	@Description	It goes back to `approved`, or to `awaiting_approval` if amount or payee changed or it wasn't approved.
//	@Tags		rewards
//	@Param		body	body		rewardMend	true	"The decision"
//	@Success	200	{object}	Reward	"It goes on"
//	@Router		/v1/rewards/{id}/mend [post]
func (a *API) mendReward(c *gin.Context) error {
	return decideReward(a, c, "mend", func(ctx context.Context, call app.Call, id string, in rewardMend) (app.Done[reward.Reward], error) {
		mend := app.MendReward{Note: in.Note}
		if in.Amount != nil {
			mend.Amount = new(in.Amount.domain())
		}
		return a.deps.App.Rewards.Mend(ctx, call, id, mend)
	})
}

// sendRewardAgain starts the next attempt of a payment without an answer.
//
//	@ID			sendRewardAgain
//	@Summary	Send a payment again
//	@Description	Only for a payment that was parked 25 hours after its last try. Stripe is asked once more first: if the transfer exists, the reward is paid instead.
//	@Tags		rewards
//	@Success	200	{object}	Reward	"It is on its way, or was found"
//	@Router		/v1/rewards/{id}/send-again [post]
func (a *API) sendRewardAgain(c *gin.Context) error {
	return a.doReward(c, "send-again", nil, a.deps.App.Rewards.SendAgain)
}

// failReward gives a payment up for good.
//
//	@ID			failReward
//	@Summary	Give a payment up
//	@Description	From `blocked`, or from `paying` under the conditions of sending again.
//	@Tags		rewards
//	@Param		body	body		rewardFailure	true	"The decision"
//	@Success	200	{object}	Reward	"It is given up, or was found paid"
//	@Router		/v1/rewards/{id}/fail [post]
func (a *API) failReward(c *gin.Context) error {
	return decideReward(a, c, "fail", func(ctx context.Context, call app.Call, id string, in rewardFailure) (app.Done[reward.Reward], error) {
		return a.deps.App.Rewards.Fail(ctx, call, id, app.FailReward{Reason: in.Reason, Note: in.Note})
	})
}

// clawBackReward records that a payee gave back what was due.
//
//	@ID			clawBackReward
//	@Summary	Record that a reward was given back
//	@Tags		rewards
//	@Param		body	body		rewardByHand	true	"The decision"
//	@Success	200	{object}	Reward	"It is given back"
//	@Router		/v1/rewards/{id}/claw-back [post]
func (a *API) clawBackReward(c *gin.Context) error {
	return decideReward(a, c, "claw-back", func(ctx context.Context, call app.Call, id string, in rewardByHand) (app.Done[reward.Reward], error) {
		return a.deps.App.Rewards.ClawBack(ctx, call, id, in.app())
	})
}

// writeOffReward gives up what a payee should have given back.
//
//	@ID			writeOffReward
//	@Summary	Write off what should be given back
//	@Tags		rewards
//	@Param		body	body		rewardWriteOff	true	"The decision"
//	@Success	200	{object}	Reward	"It is written off"
//	@Router		/v1/rewards/{id}/write-off [post]
func (a *API) writeOffReward(c *gin.Context) error {
	return decideReward(a, c, "write-off", func(ctx context.Context, call app.Call, id string, in rewardWriteOff) (app.Done[reward.Reward], error) {
		return a.deps.App.Rewards.WriteOff(ctx, call, id, app.WriteOffReward{Reason: in.Reason, Note: in.Note})
	})
}
