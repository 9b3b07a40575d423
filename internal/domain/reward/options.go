package reward

import (
	"time"
)

// byHand are the verbs that people have, in the order in which they are offered.
var byHand = []Verb{Approve, HoldUntil, Release, Reject, MarkPaid, Mend, SendAgain, Fail, ClawBack, WriteOff}

// Options lists what the one who acts can do now. It only looks: the verbs decide
// again, on what they are given then. wall is the real time, on which leases run.
func (r *Reward) Options(act Act, wall time.Time) []Verb {
	var out []Verb
	for _, verb := range byHand {
		if r.may(verb, act.By) == nil && r.suits(verb, act, wall) {
			out = append(out, verb)
		}
	}
	return out
}

// suits is what the verbs ask beside the table.
func (r *Reward) suits(verb Verb, act Act, wall time.Time) bool {
	paid := act.By.ID != "" && act.By.ID == r.PayeeID
	switch verb {
	case Approve:
		return r.mayApprove(act.By) == nil && !r.approvedBy(act.By.ID)
	case Release:
		_, known := r.ruleHoldMS()
		return known && r.HeldBy != ""
	case MarkPaid:
		return r.Rule.Kind.ByHand() && !r.Frozen && !paid
	case SendAgain:
		return r.MaySendAgain(act, wall) == nil
	case Fail:
		return r.Status != Paying || r.MaySendAgain(act, wall) == nil
	case WriteOff:
		return !paid
	}
	return true
}

// Step is the step of its price that the reward's amount comes from; the zero Step
// where the price has none.
func (r *Reward) Step() Step {
	return r.Rule.PriceFor(r.Class).reached(Basis{Class: r.Class, Base: r.Base, Count: r.Count})
}
