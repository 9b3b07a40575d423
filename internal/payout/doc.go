// Package payout speaks to Stripe through stripe-go v76: connected accounts,
// onboarding links, transfers, the balance, and the webhook's events.
//
// Neighbours: app declares the small interfaces that Client fulfils and decides
// what to do with the answers; package domain/transfer holds the values and the
// rules; package stripesandbox is the other end of the wire where there is no
// Stripe.
//
// Invariants: no globals of stripe-go are used; every write carries an
// idempotency key of ours; a transfer is tried once per call, because the worker
// owns retries; every error is a *transfer.Refusal, so nothing unknown passes for
// a clear no; a 2xx counts only when it describes the transfer that was asked for.
package payout
