package referral

import (
	"slices"
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/reward"
)

// The kinds of tasks of a referral; app performs them.
const (
	TaskMail     = "mail"      // payload: template, to
	TaskRemind   = "remind"    // the one reminder
	TaskLapse    = "lapse"     // nobody answered in time
	TaskResume   = "resume"    // a deferral's date has come
	TaskEndClaim = "end_claim" // protection ran out
	TaskRelease  = "release"   // payload: keys; let the oldest in the queue behind them enter
	TaskTaken    = "taken"     // payload: keys; who held the claim on them before loses the reward
	TaskErase    = "erase"     // it came to nothing long enough ago
	TaskForget   = "forget"    // no late win is possible any more
	TaskOutcome  = "outcome"   // payload: key, outcome; a step of the promise was decided
	TaskReward   = "reward"    // what is owed may have changed
	TaskSuppress = "suppress"  // make the suppression list agree with the person's word

	taskLate   = "_late"
	taskLead   = "_lead"
	taskBroken = "_broken"
)

// Recipients of a mail task.
const (
	toReferrer  = "referrer"
	toPerson    = "person"
	toRep       = "rep"
	toLead      = "lead"
	toReviewers = "reviewers"
	toStaff     = "admins"
)

func seq(n int64) string { return strconv.FormatInt(n, 10) }

// mail schedules one mail. Its task id, and so its message id, is new each time.
func (r *Referral) mail(now time.Time, template, to string, data ...string) {
	payload := map[string]string{"template": template, "to": to}
	for i := 0; i+1 < len(data); i += 2 {
		payload[data[i]] = data[i+1]
	}
	r.Schedule(TaskMail, now, payload)
}

// mailPending reports whether a mail is on the agenda already; its reader is found
// when it is sent.
func (r *Referral) mailPending(template string) bool {
	return slices.ContainsFunc(r.Agenda, func(t aggregate.Task) bool { return t.Kind == TaskMail && t.Payload["template"] == template })
}

// tell mails the referrer about a step, when the updates clause names it.
func (r *Referral) tell(now time.Time, t Terms, step promise.StepCode, template string) {
	if r.ReferrerID != "" && slices.Contains(t.Promise.Updates.Steps, step) {
		r.mail(now, template, toReferrer)
	}
}

// MailSent notes a mail that left. It is bookkeeping: no event, same revision.
func (r *Referral) MailSent(now time.Time, template, to string) {
	r.Mailed.Sent = append(r.Mailed.Sent, Sent{AtMS: now.UnixMilli(), Template: template, To: to})
	switch template {
	case "ask_first", "first_message", "confirm_yes", "yes_recorded":
		if r.Mailed.FirstMS == 0 {
			r.Mailed.FirstMS = now.UnixMilli()
		}
	case "letter":
		r.Mailed.LetterMS = now.UnixMilli()
	case "remind_person", "remind_referrer":
		r.Mailed.RemindMS = now.UnixMilli()
	}
}

// rest takes everything off the agenda that only makes sense while something may
// come of the referral.
func (r *Referral) rest() {
	r.Unschedule(TaskRemind, TaskLapse, TaskResume, TaskEndClaim)
}

// comesToNothing closes a referral without a deal: its claim falls free and its
// details are erased after the promised days.
func (r *Referral) comesToNothing(now time.Time, t Terms, why string) {
	r.rest()
	r.Deferral = Deferral{}
	r.cancelSteps(now)
	r.release(now, why)
	r.DecidedMS = now.UnixMilli()
	r.eraseLater(now, t)
}

// eraseLater has the details erased after the promised days, unless they are by
// then needed again.
func (r *Referral) eraseLater(now time.Time, t Terms) {
	if r.ErasedMS == 0 || r.Pending != nil {
		r.Reschedule(TaskErase, now.AddDate(0, 0, t.Promise.ErasureDays), nil)
	}
}

// pays lets the rewards follow where a rule asks for the trigger.
func (r *Referral) pays(t Terms, now time.Time, on reward.Trigger) {
	if slices.ContainsFunc(t.Rewards.Rules, func(rule reward.Rule) bool { return rule.Trigger == on }) {
		r.Reschedule(TaskReward, now, nil)
	}
}

// LateTask, LeadTask and BrokenTask name the tasks of a promised step.
func LateTask(c promise.StepCode) string { return string(c) + taskLate }

// LeadTask names the task that tells the lead.
func LeadTask(c promise.StepCode) string { return string(c) + taskLead }

// BrokenTask names the task that breaks a step.
func BrokenTask(c promise.StepCode) string { return string(c) + taskBroken }
