package app

import (
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
)

const aDay = 24 * time.Hour

// TestRewardFromWinToBank walks the life of a large reward.
func TestRewardFromWinToBank(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	o := w.owed(1, cashRule(150_000))
	r := w.settle(o)
	w.in(r.ID, reward.Held)
	w.after(29 * aDay)
	w.in(r.ID, reward.Held)
	w.after(2 * aDay)
	r = w.in(r.ID, reward.AwaitingApproval)
	if r.DecideMS == 0 || r.Waiting != "approval" {
		t.Errorf("the decision has no deadline: %+v", r.WaitsFor())
	}
	w.must(w.approve(r.ID, w.anna))
	w.must(w.approve(r.ID, w.anna))
	w.in(r.ID, reward.AwaitingApproval)
	w.must(w.approve(r.ID, w.ben))
	w.in(r.ID, reward.Approved)
	w.run()
	w.paidOnce(r.ID)
	version := w.get(r.ID).Version
	w.must(w.app.Rewards.Settle(t.Context(), o))
	w.run()
	if w.get(r.ID).Version != version {
		t.Error("settling again changed something")
	}
	if n, _ := w.mails.of("reward_paid"); n != 1 {
		t.Errorf("%d mails say that it is paid", n)
	}
}

func TestLateDecisionsAreSaid(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	w.person("ada", aggregate.Admin)
	r := w.settle(w.owed(1, cashRule(5_000)))
	w.after(31 * aDay)
	w.after(8 * aDay)
	if r = w.get(r.ID); r.LateMS == 0 || r.Waiting != "approval" {
		t.Errorf("late at %d, waits for %s", r.LateMS, r.Waiting)
	}
	for _, template := range []string{"reward_late", "approval_late"} {
		if n, _ := w.mails.of(template); n == 0 {
			t.Errorf("nobody got %s", template)
		}
	}
}

// TestSettleTwiceAtOnce checks that racing settlements make one reward.
func TestSettleTwiceAtOnce(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	o := w.owed(1, cashRule(5_000))
	errs := make(chan error, 8)
	for range cap(errs) {
		go func() { errs <- w.app.Rewards.Settle(t.Context(), o) }()
	}
	for range cap(errs) {
		w.must(<-errs)
	}
	list, err := w.app.Rewards.List(t.Context(), w.anna, RewardFilter{}, Page{})
	w.must(err)
	if len(list.Docs) != 1 {
		t.Errorf("%d rewards", len(list.Docs))
	}
}

func TestEachPaymentHasItsReward(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	rule := cashRule(0)
	rule.PerPayment, rule.Price = true, reward.Price{Form: reward.Percent, BasisPoints: 1_000, Cap: 50_000}
	o := w.owed(1, rule)
	w.must(w.app.Rewards.Settle(t.Context(), o))
	for i, id := range []string{"in_1", "in_2"} {
		o.Deal.Payments = append(o.Deal.Payments, deal.Payment{FactID: id, Amount: money.Of(int64(i+1)*11_900, "eur"), Tax: int64(i+1) * 1_900, PaidMS: ms(w.clock.Now())})
		w.must(w.app.Rewards.Settle(t.Context(), o))
	}
	list, err := w.app.Rewards.ofReferral(t.Context(), o.ReferralID)
	w.must(err)
	var sum int64
	for _, r := range list {
		sum += r.Amount.Amount
	}
	if len(list) != 2 || sum != 1_000+2_000 {
		t.Errorf("%d rewards over %d", len(list), sum)
	}
}

func TestRefundsReachTheRewards(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	o := w.owed(1, cashRule(5_000))
	o.Deal.Payments = []deal.Payment{{FactID: "in_1", Amount: money.Of(100_000, "eur"), PaidMS: ms(w.clock.Now())}}
	unpaid := w.settle(o)
	w.after(31 * aDay)
	w.must(w.approve(unpaid.ID, w.anna))
	o.Deal.Payments[0].Refunded = 50_000
	w.settle(o)
	if r := w.in(unpaid.ID, reward.AwaitingApproval); r.Amount.Amount != 2_500 || len(r.Approvals) != 0 {
		t.Errorf("half refunded: %v with %d approvals", r.Amount, len(r.Approvals))
	}
	w.must(w.approve(unpaid.ID, w.anna))
	w.run()
	w.paidOnce(unpaid.ID)
	o.Deal.Payments[0].Refunded = 100_000
	w.settle(o)
	w.run()
	if r := w.in(unpaid.ID, reward.ClawbackDue); r.Reclaimed.Amount != 2_500 {
		t.Errorf("due back %v", r.Reclaimed)
	}
	w.agree()
	_, err := w.app.Rewards.WriteOff(t.Context(), Call{Actor: w.anna}, unpaid.ID, WriteOffReward{Reason: "goodwill"})
	w.must(err)
	w.run()
	w.agree()
}

func TestWhatIsGivenByHand(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	rule := cashRule(2_000)
	rule.Kind = reward.Gift
	r := w.settle(w.owed(1, rule))
	w.after(31 * aDay)
	w.must(w.approve(r.ID, w.anna))
	w.run()
	w.in(r.ID, reward.Approved)
	_, err := w.app.Rewards.MarkPaid(t.Context(), Call{Actor: w.ben}, r.ID, SettleByHand{})
	w.refused(err, "required")
	_, err = w.app.Rewards.MarkPaid(t.Context(), Call{Actor: w.ben}, r.ID, SettleByHand{Reference: "Receipt 7"})
	w.must(err)
	w.run()
	w.in(r.ID, reward.Paid)
	if len(w.transfers(r.ID)) != 0 {
		t.Error("a gift was sent as money")
	}
	w.agree()
}

func TestMonthlyLimit(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	rule := cashRule(5_000)
	rule.PerMonth = 2
	for n := range 3 {
		w.settle(w.owed(n, rule))
		w.settle(w.owed(n, rule)) // a repeat takes no second place
	}
	open, err := w.app.Rewards.List(t.Context(), w.anna, RewardFilter{Status: string(reward.Held)}, Page{})
	w.must(err)
	ended, err := w.app.Rewards.List(t.Context(), w.anna, RewardFilter{Status: string(reward.Cancelled)}, Page{})
	w.must(err)
	if len(open.Docs) != 2 || len(ended.Docs) != 1 || ended.Docs[0].Reason != "limit_reached" {
		t.Fatalf("%d held, %d cancelled", len(open.Docs), len(ended.Docs))
	}
	// A refused one gives its place back.
	_, err = w.app.Rewards.Reject(t.Context(), Call{Actor: w.anna}, open.Docs[0].ID, RejectReward{Reason: "duplicate"})
	w.must(err)
	w.run()
	w.in(w.settle(w.owed(9, rule)).ID, reward.Held)
}

// TestBudgetRace has more approvals than the budget holds come at once.
func TestBudgetRace(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	rule := cashRule(5_000)
	rule.Budget = 4 * 5_000
	var ids []string
	for n := range 10 {
		ids = append(ids, w.settle(w.owed(n, rule)).ID)
	}
	w.after(31 * aDay)
	errs := make(chan error, len(ids))
	for _, id := range ids {
		go func() { errs <- w.approve(id, w.anna) }()
	}
	approved := 0
	for range ids {
		err := <-errs
		if err == nil {
			approved++
			continue
		}
		w.refused(err, "budget_exhausted")
	}
	if approved != 4 {
		t.Fatalf("%d approved on a budget for 4", approved)
	}
	w.after(2 * time.Minute) // paid, and every reservation that came to nothing is given back
	budget, err := w.app.Rewards.quotas.Get(t.Context(), reward.BudgetID("prg_1", "won"))
	w.must(err)
	if budget.Closed != 20_000 || len(budget.Reserved) != 0 {
		t.Errorf("closed %d, reserved %v", budget.Closed, budget.Reserved)
	}
	w.agree()
}

// TestApprovalsAtOnce has many people approve one reward at the same moment.
func TestApprovalsAtOnce(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	r := w.settle(w.owed(1, cashRule(150_000)))
	w.after(31 * aDay)
	errs := make(chan error, 8)
	for range cap(errs) / 2 {
		for _, by := range []aggregate.Actor{w.anna, w.ben} {
			go func() { errs <- w.approve(r.ID, by) }()
		}
	}
	for range cap(errs) {
		w.must(<-errs)
	}
	if r = w.in(r.ID, reward.Approved); len(r.Approvals) != 2 {
		t.Errorf("%d approvals", len(r.Approvals))
	}
	w.run()
	w.paidOnce(r.ID)
}

func TestWhoMayDecide(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	o := w.owed(1, cashRule(5_000))
	o.Involved = []string{w.ben.ID}
	o.Source = "acme"
	r := w.settle(o)
	w.after(31 * aDay)
	w.refused(w.approve(r.ID, w.ben), "approver_is_involved")
	w.refused(w.approve(r.ID, w.person("rep", aggregate.Rep)), "not_yours_to_do")
	w.refused(w.approve(r.ID, installation), "not_yours_to_do")
	w.refused(w.approve(r.ID, partner), "not_yours_to_do")
	w.refused(w.approve(r.ID, operator), "not_yours_to_do")
	w.refused(w.approve(r.ID, otherPartner), "not_found")
	self := aggregate.Actor{Kind: aggregate.Referrer, ID: w.referrer.ID}
	w.refused(w.approve(r.ID, self), "not_yours_to_do")
	if _, err := w.app.Rewards.Get(t.Context(), self, r.ID); err != nil {
		t.Errorf("the referrer reads their own: %v", err)
	}
	_, err := w.app.Rewards.Get(t.Context(), aggregate.Actor{Kind: aggregate.Referrer, ID: "mem_other"}, r.ID)
	w.refused(err, "not_found")
	for actor, want := range map[*aggregate.Actor]int{&partner: 1, &otherPartner: 0, &installation: 1, &self: 1} {
		list, err := w.app.Rewards.List(t.Context(), *actor, RewardFilter{}, Page{})
		w.must(err)
		if len(list.Docs) != want {
			t.Errorf("%s sees %d", actor.Kind, len(list.Docs))
		}
	}
}

// TestWhoeverWorksTheReferralLater can't approve either, and takes an approval back
// that they gave before.
func TestWhoeverWorksTheReferralLater(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	r := w.settle(w.owed(1, cashRule(150_000)))
	w.after(31 * aDay)
	w.must(w.approve(r.ID, w.ben))
	_, err := w.app.Referrals.referrals.Update(t.Context(), r.ReferralID, func(ref *referral.Referral) error {
		ref.Record(w.clock.Now(), aggregate.Event{Actor: w.ben, Verb: string(referral.NextStep)})
		return nil
	})
	w.must(err)
	w.must(w.approve(r.ID, w.anna))
	if r = w.in(r.ID, reward.AwaitingApproval); len(r.Approvals) != 1 || r.Approvals[0].MemberID != w.anna.ID {
		t.Errorf("%+v", r.Approvals)
	}
	w.refused(w.approve(r.ID, w.ben), "approver_is_involved")
}

func TestRewardVerbsRepeat(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	r := w.settle(w.owed(1, cashRule(5_000)))
	w.after(31 * aDay)
	in := RejectReward{Reason: "not_genuine", Note: "Nobody there knows of it."}
	call := w.with(w.anna, "POST /v1/rewards/{id}/reject", "k1", in)
	for i := range 2 {
		done, err := w.app.Rewards.Reject(t.Context(), call, r.ID, in)
		w.must(err)
		if done.Replayed != (i == 1) {
			t.Errorf("call %d: replayed %v", i, done.Replayed)
		}
	}
	in.Reason = "duplicate"
	_, err := w.app.Rewards.Reject(t.Context(), w.with(w.anna, "POST /v1/rewards/{id}/reject", "k1", in), r.ID, in)
	w.refused(err, "idempotency_key_reused")
	_, err = w.app.Rewards.Release(t.Context(), Call{Actor: w.anna, IfMatch: 1}, r.ID)
	w.refused(err, "revision_changed")
	r = w.get(r.ID)
	for _, e := range r.Events {
		if strings.Contains(e.Reason, "Nobody") {
			t.Error("what a person wrote stands in an event")
		}
	}
	if r.Personal == nil || len(r.Personal.Reasons) != 1 {
		t.Errorf("what a person wrote: %+v", r.Personal)
	}
}

// TestReasonsOfTheAPIAreTheDomains keeps the two lists of each verb together.
func TestReasonsOfTheAPIAreTheDomains(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	check := func(in any, ok bool) {
		t.Helper()
		if err := w.core.check(in); (err == nil) != ok {
			t.Errorf("%+v: %v", in, err)
		}
	}
	for _, r := range reward.HoldReasons {
		check(HoldReward{Until: w.clock.Now(), Reason: r}, true)
	}
	for _, r := range reward.RejectReasons {
		check(RejectReward{Reason: r}, true)
	}
	for _, r := range reward.FailReasons {
		check(FailReward{Reason: r}, true)
	}
	for _, r := range reward.WaiveReasons {
		check(WriteOffReward{Reason: r}, true)
	}
	check(RejectReward{Reason: "because"}, false)
	check(RejectReward{}, false)
}

func TestFiltersThatNobodyDeclared(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	_, err := w.app.Rewards.List(t.Context(), w.anna, RewardFilter{Waiting: "hold", ProgramID: "prg_1"}, Page{})
	w.refused(err, "unsupported_filter")
	w.settle(w.owed(1, cashRule(5_000)))
	for name, f := range map[string]RewardFilter{
		"status": {Status: "held"}, "waiting": {Waiting: "hold"}, "referrer": {ReferrerID: w.referrer.ID}, "program": {ProgramID: "prg_1"},
		"referral": {ReferralID: "ref_1"}, "referrer and status": {ReferrerID: w.referrer.ID, Status: "held"}, "program and status": {ProgramID: "prg_1", Status: "held"},
	} {
		list, err := w.app.Rewards.List(t.Context(), w.anna, f, Page{})
		if err != nil || len(list.Docs) != 1 {
			t.Errorf("%s: %d, %v", name, len(list.Docs), err)
		}
	}
}

// TestDecisionsCountInTheKeptRate: a decision in time is kept, one before it
// breaks kept late, and one that never comes broken, each once.
func TestDecisionsCountInTheKeptRate(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	w.person("ada", aggregate.Admin)
	kept := func() promise.Tally {
		tally, err := w.app.Referrals.Kept(t.Context(), "prg_1")
		w.must(err)
		return tally
	}
	first := w.settle(w.owed(1, cashRule(5_000)))
	w.after(31 * aDay)
	w.must(w.approve(first.ID, w.anna))
	w.run()
	if got := kept(); got != (promise.Tally{Kept: 1}) {
		t.Errorf("in time: %+v", got)
	}
	second := w.settle(w.owed(2, cashRule(5_000)))
	w.after(31 * aDay)
	due := time.UnixMilli(w.get(second.ID).DecideMS)
	w.after(due.Sub(w.clock.Now()) + time.Hour)
	w.must(w.approve(second.ID, w.anna))
	w.run()
	if got := kept(); got != (promise.Tally{Kept: 1, KeptLate: 1}) {
		t.Errorf("late: %+v", got)
	}
	third := w.settle(w.owed(3, cashRule(5_000)))
	w.after(31 * aDay)
	w.after(20 * aDay)
	w.must(w.approve(third.ID, w.anna))
	w.run()
	if got := kept(); got != (promise.Tally{Kept: 1, KeptLate: 1, Broken: 1}) {
		t.Errorf("never: %+v", got)
	}
}
