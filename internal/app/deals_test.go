package app

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/stripesandbox"
)

// agreed stores a referral that a rep works on, under a published program with
// one cash rule of 200.00.
func (w *treasury) agreed(id string, status referral.Status) *referral.Referral {
	w.t.Helper()
	p := w.published("Northline " + id)
	r := &referral.Referral{
		Meta: aggregate.NewMeta(id, w.clock.Now()), ProgramID: p.ID, RevisionN: 1, Source: "acme", Status: status, Class: referral.Introduced,
		ReferrerID: w.referrer.ID, YesMS: ms(w.clock.Now()),
	}
	r.Events = []aggregate.Event{}
	w.must(w.app.Referrals.referrals.Insert(w.t.Context(), r))
	return r
}

// invoice is a paid invoice of 1,190.00 with 190.00 of tax.
func (w *treasury) invoice(n, referralID string) transfer.Event {
	return transfer.Event{ID: "evt_" + n, Type: transfer.InvoicePaid, CreatedMS: ms(w.clock.Now()), Invoice: &transfer.Invoice{
		ID: "in_" + n, PaymentIntent: "pi_" + n, Charge: "ch_" + n, Customer: "cus_1", AmountPaid: 119_000, Total: 119_000,
		TotalExcludingTax: 100_000, Tax: 19_000, Currency: "eur", Metadata: map[string]string{"referral_id": referralID, "name": "Priya Nair"},
		PaidAtMS: ms(w.clock.Now()),
	}}
}

func (w *treasury) refund(n string, back int64) transfer.Event {
	return transfer.Event{ID: "evt_re_" + n, Type: transfer.ChargeRefunded, Charge: &transfer.Charge{
		ID: "ch_" + n, PaymentIntent: "pi_" + n, Invoice: "in_" + n, Amount: 119_000, AmountRefunded: back, Currency: "eur",
	}}
}

func (w *treasury) dispute(n, status string) transfer.Event {
	return transfer.Event{ID: "evt_dp_" + n + status, Type: transfer.DisputeUpdated, Dispute: &transfer.Dispute{
		ID: "dp_" + n, Charge: "ch_" + n, PaymentIntent: "pi_" + n, Amount: 119_000, Currency: "eur", Status: status,
	}}
}

// hears receives events, twice each, and acts on them.
func (w *treasury) hears(events ...transfer.Event) {
	w.t.Helper()
	for _, e := range events {
		w.must(w.app.Deals.Receive(w.t.Context(), e))
		w.must(w.app.Deals.Receive(w.t.Context(), e))
	}
	w.run()
}

// outcome is what came of an event.
func (w *treasury) outcome(id string) string {
	w.t.Helper()
	e, err := w.app.Deals.events.Get(w.t.Context(), id)
	w.must(err)
	return e.Outcome
}

func (w *treasury) referral(id string) *referral.Referral {
	w.t.Helper()
	r, err := w.app.Referrals.Get(w.t.Context(), w.anna, id)
	w.must(err)
	return r
}

// only returns the one reward of a referral.
func (w *treasury) only(referralID string) *reward.Reward {
	w.t.Helper()
	list, err := w.app.Rewards.ofReferral(w.t.Context(), referralID)
	w.must(err)
	if len(list) != 1 {
		w.t.Fatalf("%d rewards", len(list))
	}
	return list[0]
}

// TestAPaidInvoiceClosesTheDeal walks from Stripe's word to the reward, and from a
// refund back.
func TestAPaidInvoiceClosesTheDeal(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	w.agreed("ref_a", referral.Agreed)
	w.hears(w.invoice("1", "ref_a"))
	r := w.referral("ref_a")
	if r.Status != referral.Won || r.Deal.FactID != "stripe:in_1" || len(r.Deal.Payments) != 1 || w.outcome("evt_1") != outcomeClosed {
		t.Fatalf("%s, %+v, %s", r.Status, r.Deal, w.outcome("evt_1"))
	}
	if base, paid, err := r.Deal.Base(); base.Amount != 100_000 || !paid || err != nil {
		t.Errorf("base %v, %v, %v", base, paid, err)
	}
	w.in(w.only("ref_a").ID, reward.Held)
	second := w.invoice("2", "")
	w.hears(second) // matched by the customer that the first one bound
	if r = w.referral("ref_a"); len(r.Deal.Payments) != 2 || w.outcome("evt_2") != outcomePaid {
		t.Errorf("%d payments, %s", len(r.Deal.Payments), w.outcome("evt_2"))
	}
	w.hears(w.refund("1", 119_000), w.refund("2", 59_500))
	if got := w.only("ref_a"); got.Amount.Amount != 5_000 {
		t.Errorf("a quarter of all was kept, due %v", got.Amount)
	}
}

func TestADisputeFreezesAndThenDecides(t *testing.T) {
	t.Parallel()
	for status, want := range map[string]reward.Status{"won": reward.AwaitingApproval, "warning_closed": reward.AwaitingApproval, "lost": reward.Cancelled} {
		w := newTreasury(t)
		w.agreed("ref_a", referral.Met)
		w.hears(w.invoice("1", "ref_a"))
		w.after(31 * aDay)
		w.hears(w.dispute("1", "needs_response"))
		id := w.only("ref_a").ID
		w.refused(w.approve(id, w.anna), "disputed")
		w.hears(w.dispute("1", status))
		w.in(id, want)
	}
}

// TestEventsOutOfOrder has the refund come before the payment that it is of.
func TestEventsOutOfOrder(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	w.agreed("ref_a", referral.Agreed)
	w.hears(w.refund("1", 119_000))
	w.hears(w.invoice("1", "ref_a"))
	w.after(4 * time.Hour)
	if got := w.only("ref_a"); got.Status != reward.Cancelled || got.Reason != "refunded" {
		t.Errorf("%s, %s", got.Status, got.Reason)
	}
}

func TestWhatOnlyAPersonMayClose(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	w.agreed("ref_early", referral.AwaitingYes)
	w.hears(w.invoice("1", "ref_early"))
	if r := w.referral("ref_early"); r.Status != referral.AwaitingYes || len(r.Wins) != 1 || w.outcome("evt_1") != outcomeSuggested {
		t.Errorf("before the yes: %s, %+v", r.Status, r.Wins)
	}
	w.agreed("ref_hand", referral.Agreed)
	byHand := w.invoice("2", "ref_hand")
	byHand.Invoice.PaidOutOfBand, byHand.Invoice.Customer = true, "cus_2"
	w.hears(byHand)
	r := w.referral("ref_hand")
	if r.Status != referral.Agreed || len(r.Wins) != 1 || r.Wins[0].Why != "out_of_band" {
		t.Fatalf("ticked off by hand: %s, %+v", r.Status, r.Wins)
	}
	w.hears(w.refund("2", 59_500)) // waits for the person too
	_, err := w.app.Referrals.ConfirmWin(t.Context(), Call{Actor: w.person("rita", aggregate.Rep)}, r.ID, r.Wins[0].N, Remarked{Reason: "The transfer is on our bank statement."})
	w.must(err)
	w.after(25 * time.Hour)
	if r = w.referral("ref_hand"); r.Status != referral.Won || r.Deal.Payments[0].Refunded != 59_500 {
		t.Errorf("%s, %+v", r.Status, r.Deal.Payments)
	}
}

// TestOneInvoiceClosesOneDeal has two referrals claim the same invoice.
func TestOneInvoiceClosesOneDeal(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	w.agreed("ref_a", referral.Agreed)
	w.agreed("ref_b", referral.Agreed)
	w.hears(w.invoice("1", "ref_a"))
	again := w.invoice("1", "ref_b")
	again.ID = "evt_other"
	w.hears(again)
	if w.referral("ref_b").Status != referral.Agreed || w.outcome("evt_other") != "refused:fact_used" {
		t.Errorf("%s, %s", w.referral("ref_b").Status, w.outcome("evt_other"))
	}
}

func TestEventsOfNobody(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	trial := w.invoice("1", "ref_a")
	trial.Invoice.AmountPaid = 0
	w.hears(trial, w.invoice("2", ""), w.invoice("3", "ref_nobody"), w.refund("9", 1),
		transfer.Event{ID: "evt_x", Type: transfer.AccountUpdated, Account: &transfer.AccountChange{ID: "acct_nobody"}})
	for id, want := range map[string]string{"evt_1": outcomeNothing, "evt_2": outcomeUnmatched, "evt_3": outcomeUnmatched, "evt_re_9": "", "evt_x": outcomeUnmatched} {
		if got := w.outcome(id); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	for range 25 {
		w.after(3 * time.Hour)
	}
	if got := w.outcome("evt_re_9"); got != outcomeUnmatched {
		t.Errorf("a refund of an unknown payment: %q", got)
	}
	w.must(w.app.Deals.Receive(t.Context(), transfer.Event{ID: "evt_y", Type: "customer.created"}))
	if _, err := w.app.Deals.events.Get(t.Context(), "evt_y"); err == nil {
		t.Error("an event that we have no use for was stored")
	}
}

// TestEventsHoldNoPersonalData looks for what the metadata said about a person.
func TestEventsHoldNoPersonalData(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	w.hears(w.invoice("1", "ref_nobody"))
	e, err := w.app.Deals.events.Get(t.Context(), "evt_1")
	w.must(err)
	body, err := json.Marshal(e)
	w.must(err)
	if strings.Contains(string(body), "Priya") {
		t.Errorf("%s", body)
	}
}

func TestAccountEventsRefreshTheMember(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	w.must(w.sandbox.SetAccount(t.Context(), w.account, stripesandbox.StateRestricted))
	w.clock.advance(time.Second)
	w.hears(transfer.Event{ID: "evt_1", Type: transfer.AccountUpdated, Account: &transfer.AccountChange{ID: w.account}})
	st, err := w.app.Payouts.State(t.Context(), w.anna, w.referrer.ID)
	w.must(err)
	if st.Standing == transfer.Ready {
		t.Error("the member still looks payable")
	}
}

// TestTheTransfersEventSettlesAParkedReward has Stripe's own word come after all.
func TestTheTransfersEventSettlesAParkedReward(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	r := w.approvedReward(1, 5_000)
	f := w.between()
	f.set(nil, fails, errNetwork)
	w.outage(26)
	f.set(nil, nil, nil)
	w.hears(transfer.Event{ID: "evt_1", Type: transfer.TransferCreated, Transfer: &transfer.Result{ID: "tr_x", RewardID: r.ID, Env: w.app.Rewards.env}})
	w.paidOnce(r.ID)
}
