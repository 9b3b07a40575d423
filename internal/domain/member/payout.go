package member

import (
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
)

// Payout is what we know of a member's Stripe account: facts as Stripe told them
// last, never bank details.
type Payout struct {
	AccountID       string   `json:"account_id,omitempty"`
	Country         string   `json:"country,omitempty"` // ISO 3166-1 alpha-2, fixed when the account is made
	InvitedMS       int64    `json:"invited_ms,omitempty"`
	PayoutsEnabled  bool     `json:"payouts_enabled"`
	TransfersActive bool     `json:"transfers_active"`
	Due             []string `json:"due,omitempty"` // what Stripe still asks for, by its own names
	DisabledReason  string   `json:"disabled_reason,omitempty"`
	CheckedMS       int64    `json:"checked_ms,omitempty"` // when Stripe said so
}

// Ready reports whether money can be sent to the account now.
func (p Payout) Ready() bool { return p.AccountID != "" && p.TransfersActive && p.PayoutsEnabled }

// Standing is an account's state as Stripe reports it.
type Standing struct {
	PayoutsEnabled  bool
	TransfersActive bool
	Due             []string
	DisabledReason  string
}

// OpenAccount notes the Stripe account that was made for the member. A member
// has one; the same one again changes nothing.
func (m *Member) OpenAccount(accountID, country string, by aggregate.Actor, now time.Time) error {
	if m.Payout.AccountID == accountID {
		return nil
	}
	if m.Payout.AccountID != "" {
		return fault.New(fault.Conflict, "payout_account_exists", "This member has a payout account already.")
	}
	m.Payout = Payout{AccountID: accountID, Country: country, InvitedMS: m.Payout.InvitedMS}
	m.PayoutAccount = accountID
	m.Record(now, aggregate.Event{Actor: by, Verb: "payout_account_opened"})
	return nil
}

// InvitePayout notes that the member was mailed a page to set up the account.
func (m *Member) InvitePayout(by aggregate.Actor, replay *aggregate.Replay, now time.Time) error {
	if !m.MayRefer() {
		return fault.New(fault.Conflict, "no_payee", "Only active customers and friends are paid.")
	}
	m.Payout.InvitedMS = now.UnixMilli()
	m.Record(now, aggregate.Event{Actor: by, Verb: "payout_invited", Replay: replay})
	return nil
}

// RecordStanding takes what Stripe reported at the given time and answers
// whether it differs from what was known. Reports can arrive out of order, so an
// older one changes nothing.
func (m *Member) RecordStanding(accountID string, s Standing, by aggregate.Actor, now time.Time) (bool, error) {
	if accountID == "" || accountID != m.Payout.AccountID {
		return false, fault.New(fault.Conflict, "other_payout_account", "This report is about another payout account.")
	}
	if now.UnixMilli() < m.Payout.CheckedMS {
		return false, nil
	}
	next := m.Payout
	next.PayoutsEnabled, next.TransfersActive = s.PayoutsEnabled, s.TransfersActive
	next.DisabledReason = s.DisabledReason
	next.Due = slices.Clone(s.Due)
	slices.Sort(next.Due)
	next.CheckedMS = now.UnixMilli()
	changed := next.PayoutsEnabled != m.Payout.PayoutsEnabled || next.TransfersActive != m.Payout.TransfersActive ||
		next.DisabledReason != m.Payout.DisabledReason || !slices.Equal(next.Due, m.Payout.Due)
	ready := m.Payout.Ready()
	m.Payout = next
	if changed {
		m.Record(now, aggregate.Event{Actor: by, Verb: "payout_account_changed", From: readiness(ready), To: readiness(next.Ready())})
	}
	return changed, nil
}

func readiness(ready bool) string {
	if ready {
		return "ready"
	}
	return "not_ready"
}
