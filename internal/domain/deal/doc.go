// Package deal holds what a closed deal is made of: what was agreed, what was
// paid, and what went back (PRODUCT.md §8).
//
// A Deal is part of its referral. Each payment and each win has a fact, the
// canonical id of the outside event that it came from (an invoice, a CRM's record),
// so that one fact closes one deal once, across all referrals: a Fact is the
// document that ties it to its referral.
//
// Neighbours: referral embeds a Deal and calls its methods from its verbs; reward
// prices on what they say; app inserts the Fact before the referral changes.
//
// Invariants: amounts of refunds and disputes are absolute, so that a repeated or
// late event changes nothing; nothing here is personal data.
package deal
