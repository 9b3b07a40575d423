package referrer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/stripesandbox"
	"github.com/goodword/goodword/portal/portaltest"
)

func (s *purse) member() *member.Member {
	s.T.Helper()
	m, err := s.App.Members.Get(s.T.Context(), portaltest.Operator.Actor, s.kim.ID)
	s.Must(err)
	return m
}

// TestSettingUpAPayout: the country first, then a page of ours with a link to
// Stripe, then what is still missing, until there is nothing to do.
func TestSettingUpAPayout(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	s.shows("/payout", "Not set up", "What Stripe will ask for", "your bank account", "Country of your bank account", "You can also wait until there is something to be paid.")
	if p := s.browser.Post("/payout", nil); p.Status != 422 || !p.Has("Choose the country of your bank account.") || s.member().Payout.AccountID != "" {
		t.Errorf("%d %s", p.Status, p.Text())
	}
	if p := s.browser.Post("/payout", url.Values{"country": {"D1"}}); p.Status != 422 || !p.Has("Stripe refuses this country.") {
		t.Errorf("a country that Stripe refuses: %d %s", p.Status, p.Text())
	}
	p := s.browser.Post("/payout", url.Values{"country": {"DE"}})
	if p.Status != http.StatusOK || !p.Has("Open Stripe") || !strings.Contains(strings.Join(p.Links(), " "), "http://sandbox.test/") {
		t.Fatalf("%d %s %v", p.Status, p.Text(), p.Links())
	}
	s.shows("/payout", "Not complete", "Stripe still needs:", "your bank account")
	s.shows("/payout/return", "Welcome back", "Not complete", "Go on with the set-up")
	if p := s.browser.Post("/payout", nil); p.Status != 200 || !p.Has("Open Stripe") {
		t.Errorf("going on: %d %s", p.Status, p.Text())
	}
	account := s.member().Payout.AccountID
	for _, step := range []struct {
		state stripesandbox.AccountState
		words []string
	}{
		{stripesandbox.StatePending, []string{"Being checked", "There is nothing for you to do."}},
		{stripesandbox.StateRestricted, []string{"Stripe"}},
		{stripesandbox.StateFinished, []string{"Ready", "We can pay you."}},
	} {
		s.Must(s.Sandbox.SetAccount(t.Context(), account, step.state))
		s.shows("/payout/return", step.words...)
	}
	s.never(s.shows("/payout"), "Set up my bank details")
	if p := s.browser.Post("/payout", url.Values{"country": {"FR"}}); p.Status != 303 || s.member().Payout.AccountID != account {
		t.Errorf("a second account: %d", p.Status)
	}
	s.browser.Lang = "de"
	s.shows("/payout", "Bereit")
	s.Must(s.Sandbox.SetBank(t.Context(), account, 2))
	s.shows("/payout/return", "Ihre Bankdaten haben sich geändert. Zur Sicherheit zahlen wir ab Di., 9. Juni 2026.")
}

// TestStripeIsAway: the page says what was known last, and setting up asks to try
// again.
func TestStripeIsAway(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	s.onboard(stripesandbox.StateIncomplete)
	s.Must(s.Sandbox.Arm(t.Context(), stripesandbox.Fault{Kind: stripesandbox.Error500AfterCommit, Method: "GET", Path: "/v1/accounts"}))
	s.shows("/payout/return", "Not complete")
}
