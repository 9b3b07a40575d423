package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/web"
)

// MemberTotals are what a member got and still gets.
//
//	@Description	What a member got and still gets. Rewards that ended unpaid don't count.
type MemberTotals struct {
	Years   []YearTotal    `json:"years"`   // the newest first, by currency
	Pending []PendingTotal `json:"pending"` // in the order of a reward's life, by currency
	Next    *NextReward    `json:"next" extensions:"x-nullable"`
}

// YearTotal is what was paid in a year.
//
//	@Description	What was paid in a year, in UTC, less what was given back.
type YearTotal struct {
	Year   int   `json:"year"`
	Amount Money `json:"amount"`
	Count  int   `json:"count"` // rewards
}

// PendingTotal is what stands in one status.
//
//	@Description	What stands in one status.
type PendingTotal struct {
	Status string `json:"status" example:"held"`
	Amount Money  `json:"amount"`
	Count  int    `json:"count"` // rewards
}

// NextReward is the reward that can be paid first.
//
//	@Description	The reward that can be paid first, as far as that is known.
type NextReward struct {
	RewardID    string    `json:"reward_id"`
	Amount      Money     `json:"amount"`
	PayableFrom time.Time `json:"payable_from" format:"date-time"`
}

// getTotals adds up what a member got and still gets.
//
//	@ID				getMemberTotals
//	@Summary		Read what a member got and still gets
//	@Description	A partner reads what comes of the introductions that it submitted.
//	@Tags			members
//	@Success		200	{object}	MemberTotals	"The sums"
//	@Router			/v1/members/{id}/totals [get]
func (a *API) getTotals(c *gin.Context) error {
	t, err := a.deps.App.Rewards.Totals(c.Request.Context(), caller(c).Actor, c.Param("id"))
	if err != nil {
		return err
	}
	return web.OK(c, totalsOf(t))
}

func totalsOf(t reward.Totals) MemberTotals {
	out := MemberTotals{Years: make([]YearTotal, len(t.Years)), Pending: make([]PendingTotal, len(t.Pending))}
	for i, s := range t.Years {
		out.Years[i] = YearTotal{Year: s.Year, Amount: moneyOf(s.Amount), Count: s.Count}
	}
	for i, s := range t.Pending {
		out.Pending[i] = PendingTotal{Status: string(s.Status), Amount: moneyOf(s.Amount), Count: s.Count}
	}
	if t.Next != nil {
		out.Next = &NextReward{RewardID: t.Next.ID, Amount: moneyOf(t.Next.Amount), PayableFrom: timeOf(t.Next.PayableFromMS())}
	}
	return out
}
