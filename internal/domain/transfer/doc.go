// Package transfer holds the plain values that pass between the product and
// Stripe, and the rules for sending money exactly once (STRIPE.md §4).
//
// Neighbours: app decides with these rules and stores what they say; payout turns
// Requests into calls of Stripe and its answers into Results, Refusals, Accounts
// and Events. Nothing here knows the wire.
//
// Invariants: one reward has one transfer group, and one attempt one idempotency
// key; every answer that isn't a clear yes or a clear no is Ambiguous, and what is
// ambiguous is looked up before it is sent again; a new attempt follows only a
// definite no, or a person's decision.
package transfer
