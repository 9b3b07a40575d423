package reward

import (
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/domain/promise"
)

// The decision on a reward is a promised step: it is due, late, and broken one
// business day later, and it counts in the kept rate.

// decideBy makes the decision owed from now on.
func (r *Reward) decideBy(now time.Time) {
	r.DecideMS = r.Decision.After(r.Calendar, now.UnixMilli())
	r.Reschedule(TaskEscalate, time.UnixMilli(r.DecideMS), nil)
	r.Reschedule(TaskDecided, time.UnixMilli(promise.BrokenAt(r.Calendar, r.DecideMS)), map[string]string{"due": ms(r.DecideMS)})
}

// decided has an owed decision counted that was made now.
func (r *Reward) decided(now time.Time) {
	r.Unschedule(TaskEscalate)
	if r.DecideMS == 0 {
		return
	}
	r.Reschedule(TaskDecided, now, map[string]string{"due": ms(r.DecideMS), "done": ms(now.UnixMilli())})
	r.DecideMS = 0
}

// undecided takes the decision off the list: the reward went elsewhere before it
// was made. One that was made and isn't counted yet stays.
func (r *Reward) undecided() {
	r.DecideMS = 0
	r.Unschedule(TaskEscalate)
	if t, ok := r.Pending(TaskDecided); ok && t.Payload["done"] == "" {
		r.Unschedule(TaskDecided)
	}
}

// Judged says how the decision came out that a task of the kind TaskDecided names,
// and when; false while it is still owed in time.
func (r *Reward) Judged(payload map[string]string, nowMS int64) (out promise.State, atMS int64, counts bool) {
	due, err := strconv.ParseInt(payload["due"], 10, 64)
	if err != nil {
		return "", 0, false
	}
	done, _ := strconv.ParseInt(payload["done"], 10, 64)
	out = promise.Judge(r.Calendar, due, done, nowMS)
	atMS = done
	if out == promise.StateBroken {
		atMS = promise.BrokenAt(r.Calendar, due)
	}
	return out, atMS, out == promise.StateKept || out == promise.StateKeptLate || out == promise.StateBroken
}

func ms(n int64) string { return strconv.FormatInt(n, 10) }
