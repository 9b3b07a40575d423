package office

import (
	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/portal/ui"
)

// stateKeys say where the words for the states of a document stand.
var stateKeys = map[activity.Noun]string{
	activity.Referral: "desk.status.", activity.Reward: "reward.status.", activity.Member: "office.state.", activity.Program: "office.state.",
	activity.Link: "office.state.", activity.Company: "office.state.", activity.Suppression: "office.state.",
}

// state is a document's state in a word.
func state(f ui.Frame, noun activity.Noun, s string) string {
	if s == "" || stateKeys[noun] == "" {
		return s
	}
	return f.T(stateKeys[noun] + s)
}

// moved says how an event changed a state; "" when it changed none.
func moved(f ui.Frame, e *activity.Entry) string {
	switch from, to := state(f, e.Noun, e.From), state(f, e.Noun, e.To); {
	case from != "" && to != "" && from != to:
		return f.T("office.activity.moved", "from", from, "to", to)
	case to != "":
		return to
	}
	return ""
}
