package referral

import (
	"cmp"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/fault"
)

// Hold is somebody else's claim that stands in a referral's way.
type Hold struct {
	Keys   []string // the claimed contacts
	EndsMS int64    // when the protection ends at the latest
}

// Confirmed is the referrer's word that what was typed for them is theirs; the
// caller calls Vetted next.
func (r *Referral) Confirmed(by aggregate.Actor, replay *aggregate.Replay, now time.Time) error {
	if r.Status != ToConfirm && r.AcceptedMS != 0 {
		return r.again(Confirm, by)
	}
	if err := r.allow(Confirm, by); err != nil {
		return err
	}
	r.AcceptedMS = now.UnixMilli()
	r.Unschedule(TaskLapse)
	r.record(now, by, Confirm, "", replay)
	return nil
}

// Vetted puts a referral where its verdict says. It is called for a new referral,
// after a confirmation, after an answer, and when the claim ahead fell free. hold
// is set when somebody else's protected claim stands in the way.
func (r *Referral) Vetted(t Terms, v vetting.Verdict, hold *Hold, now time.Time) {
	r.Verdict = &v
	e := &r.Events[len(r.Events)-1]
	before := r.Status
	result := v.Result
	if result == vetting.Accepted && r.NoMS != 0 {
		result = vetting.InReview // nothing is accepted past the person's no
	}
	switch result {
	case vetting.Accepted:
		r.enter(t, hold, now)
	case vetting.NeedsInfo:
		r.Status, r.Queue = NeedsInfo, nil
		r.Review.AskedBy = ""
		r.mail(now, "question", toReferrer)
		r.Reschedule(TaskLapse, now.Add(needsInfoDays), nil)
	case vetting.Declined:
		r.Status = Declined
		r.mail(now, "declined", toReferrer)
		r.comesToNothing(now, t, "closed")
	default:
		r.toReview(t, now)
	}
	// A verdict inside the request is an answer at once: kept.
	if r.Status != InReview && before != Queued {
		r.verdictGiven(t, now)
	}
	if r.Status != before {
		e.From, e.To = string(before), string(r.Status)
	}
	e.Reason = v.Reason
}

// toReview puts the referral on the reviewers' desk with a deadline.
func (r *Referral) toReview(t Terms, now time.Time) {
	r.Status, r.Queue = InReview, nil
	r.Review.Bounced = false
	r.Unschedule(TaskLapse, TaskRemind)
	if s, ok := r.Step(promise.StepVerdict); !ok || !s.Open() {
		r.start(now, t, promise.StepVerdict, r.verdictDue(now, t))
	}
	r.mail(now, "review_waiting", toReviewers)
}

// verdictGiven marks the answer to the referrer as given, at once when nobody had
// to be asked.
func (r *Referral) verdictGiven(t Terms, now time.Time) {
	if s, ok := r.Step(promise.StepVerdict); !ok || !s.Open() {
		if ok {
			return
		}
		r.start(now, t, promise.StepVerdict, r.verdictDue(now, t))
	}
	r.done(now, now, t, promise.StepVerdict)
}

// enter lets an accepted referral in: behind a claim it queues, otherwise it takes
// its own claim and waits for the person, or for first contact where they agreed.
func (r *Referral) enter(t Terms, hold *Hold, now time.Time) {
	r.Review = Review{YesHeld: r.Review.YesHeld}
	if hold != nil {
		if r.Status != Queued { // else they were told before
			r.mail(now, "queued", toReferrer)
		}
		r.release(now, "queued") // what it held before its details changed
		r.Status, r.Queue = Queued, hold.Keys
		r.Unschedule(TaskLapse)
		return
	}
	r.Queue = nil
	r.take(t, now)
	r.pays(t, now, reward.OnAccepted)
	switch {
	case r.Review.YesHeld:
		r.Review.YesHeld = false
		r.agree(t, now)
	case r.Entry == ByLink:
		r.Status = AwaitingYes
		r.ask(t, now, "confirm_yes", toPerson)
	case t.Promise.Consent == promise.AlreadyAgreed:
		r.introduced(t, now)
	case t.Promise.Consent == promise.AskFirst:
		r.Status = AwaitingYes
		r.ask(t, now, "ask_first", toPerson)
		r.remindAt(t, now)
	default:
		r.Status = AwaitingYes
		r.ask(t, now, "letter", toReferrer)
		r.remindAt(t, now)
	}
}

// introduced starts the follow-up of a person who, as the referrer confirms, said
// yes to them; our first message goes out before any contact.
func (r *Referral) introduced(t Terms, now time.Time) {
	r.YesMS, r.YesBy = now.UnixMilli(), yesByReferrer
	r.mail(now, "first_message", toPerson)
	r.agree(t, now)
}

// ask sends the first mail and lets the person's days run.
func (r *Referral) ask(t Terms, now time.Time, template, to string) {
	if r.Entry == ByLink {
		r.openPending(now, r.Personal.Details, r.Wish(), r.Personal.Zone)
		template = "confirm_yes"
	}
	r.mail(now, template, to)
	r.tell(now, t, promise.StepVerdict, "accepted")
	r.Reschedule(TaskLapse, time.UnixMilli(t.Promise.PersonAnswerBy(now.UnixMilli())), nil)
}

// remindAt schedules the one reminder.
func (r *Referral) remindAt(t Terms, now time.Time) {
	r.Reschedule(TaskRemind, time.UnixMilli(t.Promise.RemindAt(t.Calendar, now.UnixMilli())), nil)
}

// Remind sends the one reminder, if the person still hasn't answered.
func (r *Referral) Remind(t Terms, now time.Time) {
	if r.Status != AwaitingYes || r.Mailed.RemindMS != 0 || r.NoMS != 0 || r.Pending != nil {
		return
	}
	if t.Promise.Consent == promise.AskFirst {
		r.mail(now, "remind_person", toPerson)
		return
	}
	r.mail(now, "remind_referrer", toReferrer)
}

// Accept is a reviewer's yes.
func (r *Referral) Accept(by aggregate.Actor, t Terms, hold *Hold, reason string, replay *aggregate.Replay, now time.Time) error {
	if r.wasLast(Accept) {
		return r.again(Accept, by)
	}
	if err := r.allowReview(Accept, by); err != nil {
		return err
	}
	if r.NoMS != 0 {
		return fault.New(fault.Conflict, "person_said_no", "The person has said no; nobody may contact them any more.")
	}
	before := r.Status
	e := r.record(now, by, Accept, "", replay)
	r.because(e, reason)
	at := len(r.Events) - 1
	r.enter(t, hold, now)
	r.Events[at].From, r.Events[at].To = string(before), string(r.Status)
	r.verdictGiven(t, now)
	return nil
}

// Ask is a reviewer's question; the referrer answers within 14 days.
func (r *Referral) Ask(by aggregate.Actor, t Terms, question string, replay *aggregate.Replay, now time.Time) error {
	if r.wasLast(Ask) {
		return r.again(Ask, by)
	}
	if err := r.allowReview(Ask, by); err != nil {
		return err
	}
	e := r.move(now, by, Ask, NeedsInfo, "", replay)
	r.because(e, question)
	r.Review.AskedBy = cmp.Or(by.ID, string(by.Kind))
	r.verdictGiven(t, now)
	r.mail(now, "question", toReferrer, "event", seq(e.Seq))
	r.Reschedule(TaskLapse, now.Add(needsInfoDays), nil)
	return nil
}

// Decline is a reviewer's no, with a reason code and words for the referrer.
func (r *Referral) Decline(by aggregate.Actor, t Terms, code, reason string, replay *aggregate.Replay, now time.Time) error {
	if r.Status == Declined {
		if r.DeclinedBy != "" && r.DeclinedBy == cmp.Or(by.ID, string(by.Kind)) {
			return nil
		}
		return r.again(Decline, by)
	}
	if err := r.allowReview(Decline, by); err != nil {
		return err
	}
	if r.hadYes() {
		return fault.New(fault.Conflict, "after_yes", "The person has agreed already; close the referral as lost instead.")
	}
	e := r.move(now, by, Decline, Declined, code, replay)
	r.because(e, reason)
	r.DeclinedBy = cmp.Or(by.ID, string(by.Kind))
	r.Queue, r.Pending, r.Review.Bounced = nil, nil, false
	r.verdictGiven(t, now)
	r.mail(now, "declined", toReferrer, "event", seq(e.Seq))
	r.comesToNothing(now, t, "closed")
	return nil
}

// Answered is the referrer's answer to a question, with what they wrote to whoever
// asked. The caller calls Vetted next unless a reviewer had asked, in which case the
// referral is back on their desk.
func (r *Referral) Answered(by aggregate.Actor, t Terms, words string, replay *aggregate.Replay, now time.Time) (vet bool, err error) {
	if err := r.allow(Answer, by); err != nil {
		return false, err
	}
	if r.NoMS != 0 {
		return false, cannotTake()
	}
	if r.Review.Bounced {
		return false, fault.New(fault.Conflict, "address_bounced", "Their address has to be corrected first.")
	}
	r.Unschedule(TaskLapse)
	if r.Review.AskedBy == "" {
		r.because(r.record(now, by, Answer, "", replay), words)
		return true, nil
	}
	r.because(r.move(now, by, Answer, InReview, "", replay), words)
	r.toReview(t, now)
	return false, nil
}

// AppealEndsMS is until when a declined referral may be appealed.
func (r *Referral) AppealEndsMS() int64 { return r.DecidedMS + appealDays.Milliseconds() }

// Appeal asks for a second look by somebody else; once, within 30 days.
func (r *Referral) Appeal(by aggregate.Actor, t Terms, words string, replay *aggregate.Replay, now time.Time) error {
	if r.AppealedMS != 0 && r.Status == InReview {
		return r.again(Appeal, by)
	}
	if err := r.allow(Appeal, by); err != nil {
		return err
	}
	switch {
	case r.AppealedMS != 0:
		return fault.New(fault.Conflict, "appealed_before", "This was looked at a second time already; that decision stands.")
	case now.UnixMilli() > r.AppealEndsMS():
		return fault.New(fault.Conflict, "appeal_too_late", "An appeal is possible within 30 days.")
	case r.ErasedMS != 0:
		return fault.New(fault.Conflict, "erased", "The details of this referral were erased.")
	}
	r.AppealedMS = now.UnixMilli()
	r.because(r.move(now, by, Appeal, InReview, "", replay), words)
	r.Unschedule(TaskErase)
	r.DecidedMS = 0
	r.toReview(t, now)
	return nil
}

// Withdraw ends the referral before the yes; after it only claim and reward end.
func (r *Referral) Withdraw(by aggregate.Actor, t Terms, words string, replay *aggregate.Replay, now time.Time) error {
	if r.Status == Withdrawn || r.Forgone == forgoneWithdrawn {
		return r.again(Withdraw, by)
	}
	if err := r.allow(Withdraw, by); err != nil {
		return err
	}
	if r.hadYes() {
		r.because(r.record(now, by, Withdraw, "after_yes", replay), words)
		r.Forgone = forgoneWithdrawn
		r.release(now, "withdrawn")
		r.Reschedule(TaskReward, now, nil)
		r.mail(now, "referrer_withdrew", toRep)
		return nil
	}
	r.because(r.move(now, by, Withdraw, Withdrawn, "", replay), words)
	r.Forgone, r.Pending = forgoneWithdrawn, nil
	r.comesToNothing(now, t, "withdrawn")
	r.Reschedule(TaskReward, now, nil)
	return nil
}

// Lapse closes what nobody answered in time.
func (r *Referral) Lapse(t Terms, now time.Time) {
	if r.allow(Lapse, aggregate.ByClock) != nil {
		return
	}
	from := r.Status
	r.move(now, aggregate.ByClock, Lapse, Lapsed, string(from), nil)
	switch {
	case from != AwaitingYes:
		r.mail(now, "unanswered", toReferrer)
	case t.Promise.Updates.LearnsReason:
		r.tell(now, t, promise.StepAnswer, "lapsed")
	default:
		r.tell(now, t, promise.StepAnswer, "not_going_ahead")
	}
	r.comesToNothing(now, t, "closed")
}

// allowReview is allow for the reviewers' verbs; after an appeal only somebody
// else than who declined may decide.
func (r *Referral) allowReview(verb Verb, by aggregate.Actor) error {
	if r.DeclinedBy != "" && by.ID == r.DeclinedBy && by.Kind == aggregate.Staff {
		return fault.New(fault.Forbidden, "decided_before", "You declined this referral; somebody else has to look at the appeal.")
	}
	return r.allow(verb, by)
}

// cannotTake is told where we may not tell why.
func cannotTake() error {
	return fault.New(fault.Conflict, "cannot_take", "We can't take this introduction any further.")
}

// wasLast reports whether verb was the last thing that moved this referral, so
// that repeating it changes nothing.
func (r *Referral) wasLast(verb Verb) bool {
	for i := len(r.Events) - 1; i >= 0; i-- {
		if e := r.Events[i]; e.To != "" {
			return e.Verb == string(verb) && e.To == string(r.Status)
		}
	}
	return false
}
