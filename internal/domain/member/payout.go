package member

import (
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/fault"
)

// Payout is what we know of a member's Stripe account: facts as Stripe told them
// last, never bank details.
type Payout struct {
	AccountID        string   `json:"account_id,omitempty"`
	Country          string   `json:"country,omitempty"` // upper-case ISO 3166, fixed when the account is made
	Attempt          int      `json:"attempt,omitempty"` // of making the account: see transfer.AccountRequest
	InvitedMS        int64    `json:"invited_ms,omitempty"`
	DetailsSubmitted bool     `json:"details_submitted"`
	PayoutsEnabled   bool     `json:"payouts_enabled"`
	TransfersActive  bool     `json:"transfers_active"`
	Due              []string `json:"due,omitempty"`     // what Stripe still asks for, by its own names
	Pending          []string `json:"pending,omitempty"` // what Stripe is checking
	DisabledReason   string   `json:"disabled_reason,omitempty"`
	Bank             string   `json:"bank,omitempty"`            // keyed hash that changes with the bank account
	PausedUntilMS    int64    `json:"paused_until_ms,omitempty"` // nothing is sent before, because the bank account changed
	CheckedMS        int64    `json:"checked_ms,omitempty"`      // when Stripe said so
}

// Account is the account as Stripe described it last.
func (p Payout) Account() transfer.Account {
	return transfer.Account{
		ID: p.AccountID, Country: p.Country, DetailsSubmitted: p.DetailsSubmitted, PayoutsEnabled: p.PayoutsEnabled,
		TransfersActive: p.TransfersActive, Bank: p.Bank, Due: p.Due, Pending: p.Pending, DisabledReason: p.DisabledReason,
	}
}

// Ready reports whether money can be sent to the account now.
func (p Payout) Ready() bool { return p.AccountID != "" && p.Account().Payable() }

// InvitePayout notes that the member is mailed a page to set up the account.
func (m *Member) InvitePayout(by aggregate.Actor, replay *aggregate.Replay, now time.Time) error {
	if !m.MayRefer() {
		return noPayee()
	}
	m.Payout.InvitedMS = now.UnixMilli()
	m.Record(now, aggregate.Event{Actor: by, Verb: "payout_invited", Replay: replay})
	return nil
}

// AskAccount starts an attempt to make the member's Stripe account in a country.
// Until its answer is known (OpenAccount, or RefuseAccount) a repeat is the same
// attempt, with the same key and the same country.
func (m *Member) AskAccount(country string, by aggregate.Actor, now time.Time) error {
	switch {
	case !m.MayRefer():
		return noPayee()
	case m.Payout.AccountID != "":
		return accountExists()
	case m.Payout.Country == country:
		return nil
	case m.Payout.Country != "":
		return fault.New(fault.Conflict, "payout_account_pending", "An account in another country is being made. Please wait a moment.")
	}
	m.Payout.Country = country
	m.Payout.Attempt++
	m.Record(now, aggregate.Event{Actor: by, Verb: "payout_account_asked"})
	return nil
}

// RefuseAccount ends the attempt with Stripe's definite no, so that another
// country can be tried.
func (m *Member) RefuseAccount(attempt int, reason string, by aggregate.Actor, now time.Time) {
	if m.Payout.AccountID != "" || m.Payout.Attempt != attempt || m.Payout.Country == "" {
		return
	}
	m.Payout.Country = ""
	m.Record(now, aggregate.Event{Actor: by, Verb: "payout_account_refused", Reason: reason})
}

// OpenAccount notes the account that Stripe made. A member has one; the same one
// again changes nothing.
func (m *Member) OpenAccount(a transfer.Account, by aggregate.Actor, now time.Time) error {
	if m.Payout.AccountID == a.ID {
		return nil
	}
	if m.Payout.AccountID != "" {
		return accountExists()
	}
	m.Payout.AccountID, m.PayoutAccount = a.ID, a.ID
	m.Payout.take(a, now)
	m.Record(now, aggregate.Event{Actor: by, Verb: "payout_account_opened", To: string(a.Standing())})
	return nil
}

// RecordAccount takes what Stripe said about the account at the given time, and
// answers whether that differs from what was known. Reports can arrive out of
// order, so an older one changes nothing.
func (m *Member) RecordAccount(a transfer.Account, by aggregate.Actor, at time.Time) (bool, error) {
	if a.ID == "" || a.ID != m.Payout.AccountID {
		return false, fault.New(fault.Conflict, "other_payout_account", "This report is about another payout account.")
	}
	if at.UnixMilli() < m.Payout.CheckedMS {
		return false, nil
	}
	before := m.Payout
	m.Payout.take(a, at)
	m.bankChanged(before.Bank, by, at)
	if m.Payout.same(before) {
		return false, nil
	}
	m.Record(at, aggregate.Event{
		Actor: by, Verb: "payout_account_changed",
		From: string(before.Account().Standing()), To: string(a.Standing()),
	})
	return true, nil
}

func (p *Payout) take(a transfer.Account, at time.Time) {
	p.DetailsSubmitted, p.PayoutsEnabled, p.TransfersActive = a.DetailsSubmitted, a.PayoutsEnabled, a.TransfersActive
	p.Due, p.Pending = slices.Sorted(slices.Values(a.Due)), slices.Sorted(slices.Values(a.Pending))
	p.DisabledReason, p.CheckedMS = a.DisabledReason, at.UnixMilli()
	if a.Bank != "" {
		p.Bank = a.Bank
	}
	if a.Country != "" {
		p.Country = a.Country
	}
}

// same compares what Stripe says, whenever it said it.
func (p Payout) same(o Payout) bool {
	return p.DetailsSubmitted == o.DetailsSubmitted && p.PayoutsEnabled == o.PayoutsEnabled && p.TransfersActive == o.TransfersActive &&
		p.DisabledReason == o.DisabledReason && p.Country == o.Country && slices.Equal(p.Due, o.Due) && slices.Equal(p.Pending, o.Pending)
}

func noPayee() error {
	return fault.New(fault.Conflict, "no_payee", "Only active customers and friends are paid.")
}

func accountExists() error {
	return fault.New(fault.Conflict, "payout_account_exists", "This member has a payout account already.")
}
