package referrer

import (
	"slices"
	"strconv"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/view"
)

// inside are the verbs that say nothing to whoever is paid.
var inside = []reward.Verb{reward.Involve, reward.SendAgain}

// quoted are the verbs whose written words are for whoever is paid too, as their
// mails quote them.
var quoted = []reward.Verb{reward.HoldUntil, reward.Reject}

// rewardWay is what happened to a reward, then what it waits for, then its end. A
// date that has passed says nothing about when that comes.
func rewardWay(r *reward.Reward, nowMS int64) []view.Step {
	var steps []view.Step
	for _, e := range r.Events {
		if !slices.Contains(inside, reward.Verb(e.Verb)) {
			steps = append(steps, pastStep(r, e))
		}
	}
	for i, w := range r.WaitsFor() {
		s := view.Step{State: view.StepLater, Title: w.Message, Zone: r.Calendar.Zone}
		if i == 0 {
			s.State = view.StepNow
		}
		steps = append(steps, s)
	}
	if r.Status.Unpaid() {
		end := view.Step{State: view.StepLater, Title: message.Of("home.rewards.step." + string(r.Rule.Kind)), Zone: r.Calendar.Zone}
		if from := r.PayableFromMS(); from > nowMS {
			end.Detail = message.Of("page.reward.from", "date", message.Day{MS: from, Zone: r.Calendar.Zone})
		}
		steps = append(steps, end)
	}
	return steps
}

// pastStep is one entry of the history in words.
func pastStep(r *reward.Reward, e aggregate.Event) view.Step {
	verb := e.Verb
	if verb == string(reward.Approve) && e.To != string(reward.Approved) {
		verb = "approve_part" // somebody else's word is needed too
	}
	s := view.Step{State: view.StepDone, AtMS: e.AtMS, Zone: r.Calendar.Zone, Title: message.Of("home.rewards.event."+verb, "amount", eventAmount(r, e))}
	if stops(reward.Status(e.To)) {
		s.State = view.StepStopped
	}
	if e.Reason != "" {
		s.Detail = message.Of("page.reward.because", "why", message.Word{Kind: "reward.reason", Value: reward.ReasonWord(e.Reason)})
	}
	if words := written(r, e); words != "" {
		s.Detail = message.Of("home.rewards.words", "why", s.Detail, "words", words)
	}
	return s
}

// stops reports whether a status is an end, or a stop on the way.
func stops(s reward.Status) bool {
	return slices.Contains([]reward.Status{reward.Blocked, reward.Rejected, reward.Cancelled, reward.Failed, reward.ClawbackDue}, s)
}

// eventAmount is the amount that an event is about, or that of the reward; a phrase
// where none is known yet.
func eventAmount(r *reward.Reward, e aggregate.Event) any {
	amount := r.Amount
	if minor, err := strconv.ParseInt(e.Data["amount"], 10, 64); err == nil {
		amount = money.Of(minor, e.Data["currency"])
	}
	if amount.Amount == 0 {
		return message.Of("page.reward.no_amount")
	}
	return amount
}

// written is what somebody wrote for whoever is paid; "" once it is erased.
func written(r *reward.Reward, e aggregate.Event) string {
	if r.Personal == nil || !slices.Contains(quoted, reward.Verb(e.Verb)) {
		return ""
	}
	return r.Personal.Reasons[strconv.FormatInt(e.Seq, 10)]
}
