package followup

import (
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/referral"
)

// actions are what a rep does besides recording a contact, by the last part of the
// path of its page, which is the desk's; when is nil where the verb alone decides.
var actions = []struct {
	path string
	verb referral.Verb
	when func(*referral.Referral) bool
}{
	{"confirm-win", referral.Dismiss, reportedWon},
	{"dismiss-win", referral.Dismiss, reportedWon},
	{"meeting", referral.Meeting, nil},
	{"next-step", referral.NextStep, nil},
	{"not-now", referral.NotNow, nil},
	{"won", referral.Win, nil},
	{"lost", referral.Lose, nil},
	{"reopen", referral.Reopen, nil},
	{"assign", referral.Assign, nil},
}

// answers are the actions by which something is done that is due.
var answers = map[referral.Next]string{referral.NextConfirmWin: "confirm-win"}

func reportedWon(r *referral.Referral) bool { return len(r.Wins) > 0 }

// further are the actions that somebody can do now.
func further(r *referral.Referral, by aggregate.Actor, now time.Time) []string {
	var out []string
	for _, a := range actions {
		err := r.May(a.verb, by)
		if a.verb == referral.Win && err == nil {
			_, err = r.MayWin(by, now)
		}
		if err == nil && (a.when == nil || a.when(r)) {
			out = append(out, a.path)
		}
	}
	return out
}
