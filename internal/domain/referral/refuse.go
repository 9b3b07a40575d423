package referral

import (
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/fault"
)

func saidNo() error {
	return fault.New(fault.Conflict, "person_said_no", "The person has said no; only they can take it back, through a message of ours.")
}

// Refuse is the person's no, or a rep's record of "asked us to stop": before the
// yes the referral is refused, after it stopped; in every other state it ends
// contact and leaves the status.
func (r *Referral) Refuse(by aggregate.Actor, t Terms, words string, replay *aggregate.Replay, now time.Time) error {
	if r.NoMS != 0 && r.Pending == nil {
		return r.again(No, by)
	}
	if err := r.allow(No, by); err != nil {
		return err
	}
	r.endContact(by, t, No, words, replay, now)
	return nil
}

// RefuseForever is "never again, forget me": a no whose details are erased at
// once. The caller has stored the suppression.
func (r *Referral) RefuseForever(by aggregate.Actor, t Terms, replay *aggregate.Replay, now time.Time) error {
	if r.NeverMS != 0 && r.Pending == nil {
		return r.again(Never, by)
	}
	if err := r.allow(Never, by); err != nil {
		return err
	}
	r.endContact(by, t, Never, "", replay, now)
	r.NeverMS = now.UnixMilli()
	r.blank(now)
	r.release(now, "taken_back")
	r.Match = nil // the suppression list alone remembers them
	return nil
}

func (r *Referral) endContact(by aggregate.Actor, t Terms, verb Verb, words string, replay *aggregate.Replay, now time.Time) {
	to, why := r.Status, ""
	switch {
	case r.hadYes():
		to, why = Stopped, "taken_back"
	case r.Status == AwaitingYes || r.Status == Deferred:
		to = Refused
	}
	e := r.move(now, by, verb, to, why, replay)
	r.because(e, words)
	first := r.NoMS == 0
	r.NoMS, r.LiftedMS, r.Pending = now.UnixMilli(), 0, nil
	if r.Review.YesHeld { // the yes under review is taken back
		r.Review.YesHeld, r.YesMS, r.YesBy = false, 0, ""
	}
	if e.To == "" {
		r.Unschedule(TaskRemind)
		return
	}
	r.comesToNothing(now, t, "taken_back")
	if first {
		r.tell(now, t, promise.StepAnswer, "not_going_ahead")
	}
	if to == Stopped {
		r.mail(now, "rep_stop", toRep)
	}
}

// Lifted takes a no back without a yes: the person may be put forward again. The
// status stays, and only a newer yes allows contact.
func (r *Referral) Lifted(by aggregate.Actor, now time.Time) error {
	if r.NoMS == 0 {
		return r.again(Lift, by)
	}
	if err := r.allow(Lift, by); err != nil {
		return err
	}
	r.record(now, by, Lift, "", nil)
	r.NoMS, r.NeverMS, r.LiftedMS = 0, 0, now.UnixMilli()
	r.Schedule(TaskSuppress, now, nil)
	return nil
}
