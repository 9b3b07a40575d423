package referrer_test

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/stripesandbox"
	"github.com/goodword/goodword/portal/portaltest"
	"github.com/goodword/goodword/portal/referrer"
)

// purse is a customer whose introductions become rewards.
type purse struct {
	*portaltest.Kit
	rep, ada *member.Member // a rep and an approver
	kim      *member.Member // the customer
	program  *program.Program
	browser  *portaltest.Browser // Kim's
}

func newPurse(t *testing.T, change ...func(*program.Terms)) *purse {
	t.Helper()
	k := portaltest.New(t, portaltest.Pages(referrer.New))
	s := &purse{Kit: k, rep: k.Staff("Sam Roth", aggregate.Rep), ada: k.Staff("Ada Lind", aggregate.Approver), kim: k.Customer("Kim Muster")}
	s.program = k.Program(s.rep, change...)
	s.browser = k.SignedIn(s.kim)
	k.Must(k.Sandbox.TopUp(t.Context(), 10_000_000, "eur"))
	return s
}

// won is an introduction that became a customer, and the reward for it.
func (s *purse) won(name string) *reward.Reward {
	s.T.Helper()
	return s.wonFor(name, money.Of(1_000_000, "eur"))
}

// wonFor is won with a deal of another amount.
func (s *purse) wonFor(name string, amount money.Money) *reward.Reward {
	s.T.Helper()
	s.Clock.Advance(time.Second) // lists are sorted by time
	first, last, _ := strings.Cut(name, " ")
	r := s.Introduce(s.kim, s.program, map[string]any{
		"name": name, "company": last + " Logistics", "email": strings.ToLower(first) + "@" + strings.ToLower(last) + "-logistics.de",
		"why": name + " still plans every route on paper and loses an hour each day.",
	})
	ctx := s.T.Context()
	_, err := s.App.Referrals.RecordYes(ctx, s.As(s.rep), r.ID, app.RecordYes{Channel: "reply", Evidence: "Yes, please call me."})
	s.Must(err)
	_, err = s.App.Referrals.Win(ctx, s.As(s.rep), r.ID, app.WinReferral{
		ExternalID: "deal-" + r.ID, Amount: amount, Evidence: app.DealEvidence{Kind: "contract", Reference: "C-1"},
	})
	s.Must(err)
	s.Run()
	l, err := s.App.Rewards.List(ctx, portaltest.Operator.Actor, app.RewardFilter{ReferralID: r.ID}, app.Page{})
	s.Must(err)
	if len(l.Docs) != 1 {
		s.T.Fatalf("%d rewards for %s", len(l.Docs), name)
	}
	return l.Docs[0]
}

// approve ends the hold and has a reward approved; what is due then is done.
func (s *purse) approve(r *reward.Reward) *reward.Reward {
	s.T.Helper()
	if hold := time.UnixMilli(r.HoldUntilMS).Sub(s.Clock.Now()); hold > 0 {
		s.Clock.Advance(hold + time.Minute)
	}
	s.Run()
	_, err := s.App.Rewards.Approve(s.T.Context(), s.As(s.ada), r.ID)
	s.Must(err)
	s.Run()
	return s.reward(r.ID)
}

func (s *purse) reward(id string) *reward.Reward {
	s.T.Helper()
	r, err := s.App.Rewards.Get(s.T.Context(), portaltest.Operator.Actor, id)
	s.Must(err)
	return r
}

// onboard takes Kim through Stripe's form.
func (s *purse) onboard(state stripesandbox.AccountState) {
	s.T.Helper()
	self := s.kim.Actor("")
	_, err := s.App.Payouts.Onboard(s.T.Context(), self, "DE", portaltest.Site+"/payout", portaltest.Site+"/payout/return")
	s.Must(err)
	m, err := s.App.Members.Get(s.T.Context(), portaltest.Operator.Actor, s.kim.ID)
	s.Must(err)
	s.Must(s.Sandbox.SetAccount(s.T.Context(), m.Payout.AccountID, state))
	_, err = s.App.Payouts.Return(s.T.Context(), self)
	s.Must(err)
}

// rows reads a file of the portal.
func (s *purse) rows(path string) [][]string {
	s.T.Helper()
	p := s.browser.Get(path)
	if p.Status != 200 || !strings.HasPrefix(p.Header.Get("Content-Type"), "text/csv") || !strings.HasPrefix(p.Header.Get("Content-Disposition"), "attachment") {
		s.T.Fatalf("GET %s: %d %v", path, p.Status, p.Header)
	}
	rows, err := csv.NewReader(strings.NewReader(p.Body)).ReadAll()
	s.Must(err)
	return rows
}

// shows opens a page and fails the test unless it says all of the words.
func (s *purse) shows(path string, words ...string) *portaltest.Page {
	s.T.Helper()
	p := s.browser.Get(path)
	if p.Status != 200 {
		s.T.Fatalf("GET %s: %d\n%s", path, p.Status, p.Text())
	}
	s.says(p, words...)
	return p
}

func (s *purse) says(p *portaltest.Page, words ...string) {
	s.T.Helper()
	for _, w := range words {
		if !p.Has(w) {
			s.T.Errorf("the page doesn't say %q:\n%s", w, p.Text())
		}
	}
}

// never fails the test when a page says one of the words.
func (s *purse) never(p *portaltest.Page, words ...string) {
	s.T.Helper()
	for _, w := range words {
		if p.Has(w) {
			s.T.Errorf("the page says %q:\n%s", w, p.Text())
		}
	}
}
