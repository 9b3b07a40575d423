// Package ledger keeps the books of rewards: double entry, append-only.
//
// An Entry is one document with both legs, and its id names the reward and the
// posting, so that a task that runs twice books once. Check compares what rewards,
// books and Stripe say.
//
// Neighbours: reward names its postings and schedules them; app inserts the entries
// and reads Stripe's transfers; transfer describes them.
//
// Invariants: an entry is never changed or removed; each moves a positive amount
// from one account to another, so that all accounts of a currency add up to zero;
// rewards, books and Stripe agree whenever no task is pending.
package ledger

import (
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
)

// Account is one of our books.
type Account string

// The accounts. A credit is a negative balance.
const (
	Expense    Account = "expense"    // what rewards cost us
	Liability  Account = "liability"  // approved and not paid
	Stripe     Account = "stripe"     // our balance there
	Outside    Account = "outside"    // given by hand, or given back by hand
	Receivable Account = "receivable" // paid, not earned any more, and due back
	WrittenOff Account = "written_off"
)

// Accounts lists all accounts.
func Accounts() []Account {
	return []Account{Expense, Liability, Stripe, Outside, Receivable, WrittenOff}
}

// Entry moves an amount from one account (credit) to another (debit).
type Entry struct {
	ID        string         `json:"id"` // reward|posting|number of the reward's event
	Version   int64          `json:"version"`
	RewardID  string         `json:"reward_id"`
	Posting   reward.Posting `json:"posting"`
	Debit     Account        `json:"debit"`
	Credit    Account        `json:"credit"`
	Minor     int64          `json:"minor"` // positive, minor units
	Currency  string         `json:"currency"`
	CreatedMS int64          `json:"created_ms"`
}

// DocID, DocVersion and SetDocVersion let package store guard writes.
func (e *Entry) DocID() string { return e.ID }

// DocVersion returns the version that was read.
func (e *Entry) DocVersion() int64 { return e.Version }

// SetDocVersion is called by package store when a write took place.
func (e *Entry) SetDocVersion(v int64) { e.Version = v }

// sides says which accounts a posting moves money between: debit, credit.
var sides = map[reward.Posting][2]Account{
	reward.PostOwed:      {Expense, Liability},
	reward.PostReleased:  {Liability, Expense},
	reward.PostPaid:      {Liability, Stripe},
	reward.PostGiven:     {Liability, Outside},
	reward.PostReclaimed: {Receivable, Expense},
	reward.PostReturned:  {Outside, Receivable},
	reward.PostWaived:    {WrittenOff, Receivable},
}

// New returns the entry for a posting. n is the number of the reward's event that
// it belongs to.
func New(rewardID string, p reward.Posting, n string, amount money.Money, now time.Time) (*Entry, error) {
	s, ok := sides[p]
	switch {
	case !ok:
		return nil, fault.Newf(fault.Internal, "unknown_posting", "The books know no posting %q.", p)
	case amount.Amount <= 0 || !money.Known(amount.Currency):
		return nil, fault.Newf(fault.Internal, "impossible_entry", "The books can't move %d %s.", amount.Amount, amount.Currency)
	}
	return &Entry{
		ID: rewardID + "|" + string(p) + "|" + n, RewardID: rewardID, Posting: p, Debit: s[0], Credit: s[1],
		Minor: amount.Amount, Currency: amount.Currency, CreatedMS: now.UnixMilli(),
	}, nil
}

// FromTask returns the entry that a reward's task asks for.
func FromTask(rewardID string, payload map[string]string, now time.Time) (*Entry, error) {
	amount, err := strconv.ParseInt(payload["amount"], 10, 64)
	if err != nil {
		return nil, fault.New(fault.Internal, "impossible_entry", "The task names no amount.").Wrap(err)
	}
	return New(rewardID, reward.Posting(payload["posting"]), payload["n"], money.Of(amount, payload["currency"]), now)
}

// Balances are minor units by account and currency.
type Balances map[Account]map[string]int64

// Add books an entry.
func (b Balances) Add(e *Entry) {
	b.Move(e.Debit, e.Currency, e.Minor)
	b.Move(e.Credit, e.Currency, -e.Minor)
}

// Move changes one account's balance.
func (b Balances) Move(a Account, currency string, minor int64) {
	if b[a] == nil {
		b[a] = map[string]int64{}
	}
	b[a][currency] += minor
}

// Of adds up entries.
func Of(entries []*Entry) Balances {
	b := Balances{}
	for _, e := range entries {
		b.Add(e)
	}
	return b
}
