package activity

import "reflect"

// Flaw says what is wrong with an entry.
type Flaw string

// The flaws.
const (
	Missing Flaw = "missing" // a document has the event, the record doesn't
	Altered Flaw = "altered" // event and entry, or an event before them, aren't as they were sealed
	Unknown Flaw = "unknown" // the record has the entry, no document has the event
)

// Finding is a difference between the record and the documents.
type Finding struct {
	Flaw    Flaw   `json:"flaw"`
	EntryID string `json:"entry_id"`
}

// Compare tells how what is stored of one document differs from what its events
// say. Both are in the order of their events.
func Compare(want, stored []*Entry) []Finding {
	var out []Finding
	have := map[string]*Entry{}
	for _, e := range stored {
		have[e.ID] = e
	}
	for _, w := range want {
		e := have[w.ID]
		delete(have, w.ID)
		switch {
		case e == nil:
			out = append(out, Finding{Missing, w.ID})
		case !same(w, e):
			out = append(out, Finding{Altered, w.ID})
		}
	}
	for _, e := range stored {
		if have[e.ID] != nil {
			out = append(out, Finding{Unknown, e.ID})
		}
	}
	return out
}

// same compares two entries but for the store's version.
func same(a, b *Entry) bool {
	x := *a
	x.Version = b.Version
	return reflect.DeepEqual(&x, b)
}
