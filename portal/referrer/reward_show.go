package referrer

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// rewardView is the page of one reward.
type rewardView struct {
	rewardRow
	Introduction string // path; "" where it is somebody else's
	Way          []view.Step
	Facts        []view.Fact
	Bank         bool // it waits for the reader's own set-up
}

// showReward is one reward with the way it took and what it waits for.
func (p *Pages) showReward(c *gin.Context) error {
	f, ctx, actor := p.Frame(c), c.Request.Context(), page.ReaderOf(c).Actor
	row, err := p.App.Rewards.OfOwn(ctx, actor, c.Param("id"))
	if err != nil {
		return err
	}
	r := row.Reward
	program, err := p.App.Programs.Get(ctx, actor, r.ProgramID)
	if err != nil {
		return err
	}
	v := rewardView{rewardRow: rewardRowOf(f, &row), Way: rewardWay(r, p.App.Now().UnixMilli()), Facts: rewardFacts(f, r, program.Name, actor.ID)}
	if r.ReferrerID == actor.ID {
		v.Introduction = "/introductions/" + r.ReferralID
	}
	for _, w := range r.WaitsFor() {
		v.Bank = v.Bank || w.Code == reward.WaitBank
	}
	return p.Show(c, rewardPage(f, v))
}

// rewardFacts are what a reward rests on, and how it was paid.
func rewardFacts(f ui.Frame, r *reward.Reward, program, reader string) []view.Fact {
	var facts []view.Fact
	say := func(key, value string) {
		if value != "" {
			facts = append(facts, view.Fact{Label: f.T("home.rewards." + key), Value: value})
		}
	}
	day := func(ms int64) string {
		if ms == 0 {
			return ""
		}
		return f.Day(ms, r.Calendar.Zone)
	}
	say("program", program)
	say("kind", f.T("home.rewards.kind."+string(r.Rule.Kind)))
	say("class", f.T("home.rewards.class."+r.Class))
	if r.Rule.PriceFor(r.Class).NeedsBase() && r.Base.Amount > 0 {
		say("base", f.Money(r.Base))
	}
	say("born", day(r.TriggerMS))
	say("customer_paid", day(r.PaymentMS))
	if r.Status.Unpaid() {
		say("held", day(r.HoldUntilMS))
		say("decide", day(r.DecideMS))
		say("payable", day(r.PayableFromMS()))
	}
	if r.PayeeID == reader {
		say("payee", f.T("home.rewards.payee_you"))
	}
	say("paid_at", day(r.PaidMS))
	say("transfer", r.Payout.TransferID)
	say("reference", r.Reference)
	if r.Reclaimed.Amount > 0 {
		say("returned", f.Money(r.Reclaimed))
	}
	say("id", r.ID)
	return facts
}
