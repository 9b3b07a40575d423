// Package link holds the personal links of referrers: their codes, and what a
// visit leaves behind.
//
// Neighbours: app.Links keeps links, app.Visits counts visits, the doors set and
// read the attribution cookie.
//
// Invariants: a code says nothing about anybody and reads without doubt; each
// referrer has one default link per program and at most MaxLinks in all, which a
// unique slot keeps; a visit holds nothing about the visitor.
package link

import (
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

// Prefix starts the id of every link.
const Prefix = "lnk_"

// MaxLinks is how many links a referrer may have in one program, the default one
// included.
const MaxLinks = 50

// State says whether a link leads anywhere.
type State string

// The states of a link.
const (
	On  State = "on"
	Off State = "off"
)

// Link is one way to a referrer's introduction.
type Link struct {
	aggregate.Meta
	Code      string             `json:"code"` // unique
	ProgramID string             `json:"program_id"`
	MemberID  string             `json:"member_id"`
	Name      string             `json:"name,omitempty"`     // source or campaign, empty for the default link
	NameKey   string             `json:"name_key,omitempty"` // unique: program|member|name
	Slot      int                `json:"slot"`               // 0 is the default link
	SlotKey   string             `json:"slot_key"`           // unique: program|member|slot
	OwnerKey  string             `json:"owner_key"`          // program|member
	State     State              `json:"state"`
	Metadata  aggregate.Metadata `json:"metadata,omitempty"`
}

// Owner is whose link it is, and in which program.
type Owner struct {
	ProgramID string
	MemberID  string
}

// Key is the owner as one indexed value.
func (o Owner) Key() string { return o.ProgramID + "|" + o.MemberID }

// SlotKey is what makes a slot of an owner unique; slot 0 is the default link.
func (o Owner) SlotKey(slot int) string { return o.Key() + "|" + strconv.Itoa(slot) }

// Draft is what a link is made of; the default link has slot 0 and no name.
type Draft struct {
	Owner
	Code     string
	Slot     int
	Name     string
	Metadata aggregate.Metadata
}

// New returns a link that is on.
func New(id string, d Draft, by aggregate.Actor, replay *aggregate.Replay, now time.Time) *Link {
	l := &Link{
		Meta: aggregate.NewMeta(id, now), Code: d.Code, ProgramID: d.ProgramID, MemberID: d.MemberID, Name: d.Name,
		Slot: d.Slot, SlotKey: d.SlotKey(d.Slot), OwnerKey: d.Key(), State: On, Metadata: d.Metadata,
	}
	if d.Name != "" {
		l.NameKey = d.Key() + "|" + d.Name
	}
	l.Record(now, aggregate.Event{Actor: by, Verb: "created", To: string(On), Replay: replay})
	return l
}

// Switch turns the link on or off; repeating it changes nothing.
func (l *Link) Switch(to State, by aggregate.Actor, replay *aggregate.Replay, now time.Time) {
	if l.State == to {
		return
	}
	from := l.State
	l.State = to
	l.Record(now, aggregate.Event{Actor: by, Verb: "switched", From: string(from), To: string(to), Replay: replay})
}

// FreeSlot returns the lowest slot for a named link that none of the links has,
// and false when all are taken.
func FreeSlot(links []*Link) (int, bool) {
	taken := make(map[int]bool, len(links))
	for _, l := range links {
		taken[l.Slot] = true
	}
	for slot := 1; slot < MaxLinks; slot++ {
		if !taken[slot] {
			return slot, true
		}
	}
	return 0, false
}
