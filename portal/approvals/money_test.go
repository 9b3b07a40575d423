package approvals_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/stripesandbox"
	"github.com/goodword/goodword/portal/portaltest"
)

// onboard takes Kim through Stripe's form and fills our balance.
func (h *house) onboard() (account string) {
	h.T.Helper()
	ctx, self := h.T.Context(), aggregate.Actor{Kind: aggregate.Referrer, ID: h.kim.ID}
	_, err := h.App.Payouts.Onboard(ctx, self, "DE", portaltest.Site+"/m/x", portaltest.Site+"/m/x/return")
	h.Must(err)
	kim, err := h.App.Members.Get(ctx, portaltest.Operator.Actor, h.kim.ID)
	h.Must(err)
	h.Must(h.Sandbox.SetAccount(ctx, kim.Payout.AccountID, stripesandbox.StateFinished))
	_, err = h.App.Payouts.Return(ctx, self)
	h.Must(err)
	h.Must(h.Sandbox.TopUp(ctx, 10_000_000, "eur"))
	return kim.Payout.AccountID
}

// after lets time pass, with the worker at work.
func (h *house) after(d time.Duration) {
	h.T.Helper()
	h.Clock.Advance(d)
	h.Run()
}

func TestAnApprovedRewardIsPaidOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.onboard()
	w := h.waiting("Priya Raman")
	anna := h.SignedIn(h.anna)
	path := desk + "/" + w.ID + "/approve"
	page := anna.Get(path)
	shows(t, page, "€200.00 are sent by Stripe")
	for range 3 {
		anna.Post(path, page.Form(path))
	}
	h.Run()
	paid := h.is(w, reward.Paid)
	for range 2 {
		anna.Post(path, page.Form(path))
	}
	h.after(48 * time.Hour)
	books, err := h.Sandbox.Dump(t.Context())
	h.Must(err)
	if len(books.Transfers) != 1 {
		t.Errorf("%d transfers", len(books.Transfers))
	}
	shows(t, anna.Get(desk+"/"+w.ID), "paid", paid.Payout.TransferID, paid.Payout.Destination, "We owe it", "Paid by Stripe", "from approved rewards to", "Stripe balance")
	shows(t, anna.Get(desk+"/paid"), "Priya Raman")
}

func TestARefusedPaymentIsMended(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	account := h.onboard()
	w := h.waiting("Priya Raman")
	anna := h.SignedIn(h.anna)
	h.Must(h.Sandbox.Arm(t.Context(), stripesandbox.Fault{Kind: stripesandbox.CapabilityRevoked}))
	do(anna, w, "approve", nil)
	h.Run()
	h.is(w, reward.Blocked)
	shows(t, anna.Get(desk+"/stuck"), "Priya Raman", "Blocked: Stripe refused it without saying why", "lift the block")
	shows(t, anna.Get(desk+"/"+w.ID), "This needs somebody", "Refused by Stripe")
	h.Must(h.Sandbox.SetAccount(t.Context(), account, stripesandbox.StateFinished))
	shows(t, anna.Get(do(anna, w, "mend", url.Values{"note": {"They sent their papers."}}).Location), "The block of €200.00 is lifted", "They sent their papers.")
	h.after(time.Hour)
	h.is(w, reward.Paid)
}

func TestABlockedPaymentIsGivenUp(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.onboard()
	w := h.waiting("Priya Raman")
	anna := h.SignedIn(h.anna)
	h.Must(h.Sandbox.Arm(t.Context(), stripesandbox.Fault{Kind: stripesandbox.CapabilityRevoked}))
	do(anna, w, "approve", nil)
	h.Run()
	if p := do(anna, w, "fail", nil); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", p.Status)
	}
	shows(t, anna.Get(do(anna, w, "fail", url.Values{"reason": {"country_impossible"}}).Location), "Given up: €200.00")
	h.is(w, reward.Failed)
}

func TestAParkedPaymentIsSentAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.onboard()
	w := h.waiting("Priya Raman")
	anna := h.SignedIn(h.anna)
	h.Must(h.Sandbox.Arm(t.Context(), stripesandbox.Fault{Kind: stripesandbox.Error503, Method: "POST", Path: "/v1/transfers", Count: 500}))
	do(anna, w, "approve", nil)
	h.Run()
	h.is(w, reward.Paying)
	early := anna.Get(desk + "/" + w.ID + "/send-again")
	if early.Status != http.StatusSeeOther {
		t.Errorf("before it was parked: %d", early.Status)
	}
	for range 50 {
		h.after(time.Hour)
	}
	h.Must(h.Sandbox.Disarm(t.Context()))
	shows(t, anna.Get(desk+"/stuck"), "25 hours after the last try")
	shows(t, anna.Get(desk+"/"+w.ID+"/send-again"), "would be paid twice", "This cannot be undone")
	shows(t, anna.Get(do(anna, w, "send-again", nil).Location), "Sent again: €200.00")
	h.Run()
	if paid := h.is(w, reward.Paid); paid.Payout.Attempt != 2 {
		t.Errorf("attempt %d", paid.Payout.Attempt)
	}
}

func TestMoneyThatIsDueBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(terms *program.Terms) {
		terms.Rewards.Rules[0].Price = reward.Price{Form: reward.Percent, BasisPoints: 1000, Cap: 50_000}
	})
	h.onboard()
	one, other := h.waiting("Priya Raman"), h.waiting("Omar Reyes")
	anna := h.SignedIn(h.anna)
	for _, w := range []*reward.Reward{one, other} {
		_, err := h.App.Referrals.Pay(t.Context(), h.As(h.rep), w.ReferralID, app.PaymentOfDeal{ExternalID: "P-" + w.ID, Amount: h.Referral(w.ReferralID).Deal.Amount, PaidAt: new(h.Clock.Now().Add(-40 * 24 * time.Hour))})
		h.Must(err)
		h.Run()
		shows(t, anna.Get(desk+"/"+w.ID), "€1,000.00, paid less tax and refunds", "10 percent, at most €500.00", "customer has paid")
		do(anna, w, "approve", nil)
		h.Run()
		h.is(w, reward.Paid)
		_, err = h.App.Referrals.Refund(t.Context(), h.As(h.rep), w.ReferralID, app.RefundOfDeal{Payment: "P-" + w.ID, Refunded: 100_000})
		h.Must(err)
		h.Run()
		h.is(w, reward.ClawbackDue)
	}
	shows(t, anna.Get(desk+"/stuck"), "The customer got money back")
	if p := do(anna, one, "claw-back", nil); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("without a reference: %d", p.Status)
	}
	shows(t, anna.Get(do(anna, one, "claw-back", url.Values{"reference": {"ST-7"}}).Location), "Given back", "ST-7", "refunded")
	h.is(one, reward.ClawedBack)
	shows(t, anna.Get(do(anna, other, "write-off", url.Values{"reason": {"goodwill"}}).Location), "Written off", "we let it go")
	h.is(other, reward.WrittenOff)
}

func TestAGiftIsMarkedAsGiven(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(terms *program.Terms) { terms.Rewards.Rules[0].Kind = reward.Gift })
	w := h.waiting("Priya Raman")
	anna := h.SignedIn(h.anna)
	shows(t, anna.Get(desk+"/"+w.ID+"/approve"), "gives it by hand")
	do(anna, w, "approve", nil)
	shows(t, anna.Get(desk+"/stuck"), "mark it as given")
	shows(t, anna.Get(do(anna, w, "mark-paid", url.Values{"reference": {"Hamper 12"}}).Location), "Given: €200.00", "Hamper 12")
	h.is(w, reward.Paid)
}

func TestAnAmountIsSetByHand(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(terms *program.Terms) {
		terms.Rewards.Rules[0].Currency = "usd"
		terms.Rewards.Rules[0].Price = reward.Price{Form: reward.Percent, BasisPoints: 1000, Cap: 50_000}
	})
	w := h.won("Priya Raman")
	h.is(w, reward.Blocked)
	anna, ben := h.SignedIn(h.anna), h.SignedIn(h.ben)
	shows(t, anna.Get(desk+"/stuck"), "not known yet", "the deal is in another currency")
	for typed, words := range map[string]string{"": "", "much": "Enter an amount such as 150.00", "700": "never pays this much", "1.000,00": "never pays this much", "1.00.0": "Enter an amount", "-5": "Enter an amount"} {
		p := do(anna, w, "mend", url.Values{"amount": {typed}})
		if p.Status != http.StatusUnprocessableEntity || p.Value("amount") != typed {
			t.Errorf("%q: %d, kept %q", typed, p.Status, p.Value("amount"))
		}
		shows(t, p, words)
	}
	do(anna, w, "mend", url.Values{"amount": {"120,50"}})
	now := h.is(w, reward.AwaitingApproval)
	if now.Amount.Amount != 12_050 {
		t.Errorf("the amount is %v", now.Amount)
	}
	shows(t, anna.Get(desk+"/"+w.ID), "You set the amount", "Anna Voss – set the amount", "$120.50")
	do(ben, w, "approve", nil)
	h.is(w, reward.Approved)
}
