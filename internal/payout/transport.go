package payout

import "net/http"

// once keeps net/http from repeating a write by itself: it does so when a reused
// connection breaks and the request carries an idempotency key. What happens to a
// broken write is the worker's decision.
type once struct{ next http.RoundTripper }

// RoundTrip sends a request whose body can't be had a second time.
func (o once) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodGet && r.GetBody != nil {
		r = r.Clone(r.Context())
		r.GetBody = nil
	}
	return o.next.RoundTrip(r)
}
