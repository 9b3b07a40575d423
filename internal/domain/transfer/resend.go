package transfer

import "time"

// The windows of STRIPE.md §4. Stripe keeps an idempotency key for at least
// 24 hours: an hour before that nothing is resent, and an hour after it a request
// that is still under way has either arrived or never will.
const (
	ResendWithin = 23 * time.Hour // since the first send
	ParkAfter    = 25 * time.Hour // since the last send
)

// Step is what the worker does with a reward whose transfer isn't known yet, after
// it looked Stripe's list up and found nothing.
type Step string

// The steps.
const (
	Send Step = "send" // the same request under the same key
	Look Step = "look" // only look again later
	Park Step = "park" // a person decides; "send again" is the next attempt
)

// Sends are the times at which one attempt was sent, in milliseconds UTC; zero
// means never. They are stored before the call.
type Sends struct {
	FirstMS int64
	LastMS  int64
}

// Next says what to do at nowMS with an attempt that the list doesn't show. A
// clock that went backwards never sends.
func (s Sends) Next(nowMS int64) Step {
	switch sinceFirst, sinceLast := nowMS-s.FirstMS, nowMS-s.LastMS; {
	case s.FirstMS == 0:
		return Send
	case sinceLast >= ParkAfter.Milliseconds():
		return Park
	case sinceLast < 0 || s.LastMS < s.FirstMS || sinceFirst >= ResendWithin.Milliseconds():
		return Look
	}
	return Send
}

// NextChangeMS is when Next may answer differently for an attempt that isn't
// resent: the moment at which it is parked.
func (s Sends) NextChangeMS() int64 { return s.LastMS + ParkAfter.Milliseconds() }
