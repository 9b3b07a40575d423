package referrer_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/stripesandbox"
)

func TestNoRewardYet(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	s.shows("/rewards", "No reward yet", "Introduce somebody", "Set up how you are paid")
	s.browser.Lang = "de"
	s.shows("/rewards", "Noch keine Prämie", "Auszahlung einrichten")
	if rows := s.rows("/rewards.csv"); len(rows) != 1 {
		t.Errorf("%q", rows)
	}
}

// TestARewardOnItsWay: each state says what it waits for and from when it is
// payable, until the money has arrived.
func TestARewardOnItsWay(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	r := s.won("Priya Raman")
	path := "/rewards/" + r.ID
	s.shows("/rewards", "Priya Raman, Raman Logistics", "€200.00", "on hold", "in case the customer wants their money back", "Payable from Thu 2 Jul 2026", "Next payout, as far as we know")
	s.shows(path, "The reward came about: €200.00", "It is held until Thu 2 Jul 2026", "The money arrives at your bank", "Money, by Stripe")

	s.Clock.Advance(31 * 24 * time.Hour)
	s.Run()
	s.shows(path, "being decided", "The hold is over", "Our team decides by")
	s.never(s.shows("/rewards", "Next payout, as far as we know €200.00 Our team decides by"), "Thu 2 Jul 2026") // it has passed
	s.shows("/home", "Next: €200.00. Our team decides by")

	r = s.approve(r)
	s.shows("/rewards", "We need your bank details before we can pay.")
	s.shows(path, "Approved: €200.00", "Set up my bank details")

	s.onboard(stripesandbox.StateFinished)
	s.Run()
	r = s.reward(r.ID)
	if r.Status != reward.Paid {
		t.Fatalf("%s %v", r.Status, r.WaitsFor())
	}
	p := s.shows(path, "Paid: €200.00", "Paid on Fri 3 Jul 2026", r.Payout.TransferID, "See the introduction")
	s.never(p, "Payable from")
	s.browser.Lang = "de"
	s.shows(path, "Bezahlt: 200,00 €", "Fr., 3. Juli 2026", "Geld, über Stripe")
	s.shows("/rewards", "Bezahlt, nach Jahren", "Ausgezahlte Prämien 2026")
}

// TestARowNeverDisappears: whatever ended a reward, it stays with its reason, and
// with what our team wrote for its referrer.
func TestARowNeverDisappears(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	rejected := s.won("Priya Raman")
	longer := s.won("Tom Becker")
	refunded := s.won("Ana Lopes")
	_, err := s.App.Rewards.Reject(t.Context(), s.As(s.ada), rejected.ID, app.RejectReward{Reason: "duplicate", Note: "We paid for her in May."})
	s.Must(err)
	_, err = s.App.Rewards.HoldUntil(t.Context(), s.As(s.ada), longer.ID, app.HoldReward{Until: s.Clock.Now().AddDate(0, 3, 0), Reason: "checking_deal"})
	s.Must(err)
	paid := app.PaymentOfDeal{ExternalID: "inv-1", Amount: money.Of(1_000_000, "eur")}
	_, err = s.App.Referrals.Pay(t.Context(), s.As(s.rep), refunded.ReferralID, paid)
	s.Must(err)
	_, err = s.App.Referrals.Refund(t.Context(), s.As(s.rep), refunded.ReferralID, app.RefundOfDeal{Payment: "inv-1", Refunded: 1_000_000})
	s.Must(err)
	s.Run()
	s.shows("/rewards", "Priya Raman", "refused", "Why: it was rewarded already.", "Tom Becker", "We are taking a closer look.", "Ana Lopes", "ended", "Why: the customer got their money back.")
	s.shows("/rewards/"+rejected.ID, "Refused", "Our team writes: We paid for her in May.")
	s.shows("/rewards/"+longer.ID, "We take a closer look and hold it longer", "Why: we are checking the deal.")
	if rows := s.rows("/rewards.csv"); len(rows) != 4 {
		t.Errorf("%q", rows)
	}
	s.shows("/rewards?status=rejected", "Priya Raman")
	s.never(s.shows("/rewards?status=rejected"), "Tom Becker", "Ana Lopes")
}

// TestTheFileOfRewardsIsTheList with the same filters, in the same order.
func TestTheFileOfRewardsIsTheList(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	names := []string{"Priya Raman", "Tom Becker", "Ana Lopes"}
	var ids []string
	for _, n := range names {
		ids = append(ids, s.won(n).ID)
	}
	s.approve(s.reward(ids[1]))
	for query, want := range map[string][]string{
		"":                           {ids[2], ids[1], ids[0]},
		"?sort=oldest":               {ids[0], ids[1], ids[2]},
		"?status=approved":           {ids[1]},
		"?year=2026&status=approved": {ids[1]},
		"?year=2025":                 nil,
		"?q=lop":                     {ids[2]},
		"?q=logistics&sort=oldest":   {ids[0], ids[1], ids[2]},
		"?q=ana-logistics.de":        nil, // an address can't be tried out
		"?q=becker&status=held":      nil,
	} {
		var got []string
		for _, row := range s.rows("/rewards.csv" + query)[1:] {
			got = append(got, row[0])
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
		var shown []string
		for _, l := range s.shows("/rewards" + query).Links() {
			if id, ok := strings.CutPrefix(l, "/rewards/rw_"); ok {
				shown = append(shown, "rw_"+id)
			}
		}
		if strings.Join(shown, " ") != strings.Join(want, " ") {
			t.Errorf("%s: shows %v, want %v", query, shown, want)
		}
	}
	row := s.rows("/rewards.csv?q=becker")[1]
	if row[1] != "Tom Becker" || row[4] != "200.00" || row[5] != "EUR" || row[6] != "approved" || row[8] != "2026-06-02" {
		t.Errorf("%q", row)
	}
	for query, status := range map[string]int{"?status=spent": 200, "?year=10000": 422, "?cursor=x": 400} {
		if p := s.browser.Get("/rewards" + query); p.Status != status {
			t.Errorf("%s: %d, want %d", query, p.Status, status)
		}
	}
}

func TestRewardsInParts(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	first, second := s.won("Priya Raman"), s.won("Tom Becker")
	p := s.shows("/rewards?limit=1&status=held", "Tom Becker")
	s.never(p, "Priya Raman")
	for _, l := range p.Links() {
		if strings.Contains(l, "cursor=") {
			next := s.shows(l, "Priya Raman", "Back to the start")
			s.never(next, "Tom Becker, Becker")
			return
		}
	}
	t.Errorf("no way from %s to %s", second.ID, first.ID)
}

func TestRewardsOfOthers(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	r := s.won("Priya Raman")
	lee := s.SignedIn(s.Customer("Lee Other"))
	if p := lee.Get("/rewards/" + r.ID); p.Status != 404 {
		t.Errorf("somebody else reads it: %d", p.Status)
	}
	if p := lee.Get("/rewards"); strings.Contains(p.Body, r.ID) {
		t.Error("somebody else's list has it")
	}
	sam := s.SignedIn(s.rep)
	for _, path := range []string{"/rewards", "/rewards.csv", "/rewards/" + r.ID, "/rewards/statement", "/rewards/statement.csv", "/payout", "/payout/return"} {
		if p := sam.Get(path); p.Status != 403 {
			t.Errorf("staff open %s: %d", path, p.Status)
		}
		if p := s.Browser().Get(path); p.Status != 303 || p.Location != "/sign-in?then="+url.QueryEscape(path) {
			t.Errorf("nobody opens %s: %d %s", path, p.Status, p.Location)
		}
	}
}

func percentage(t *program.Terms) {
	t.Rewards.Rules[0].Price = reward.Price{Form: reward.Percent, BasisPoints: 250, Cap: 50_000}
}

// TestAPercentageSaysWhatItIsReckonedFrom, which a flat reward doesn't.
func TestAPercentageSaysWhatItIsReckonedFrom(t *testing.T) {
	t.Parallel()
	s := newPurse(t, percentage)
	r := s.won("Priya Raman")
	s.shows("/rewards/"+r.ID, "€250.00", "Reckoned from", "€10,000.00")
	flat := newPurse(t)
	s.never(flat.shows("/rewards/"+flat.won("Priya Raman").ID), "Reckoned from")
}

// TestAnAmountThatNobodyKnowsYet is no zero, adds nothing up, and is no next payment.
func TestAnAmountThatNobodyKnowsYet(t *testing.T) {
	t.Parallel()
	s := newPurse(t, percentage)
	r := s.wonFor("Priya Raman", money.Of(1_000_000, "usd"))
	for _, path := range []string{"/rewards", "/rewards/" + r.ID, "/introductions/" + r.ReferralID} {
		s.never(s.shows(path, "No amount set", "another currency"), "€0.00", "Next payout")
	}
}

// TestMoneyGivenBack: a refund after the payment is told, with the amount.
func TestMoneyGivenBack(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	s.onboard(stripesandbox.StateFinished)
	r := s.won("Priya Raman")
	_, err := s.App.Referrals.Pay(t.Context(), s.As(s.rep), r.ReferralID, app.PaymentOfDeal{ExternalID: "inv-1", Amount: money.Of(1_000_000, "eur")})
	s.Must(err)
	s.Run()
	r = s.approve(s.reward(r.ID))
	if r.Status != reward.Paid {
		t.Fatalf("%s %v", r.Status, r.WaitsFor())
	}
	_, err = s.App.Referrals.Refund(t.Context(), s.As(s.rep), r.ReferralID, app.RefundOfDeal{Payment: "inv-1", Refunded: 1_000_000})
	s.Must(err)
	s.Run()
	s.shows("/rewards", "to be given back", "€200.00 of the reward is open between us")
	_, err = s.App.Rewards.ClawBack(t.Context(), s.As(s.ada), r.ID, app.SettleByHand{Reference: "statement 7"})
	s.Must(err)
	s.Run()
	s.shows("/rewards/"+r.ID, "given back", "Given back: €200.00", "statement 7")
	s.shows("/rewards/statement?year=2026", "€200.00 given back", "€0.00")
}
