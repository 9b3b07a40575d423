package api

import (
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/reward"
)

// rewardAt is one reward, brought to some state.
type rewardAt struct {
	*kit
	t        *testing.T
	id       string
	referral string
	payee    *member.Member
	approver *keyholder
}

// owed is a reward for a deal of 12,000.00 EUR that was just won, on hold.
func owed(t *testing.T, change ...func(*program.Terms)) *rewardAt { return owedIn(t, "eur", change...) }

func owedIn(t *testing.T, currency string, change ...func(*program.Terms)) *rewardAt {
	t.Helper()
	k := newAPI(t)
	r := &rewardAt{kit: k, t: t, payee: k.member("kim")}
	r.referral = k.won(k.admin(), k.publish(change...), r.payee, currency)
	r.id = k.admin().get("/v1/rewards?referral_id="+r.referral, 200).str("data.0.id")
	r.approver = k.personal(k.staff("anna", aggregate.Approver))
	return r
}

// won takes an introduction by a member from its submission to the deal.
func (k *kit) won(by *keyholder, p *program.Program, referrer *member.Member, currency string) string {
	k.t.Helper()
	made := by.post("/v1/referrals", k.introduction(p, referrer), 201)
	path := "/v1/referrals/" + made.str("id")
	boss := k.admin().as(k.staff(k.next("boss"), aggregate.Admin).ID)
	boss.post(path+"/yes", map[string]any{
		"channel": "phone", "evidence": "They said yes when I called.", "details": map[string]any{"email": k.next("person") + "@example.net"},
	}, 200, "If-Match", made.etag())
	k.admin().post(path+"/won", map[string]any{
		"external_id": k.next("deal"), "amount": map[string]any{"amount": 1_200_000, "currency": currency},
		"evidence": map[string]any{"kind": "contract", "reference": "C-17"},
	}, 200)
	k.work()
	return made.str("id")
}

// path is the address of a decision.
func (r *rewardAt) path(verb string) string { return "/v1/rewards/" + r.id + "/" + verb }

// read reads the reward, and fails the test unless it has the status.
func (r *rewardAt) read(status string) *answer {
	r.t.Helper()
	return r.admin().get("/v1/rewards/"+r.id, 200).is("status", status)
}

// decide has the approver decide, on what they see now.
func (r *rewardAt) decide(verb string, body any, want int) *answer {
	r.t.Helper()
	return r.approver.post(r.path(verb), body, want, "If-Match", r.approver.get("/v1/rewards/"+r.id, 200).etag())
}

// later lets time pass as it would.
func (r *rewardAt) later(d time.Duration) *rewardAt {
	r.t.Helper()
	r.must(r.walk(r.t.Context(), d))
	day, err := r.app.Members.Get(r.t.Context(), operator.Actor, r.approverID())
	r.must(err)
	r.approver = r.personal(day) // yesterday's key has expired
	return r
}

func (r *rewardAt) approverID() string {
	r.t.Helper()
	return r.admin().get("/v1/members?role=approver", 200).str("data.0.id")
}

// The states that decisions start from.

func heldLonger(t *testing.T) *rewardAt {
	r := owed(t)
	r.decide("hold", map[string]any{"until": "2026-12-01T00:00:00Z", "reason": "checking_deal"}, 200)
	return r
}

func awaiting(t *testing.T) *rewardAt { return owed(t).later(31 * 24 * time.Hour) }

func approvedGift(t *testing.T) *rewardAt {
	r := owed(t, func(terms *program.Terms) { terms.Rewards.Rules[0].Kind = reward.Gift }).later(31 * 24 * time.Hour)
	r.decide("approve", nil, 200)
	return r
}

// blockedReward has a base in another currency than its rule.
func blockedReward(t *testing.T) *rewardAt {
	r := owedIn(t, "usd", func(terms *program.Terms) {
		terms.Rewards.Rules[0].Price = reward.Price{Form: reward.Percent, BasisPoints: 1000, Cap: 500_000}
	})
	r.read("blocked")
	return r
}

// parkedReward has been sent for a day without an answer.
func parkedReward(t *testing.T) *rewardAt {
	r := awaiting(t)
	r.must(r.sandbox.TopUp(t.Context(), 1_000_000, "eur"))
	r.onboard(r.payee.ID)
	r.admin().post("/sandbox/control/faults", map[string]any{"kind": "drop_before", "method": "POST", "path": "/v1/transfers", "count": 1000}, 204)
	r.decide("approve", nil, 200)
	r.later(50*time.Hour).read("paying").is("waiting", "review")
	r.admin().send("DELETE", "/sandbox/control/faults", nil, 204)
	return r
}

func clawbackDue(t *testing.T) *rewardAt {
	r := awaiting(t)
	r.must(r.sandbox.TopUp(t.Context(), 1_000_000, "eur"))
	r.onboard(r.payee.ID)
	r.decide("approve", nil, 200)
	r.heard()
	r.read("paid")
	path := "/v1/referrals/" + r.referral
	r.admin().post(path+"/payments", map[string]any{"external_id": "INV-1", "amount": map[string]any{"amount": 1_200_000, "currency": "eur"}}, 200)
	r.admin().post(path+"/refunds", map[string]any{"payment": "INV-1", "refunded": 1_200_000}, 200)
	r.heard()
	r.read("clawback_due")
	return r
}
