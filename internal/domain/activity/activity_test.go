package activity_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/aggregate"
)

var start = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)

func mac(parts ...string) []byte {
	h := hmac.New(sha256.New, []byte("secret"))
	h.Write([]byte(strings.Join(parts, "\x00")))
	return h.Sum(nil)
}

func entries(t *rapid.T, h *activity.History) []*activity.Entry {
	out, err := activity.Entries(activity.Referral, h, mac)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// drawHistory is a document with some events.
func drawHistory(t *rapid.T) *activity.History {
	h := &activity.History{Meta: aggregate.NewMeta("ref_1", start), ProgramID: "prg_1"}
	for n := range rapid.IntRange(2, 12).Draw(t, "events") {
		h.Record(start.Add(time.Duration(n)*time.Hour), aggregate.Event{
			Actor: aggregate.Actor{
				Kind: rapid.SampledFrom([]aggregate.Kind{aggregate.Staff, aggregate.Clock, aggregate.Person}).Draw(t, "kind"),
				ID:   rapid.SampledFrom([]string{"", "mbr_1", "mbr_2"}).Draw(t, "id"), Via: rapid.SampledFrom([]string{"", "key_1"}).Draw(t, "via"),
			},
			Verb: rapid.SampledFrom([]string{"accept", "decline"}).Draw(t, "verb"),
		})
	}
	return h
}

// Entries come one for each event, sort by their ids as the events do, and are
// found under somebody.
func TestEntries(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		got := entries(t, h)
		if len(got) != len(h.Events) || !slices.IsSortedFunc(got, func(a, b *activity.Entry) int { return strings.Compare(a.ID, b.ID) }) {
			t.Fatalf("%d entries of %d events, or not in order", len(got), len(h.Events))
		}
		for i, e := range got {
			ev := h.Events[i]
			if e.AtMS != ev.AtMS || e.Verb != ev.Verb || e.DocumentID != h.ID || e.ProgramID != "prg_1" || len(e.Actors) == 0 || activity.GraveID(h.ID) <= e.ID {
				t.Fatalf("%+v of %+v", e, ev)
			}
			for _, id := range []string{ev.Actor.ID, ev.Actor.Via} {
				if id != "" && !slices.Contains(e.Actors, id) {
					t.Fatalf("%s isn't found under %s", e.ID, id)
				}
			}
		}
	})
}

// Whatever is done to a history or to its entries is found, and nothing else is.
func TestCompare(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		stored := entries(t, h)
		if found := activity.Compare(entries(t, h), stored); len(found) != 0 {
			t.Fatalf("nothing was done: %v", found)
		}
		at := rapid.IntRange(0, len(stored)-1).Draw(t, "place")
		id := stored[at].ID
		switch rapid.IntRange(0, 3).Draw(t, "what") {
		case 0:
			stored = slices.Delete(stored, at, at+1)
			only(t, activity.Compare(entries(t, h), stored), activity.Finding{Flaw: activity.Missing, EntryID: id})
		case 1:
			stored[at].ActorID = "mbr_other"
			only(t, activity.Compare(entries(t, h), stored), activity.Finding{Flaw: activity.Altered, EntryID: id})
		case 2: // every entry from there on was sealed over something else
			h.Events[at].Actor.ID = "mbr_other"
			found := activity.Compare(entries(t, h), stored)
			if len(found) != len(stored)-at || found[0] != (activity.Finding{Flaw: activity.Altered, EntryID: id}) {
				t.Fatalf("event %d of %d was altered: %v", at, len(stored), found)
			}
		case 3:
			h.Events = h.Events[:len(h.Events)-1]
			only(t, activity.Compare(entries(t, h), stored), activity.Finding{Flaw: activity.Unknown, EntryID: stored[len(stored)-1].ID})
		}
	})
}

func only(t *rapid.T, found []activity.Finding, want activity.Finding) {
	if len(found) != 1 || found[0] != want {
		t.Fatalf("found %v, want %v", found, want)
	}
}
