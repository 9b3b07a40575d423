package reward

import (
	"cmp"
	"time"

	"github.com/goodword/goodword/internal/fault"
)

const day = 24 * time.Hour

// ruleHoldMS is when the rule's own hold ends, and whether that is known yet: a
// rule that pays only after payment waits for one.
func (r *Reward) ruleHoldMS() (int64, bool) {
	from := r.TriggerMS
	if r.PaymentMS != 0 {
		from = r.PaymentMS
	} else if r.Rule.AfterPayment {
		return 0, false
	}
	return from + int64(r.Terms.Hold(r.Rule))*day.Milliseconds(), true
}

// scheduleRelease sets the end of the hold and the task that comes with it.
func (r *Reward) scheduleRelease() {
	end, known := r.ruleHoldMS()
	if !known {
		r.Unschedule(TaskRelease)
		return
	}
	if r.HeldBy == "" || end > r.HoldUntilMS {
		r.HoldUntilMS = end
	}
	r.Reschedule(TaskRelease, time.UnixMilli(r.HoldUntilMS), nil)
}

// HoldUntil holds the reward longer than its rule does.
func (r *Reward) HoldUntil(act Act, untilMS int64, reason string) error {
	if err := r.may(HoldUntil, act.By); err != nil {
		return err
	}
	switch end, known := r.ruleHoldMS(); {
	case reason == "":
		return fault.OfField("/reason", "required", "Say why it is held: the referrer sees it.")
	case untilMS <= act.Now.UnixMilli():
		return fault.OfField("/until", "in_the_past", "Name a time to come.")
	case untilMS > act.Now.Add(maxDays*day).UnixMilli():
		return fault.OfField("/until", "too_late", "Hold it for two years at most.")
	case known && untilMS < end:
		return fault.OfField("/until", "before_rule", "The program holds it longer than this.")
	}
	r.HoldUntilMS, r.HeldBy, r.Reason = untilMS, cmp.Or(act.By.ID, string(act.By.Kind)), reason
	r.void(act.Now)
	r.move(act, HoldUntil, Held, reason, nil)
	r.Unschedule(TaskPay)
	r.Reschedule(TaskRelease, time.UnixMilli(untilMS), nil)
	r.quota(act.Now)
	r.tell(act.Now)
	return nil
}

// Release ends the hold. The clock ends it when its time has come; an approver
// lifts only what a person added to the rule's own hold.
func (r *Reward) Release(act Act) error {
	if err := r.may(Release, act.By); err != nil {
		return err
	}
	end, known := r.ruleHoldMS()
	switch {
	case !known:
		return fault.New(fault.Conflict, "not_paid_yet", "This reward is held until the customer has paid.")
	case is(act.By, ByClock) && act.Now.UnixMilli() < r.HoldUntilMS:
		return fault.New(fault.Conflict, "still_held", "The hold isn't over yet.")
	case !is(act.By, ByClock) && r.HeldBy == "":
		return fault.New(fault.Conflict, "held_by_rule", "Nobody held this longer than the program does; it is released by itself.")
	}
	r.HeldBy, r.Reason, r.HoldUntilMS = "", "", end
	if act.Now.UnixMilli() < end {
		r.move(act, Release, Held, "", nil)
		r.Reschedule(TaskRelease, time.UnixMilli(end), nil)
		return nil
	}
	r.Unschedule(TaskRelease)
	r.await(act, Release)
	return nil
}

// await puts the reward before the approvers, or past them when its rule may
// approve by itself.
func (r *Reward) await(act Act, verb Verb) {
	if r.Needed() == 0 && !r.Frozen && !r.limitedByBudget() {
		r.move(act, verb, Approved, "by_rule", amountData(r.Amount))
		r.approved(act.Now)
		return
	}
	r.move(act, verb, AwaitingApproval, "", nil)
	r.LateMS = 0
	r.decideBy(act.Now)
	r.tell(act.Now)
}

// limitedByBudget reports whether approving takes a reservation, which only the
// approval by a person makes.
func (r *Reward) limitedByBudget() bool { return r.Rule.Budget > 0 }
