package desk

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/ui"
)

// mostEvents is how many events a page shows; the activity list has them all.
const mostEvents = 100

// events are who did what, and why, the newest first.
func (i *item) events(f ui.Frame) ([]note, error) {
	var out []note
	for _, e := range slices.Backward(i.Referral.Events[max(0, len(i.Referral.Events)-mostEvents):]) {
		who, err := i.actor(f, e.Actor)
		if err != nil {
			return nil, err
		}
		out = append(out, note{
			Title: f.T("desk.event." + e.Verb), Words: i.reason(f, e), Meta: f.T("desk.by", "who", who, "date", i.moment(f, e.AtMS)),
		})
	}
	return out, nil
}

// reasonWords are where the words of a verb's reason codes stand.
var reasonWords = map[referral.Verb]string{
	referral.Decline: "desk.decline.", referral.Lose: "desk.lost.", referral.Report: "desk.report.", referral.Judge: "desk.judged.",
}

// reason is what was written with an event, after its code in words.
func (i *item) reason(f ui.Frame, e aggregate.Event) string {
	code := ""
	if prefix, ok := reasonWords[referral.Verb(e.Verb)]; ok && e.Reason != "" {
		code = f.T(prefix + e.Reason)
	}
	written := i.Referral.Reason(e.Seq)
	switch {
	case code == "":
		return written
	case written == "":
		return code
	}
	return f.T("desk.code_and_words", "code", code, "words", written)
}

// actor is who did something, in words.
func (i *item) actor(f ui.Frame, a aggregate.Actor) (string, error) {
	switch a.Kind {
	case aggregate.Staff, aggregate.Referrer:
		return i.people.name(f, a.ID)
	case aggregate.Person:
		return i.person(f), nil
	}
	return f.T("desk.actor." + string(a.Kind)), nil
}
