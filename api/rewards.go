package api

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/ledger"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/web"
)

func (a *API) rewardRoutes() []Route {
	read := func(path string, h web.Handler) Route {
		return Route{Method: http.MethodGet, Path: path, Scope: "rewards:read", Handler: h}
	}
	list, get := read("/v1/rewards", a.listRewards), read("/v1/rewards/:id", a.getReward)
	list.Query, get.ETag = true, true
	return append([]Route{list, get, read("/v1/floats", a.listFloats)}, a.rewardDecisionRoutes()...)
}

type rewardQuery struct {
	Limit      int    `form:"limit" default:"25" minimum:"1" maximum:"100"`                                                                                             // entries of a page
	Cursor     string `form:"cursor" maxLength:"512"`                                                                                                                   // of the page before
	Order      string `form:"order" default:"newest" enums:"newest,oldest"`                                                                                             // by when they were made
	Status     string `form:"status" enums:"held,awaiting_approval,approved,paying,paid,blocked,rejected,cancelled,failed,clawback_due,clawed_back,written_off"`        // only those in this status
	Waiting    string `form:"waiting" enums:"dispute,payment,hold,approval,check,hand,bank_details,bank_pause,minimum,tax_form,funds,sending,review,payback,person,me"` // what it waits for first; person: anything that only one of your team can move on; me: your own word, with your personal key
	ReferrerID string `form:"referrer_id" minLength:"1" maxLength:"64"`                                                                                                 // only those of this referrer
	ProgramID  string `form:"program_id" minLength:"1" maxLength:"64"`                                                                                                  // only those of this program
	ReferralID string `form:"referral_id" minLength:"1" maxLength:"64"`                                                                                                 // only those of this referral
}

// listRewards pages through the rewards.
//
//	@ID				listRewards
//	@Summary		List rewards
//	@Description	One filter at a time, or a status together with a referrer or a program; a partner has the status alone. `waiting=me` lists what waits for the word of the approver whose key it is: in approval, not decided by them before, and not about money or work of their own.
//	@Tags			rewards
//	@Param			q	query		rewardQuery				false	"Which"
//	@Success		200	{object}	web.List[RewardSummary]	"A page"
//	@Router			/v1/rewards [get]
func (a *API) listRewards(c *gin.Context) error {
	var q rewardQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	part := app.Page{Cursor: q.Cursor, Limit: q.Limit, Oldest: q.Order == oldest}
	if q.Waiting == waitingForMe && q.Status+q.ReferrerID+q.ProgramID+q.ReferralID == "" {
		return a.listAwaitingMe(c, part)
	}
	page, err := a.deps.App.Rewards.List(c.Request.Context(), caller(c).Actor, app.RewardFilter{
		Status: q.Status, Waiting: q.Waiting, ReferrerID: q.ReferrerID, ProgramID: q.ProgramID, ReferralID: q.ReferralID,
	}, part)
	if err != nil {
		return err
	}
	out := make([]RewardSummary, len(page.Docs))
	for i, r := range page.Docs {
		out[i] = rewardSummary(r)
	}
	return web.Page(c, out, page.Next)
}

// waitingForMe asks for what waits for the word of whose key it is. With another
// filter app refuses it, as it does any two.
const waitingForMe = "me"

// listAwaitingMe pages through what waits for the word of whose key it is.
func (a *API) listAwaitingMe(c *gin.Context, part app.Page) error {
	page, err := a.deps.App.Rewards.WaitingFor(c.Request.Context(), caller(c).Actor, part)
	if err != nil {
		return err
	}
	out := make([]RewardSummary, len(page.Rows))
	for i, w := range page.Rows {
		out[i] = rewardSummary(w.Reward)
	}
	return web.Page(c, out, page.Next)
}

// getReward reads one reward with its history.
//
//	@ID			getReward
//	@Summary	Read a reward
//	@Tags		rewards
//	@Success	200	{object}	Reward	"The reward"
//	@Router		/v1/rewards/{id} [get]
func (a *API) getReward(c *gin.Context) error {
	who := caller(c).Actor
	r, err := a.deps.App.Rewards.Get(c.Request.Context(), who, c.Param("id"))
	if err != nil {
		return err
	}
	return a.showReward(c, who, app.Done[reward.Reward]{Doc: r})
}

// showReward answers with a reward as a key may see it. The books are staff's.
func (a *API) showReward(c *gin.Context, who aggregate.Actor, done app.Done[reward.Reward]) error {
	v := viewerOf(who)
	var entries []*ledger.Entry
	if !v.partner {
		var err error
		if entries, err = a.deps.App.Ledger.OfReward(c.Request.Context(), done.Doc.ID); err != nil {
			return err
		}
	}
	if done.Replayed {
		web.Replayed(c)
	}
	web.SetRevision(c, done.Doc.Revision)
	return web.OK(c, v.reward(done.Doc, entries, a.texts(c)))
}

// rewardVerb is a decision about one reward.
type rewardVerb func(ctx context.Context, call app.Call, id string) (app.Done[reward.Reward], error)

// doReward runs a decision and answers with the reward as it is then. in is the
// decoded body; nil when there is none.
func (a *API) doReward(c *gin.Context, action string, in any, verb rewardVerb) error {
	id := c.Param("id")
	call, err := a.call(c, "/v1/rewards/"+id+"/"+action, in)
	if err != nil {
		return err
	}
	done, err := verb(c.Request.Context(), call, id)
	if err != nil {
		return err
	}
	return a.showReward(c, call.Actor, done)
}

// Float compares what can be sent with what is owed.
//
//	@Description	What can be sent from the Stripe balance now, beside what was approved and isn't paid yet, in minor units of one currency.
type Float struct {
	Currency  string `json:"currency" example:"eur"`
	Available int64  `json:"available" example:"500000"`
	Owed      int64  `json:"owed" example:"120000"`
}

// Floats are the floats of all currencies.
//
//	@Description	The floats of all currencies.
type Floats struct {
	Data []Float `json:"data"`
}

// listFloats shows whether the balance covers what was approved.
//
//	@ID				listFloats
//	@Summary		Compare the balance with approved rewards
//	@Description	For a personal key of an approver or admin.
//	@Tags			rewards
//	@Success		200	{object}	Floats	"By currency"
//	@Router			/v1/floats [get]
func (a *API) listFloats(c *gin.Context) error {
	floats, err := a.deps.App.Rewards.Floats(c.Request.Context(), caller(c).Actor)
	if err != nil {
		return err
	}
	out := Floats{Data: make([]Float, len(floats))}
	for i, f := range floats {
		out.Data[i] = Float{Currency: f.Currency, Available: f.Available, Owed: f.Owed}
	}
	return web.OK(c, out)
}
