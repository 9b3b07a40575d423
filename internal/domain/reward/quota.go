package reward

import (
	"github.com/goodword/goodword/internal/fault"
)

// Quota is a number that several rewards share: the budget of a rule, in minor
// units, or how many rewards of a rule one referrer may have in a month. A reward
// reserves its part under its own id before it counts, so that a repeat is
// harmless and no race overspends. It is a document of its own.
type Quota struct {
	ID       string                 `json:"id"`
	Version  int64                  `json:"version"`
	Reserved map[string]Reservation `json:"reserved"` // by reward
	Closed   int64                  `json:"closed"`   // the sum of what was spent for good
}

// Reservation is one reward's part.
type Reservation struct {
	Part int64 `json:"part"`
	At   int64 `json:"at"` // revision of the reward that the part was taken for
}

// DocID, DocVersion and SetDocVersion let package store guard writes.
func (q *Quota) DocID() string { return q.ID }

// DocVersion returns the version that was read.
func (q *Quota) DocVersion() int64 { return q.Version }

// SetDocVersion is called by package store when a write took place.
func (q *Quota) SetDocVersion(v int64) { q.Version = v }

// BudgetID names the budget of a program's rule.
func BudgetID(programID, rule string) string { return "budget|" + programID + "|" + rule }

// MonthID names how many rewards of a rule a referrer has in a month ("2026-11").
func MonthID(programID, rule, referrerID, month string) string {
	return "month|" + programID + "|" + rule + "|" + referrerID + "|" + month
}

// Taken is everything that is reserved or spent.
func (q *Quota) Taken() int64 {
	sum := q.Closed
	for _, r := range q.Reserved {
		sum += r.Part
	}
	return sum
}

// Reserve takes part for a reward, or a conflict with the given reason when that
// would pass limit. Taking again replaces what the reward had. revision is the one
// that the reward will have once it counts.
func (q *Quota) Reserve(rewardID string, part, limit, revision int64, reason string) error {
	old := q.Reserved[rewardID]
	if q.Taken()-old.Part+part > limit {
		return fault.New(fault.Conflict, reason, "This would go past what the program allows.")
	}
	if q.Reserved == nil {
		q.Reserved = map[string]Reservation{}
	}
	q.Reserved[rewardID] = Reservation{part, max(revision, old.At)}
	return nil
}

// Release gives a reward's part back, unless it was taken for a later revision
// than the one that the caller read.
func (q *Quota) Release(rewardID string, revision int64) {
	if q.Reserved[rewardID].At <= revision {
		delete(q.Reserved, rewardID)
	}
}

// Close moves a reward's part to what was spent for good.
func (q *Quota) Close(rewardID string) {
	q.Closed += q.Reserved[rewardID].Part
	delete(q.Reserved, rewardID)
}

// Need is what a quota's task does for a reward in its present status.
type Need string

// The needs.
const (
	Keep Need = "keep" // reserved
	Free Need = "free" // given back
	Shut Need = "shut" // spent for good
)

// BudgetNeed says what the reward needs of its rule's budget: it counts from the
// approval on.
func (r *Reward) BudgetNeed() Need {
	switch r.Status {
	case Paid, ClawbackDue, ClawedBack, WrittenOff:
		return Shut
	case Approved, Paying:
		return Keep
	case Blocked:
		if r.Booked > 0 {
			return Keep
		}
	}
	return Free
}

// MonthNeed says what the reward needs of its referrer's monthly limit: it counts
// from the start, and not any more when it came to nothing.
func (r *Reward) MonthNeed() Need {
	switch r.Status {
	case Rejected, Cancelled, Failed:
		return Free
	}
	return Keep
}
