package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/web"
)

// Statement is what a member was paid in a year.
//
//	@Description	What a member was paid in a year, in UTC. Sums are by currency, less what was given back.
type Statement struct {
	Year     int                `json:"year"`
	Payments []StatementPayment `json:"payments"` // the earliest first
	Sums     []Money            `json:"sums"`
}

// StatementPayment is one line of a statement.
//
//	@Description	One payment.
type StatementPayment struct {
	RewardID   string    `json:"reward_id"`
	ReferralID string    `json:"referral_id"`
	Person     *string   `json:"person" extensions:"x-nullable"` // who was introduced; null once their details are erased
	Amount     Money     `json:"amount"`
	PaidAt     time.Time `json:"paid_at" format:"date-time"`
	TransferID *string   `json:"transfer_id" extensions:"x-nullable"` // Stripe's; null for what was given by hand
	Reference  *string   `json:"reference" extensions:"x-nullable"`   // of what was given by hand, or given back
}

type statementQuery struct {
	Year int `form:"year" minimum:"2000" maximum:"2200"` // this one when left out
}

// getStatement reads what a member was paid in a year.
//
//	@ID				getStatement
//	@Summary		Read a member's statement of a year
//	@Description	A partner reads what was paid for the introductions that it submitted.
//	@Tags			members
//	@Param			q	query		statementQuery	false	"Which year"
//	@Success		200	{object}	Statement		"What was paid"
//	@Router			/v1/members/{id}/statement [get]
func (a *API) getStatement(c *gin.Context) error {
	var q statementQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	if q.Year == 0 {
		q.Year = a.deps.App.Now().UTC().Year()
	}
	st, err := a.deps.App.Rewards.Statement(c.Request.Context(), caller(c).Actor, c.Param("id"), q.Year)
	if err != nil {
		return err
	}
	out := Statement{Year: st.Year, Payments: make([]StatementPayment, len(st.Rows)), Sums: make([]Money, len(st.Sums))}
	for i, r := range st.Rows {
		out.Payments[i] = StatementPayment{
			RewardID: r.Reward.ID, ReferralID: r.Reward.ReferralID, Person: orNull(r.Person), Amount: moneyOf(r.Reward.Amount),
			PaidAt: timeOf(r.Reward.PaidMS), TransferID: orNull(r.Reward.Payout.TransferID), Reference: orNull(r.Reward.Reference),
		}
	}
	for i, m := range st.Sums {
		out.Sums[i] = moneyOf(m)
	}
	return web.OK(c, out)
}
