// Package stripesandbox is a stateful local server that speaks the part of
// Stripe's API that the product uses, as it was in version 2023-10-16: the default
// where there is no STRIPE_API_KEY, and the other end of the wire in tests.
//
// Neighbours: package payout talks to Handler with the real stripe-go client; boot
// mounts PagesHandler and ControlHandler outside production and runs the webhook
// delivery; the state lies in the product's own store, in collections whose names
// start with "sandbox_". It signs webhooks by itself.
//
// Invariants: every change is one operation, committed by one compare-and-swap of
// the journal document; balance, objects, events and the idempotency record of an
// operation can't come apart, whatever crashes (see journal.go). Operations are
// serial, so the same requests under the same clock give the same ids. What isn't
// modelled is refused, never ignored; docs/stripe-sandbox.md lists where it
// differs from Stripe.
package stripesandbox
