package api

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/web"
)

// payoutRoutes show how a member is paid, and invite them to set it up. No key ever
// gets an onboarding link of Stripe's: only the button on the member's own page
// makes one.
func (a *API) payoutRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/v1/members/:id/payout-account", Scope: "rewards:read", Handler: a.getPayoutAccount, ETag: true},
		{Method: http.MethodPost, Path: "/v1/members/:id/payout-account/invite", Scope: "payouts:invite", Handler: a.invitePayout, IfMatch: Optional, ETag: true},
	}
}

// PayoutAccount is how a member is paid.
//
//	@Description	How a member is paid, as Stripe told it last. Its ETag is the member's.
type PayoutAccount struct {
	MemberID  string     `json:"member_id"`
	Standing  string     `json:"standing" enums:"none,incomplete,checking,restricted,ready"` // none: there is no account yet
	Country   *string    `json:"country" example:"DE" extensions:"x-nullable"`               // of the bank account, ISO 3166
	Missing   []string   `json:"missing"`                                                    // what Stripe still asks the member for, in its words
	Checking  []string   `json:"checking"`                                                   // what Stripe is checking, in its words
	InvitedAt *time.Time `json:"invited_at" format:"date-time" extensions:"x-nullable"`
	CheckedAt *time.Time `json:"checked_at" format:"date-time" extensions:"x-nullable"` // when Stripe said so
}

func payoutAccountOf(p app.PayoutState) PayoutAccount {
	out := PayoutAccount{
		MemberID: p.MemberID, Standing: string(p.Standing), Country: orNull(p.Country), Missing: append([]string{}, p.Missing...),
		Checking: append([]string{}, p.Checking...), InvitedAt: timeOrNull(p.InvitedMS), CheckedAt: timeOrNull(p.CheckedMS),
	}
	if out.Standing == "" {
		out.Standing = "none"
	}
	return out
}

// getPayoutAccount reads how a member is paid.
//
//	@ID			getPayoutAccount
//	@Summary	Read how a member is paid
//	@Tags		payouts
//	@Success	200	{object}	PayoutAccount	"The payout account"
//	@Router		/v1/members/{id}/payout-account [get]
func (a *API) getPayoutAccount(c *gin.Context) error {
	return a.showPayoutAccount(c, c.Param("id"))
}

func (a *API) showPayoutAccount(c *gin.Context, memberID string) error {
	state, err := a.deps.App.Payouts.State(c.Request.Context(), caller(c).Actor, memberID)
	if err != nil {
		return err
	}
	web.SetRevision(c, state.Member.Revision)
	return web.OK(c, payoutAccountOf(state))
}

// invitePayout mails a member their page.
//
//	@ID				invitePayout
//	@Summary		Invite a member to set up how they are paid
//	@Description	Mails the member a page of their own; only they can open Stripe's form from there.
//	@Tags			payouts
//	@Success		200	{object}	PayoutAccount	"The mail is on its way"
//	@Router			/v1/members/{id}/payout-account/invite [post]
func (a *API) invitePayout(c *gin.Context) error {
	id := c.Param("id")
	call, err := a.call(c, "/v1/members/"+id+"/payout-account/invite", nil)
	if err != nil {
		return err
	}
	done, err := a.deps.App.Payouts.Invite(c.Request.Context(), call, id)
	if err != nil {
		return err
	}
	if done.Replayed {
		web.Replayed(c)
	}
	return a.showPayoutAccount(c, id)
}

func payoutExamples() []any {
	at := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	return []any{PayoutAccount{
		MemberID: "mem_01hzx3v9kq2m4n6p8r0s2t4v6w", Standing: "incomplete", Country: new("DE"), Missing: []string{"external_account"},
		Checking: []string{}, InvitedAt: &at, CheckedAt: &at,
	}}
}
