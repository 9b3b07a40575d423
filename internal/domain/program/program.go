package program

import (
	"maps"
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
)

// Prefix starts the id of every program.
const Prefix = "prg_"

// State says whether a program takes referrals.
type State string

// The states of a program.
const (
	Draft     State = "draft"     // never published
	Published State = "published" // takes referrals under its latest revision
	Archived  State = "archived"  // takes no new ones; those submitted go on
)

// Program is a referral program.
type Program struct {
	aggregate.Meta
	Name        string             `json:"name"`                  // of the draft, for lists
	ExternalID  string             `json:"external_id,omitempty"` // unique
	Metadata    aggregate.Metadata `json:"metadata,omitempty"`
	State       State              `json:"state"`
	Draft       Terms              `json:"draft"`
	Published   int64              `json:"published"` // the latest revision, 0 before the first
	PublishedMS int64              `json:"published_ms,omitempty"`
}

// Facts are what staff edit.
type Facts struct {
	Terms    Terms
	Metadata aggregate.Metadata
}

// New returns an unpublished program.
func New(id, externalID string, f Facts, by aggregate.Actor, replay *aggregate.Replay, now time.Time) *Program {
	p := &Program{Meta: aggregate.NewMeta(id, now), ExternalID: externalID, State: Draft}
	p.apply(f)
	p.Record(now, aggregate.Event{Actor: by, Verb: "created", To: string(Draft), Replay: replay})
	return p
}

// Update replaces the draft; published revisions stay as they are. The same draft
// again changes nothing.
func (p *Program) Update(f Facts, by aggregate.Actor, replay *aggregate.Replay, now time.Time) error {
	if p.State == Archived {
		return archived()
	}
	if p.Draft.Same(f.Terms) && maps.Equal(p.Metadata, f.Metadata) {
		return nil
	}
	p.apply(f)
	p.Record(now, aggregate.Event{Actor: by, Verb: "updated", Replay: replay})
	return nil
}

func (p *Program) apply(f Facts) {
	p.Name, p.Draft, p.Metadata = f.Terms.Name, f.Terms, maps.Clone(f.Metadata)
}

// Freeze returns the next revision of the program as it stands now.
func (p *Program) Freeze(warnings []Warning, by aggregate.Actor, replay *aggregate.Replay, now time.Time) (*Revision, error) {
	if p.State == Archived {
		return nil, archived()
	}
	terms, f := p.Draft.Check("/draft")
	if f != nil {
		return nil, f
	}
	n := p.Published + 1
	return &Revision{
		ID: RevisionID(p.ID, n), ProgramID: p.ID, N: n, Terms: terms,
		PublishedMS: now.UnixMilli(), By: by, Warnings: warnings, Replay: replay,
	}, nil
}

// PointTo makes a stored revision the published one. Whoever meets a revision
// that the program doesn't point to yet may do this, in the name of who made it;
// doing it again changes nothing.
func (p *Program) PointTo(r *Revision) {
	if p.Published >= r.N {
		return
	}
	from := p.State
	if p.State == Draft {
		p.State = Published
	}
	p.Published, p.PublishedMS = r.N, r.PublishedMS
	p.Record(time.UnixMilli(r.PublishedMS), aggregate.Event{
		Actor: r.By, Verb: "published", From: string(from), To: string(p.State), Replay: r.Replay,
		Data: map[string]string{"revision": strconv.FormatInt(r.N, 10)},
	})
}

// Archive ends a program for new referrals; repeating it changes nothing.
func (p *Program) Archive(by aggregate.Actor, replay *aggregate.Replay, now time.Time) {
	if p.State == Archived {
		return
	}
	from := p.State
	p.State = Archived
	p.Record(now, aggregate.Event{Actor: by, Verb: "archived", From: string(from), To: string(Archived), Replay: replay})
}

// Takes returns a fault unless the program takes new referrals.
func (p *Program) Takes() error {
	switch p.State {
	case Published:
		return nil
	case Archived:
		return archived()
	}
	return fault.New(fault.Conflict, "program_unpublished", "This program isn't published yet.")
}

func archived() error {
	return fault.New(fault.Conflict, "program_archived", "This program has ended.")
}
