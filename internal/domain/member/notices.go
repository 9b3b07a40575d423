package member

import (
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
)

// Notice is a kind of mail that a referrer may do without. What asks something of
// them, concerns their rights or their account, or hands them the letter, is no
// notice and is always sent; so is what staff need to keep a promise.
type Notice string

// The kinds of notices.
const (
	Steps     Notice = "steps"     // what happens to an introduction
	Reminders Notice = "reminders" // that the person hasn't answered yet
	Rewards   Notice = "rewards"   // where a reward stands
)

// Notices lists the kinds in the order in which they are shown.
func Notices() []Notice { return []Notice{Steps, Reminders, Rewards} }

// Hears reports whether the member wants mails of a kind; "" is a mail that is no
// notice.
func (m *Member) Hears(n Notice) bool { return n == "" || !slices.Contains(m.Muted, n) }

// Mute says which notices the member does without from now on.
func (m *Member) Mute(muted []Notice, by aggregate.Actor, now time.Time) error {
	if m.Kind == Staff {
		return fault.New(fault.Conflict, "staff_hear_all", "Staff hear of everything that a promise asks of them.")
	}
	var list []Notice
	for _, n := range Notices() {
		if slices.Contains(muted, n) {
			list = append(list, n)
		}
	}
	if slices.Equal(list, m.Muted) {
		return nil
	}
	m.Muted = list
	m.Record(now, aggregate.Event{Actor: by, Verb: "notices_set"})
	return nil
}

// Speak sets the language of our mails to the member, as they chose it.
func (m *Member) Speak(language string, by aggregate.Actor, now time.Time) {
	if m.Personal.Language == language {
		return
	}
	m.Personal.Language = language
	m.Record(now, aggregate.Event{Actor: by, Verb: "language_set"})
}
