package office

import (
	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/wording"
)

// reasonWords are where the words of reason codes stand, by the verb that gives them.
var reasonWords = map[string]string{
	"decline": "desk.decline.", "lost": "desk.lost.", "report_breach": "desk.report.", "answer_breach": "desk.judged.",
	"step_late": "office.late.step.", "step_broken": "office.late.step.", "signed_in": "office.way.", "signed_out": "office.left.",
}

// reasonOf says why something was done: in words, or by its code where only the
// rules or Stripe know it.
func reasonOf(f ui.Frame, e *activity.Entry) (words, code string) {
	if e.Reason == "" {
		return "", ""
	}
	if e.Noun == activity.Reward {
		if word, known := wording.StaffReason(e.Reason).(message.Word); known {
			return f.T("office.late.because", "reason", word), ""
		}
		return "", e.Reason
	}
	prefix, known := reasonWords[e.Verb]
	if e.Verb == "lapse" {
		prefix, known = stateKeys[activity.Referral], true // why is the state that it was left in
	}
	if key := prefix + e.Reason; known {
		if words := f.T(key); words != key {
			return words, ""
		}
	}
	return "", e.Reason
}
