package reward

import (
	"time"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
)

// Standing is what a reward's deal says now. All of it is absolute, so that a late
// or repeated one changes nothing.
type Standing struct {
	Base      money.Money // what was paid less tax and less what went back, else the recorded amount
	Paid      bool        // Base is what was paid
	PaymentMS int64       // when the customer first paid; 0 while nothing is known
	Kept      int64       // of Gross, minor units without tax
	Gross     int64
	Disputed  bool   // a dispute is open
	Trouble   string // code of why no amount can be computed: payments in several currencies
	Gone      string // code of why nothing is due any more: the referral was withdrawn, the deal reopened
}

// Follow brings the reward in line with its deal: unpaid it changes, freezes or
// ends; what is on its way or paid becomes due back.
func (r *Reward) Follow(act Act, s Standing) error {
	if r.Status.Final() {
		return nil
	}
	amount, trouble := r.priced(s)
	if r.Status == Paying || !r.Status.Unpaid() {
		if trouble != "" || s.Gone != "" {
			return nil // a person decides what a payment in another currency means; who withdraws keeps what was paid
		}
		return r.claimBack(act, r.Amount.Amount-amount.Amount)
	}
	if reason := r.spent(s, amount); reason != "" && trouble == "" {
		if err := r.may(Cancel, act.By); err != nil {
			return err
		}
		r.Base, r.BasePaid = s.Base, s.Paid
		r.end(act, Cancel, Cancelled, reason)
		return nil
	}
	if err := r.freeze(act, s.Disputed); err != nil {
		return err
	}
	if trouble != "" {
		return r.Block(act, trouble)
	}
	return r.adjust(act, s, amount)
}

// priced computes the amount that the deal justifies now. What a person set only
// shrinks with what the customer got back.
func (r *Reward) priced(s Standing) (money.Money, string) {
	none := money.Of(0, r.Rule.Currency)
	switch {
	case s.Gone != "":
		return none, ""
	case r.Set != nil && s.Gross > 0:
		return money.Of(r.Set.Minor, r.Rule.Currency).Share(s.Kept, s.Gross), ""
	case r.Set != nil:
		return money.Of(r.Set.Minor, r.Rule.Currency), ""
	case s.Trouble != "":
		return none, s.Trouble
	}
	amount, err := r.Terms.Amount(r.Rule, Basis{Class: r.Class, Base: s.Base, Count: r.Count, Kept: s.Kept, Gross: s.Gross})
	switch {
	case err == nil:
		return amount, ""
	case r.waitsForPayment(s.PaymentMS):
		return none, "" // the payment will say
	}
	return none, fault.Of(err).Reason
}

// waitsForPayment reports whether the rule pays only after a payment that isn't
// known yet.
func (r *Reward) waitsForPayment(paymentMS int64) bool {
	return r.Rule.AfterPayment && paymentMS == 0
}

// spent says why nothing is left to reward, or "".
func (r *Reward) spent(s Standing, amount money.Money) string {
	switch {
	case s.Gone != "":
		return s.Gone
	case amount.Amount > 0 || r.waitsForPayment(s.PaymentMS):
		return ""
	case s.Gross > s.Kept:
		return "refunded"
	}
	return "nothing_due"
}

// freeze follows an open dispute.
func (r *Reward) freeze(act Act, disputed bool) error {
	if r.Frozen == disputed {
		return nil
	}
	verb := Unfreeze
	if disputed {
		verb = Freeze
	}
	if err := r.may(verb, act.By); err != nil {
		return err
	}
	r.Frozen = disputed
	r.move(act, verb, r.Status, "", nil)
	if !disputed && r.Status == Approved && r.Rule.Kind == Cash {
		r.Reschedule(TaskPay, act.Now, nil)
	}
	return nil
}

// adjust takes over what is known about the payment, and the amount.
func (r *Reward) adjust(act Act, s Standing, amount money.Money) error {
	late := s.PaymentMS != r.PaymentMS
	r.Base, r.BasePaid, r.PaymentMS = s.Base, s.Paid, s.PaymentMS
	switch {
	case amount != r.Amount:
		return r.reprice(act, amount)
	case late && r.Status == AwaitingApproval:
		r.holdAgain(act)
	case late && r.Status == Held:
		r.scheduleRelease()
	case late && r.Status == Approved:
		r.payLater(act.Now)
	}
	r.index()
	return nil
}

// reprice changes what is due; approvals are void.
func (r *Reward) reprice(act Act, amount money.Money) error {
	if err := r.may(Adjust, act.By); err != nil {
		return err
	}
	r.Amount = amount
	r.void(act.Now)
	r.Unschedule(TaskPay)
	r.quota(act.Now)
	switch {
	case r.Status == Held:
		r.move(act, Adjust, Held, "", amountData(amount))
		r.scheduleRelease()
	case r.Status == Blocked:
		r.move(act, Adjust, Blocked, r.Reason, amountData(amount))
	case !r.holdAgain(act):
		r.await(act, Adjust)
	}
	return nil
}

// payLater keeps an approved reward, whose payment came later than the trigger,
// until the hold that counts from the payment is over.
func (r *Reward) payLater(now time.Time) {
	end, _ := r.ruleHoldMS()
	if end <= max(r.HoldUntilMS, now.UnixMilli()) {
		return
	}
	r.HoldUntilMS = end
	if r.Rule.Kind == Cash {
		r.Reschedule(TaskPay, time.UnixMilli(end), nil)
	}
}

// holdAgain takes a reward back into its hold when the payment that it counts from
// came later than the trigger.
func (r *Reward) holdAgain(act Act) bool {
	end, known := r.ruleHoldMS()
	if known && end <= act.Now.UnixMilli() {
		return false
	}
	r.undecided()
	r.move(act, Adjust, Held, "", amountData(r.Amount))
	r.scheduleRelease()
	return true
}

// LookAgain makes the worker look at once whether something that a reward waited
// for has come. It leaves alone what the worker has in its hands. wall is the real
// time, on which leases run.
func (r *Reward) LookAgain(now, wall time.Time) {
	kind := TaskPay
	switch {
	case r.Status == Blocked && r.Payout.Refused != "":
		kind = TaskRecheck
	case r.Status == Approved && r.Rule.Kind == Cash, r.Status == Paying:
	default:
		return
	}
	if t, ok := r.Pending(kind); ok && t.LeaseUntilMS > wall.UnixMilli() {
		return
	}
	r.Reschedule(kind, now, nil)
}
