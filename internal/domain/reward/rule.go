package reward

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/money"
)

// Trigger is what happens for a reward to be due.
type Trigger string

// The triggers. Accepted and agreed buy names, so that no default uses them.
const (
	OnWon            Trigger = "won"
	OnMet            Trigger = "met"
	OnLostWithThanks Trigger = "lost_with_thanks"
	OnPromiseBroken  Trigger = "promise_broken"
	OnAccepted       Trigger = "accepted"
	OnAgreed         Trigger = "agreed"
)

// Party is whom a reward is for.
type Party string

// The parties.
const (
	ToReferrer Party = "referrer"
	ToPerson   Party = "person"
	ToPartner  Party = "partner"
)

// Kind is what is given.
type Kind string

// The kinds.
const (
	Cash     Kind = "cash"     // by Stripe
	Credit   Kind = "credit"   // on the payee's next invoice
	Discount Kind = "discount" // a code
	Gift     Kind = "gift"     // marked paid by hand
	Donation Kind = "donation" // marked paid by hand
)

// ByHand reports whether a person gives it and marks it paid.
func (k Kind) ByHand() bool { return k == Gift || k == Donation }

// Rule says when something is due, to whom, and how much of what.
type Rule struct {
	Key          string           `json:"key"` // unique among the program's rules: a-z, 0-9, "-", "_"
	Trigger      Trigger          `json:"trigger"`
	For          Party            `json:"for"`
	Kind         Kind             `json:"kind"`
	Currency     string           `json:"currency"` // of every amount in the rule
	Price        Price            `json:"price"`
	Classes      map[string]Price `json:"classes,omitempty"`       // by class of the referral, where it differs from Price
	PerPayment   bool             `json:"per_payment,omitempty"`   // for each payment instead of once; with OnWon
	AfterPayment bool             `json:"after_payment,omitempty"` // the hold starts when the customer has paid, and not before
	HoldDays     *int             `json:"hold_days,omitempty"`     // else the terms'
	PerMonth     int              `json:"per_month,omitempty"`     // rewards per referrer and calendar month; 0 is no limit
	Budget       int64            `json:"budget,omitempty"`        // minor units for all rewards of the rule; 0 is no limit
}

// Form is how a price is reckoned.
type Form string

// The forms.
const (
	Flat    Form = "flat"    // Amount
	Percent Form = "percent" // BasisPoints of the base, at most Cap
	Steps   Form = "steps"   // the last step that is reached
)

// Ladder is what steps count.
type Ladder string

// The ladders.
const (
	ByDealSize Ladder = "deal_size" // the base, in minor units
	ByCount    Ladder = "count"     // how many rewards of the rule the payee had before, plus one
)

// Price is how much is due.
type Price struct {
	Form        Form   `json:"form"`
	Amount      int64  `json:"amount,omitempty"`       // minor units; flat
	BasisPoints int64  `json:"basis_points,omitempty"` // 1/100 percent; percent
	Cap         int64  `json:"cap,omitempty"`          // minor units; percent
	By          Ladder `json:"by,omitempty"`           // steps
	Steps       []Step `json:"steps,omitempty"`        // ascending; the first from 0 (size) or 1 (count)
}

// Step is one rung: a flat amount, or a percentage with a cap.
type Step struct {
	From        int64 `json:"from"` // inclusive: minor units of the base, or a count
	Amount      int64 `json:"amount,omitempty"`
	BasisPoints int64 `json:"basis_points,omitempty"`
	Cap         int64 `json:"cap,omitempty"`
}

// PriceFor is the price for a referral of the given class.
func (r Rule) PriceFor(class string) Price {
	if p, ok := r.Classes[class]; ok {
		return p
	}
	return r.Price
}

// Most is the largest amount that the rule can ever ask for one reward.
func (r Rule) Most() money.Money {
	most := r.Price.most()
	for _, p := range r.Classes {
		most = max(most, p.most())
	}
	return money.Of(most, r.Currency)
}

func (p Price) most() int64 {
	switch p.Form {
	case Flat:
		return p.Amount
	case Percent:
		return p.Cap
	case Steps:
		var most int64
		for _, s := range p.Steps {
			most = max(most, s.Amount, s.Cap)
		}
		return most
	}
	return 0
}

// NeedsBase reports whether the price depends on what the deal is worth.
func (p Price) NeedsBase() bool {
	return p.Form == Percent || p.Form == Steps && (p.By == ByDealSize ||
		slices.ContainsFunc(p.Steps, func(s Step) bool { return s.BasisPoints > 0 }))
}
