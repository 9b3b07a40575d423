package referral

import (
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/fault"
)

// SuggestedWin is a win that somebody or something reported and staff have to
// confirm.
type SuggestedWin struct {
	N     int64      `json:"n"`
	AtMS  int64      `json:"at_ms"`
	Close deal.Close `json:"close"`
	Why   string     `json:"why"` // "partner", "late", "before_yes", "email_match", "out_of_band" …
}

// maxSuggested bounds the document.
const maxSuggested = 20

// MayWin says what a reported win is for this actor in this state: a win, a
// suggestion that staff confirm (with why), or a fault.
func (r *Referral) MayWin(by aggregate.Actor, now time.Time) (suggestion string, err error) {
	switch {
	case r.Status == Won:
		if by.Kind == aggregate.Partner {
			return "partner", nil
		}
		return "", r.again(Win, by)
	case by.Kind == aggregate.Partner:
		return "partner", nil
	case slices.Contains(afterYes, r.Status):
		return "", r.allow(Win, by)
	case r.Status == Lost || r.Status == Stopped || r.Status == Lapsed:
		if r.tooLate(now) {
			return "", tooLateToWin()
		}
		if by.Kind == aggregate.Staff || by.Kind == aggregate.Operator {
			return "", r.allow(Win, by)
		}
		return "late", nil
	case by.Kind == aggregate.Stripe:
		return "before_yes", nil
	}
	return "", r.allow(Win, by)
}

// tooLate reports whether a referral that came to nothing can't be won any more.
func (r *Referral) tooLate(now time.Time) bool {
	return slices.Contains(nothing, r.Status) && now.UnixMilli() > r.DecidedMS+lateWin.Milliseconds()
}

func tooLateToWin() error {
	return fault.New(fault.Conflict, "too_late_to_win", "This referral came to nothing more than 12 months ago.")
}

// WinSuggested keeps a reported win for staff to confirm. The same fact is kept
// once.
func (r *Referral) WinSuggested(by aggregate.Actor, c deal.Close, why string, replay *aggregate.Replay, now time.Time) error {
	if slices.ContainsFunc(r.Wins, func(s SuggestedWin) bool { return s.Close.FactID == c.FactID }) || r.Deal.FactID == c.FactID && c.FactID != "" {
		return r.again(Suggest, by)
	}
	if err := r.allow(Suggest, by); err != nil {
		return err
	}
	if r.Status == Won {
		_, err := r.Deal.Close(c)
		return err
	}
	if len(r.Wins) >= maxSuggested {
		return fault.New(fault.Conflict, "too_many_suggestions", "Too many suggested wins are waiting here; confirm or dismiss one first.")
	}
	n := int64(1)
	if len(r.Wins) > 0 {
		n = r.Wins[len(r.Wins)-1].N + 1
	}
	r.record(now, by, Suggest, why, replay).Data = map[string]string{"suggestion": seq(n)}
	r.Wins = append(r.Wins, SuggestedWin{N: n, AtMS: now.UnixMilli(), Close: c, Why: why})
	r.mail(now, "win_suggested", toRep)
	return nil
}

// DismissWin says that a suggested win was wrong.
func (r *Referral) DismissWin(by aggregate.Actor, n int64, why string, replay *aggregate.Replay, now time.Time) error {
	i := slices.IndexFunc(r.Wins, func(s SuggestedWin) bool { return s.N == n })
	if i < 0 {
		return fault.New(fault.NotFound, "suggestion_unknown", "There is no suggested win under this number.")
	}
	if err := r.allow(Dismiss, by); err != nil {
		return err
	}
	e := r.record(now, by, Dismiss, "", replay)
	e.Data = map[string]string{"suggestion": seq(n)}
	r.because(e, why)
	r.Wins = slices.Delete(r.Wins, i, i+1)
	return nil
}

// Closed records the win. The caller has stored the deal's fact before, so that
// one fact closes one deal.
func (r *Referral) Closed(by aggregate.Actor, t Terms, c deal.Close, note string, replay *aggregate.Replay, now time.Time) error {
	if r.Status == Won {
		if err := r.again(Win, by); err != nil {
			return err
		}
		_, err := r.Deal.Close(c)
		return err
	}
	if err := r.allow(Win, by); err != nil {
		return err
	}
	if r.tooLate(now) {
		return tooLateToWin()
	}
	if _, err := r.Deal.Close(c); err != nil {
		return err
	}
	e := r.move(now, by, Win, Won, string(c.Source), replay)
	e.Data = map[string]string{"fact": c.FactID}
	r.because(e, note)
	r.Wins = slices.DeleteFunc(r.Wins, func(s SuggestedWin) bool { return s.Close.FactID == c.FactID })
	r.DecidedMS = now.UnixMilli()
	r.cancelSteps(now) // nobody says that they were contacted
	r.rest()
	r.Unschedule(TaskErase, TaskForget)
	r.release(now, "closed")
	r.tell(now, t, promise.StepDecision, "won")
	r.Schedule(TaskReward, now, nil)
	return nil
}

// Lost closes the referral without a deal; the referrer is thanked.
func (r *Referral) Lost(by aggregate.Actor, t Terms, code, note string, replay *aggregate.Replay, now time.Time) error {
	if r.Status == Lost {
		return r.again(Lose, by)
	}
	if err := r.allow(Lose, by); err != nil {
		return err
	}
	r.LostFrom = r.Status
	r.because(r.move(now, by, Lose, Lost, code, replay), note)
	r.comesToNothing(now, t, "closed")
	r.tell(now, t, promise.StepDecision, "lost")
	r.Schedule(TaskReward, now, nil)
	return nil
}

// Reopened takes a lost referral back to where it was.
func (r *Referral) Reopened(by aggregate.Actor, t Terms, why string, replay *aggregate.Replay, now time.Time) error {
	if r.wasLast(Reopen) {
		return r.again(Reopen, by)
	}
	if err := r.allow(Reopen, by); err != nil {
		return err
	}
	if r.ErasedMS != 0 {
		return fault.New(fault.Conflict, "erased", "The details of this referral were erased.")
	}
	if !r.HasYes() {
		return saidNo()
	}
	r.because(r.move(now, by, Reopen, r.LostFrom, "", replay), why)
	r.Unschedule(TaskErase, TaskForget)
	r.DecidedMS, r.LostFrom = 0, ""
	r.Reschedule(TaskReward, now, nil)
	r.take(t, now)
	if r.Status == Met {
		r.holdClaim()
	}
	if r.Status == Agreed {
		r.start(now, t, promise.StepFirstContact, r.contactDue(now, t))
	}
	return nil
}

// Paid adds a payment of the customer to a won deal.
func (r *Referral) Paid(by aggregate.Actor, p deal.Payment, replay *aggregate.Replay, now time.Time) error {
	if err := r.allow(Payment, by); err != nil {
		return err
	}
	changed, err := r.Deal.AddPayment(p)
	return r.money(by, Payment, p.FactID, changed, err, replay, now)
}

// Refunded sets how much of a payment went back in all.
func (r *Referral) Refunded(by aggregate.Actor, ref string, refunded int64, replay *aggregate.Replay, now time.Time) error {
	if err := r.allow(Refund, by); err != nil {
		return err
	}
	changed, err := r.Deal.Refund(ref, refunded)
	return r.money(by, Refund, ref, changed, err, replay, now)
}

// Disputed notes a dispute about a payment, or its end.
func (r *Referral) Disputed(by aggregate.Actor, ref string, d deal.Dispute, replay *aggregate.Replay, now time.Time) error {
	if err := r.allow(Dispute, by); err != nil {
		return err
	}
	changed, err := r.Deal.Dispute(ref, d)
	return r.money(by, Dispute, ref, changed, err, replay, now)
}

// money records a change of what the deal is worth and has rewards follow it.
func (r *Referral) money(by aggregate.Actor, verb Verb, fact string, changed bool, err error, replay *aggregate.Replay, now time.Time) error {
	if err != nil || !changed {
		return err
	}
	r.record(now, by, verb, "", replay).Data = map[string]string{"fact": fact}
	r.Reschedule(TaskReward, now, nil)
	return nil
}
