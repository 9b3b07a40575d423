package wording

import (
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/view"
)

// A promised step that was missed is told as missed: its date never reads as one
// that is still to come.
func TestAMissedStepIsNeverStillToCome(t *testing.T) {
	t.Parallel()
	for status, code := range map[referral.Status]promise.StepCode{referral.InReview: promise.StepVerdict, referral.Agreed: promise.StepFirstContact} {
		for _, c := range []struct {
			state promise.State
			tone  view.Tone
			word  string
			text  string
		}{
			{promise.StateNow, tones[status], string(status), string(status)},
			{promise.StateLate, view.Wait, "late", string(status) + "_late"},
			{promise.StateBroken, view.Stop, "broken", string(status) + "_broken"},
		} {
			got := Standing(app.Progress{
				Referral: &referral.Referral{Status: status},
				Steps:    []promise.Step{{Code: promise.StepSubmitted, State: promise.StateDone}, {Code: code, State: c.state, DueMS: 1}},
			})
			if got.Tone != c.tone || !strings.HasSuffix(got.Word.Key, "."+c.word) || !strings.HasSuffix(got.Text.Key, "."+c.text) {
				t.Errorf("%s, %s: %+v", status, c.state, got)
			}
		}
	}
}

// Who waits in the queue learns until when, where there is a date; who came by a
// link has nothing to decide but a mail to confirm.
func TestStandingOfOneThatWaits(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]app.Progress{
		"referral.text.queued":       {Referral: &referral.Referral{Status: referral.Queued}},
		"referral.text.queued_until": {Referral: &referral.Referral{Status: referral.Queued}, HeldMS: 1},
		"referral.text.awaiting_yes": {Referral: &referral.Referral{Status: referral.AwaitingYes}},
		"referral.text.confirming":   {Referral: &referral.Referral{Status: referral.AwaitingYes, Entry: referral.ByLink}},
	} {
		if got := Standing(p).Text.Key; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
