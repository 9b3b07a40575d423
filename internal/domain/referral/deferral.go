package referral

import (
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/promise"
)

// NotNow puts the referral off until a date.
func (r *Referral) NotNow(by aggregate.Actor, t Terms, until time.Time, words string, replay *aggregate.Replay, now time.Time) error {
	if r.Status == Deferred && r.Deferral.UntilMS == until.UnixMilli() {
		return r.again(NotNow, by)
	}
	if err := r.allow(NotNow, by); err != nil {
		return err
	}
	r.Pending = nil // a yes that waits isn't what they said last
	if r.Status == Deferred {
		r.record(now, by, NotNow, "new_date", replay)
		r.Deferral.UntilMS = until.UnixMilli()
		r.Reschedule(TaskResume, until, nil)
		return nil
	}
	from := r.Status
	r.because(r.move(now, by, NotNow, Deferred, "", replay), words)
	r.Deferral = Deferral{From: from, UntilMS: until.UnixMilli()}
	r.LapseLeft = 0
	if l, ok := r.Meta.Pending(TaskLapse); ok {
		r.LapseLeft = max(0, l.DueMS-now.UnixMilli())
	}
	r.rest()
	r.pauseClaim(now)
	r.cancelSteps(now)
	r.Schedule(TaskResume, until, nil)
	if by.Kind == aggregate.Person {
		if t.Promise.Updates.LearnsReason {
			r.tell(now, t, promise.StepAnswer, "person_not_now")
		}
		if slices.Contains(afterYes, from) {
			r.mail(now, "rep_not_now", toRep)
		}
	}
	return nil
}

// Resume takes a deferred referral back to where it came from, with the days that
// were unused, at least 7.
func (r *Referral) Resume(t Terms, now time.Time) {
	if r.allow(Resume, aggregate.ByClock) != nil || now.UnixMilli() < r.Deferral.UntilMS {
		return
	}
	to := r.Deferral.From
	r.move(now, aggregate.ByClock, Resume, to, "", nil)
	r.Deferral = Deferral{}
	r.resumeClaim(now)
	switch to {
	case AwaitingYes:
		r.waitOn(now)
		switch {
		case r.Entry == ByLink: // only a confirmation from their address is a yes
			r.openPending(now, r.Personal.Details, r.Wish(), r.Personal.Zone)
			r.mail(now, "confirm_yes", toPerson)
			return
		case t.Promise.Consent == promise.ReferrerIntroduces && t.Promise.Updates.LearnsReason:
			r.mail(now, "resumed", toReferrer)
		}
		r.remindAt(t, now)
	case Agreed:
		r.start(now, t, promise.StepFirstContact, r.contactDue(now, t))
		r.tellRep(now)
	default:
		r.tellRep(now)
	}
}

// waitOn lets the person's days run again: the unused ones, at least 7.
func (r *Referral) waitOn(now time.Time) {
	left := max(time.Duration(r.LapseLeft)*time.Millisecond, leastUnused)
	r.Reschedule(TaskLapse, now.Add(left), nil)
	r.LapseLeft = 0
}
