package reward

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
)

// may answers whether the actor may do verb now: forbidden when nobody in the
// actor's role ever may, a conflict that names the state when the state doesn't
// know it.
func (r *Reward) may(verb Verb, by aggregate.Actor) error {
	known, fits := false, false
	for _, m := range Moves {
		if m.Verb != verb || !slices.ContainsFunc(m.By, func(role Role) bool { return is(by, role) }) {
			continue
		}
		known = true
		fits = fits || m.From == nil && r.Status == "" || slices.Contains(m.From, r.Status)
	}
	switch {
	case !known:
		return fault.Newf(fault.Forbidden, "not_yours_to_do", "You can't do this (%s) to a reward.", verb)
	case !fits:
		return fault.Newf(fault.Conflict, "wrong_state", "This can't be done (%s) while the reward is %s.", verb, r.Status).With("state", string(r.Status))
	}
	return nil
}

// is reports whether the actor has the role. Whether an approver is uninvolved is
// the reward's to say, see mayApprove.
func is(by aggregate.Actor, role Role) bool {
	switch role {
	case ByClock:
		return by.Kind == aggregate.Clock
	case ByApprover:
		return by.Kind == aggregate.Operator || by.Has(aggregate.Approver)
	case ByPerson:
		return by.ID != "" && by.Has(aggregate.Approver)
	}
	return false
}

// mayApprove refuses the people who must not decide about this money, and states
// of the deal in which nobody should.
func (r *Reward) mayApprove(by aggregate.Actor) error {
	switch {
	case by.ID == r.PayeeID || by.ID == r.ReferrerID:
		return fault.New(fault.Forbidden, "approver_is_paid", "Whoever referred or is paid can't approve the reward.")
	case slices.Contains(r.Involved, by.ID):
		return fault.New(fault.Forbidden, "approver_is_involved", "Whoever worked the deal can't approve its reward.")
	case r.Set != nil && by.ID == r.Set.By:
		return fault.New(fault.Forbidden, "approver_set_amount", "Whoever set the amount can't approve it.")
	case r.Frozen:
		return fault.New(fault.Conflict, "disputed", "The customer disputes a payment of this deal. The reward can be approved once that is decided.")
	}
	return nil
}
