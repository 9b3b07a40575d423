package reward

import (
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/domain/money"
)

// The kinds of task on a reward's agenda.
const (
	TaskRelease  = "release"  // the hold is over
	TaskEscalate = "escalate" // the decision is late
	TaskDecided  = "decided"  // payload: due, done; the promised decision counts
	TaskPay      = "pay"      // look at what payment waits for, and pay
	TaskRecheck  = "recheck"  // look whether what blocked it has passed
	TaskQuota    = "quota"    // bring budget and monthly limit in line
	TaskBook     = "book"     // insert a ledger entry
	TaskTell     = "tell"     // tell people where it stands
)

// Posting names what a ledger entry is about; it stands in the payload of TaskBook
// and in the entry's id.
type Posting string

// The postings.
const (
	PostOwed      Posting = "owed"      // approved: we owe it
	PostReleased  Posting = "released"  // we don't owe it any more, unpaid
	PostPaid      Posting = "paid"      // by Stripe
	PostGiven     Posting = "given"     // by hand
	PostReclaimed Posting = "reclaimed" // the payee owes it to us
	PostReturned  Posting = "returned"  // they gave it back
	PostWaived    Posting = "waived"    // we wrote it off
)

// book schedules a ledger entry. The number of the event keeps entries apart when
// the same posting happens twice.
func (r *Reward) book(now time.Time, p Posting, amount int64) {
	if amount == 0 {
		return
	}
	r.Schedule(TaskBook, now, map[string]string{
		"posting": string(p), "n": strconv.Itoa(len(r.Events)),
		"amount": strconv.FormatInt(amount, 10), "currency": r.Amount.Currency,
	})
}

// owe books that we owe the amount from now on.
func (r *Reward) owe(now time.Time) {
	r.Booked = r.Amount.Amount
	r.book(now, PostOwed, r.Booked)
}

// release takes what we owed out of the books.
func (r *Reward) release(now time.Time) {
	r.book(now, PostReleased, r.Booked)
	r.Booked = 0
}

// News that people hear, besides the statuses. Paying is news only when a person
// has to look.
const (
	NewsLate   = "late" // the decision is late
	NewsParked = string(Paying)
)

// tell schedules that people hear where the reward stands.
func (r *Reward) tell(now time.Time) { r.tellNews(now, string(r.Status)) }

func (r *Reward) tellNews(now time.Time, news string) {
	r.Schedule(TaskTell, now, map[string]string{"news": news, "event": strconv.Itoa(len(r.Events))})
}

// limited reports whether the rule shares a number with other rewards.
func (r *Reward) limited() bool { return r.Rule.Budget > 0 || r.Rule.PerMonth > 0 }

// quota schedules that budget and limit are brought in line with the status.
func (r *Reward) quota(now time.Time) {
	if r.limited() {
		r.Reschedule(TaskQuota, now, nil)
	}
}

// end leaves the unpaid states for good: nothing is owed, timers stop.
func (r *Reward) end(act Act, verb Verb, to Status, reason string) {
	r.Approvals = nil
	r.undecided()
	r.Reason = reason
	r.move(act, verb, to, reason, nil)
	r.release(act.Now)
	r.Unschedule(TaskRelease, TaskPay, TaskRecheck)
	r.quota(act.Now)
	r.tell(act.Now)
}

// amountData is an amount for an event.
func amountData(m money.Money) map[string]string {
	return map[string]string{"amount": strconv.FormatInt(m.Amount, 10), "currency": m.Currency}
}
