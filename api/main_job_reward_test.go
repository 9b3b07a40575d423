package api

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

// reward is the id of the only reward of a referral.
func (j *job) reward(referralID string) string {
	j.t.Helper()
	list := j.admin().get("/v1/rewards?referral_id="+referralID, 200)
	if n := len(list.list("data")); n != 1 {
		j.t.Fatalf("%d rewards: %s", n, list.Body)
	}
	return list.str("data.0.id")
}

func (j *job) rewardIs(id, status, waiting string) *answer {
	j.t.Helper()
	var waits any
	if waiting != "" {
		waits = waiting
	}
	return j.admin().get("/v1/rewards/"+id, 200).is("status", status, "waiting", waits)
}

// hold waits for the end of the hold.
func (j *job) hold(id string) {
	j.t.Helper()
	held := j.rewardIs(id, "held", "hold").is("amount.amount", 120_000, "approvals_needed", 2, "class", "introduced")
	until, err := time.Parse(time.RFC3339, held.str("payable_from"))
	j.must(err)
	if held.str("waits_for.0.text") == "" || held.str("hold_until") != held.str("payable_from") {
		j.t.Errorf("it doesn't say what it waits for: %s", held.Body)
	}
	j.moveTo(until.Add(2 * time.Hour))
	j.rewardIs(id, "awaiting_approval", "approval")
}

// approveByTwo: neither somebody who worked the deal, nor one person twice, nor a
// service key, nor yesterday's view of it.
func (j *job) approveByTwo(id string) {
	j.t.Helper()
	anna, ben := j.staff("anna", aggregate.Approver), j.staff("ben", aggregate.Approver)
	rita, err := j.app.Members.Get(j.t.Context(), operator.Actor, j.rita)
	j.must(err)
	j.anna = j.personal(anna)
	approve := func(by *keyholder, want int, headers ...string) *answer {
		j.t.Helper()
		etag := by.get("/v1/rewards/"+id, 200).etag()
		return by.post("/v1/rewards/"+id+"/approve", nil, want, append([]string{"If-Match", etag}, headers...)...)
	}
	approve(j.admin(), 403).refused("missing_scope")
	approve(j.personal(rita), 403).refused("approver_is_involved")
	approve(j.anna, 200, "Idempotency-Key", "anna").is("status", "awaiting_approval", "approvals.0.by", anna.ID)
	if again := approve(j.anna, 200, "Idempotency-Key", "anna"); !again.replayed() {
		j.t.Error("the repeat isn't marked")
	}
	approve(j.personal(anna), 200).is("status", "awaiting_approval")
	approve(j.personal(ben), 412, "If-Match", `"1"`).refused("revision_changed")
	approve(j.personal(ben), 200).is("status", "approved", "approvals.1.by", ben.ID)
}

// approveByOne: below the limit one person is enough.
func (j *job) approveByOne(id string) {
	j.t.Helper()
	seen := j.rewardIs(id, "awaiting_approval", "approval").is("amount.amount", 10_000, "approvals_needed", 1, "base.amount", 100_000)
	j.anna.post("/v1/rewards/"+id+"/approve", nil, 200, "If-Match", seen.etag()).is("status", "approved")
}

// setUpPayout: the payee hears that their bank details are needed, and gives them.
func (j *job) setUpPayout(waiting string) {
	j.t.Helper()
	j.heard()
	j.rewardIs(waiting, "approved", "bank_details")
	account := "/v1/members/" + j.kim + "/payout-account"
	j.admin().get(account, 200).is("standing", "none")
	invited := j.admin().post(account+"/invite", nil, 200)
	if strings.Contains(string(invited.Body), "http") {
		j.t.Errorf("a key got a link: %s", invited.Body)
	}
	j.heard()
	if _, err := j.app.Payouts.OpenPage(j.t.Context(), tokenIn(j.mailed("payout_invitation").Action.URL)); err != nil {
		j.t.Fatal(err)
	}
	j.onboard(j.kim)
	j.heard()
	j.admin().get(account, 200).is("standing", "ready", "country", "DE")
}

// paidOnce: each reward is paid by one transfer.
func (j *job) paidOnce(rewards ...string) {
	j.t.Helper()
	books := j.admin().get("/sandbox/control/ledger", 200)
	groups := map[string]int{}
	for _, t := range books.list("transfers") {
		groups[t.(map[string]any)["transfer_group"].(string)]++
	}
	for _, id := range rewards {
		paid := j.rewardIs(id, "paid", "").is("payout.attempt", 1, "ledger.0.posting", "owed", "ledger.1.posting", "paid")
		if paid.str("payout.transfer_id") == "" || groups["rwd_"+id] != 1 {
			j.t.Errorf("%d transfers for %s: %s", groups["rwd_"+id], id, books.Body)
		}
	}
}

// keptEveryStep: the promise's timeline shows no step late, broken or open.
func (j *job) keptEveryStep(id string) {
	j.t.Helper()
	kept := 0
	for _, s := range j.status(id, "won").list("timeline") {
		step := s.(map[string]any)
		switch step["state"] {
		case "kept":
			kept++
		case "done":
		default:
			j.t.Errorf("the step %v is %v", step["code"], step["state"])
		}
	}
	if kept < 3 {
		j.t.Errorf("only %d steps were promised and kept", kept)
	}
}

// refund: what was paid and isn't earned any more is due back.
func (j *job) refund(charge, rewardID string) {
	j.t.Helper()
	j.admin().post("/sandbox/control/refund", map[string]any{"charge": charge, "amount": 119_000}, 200)
	j.heard()
	due := j.rewardIs(rewardID, "clawback_due", "payback").is("reclaimed.amount", 10_000, "reason", "refunded")
	anna, err := j.app.Members.Get(j.t.Context(), operator.Actor, due.str("approvals.0.by"))
	j.must(err)
	j.personal(anna).post("/v1/rewards/"+rewardID+"/write-off", map[string]any{"reason": "goodwill", "note": "A good customer."}, 200,
		"If-Match", due.etag()).is("status", "written_off")
	j.heard()
}

// agreed: rewards, books and Stripe say the same.
func (j *job) agreed() {
	j.t.Helper()
	report, err := j.app.Rewards.Reconcile(context.WithoutCancel(j.t.Context()))
	j.must(err)
	if len(report.Findings) > 0 || report.Rewards != 2 || report.Pending != 0 {
		found, _ := json.Marshal(report)
		j.t.Errorf("they don't agree: %s", found)
	}
}

// saidNothing: no personal data was logged.
func (j *job) saidNothing() {
	j.t.Helper()
	log := j.log.String()
	if !strings.Contains(log, "/v1/referrals/:id/contacts") {
		j.t.Error("the requests weren't logged at all")
	}
	for _, s := range secrets {
		if i := strings.Index(log, s); i >= 0 {
			j.t.Errorf("%q was logged: %s", s, fmt.Sprint(log[max(0, i-200):min(len(log), i+100)]))
		}
	}
}
