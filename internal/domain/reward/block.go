package reward

import (
	"cmp"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
)

// Block stops the reward because a check said no; a person or the next look mends
// it.
func (r *Reward) Block(act Act, code string) error {
	if r.Status == Blocked {
		return nil
	}
	if err := r.may(Block, act.By); err != nil {
		return err
	}
	r.void(act.Now)
	r.Reason = code
	r.move(act, Block, Blocked, code, nil)
	r.Unschedule(TaskRelease, TaskPay)
	r.quota(act.Now)
	r.tell(act.Now)
	return nil
}

// Mended lifts a block. It goes back to approved while the approvals still bind
// what is due, and otherwise before the approvers. A person may set the amount
// where none could be computed, and then can't approve it.
func (r *Reward) Mended(act Act, amount *money.Money) error {
	if err := r.may(Mend, act.By); err != nil {
		return err
	}
	if amount != nil {
		if err := r.priceByHand(act, *amount); err != nil {
			return err
		}
	}
	if r.Amount.Amount <= 0 {
		return fault.OfField("/amount", "required", "No amount could be computed for this reward. Set one.")
	}
	r.Unschedule(TaskRecheck)
	if r.Booked == r.Amount.Amount && r.binding() >= r.Needed() {
		r.move(act, Mend, Approved, "", nil)
		r.approved(act.Now)
		return nil
	}
	r.void(act.Now)
	r.Reason = ""
	r.move(act, Mend, AwaitingApproval, "", amountData(r.Amount))
	r.decideBy(act.Now)
	r.tell(act.Now)
	return nil
}

func (r *Reward) priceByHand(act Act, amount money.Money) error {
	switch f := amount.Check("/amount", 1); {
	case f != nil:
		return f
	case is(act.By, ByClock):
		return fault.New(fault.Forbidden, "not_yours_to_do", "Only a person sets an amount.")
	case amount.Currency != r.Rule.Currency:
		return fault.OfField("/amount/currency", "other_currency", "The rule pays in "+r.Rule.Currency+".")
	case amount.Amount > r.Rule.Most().Amount:
		return fault.OfField("/amount/amount", "above_rule", "The rule never pays this much.")
	}
	r.Amount = amount
	r.Set = &SetAmount{By: cmp.Or(act.By.ID, string(act.By.Kind)), Minor: amount.Amount}
	return nil
}
