package reward

import (
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
)

// claimBack makes what was paid and isn't earned any more due from the payee.
// back is the whole of it, in minor units; it never falls.
func (r *Reward) claimBack(act Act, back int64) error {
	if back <= r.Reclaimed.Amount {
		return nil
	}
	if err := r.may(Reclaim, act.By); err != nil {
		return err
	}
	if r.Status == Paying {
		r.Reclaimed = money.Of(back, r.Amount.Currency)
		r.move(act, Reclaim, Paying, "refunded", amountData(r.Reclaimed))
		return nil
	}
	r.book(act.Now, PostReclaimed, back-r.Reclaimed.Amount)
	r.toClawback(act, back)
	return nil
}

// reclaim does the same for a reward whose money arrived after the refund.
func (r *Reward) reclaim(act Act, back int64) {
	r.book(act.Now, PostReclaimed, back)
	r.toClawback(act, back)
}

func (r *Reward) toClawback(act Act, back int64) {
	r.Reclaimed = money.Of(back, r.Amount.Currency)
	act.Replay, act.Note = nil, ""
	r.Reason = "refunded"
	r.move(act, Reclaim, ClawbackDue, r.Reason, amountData(r.Reclaimed))
	r.tell(act.Now)
}

// ClawedBack records that the payee gave back what was due.
func (r *Reward) ClawedBack(act Act, reference string) error {
	if r.Status == ClawedBack && r.Reference == reference {
		return nil
	}
	if err := r.may(ClawBack, act.By); err != nil {
		return err
	}
	if reference == "" {
		return fault.OfField("/reference", "required", "Name the statement or transfer that shows it.")
	}
	r.Reference = reference
	r.move(act, ClawBack, ClawedBack, "", amountData(r.Reclaimed))
	r.book(act.Now, PostReturned, r.Reclaimed.Amount)
	r.tell(act.Now)
	return nil
}

// WrittenOff gives up what was due back. reason is a code, the note is in act.
func (r *Reward) WrittenOff(act Act, reason string) error {
	if r.Status == WrittenOff && r.Reason == reason {
		return nil
	}
	if err := r.may(WriteOff, act.By); err != nil {
		return err
	}
	if reason == "" {
		return fault.OfField("/reason", "required", "Say why nothing is asked back.")
	}
	if act.By.ID != "" && act.By.ID == r.PayeeID {
		return fault.New(fault.Forbidden, "approver_is_paid", "Whoever was paid can't write it off.")
	}
	r.Reason = reason
	r.move(act, WriteOff, WrittenOff, reason, amountData(r.Reclaimed))
	r.book(act.Now, PostWaived, r.Reclaimed.Amount)
	r.tell(act.Now)
	return nil
}
