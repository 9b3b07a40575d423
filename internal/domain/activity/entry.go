package activity

import (
	"encoding/base64"
	"encoding/json"
	"fmt"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

// Noun names the kind of a document.
type Noun string

// The nouns.
const (
	Referral    Noun = "referral"
	Reward      Noun = "reward"
	Member      Noun = "member"
	Program     Noun = "program"
	Link        Noun = "link"
	Company     Noun = "company"
	Suppression Noun = "suppression"
	Key         Noun = "key"
	Import      Noun = "import"
	Session     Noun = "session"
	Passkey     Noun = "passkey"
)

// Nouns lists all nouns in the order of the documentation.
func Nouns() []Noun {
	return []Noun{Referral, Reward, Member, Program, Link, Company, Suppression, Key, Import, Session, Passkey}
}

// Passing reports whether documents of this kind are removed when their time is
// over; their entries stay.
func (n Noun) Passing() bool { return n == Session }

// Entry is one event of one document.
type Entry struct {
	ID         string         `json:"id"` // document_id|seq
	Version    int64          `json:"version"`
	AtMS       int64          `json:"at_ms"` // the event's time on the product's clock
	Noun       Noun           `json:"noun"`
	DocumentID string         `json:"document_id"`
	Seq        int64          `json:"seq"` // number of the event in its document
	ProgramID  string         `json:"program_id,omitempty"`
	Verb       string         `json:"verb"`
	From       string         `json:"from,omitempty"` // status before, where the verb moved one
	To         string         `json:"to,omitempty"`
	Reason     string         `json:"reason,omitempty"` // reason code
	Kind       aggregate.Kind `json:"actor_kind"`
	ActorID    string         `json:"actor_id,omitempty"`
	Via        string         `json:"via,omitempty"` // the key that acted for the actor
	Actors     []string       `json:"actors"`        // what it is found under: ActorID and Via, or Kind where there is no id
	Seal       string         `json:"seal"`
}

// DocID, DocVersion and SetDocVersion let package store keep entries.
func (e *Entry) DocID() string { return e.ID }

// DocVersion returns the version that was read.
func (e *Entry) DocVersion() int64 { return e.Version }

// SetDocVersion is called by package store when a write took place.
func (e *Entry) SetDocVersion(v int64) { e.Version = v }

// History is what is copied of a document.
type History struct {
	aggregate.Meta
	ProgramID string `json:"program_id"`
}

// EntryID is the id of the entry of a document's event. The number is padded, so
// that events of one millisecond stay in their order.
func EntryID(documentID string, seq int64) string { return fmt.Sprintf("%s|%04d", documentID, seq) }

// Deleted is the verb of the entry that a document leaves behind which was removed
// for good; no event says so.
const Deleted = "deleted"

// GraveID is the id of that entry. It sorts behind the document's events.
func GraveID(documentID string) string { return documentID + "|deleted" }

// Mac is a keyed hash of some parts.
type Mac func(parts ...string) []byte

// Entries returns an entry for each event of a document, in order. mac seals
// them.
func Entries(noun Noun, h *History, mac Mac) ([]*Entry, error) {
	seal := ""
	out := make([]*Entry, len(h.Events))
	for i, ev := range h.Events {
		body, err := json.Marshal(ev)
		if err != nil {
			return nil, fmt.Errorf("activity: event %d of %s: %w", ev.Seq, h.ID, err)
		}
		seal = base64.RawURLEncoding.EncodeToString(mac(h.ID, seal, string(body)))
		e := &Entry{
			ID: EntryID(h.ID, ev.Seq), AtMS: ev.AtMS, Noun: noun, DocumentID: h.ID, Seq: ev.Seq, ProgramID: h.ProgramID,
			Verb: ev.Verb, From: ev.From, To: ev.To, Reason: ev.Reason,
			Kind: ev.Actor.Kind, ActorID: ev.Actor.ID, Via: ev.Actor.Via, Actors: actors(ev.Actor), Seal: seal,
		}
		if noun == Program {
			e.ProgramID = h.ID
		}
		out[i] = e
	}
	return out, nil
}

// actors is what an event is found under.
func actors(a aggregate.Actor) []string {
	var out []string
	if a.ID != "" {
		out = append(out, a.ID)
	}
	if a.Via != "" && a.Via != a.ID {
		out = append(out, a.Via)
	}
	if len(out) == 0 {
		out = append(out, string(a.Kind))
	}
	return out
}
