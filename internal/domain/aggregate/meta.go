package aggregate

import (
	"strconv"
	"time"
)

// Meta is embedded by each aggregate.
type Meta struct {
	ID        string `json:"id"`
	Version   int64  `json:"version"`  // grows with every write; guards it
	Revision  int64  `json:"revision"` // grows with every event; it is the ETag
	CreatedMS int64  `json:"created_ms"`
	UpdatedMS int64  `json:"updated_ms"` // time of the last event
	// StoredMS is the wall time at which the last event was stored: followers of the
	// history look for it, and nothing else does.
	StoredMS int64   `json:"stored_ms,omitempty"`
	Events   []Event `json:"events"`
	Agenda   []Task  `json:"agenda,omitempty"`
	TaskSeq  int64   `json:"task_seq,omitempty"`
	DueMS    *int64  `json:"due_ms,omitempty"` // earliest due time of the unparked tasks
	Parked   *int64  `json:"parked_ms,omitempty"`
}

// NewMeta returns the Meta of an aggregate that is being made now.
func NewMeta(id string, now time.Time) Meta {
	return Meta{ID: id, CreatedMS: now.UnixMilli(), UpdatedMS: now.UnixMilli()}
}

// DocID, DocVersion and SetDocVersion let package store guard writes.
func (m *Meta) DocID() string { return m.ID }

// DocVersion returns the version that was read.
func (m *Meta) DocVersion() int64 { return m.Version }

// SetDocVersion is called by package store when a write took place.
func (m *Meta) SetDocVersion(v int64) { m.Version = v }

// DocRevision and SetStored let package store tell followers what is new.
func (m *Meta) DocRevision() int64 { return m.Revision }

// SetStored is called by package store right before the write of an event.
func (m *Meta) SetStored(at time.Time) { m.StoredMS = at.UnixMilli() }

// Event is one entry of an aggregate's history. It is never edited and holds ids
// and codes only; a written reason lives in the aggregate's personal block under
// the event's Seq.
type Event struct {
	Seq    int64             `json:"seq"`
	AtMS   int64             `json:"at_ms"`
	Actor  Actor             `json:"actor"`
	Verb   string            `json:"verb"`
	From   string            `json:"from,omitempty"` // status before, where the verb moved one
	To     string            `json:"to,omitempty"`
	Reason string            `json:"reason,omitempty"` // reason code
	Data   map[string]string `json:"data,omitempty"`
	Replay *Replay           `json:"replay,omitempty"`
}

// Replay ties an event (or the creation of an aggregate) to the Idempotency-Key
// that it was asked for with. Both are keyed hashes.
type Replay struct {
	Key   string `json:"key"`   // of owner, route and Idempotency-Key
	Input string `json:"input"` // of the request's input
}

// Record appends an event and raises the revision.
func (m *Meta) Record(now time.Time, e Event) *Event {
	e.Seq = int64(len(m.Events)) + 1
	e.AtMS = now.UnixMilli()
	m.Events = append(m.Events, e)
	m.Revision++
	m.UpdatedMS = e.AtMS
	return &m.Events[len(m.Events)-1]
}

// Replayed returns the event that was recorded for an Idempotency-Key, if any.
func (m *Meta) Replayed(key string) (Event, bool) {
	for _, e := range m.Events {
		if e.Replay != nil && e.Replay.Key == key {
			return e, true
		}
	}
	return Event{}, false
}

// ETag is the strong entity tag of the aggregate's revision, with its quotes.
func (m *Meta) ETag() string { return `"` + strconv.FormatInt(m.Revision, 10) + `"` }

// CreatedAt is CreatedMS as a time in UTC.
func (m *Meta) CreatedAt() time.Time { return time.UnixMilli(m.CreatedMS).UTC() }

// UpdatedAt is UpdatedMS as a time in UTC.
func (m *Meta) UpdatedAt() time.Time { return time.UnixMilli(m.UpdatedMS).UTC() }
