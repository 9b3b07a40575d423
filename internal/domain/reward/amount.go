package reward

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
)

// Basis is what an amount is computed from, as it stands at the trigger.
type Basis struct {
	Class string      // of the referral
	Base  money.Money // what was paid less tax, else the recorded amount; zero when there is no deal
	Count int64       // rewards of the rule that the payee had before
	Kept  int64       // of Gross, what the customer didn't get back; both 0 when no payment is known
	Gross int64
}

// Amount computes what the rule gives. A base in another currency than the rule's,
// or none where one is needed, is a conflict: a person has to look.
func (t Terms) Amount(r Rule, b Basis) (money.Money, error) {
	price := r.PriceFor(b.Class)
	if price.NeedsBase() && b.Base.Currency != r.Currency {
		if b.Base.IsZero() {
			return money.Money{}, fault.New(fault.Conflict, "base_missing", "The deal has no amount to compute the reward from.")
		}
		return money.Money{}, fault.New(fault.Conflict, "base_currency", "The deal is in another currency than the reward.")
	}
	out := money.Of(price.reckon(b), r.Currency)
	if b.Gross > 0 && !follows(price, b) && (b.Kept == 0 || t.Refund == Proportional) {
		out = out.Share(b.Kept, b.Gross)
	}
	return out, nil
}

// follows reports whether the price shrinks with the base by itself.
func follows(p Price, b Basis) bool {
	if p.Form == Steps {
		s := p.reached(b)
		return s.BasisPoints > 0
	}
	return p.Form == Percent
}

// reckon returns minor units.
func (p Price) reckon(b Basis) int64 {
	switch p.Form {
	case Flat:
		return p.Amount
	case Percent:
		return share(b.Base, p.BasisPoints, p.Cap)
	case Steps:
		s := p.reached(b)
		if s.BasisPoints > 0 {
			return share(b.Base, s.BasisPoints, s.Cap)
		}
		return s.Amount
	}
	return 0
}

// reached returns the last step that the basis reaches.
func (p Price) reached(b Basis) Step {
	at := b.Base.Amount
	if p.By == ByCount {
		at = b.Count + 1
	}
	for _, s := range slices.Backward(p.Steps) {
		if at >= s.From {
			return s
		}
	}
	return Step{}
}

func share(base money.Money, basisPoints, most int64) int64 {
	if base.Amount <= 0 {
		return 0
	}
	return min(base.Percent(basisPoints).Amount, most)
}

// Needed is how many distinct people have to approve an amount; none when the rule
// may approve it by itself, which takes a clean score.
func (a ApprovalTerms) Needed(amount money.Money, clean bool) int {
	if limit, ok := a.AutoBelow[amount.Currency]; ok && clean && amount.Amount < limit {
		return 0
	}
	if limit, ok := a.TwoFrom[amount.Currency]; ok && amount.Amount < limit {
		return 1
	}
	return 2
}
