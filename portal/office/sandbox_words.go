package office

import (
	"strings"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/portal/ui"
)

// taskWord says what a task will do. Those of a promised step are named after it,
// and a kind of a release that is newer than ours stays as it is.
func taskWord(f ui.Frame, kind string) string {
	if i := strings.LastIndex(kind, "_"); i > 0 {
		switch kind[i:] {
		case "_late":
			return f.T("office.task.late")
		case "_lead":
			return f.T("office.task.lead")
		case "_broken":
			return f.T("office.task.broken")
		}
	}
	key := "office.task." + kind
	if words := f.T(key); words != key {
		return words
	}
	return kind
}

// nounOf says what sort of document a task belongs to; "" for one without a word.
func nounOf(t app.DueTask) activity.Noun {
	switch t.Queue {
	case "referrals":
		return activity.Referral
	case "rewards":
		return activity.Reward
	case "members":
		return activity.Member
	case "sessions", "sign_ins":
		return activity.Session
	case "passkeys":
		return activity.Passkey
	}
	return ""
}
