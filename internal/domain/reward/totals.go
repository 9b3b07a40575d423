package reward

import (
	"cmp"
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/money"
)

// AwaitsWordOf reports whether the reward waits for the word of somebody with the
// approver role who may give it and hasn't.
func (r *Reward) AwaitsWordOf(act Act) bool {
	return r.Status == AwaitingApproval && r.may(Approve, act.By) == nil && r.mayApprove(act.By) == nil && !r.approvedBy(act.By.ID)
}

// Given is how many people's words bind what would be paid now.
func (r *Reward) Given() int { return r.binding() }

// NeedsPerson lists what a reward waits for that only somebody of ours can move.
var NeedsPerson = []Code{WaitCheck, WaitHand, WaitReview, WaitPayee}

// Sum is money of one kind, in one currency.
type Sum struct {
	Status Status
	Year   int // of the payment, in UTC as Year has it; 0 where nothing was paid
	Amount money.Money
	Count  int
}

// Totals is what a payee got and still gets.
type Totals struct {
	Years   []Sum   // paid, the newest year first, by currency; less what was given back
	Pending []Sum   // in the order of a reward's life, by currency
	Next    *Reward // the one that can be paid first, as far as that is known; nil for none
}

// Total adds up the rewards of one payee. Rewards that ended unpaid don't count.
func Total(rewards []*Reward) Totals {
	var t Totals
	for _, r := range rewards {
		switch {
		case r.PaidMS != 0 && r.Status != Failed:
			t.Years = plus(t.Years, Sum{Status: Paid, Year: time.UnixMilli(r.PaidMS).UTC().Year(), Amount: r.kept()})
		case !r.Status.Final():
			t.Pending = plus(t.Pending, Sum{Status: r.Status, Amount: r.Amount})
		}
		if from := r.PayableFromMS(); r.Status.Unpaid() && r.Status != Blocked && from != 0 && (t.Next == nil || from < t.Next.PayableFromMS()) {
			t.Next = r
		}
	}
	slices.SortFunc(t.Years, func(a, b Sum) int {
		return cmp.Or(cmp.Compare(b.Year, a.Year), cmp.Compare(a.Amount.Currency, b.Amount.Currency))
	})
	slices.SortFunc(t.Pending, func(a, b Sum) int {
		return cmp.Or(cmp.Compare(slices.Index(Statuses, a.Status), slices.Index(Statuses, b.Status)), cmp.Compare(a.Amount.Currency, b.Amount.Currency))
	})
	return t
}

// plus adds a reward's amount to the sum of its kind.
func plus(sums []Sum, s Sum) []Sum {
	s.Count = 1
	for i, have := range sums {
		if have.Status == s.Status && have.Year == s.Year && have.Amount.Currency == s.Amount.Currency {
			if sum, err := have.Amount.Add(s.Amount); err == nil {
				sums[i].Amount = sum
				sums[i].Count++
				return sums
			}
		}
	}
	return append(sums, s)
}

// kept is what the payee has of a paid reward.
func (r *Reward) kept() money.Money {
	if r.Status == ClawedBack {
		return money.Of(r.Amount.Amount-r.Reclaimed.Amount, r.Amount.Currency)
	}
	return r.Amount
}

// ByPayment puts rewards in the order in which they were paid.
func ByPayment(rewards []*Reward) {
	slices.SortFunc(rewards, func(a, b *Reward) int { return cmp.Or(cmp.Compare(a.PaidMS, b.PaidMS), cmp.Compare(a.ID, b.ID)) })
}
