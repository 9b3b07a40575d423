package aggregate

import (
	"slices"
	"strconv"
	"time"
)

// Task is one piece of pending work of an aggregate.
//
// A claim raises Attempts, which is the fencing number: settling needs the same
// ID and Attempts. While a lease lives DueMS stands at its end, so that leased
// work doesn't fill the due query; LeaseUntilMS itself is wall time, because
// leases must not move with the movable clock.
type Task struct {
	ID           string            `json:"id"`
	Kind         string            `json:"kind"`
	Payload      map[string]string `json:"payload,omitempty"` // ids and codes, never personal data
	DueMS        int64             `json:"due_ms"`
	Attempts     int64             `json:"attempts,omitempty"` // claims ever made: the fencing number
	Tries        int64             `json:"tries,omitempty"`    // claims since it was last unparked
	LastError    string            `json:"last_error,omitempty"`
	LeaseUntilMS int64             `json:"lease_until_ms,omitempty"`
	ParkedAtMS   int64             `json:"parked_at_ms,omitempty"` // a person has to look; the worker leaves it alone
}

// Schedule adds a task that is due at the given time and returns it.
func (m *Meta) Schedule(kind string, due time.Time, payload map[string]string) Task {
	m.TaskSeq++
	t := Task{ID: strconv.FormatInt(m.TaskSeq, 10), Kind: kind, Payload: payload, DueMS: due.UnixMilli()}
	m.Agenda = append(m.Agenda, t)
	m.refreshDue()
	return t
}

// Reschedule makes kind due at the given time, as the only task of that kind.
func (m *Meta) Reschedule(kind string, due time.Time, payload map[string]string) Task {
	m.Unschedule(kind)
	return m.Schedule(kind, due, payload)
}

// Unschedule removes all tasks of the given kinds.
func (m *Meta) Unschedule(kinds ...string) {
	m.Agenda = slices.DeleteFunc(m.Agenda, func(t Task) bool { return slices.Contains(kinds, t.Kind) })
	m.refreshDue()
}

// Pending returns the first task of a kind.
func (m *Meta) Pending(kind string) (Task, bool) {
	for _, t := range m.Agenda {
		if t.Kind == kind {
			return t, true
		}
	}
	return Task{}, false
}

// Claim leases the first task that is due now and returns it. wall is the real
// time, now the product's.
func (m *Meta) Claim(now, wall time.Time, lease time.Duration) (Task, bool) {
	for i := range m.Agenda {
		t := &m.Agenda[i]
		if t.ParkedAtMS != 0 || t.DueMS > now.UnixMilli() || t.LeaseUntilMS > wall.UnixMilli() {
			continue
		}
		t.Attempts++
		t.Tries++
		t.LeaseUntilMS = wall.Add(lease).UnixMilli()
		t.DueMS = now.Add(lease).UnixMilli()
		m.refreshDue()
		return *t, true
	}
	return Task{}, false
}

// Holds reports whether the claim is still the newest one of its task, so that
// its holder may settle it.
func (m *Meta) Holds(claim Task) bool {
	i := m.find(claim)
	return i >= 0
}

// Settle removes a claimed task; false means that somebody else has it by now,
// and nothing may be changed.
func (m *Meta) Settle(claim Task) bool {
	i := m.find(claim)
	if i < 0 {
		return false
	}
	m.Agenda = slices.Delete(m.Agenda, i, i+1)
	m.refreshDue()
	return true
}

// Retry gives a claimed task back, to be tried again at due.
func (m *Meta) Retry(claim Task, due time.Time, why string) bool {
	i := m.find(claim)
	if i < 0 {
		return false
	}
	t := &m.Agenda[i]
	t.LeaseUntilMS, t.DueMS, t.LastError = 0, due.UnixMilli(), why
	m.refreshDue()
	return true
}

// Park sets a claimed task aside for a person.
func (m *Meta) Park(claim Task, now time.Time, why string) bool {
	i := m.find(claim)
	if i < 0 {
		return false
	}
	t := &m.Agenda[i]
	t.LeaseUntilMS, t.ParkedAtMS, t.LastError = 0, now.UnixMilli(), why
	m.refreshDue()
	return true
}

// Unpark makes the parked tasks of the given kinds due again (of all kinds when
// none is given) and reports how many there were.
func (m *Meta) Unpark(now time.Time, kinds ...string) int {
	n := 0
	for i := range m.Agenda {
		t := &m.Agenda[i]
		if t.ParkedAtMS != 0 && (len(kinds) == 0 || slices.Contains(kinds, t.Kind)) {
			t.ParkedAtMS, t.Tries, t.DueMS = 0, 0, now.UnixMilli()
			n++
		}
	}
	m.refreshDue()
	return n
}

func (m *Meta) find(claim Task) int {
	return slices.IndexFunc(m.Agenda, func(t Task) bool {
		return t.ID == claim.ID && t.Attempts == claim.Attempts && t.ParkedAtMS == 0
	})
}

func (m *Meta) refreshDue() {
	m.DueMS, m.Parked = nil, nil
	for _, t := range m.Agenda {
		if t.ParkedAtMS != 0 {
			if m.Parked == nil || t.ParkedAtMS < *m.Parked {
				m.Parked = new(t.ParkedAtMS)
			}
			continue
		}
		if m.DueMS == nil || t.DueMS < *m.DueMS {
			m.DueMS = new(t.DueMS)
		}
	}
}

// Wait gives a claimed task back until due without counting the try: nothing
// failed, it was only too early.
func (m *Meta) Wait(claim Task, due time.Time, why string) bool {
	i := m.find(claim)
	if i < 0 {
		return false
	}
	m.Agenda[i].Tries--
	return m.Retry(claim, due, why)
}

// Outcome is what became of one try at a task.
type Outcome string

// The outcomes.
const (
	Idle    Outcome = "idle"    // nothing to claim
	Settled Outcome = "settled" // performed
	Retried Outcome = "retried" // failed; it will be tried again
	Parked  Outcome = "parked"  // failed for good; a person has to look
	Fenced  Outcome = "fenced"  // performed too late: another claim is newer
)
