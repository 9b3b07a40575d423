package member

import (
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

// BankPause is how long nothing is sent after a member's bank account changed, so
// that somebody who took over their account at Stripe gains nothing by it
// (PRODUCT.md §10, §15).
const BankPause = 7 * 24 * time.Hour

// TaskBankChanged tells the member, at the address that we know, that their bank
// account changed.
const TaskBankChanged = "bank_changed"

// bankChanged starts the pause when the bank account isn't the one that was known.
// The first one of an account is no change.
func (m *Member) bankChanged(before string, by aggregate.Actor, at time.Time) {
	if before == "" || m.Payout.Bank == before {
		return
	}
	m.Payout.PausedUntilMS = at.Add(BankPause).UnixMilli()
	m.Record(at, aggregate.Event{Actor: by, Verb: "payout_bank_changed"})
	m.Reschedule(TaskBankChanged, at, nil)
}
