package reward

import (
	"maps"
	"slices"
)

// RefundPolicy is what a refund in part does to a flat reward. A percentage always
// follows its base, and a full refund always ends the reward.
type RefundPolicy string

// The policies.
const (
	Proportional RefundPolicy = "proportional" // it shrinks with what was kept
	FullOnly     RefundPolicy = "full_only"    // only a full refund counts
)

// SplitPolicy is who is paid when two people referred into one deal.
type SplitPolicy string

// The policies.
const (
	Recorded SplitPolicy = "recorded" // the referral that the deal was recorded on
	Split    SplitPolicy = "split"    // in equal parts
)

// Terms are everything that a program says about rewards. The time to decide is a
// clause of the promise.
type Terms struct {
	Rules       []Rule           `json:"rules"`
	Approval    ApprovalTerms    `json:"approval"`
	Minimum     map[string]int64 `json:"minimum"`      // per currency: approved rewards of a payee are paid from this sum on
	MinimumDays int              `json:"minimum_days"` // or after waiting this long
	HoldDays    int              `json:"hold_days"`    // after payment; without one after the trigger
	RefundDays  int              `json:"refund_days"`  // how long customers may have their money back; a hold is never shorter
	Refund      RefundPolicy     `json:"refund"`
	Split       SplitPolicy      `json:"split"`
}

// ApprovalTerms say how many people approve.
type ApprovalTerms struct {
	TwoFrom   map[string]int64 `json:"two_from"`             // per currency: from this amount on two people; a currency without a row always needs two
	AutoBelow map[string]int64 `json:"auto_below,omitempty"` // per currency: below this amount the rule approves, if the score is clean
}

// Default returns the numbers of PRODUCT.md §15, without a rule.
func Default() Terms {
	return Terms{
		Rules:       []Rule{},
		Approval:    ApprovalTerms{TwoFrom: map[string]int64{"eur": 100_000, "usd": 100_000}},
		Minimum:     map[string]int64{"eur": 2_500, "usd": 2_500},
		MinimumDays: 90,
		HoldDays:    30,
		RefundDays:  0,
		Refund:      Proportional,
		Split:       Recorded,
	}
}

// Rule returns the rule with a key.
func (t Terms) Rule(key string) (Rule, bool) {
	i := slices.IndexFunc(t.Rules, func(r Rule) bool { return r.Key == key })
	if i < 0 {
		return Rule{}, false
	}
	return t.Rules[i], true
}

// For returns the rules with a trigger.
func (t Terms) For(trigger Trigger) []Rule {
	return slices.DeleteFunc(slices.Clone(t.Rules), func(r Rule) bool { return r.Trigger != trigger })
}

// Hold is how many days a reward of the rule is held.
func (t Terms) Hold(r Rule) int {
	days := t.HoldDays
	if r.HoldDays != nil {
		days = *r.HoldDays
	}
	return max(days, t.RefundDays)
}

// MostApprovers is the largest number of people that a reward of these terms can
// need. Publishing warns when fewer are eligible.
func (t Terms) MostApprovers() int {
	most := 0
	for _, r := range t.Rules {
		most = max(most, t.Approval.Needed(r.Most(), false))
	}
	return most
}

// Currencies lists the currencies of the rules, sorted.
func (t Terms) Currencies() []string {
	seen := map[string]bool{}
	for _, r := range t.Rules {
		seen[r.Currency] = true
	}
	return slices.Sorted(maps.Keys(seen))
}
