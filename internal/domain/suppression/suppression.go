// Package suppression holds who must not be contacted or referred again
// (PRODUCT.md §12).
//
// Neighbours: app.Suppressions keeps the list; contact makes the keyed hashes;
// referral's no and never add to it.
//
// Invariants: nothing here can be read back to a person: only keyed hashes are
// kept; only the person lifts a suppression; one that knows only name and company
// marks a later match for review and blocks nothing by itself.
package suppression

import (
	"slices"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
)

// Prefix starts the id of every suppression.
const Prefix = "sup_"

// Reason says why somebody is on the list.
type Reason string

// The reasons.
const (
	No      Reason = "no"      // the person said no to a referral
	Never   Reason = "never"   // the person said never, or asked to be forgotten
	Request Reason = "request" // staff entered the person's own wish: a reply, a call
)

// State says whether a suppression holds.
type State string

// The states.
const (
	Active State = "active"
	Lifted State = "lifted"
)

// Suppression is one entry of the list. Its hashes go when it is lifted.
type Suppression struct {
	aggregate.Meta
	Keys   []string `json:"keys,omitempty"` // keyed hashes of e-mail and phone, or of name and company
	Kinds  []string `json:"kinds"`          // what is known: "email", "phone", "name"; for people to read
	Reason Reason   `json:"reason"`
	State  State    `json:"state"`
	// Origin is the referral whose person said it, or empty.
	Origin string `json:"origin,omitempty"`
	// OriginSeq is how many events that referral had when they said it. What is done
	// for an older word of theirs leaves a newer no alone.
	OriginSeq int64 `json:"origin_seq,omitempty"`
}

// New returns an active suppression of the hashes that package contact made.
func New(id string, keys []string, r Reason, origin string, by aggregate.Actor, replay *aggregate.Replay, now time.Time) (*Suppression, error) {
	s := &Suppression{Meta: aggregate.NewMeta(id, now), Reason: r, State: Active, Origin: origin}
	for _, k := range keys {
		if k != "" {
			s.Keys = append(s.Keys, k)
			s.Kinds = append(s.Kinds, kindOf(k))
		}
	}
	if len(s.Keys) == 0 {
		return nil, fault.New(fault.Invalid, "nothing_to_suppress", "Give an e-mail address, a phone number, or a name with its company.")
	}
	s.Record(now, aggregate.Event{Actor: by, Verb: "added", To: string(Active), Reason: string(r), Replay: replay})
	return s, nil
}

// Strong reports whether a hash is of an e-mail address or phone number, so that
// a match on it blocks rather than marks for review.
func Strong(key string) bool { return kindOf(key) != "name" }

// Covers reports whether the suppression holds for all of the hashes.
func (s *Suppression) Covers(keys []string) bool {
	for _, k := range keys {
		if !slices.Contains(s.Keys, k) {
			return false
		}
	}
	return true
}

// Renew notes that the person said it again, or that their word has been stored since.
func (s *Suppression) Renew(seq int64) { s.OriginSeq = max(s.OriginSeq, seq) }

// Lift ends the suppression. Only the person does that, on their own page;
// repeating it changes nothing.
func (s *Suppression) Lift(by aggregate.Actor, replay *aggregate.Replay, now time.Time) error {
	if by.Kind != aggregate.Person {
		return fault.New(fault.Forbidden, "person_only", "Only the person lifts this, on the page that they said it on.")
	}
	if s.State == Lifted {
		return nil
	}
	s.State, s.Keys = Lifted, nil
	s.Record(now, aggregate.Event{Actor: by, Verb: "lifted", From: string(Active), To: string(Lifted), Replay: replay})
	return nil
}

// kindOf reads the kind that package contact puts before a hash.
func kindOf(key string) string {
	kind, _, _ := strings.Cut(key, "-")
	return kind
}
