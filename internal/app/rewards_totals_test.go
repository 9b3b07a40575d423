package app

import (
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/reward"
)

// What waits for somebody is what they may decide and haven't.
func TestWhoseWordIsAwaited(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	rule := cashRule(60_000) // above the limit that takes two
	o := w.owed(1, rule)
	o.Terms.Approval.TwoFrom = map[string]int64{"eur": 50_000}
	o.Involved = []string{w.ben.ID}
	r := w.settle(o)
	small := w.settle(w.owed(2, cashRule(20_000)))
	w.after(31 * 24 * time.Hour)
	carl := w.person("carl", aggregate.Approver)
	waits := func(who aggregate.Actor) Tally {
		t.Helper()
		tally, err := w.app.Rewards.CountWaitingFor(t.Context(), who)
		w.must(err)
		l, err := w.app.Rewards.WaitingFor(t.Context(), who, Page{Oldest: true})
		w.must(err)
		if len(l.Rows) != tally.Count {
			t.Errorf("%d are listed and %d counted", len(l.Rows), tally.Count)
		}
		return tally
	}
	is := func(what string, got Tally, count int, minor int64) {
		t.Helper()
		var sum int64
		for _, m := range got.Sums {
			sum += m.Amount
		}
		if got.Count != count || sum != minor || len(got.Sums) > 1 {
			t.Errorf("%s: %+v", what, got)
		}
	}
	is("an approver", waits(w.anna), 2, 80_000)
	is("one who worked the deal", waits(w.ben), 1, 20_000)
	w.must(w.approve(r.ID, w.anna))
	is("one who gave their word", waits(w.anna), 1, 20_000)
	is("the second one", waits(carl), 2, 80_000)
	l, err := w.app.Rewards.WaitingFor(t.Context(), carl, Page{Oldest: true})
	w.must(err)
	if row := l.Rows[0]; row.Reward.ID != r.ID && row.Reward.ID != small.ID || row.Payee != "Kim Muster" || row.Referral == nil {
		t.Errorf("a row is %+v", row)
	}
	_, err = w.app.Rewards.WaitingFor(t.Context(), aggregate.Actor{Kind: aggregate.Staff, ID: "mbr_x", Roles: []aggregate.Role{aggregate.Rep}}, Page{})
	w.refused(err, "role_missing")
}

// Totals and statement agree with what was paid.
func TestWhatAPayeeGot(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	self := aggregate.Actor{Kind: aggregate.Referrer, ID: w.referrer.ID}
	paid := w.approvedReward(1, 20_000)
	w.run()
	w.in(paid.ID, reward.Paid)
	w.settle(w.owed(2, cashRule(30_000)))
	got, err := w.app.Rewards.Totals(t.Context(), self, w.referrer.ID)
	w.must(err)
	year := w.get(paid.ID).PaidMS
	if len(got.Years) != 1 || got.Years[0].Amount != money.Of(20_000, "eur") || got.Years[0].Year != time.UnixMilli(year).UTC().Year() {
		t.Errorf("years are %+v", got.Years)
	}
	if len(got.Pending) != 1 || got.Pending[0].Status != reward.Held || got.Pending[0].Amount != money.Of(30_000, "eur") {
		t.Errorf("pending is %+v", got.Pending)
	}
	if got.Next == nil || got.Next.PayableFromMS() <= ms(w.clock.Now()) {
		t.Errorf("next is %+v", got.Next)
	}
	st, err := w.app.Rewards.Statement(t.Context(), self, w.referrer.ID, 2026)
	w.must(err)
	if len(st.Rows) != 1 || st.Rows[0].Reward.Payout.TransferID == "" || len(st.Sums) != 1 || st.Sums[0].Amount != 20_000 {
		t.Errorf("the statement is %+v", st)
	}
	if st, err = w.app.Rewards.Statement(t.Context(), self, w.referrer.ID, 2025); err != nil || len(st.Rows)+len(st.Sums) != 0 {
		t.Errorf("another year: %+v, %v", st, err)
	}
	_, err = w.app.Rewards.Totals(t.Context(), actorOf(w.customer("lena").ID), w.referrer.ID)
	w.refused(err, "not_found")
	l, err := w.app.Rewards.List(t.Context(), w.anna, RewardFilter{Waiting: NeedsPerson}, Page{})
	w.must(err)
	if len(l.Docs) != 0 {
		t.Errorf("%d need a person", len(l.Docs))
	}
}
