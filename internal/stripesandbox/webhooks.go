package stripesandbox

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/store"
)

const (
	deliveriesAtOnce = 100
	firstRetry       = 10 * time.Second
	longestRetry     = 6 * time.Hour
	giveUpAfter      = 72 * time.Hour // as Stripe does in live mode
	idle             = 30 * time.Second
)

// Wake makes Run look at the outbox now; call it when the clock was moved.
func (s *Sandbox) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Run delivers webhooks until ctx ends. Its pauses are on wall time, and what is
// due is decided on the sandbox's clock.
func (s *Sandbox) Run(ctx context.Context) error {
	pause := time.NewTimer(0)
	defer pause.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-s.wake:
		case <-pause.C:
		}
		next := idle
		for { // until nothing is due
			n, err := s.Deliver(ctx)
			if err != nil || n == 0 {
				break
			}
		}
		if due, ok := s.nextDue(ctx); ok {
			next = min(idle, max(time.Second, due.Sub(s.deps.Clock.Now())))
		}
		pause.Reset(next)
	}
}

// nextDue is when the first thing in the outbox is due.
func (s *Sandbox) nextDue(ctx context.Context) (time.Time, bool) {
	found, err := s.objects.Find(ctx, byDue, store.Args{Limit: 1})
	if err != nil || len(found) == 0 || found[0].DueMS == nil {
		return time.Time{}, false
	}
	return time.UnixMilli(*found[0].DueMS), true
}

// Deliver tries each delivery of the outbox that is due, once, and returns how
// many it tried.
func (s *Sandbox) Deliver(ctx context.Context) (int, error) {
	if _, err := s.begin(ctx); err != nil { // what is committed must be in the outbox
		return 0, err
	}
	now := s.deps.Clock.Now()
	due, err := s.objects.Find(ctx, byDue, store.Args{To: now.UnixMilli() + 1, Limit: deliveriesAtOnce})
	if err != nil {
		return 0, err
	}
	if f, err := s.strikeHook(ctx, "", HookReverse); err != nil {
		return 0, err
	} else if f != nil {
		slices.Reverse(due)
	}
	tried := 0
	for _, o := range due {
		tried++
		if err := s.deliver(ctx, o); err != nil {
			return tried, err
		}
	}
	return tried, nil
}

// deliver tries one delivery and records how it went.
func (s *Sandbox) deliver(ctx context.Context, o *object) error {
	var d delivery
	if err := json.Unmarshal([]byte(o.Body), &d); err != nil {
		return err
	}
	f, err := s.strikeHook(ctx, d.Type, HookDuplicate, HookDelay, HookDrop, HookWrongSecret, HookStale, HookOtherVersion, HookNoAccount)
	if err != nil {
		return err
	}
	if f.is(HookDelay) {
		return s.commit(ctx, func(t *tx) error {
			return t.schedule(o.ID, d, t.now.Add(time.Duration(f.Seconds)*time.Second).UnixMilli())
		})
	}
	ok := false
	if d.Endpoint < len(s.deps.Endpoints) {
		ok = s.post(ctx, s.deps.Endpoints[d.Endpoint], d.Event, f)
		if f.is(HookDuplicate) {
			ok = s.post(ctx, s.deps.Endpoints[d.Endpoint], d.Event, nil) && ok
		}
	}
	return s.commit(ctx, func(t *tx) error {
		next := d
		next.Attempts++
		switch {
		case ok:
			next.Outcome = "delivered"
		case t.now.Sub(time.UnixMilli(d.SinceMS)) >= giveUpAfter:
			next.Outcome = "given_up"
		}
		return t.schedule(o.ID, next, t.now.Add(retryAfter(next.Attempts)).UnixMilli())
	})
}

// retryAfter doubles from ten seconds to six hours.
func retryAfter(attempts int) time.Duration {
	return min(firstRetry<<min(attempts-1, 12), longestRetry)
}

// post sends an event once and reports whether it was taken.
func (s *Sandbox) post(ctx context.Context, to Endpoint, eventID string, f *Fault) bool {
	o, err := s.objects.Get(ctx, eventID)
	if err != nil || f.is(HookDrop) {
		return false
	}
	body, secret, at := []byte(o.Body), to.Secret, s.deps.Clock.Now()
	switch {
	case f.is(HookOtherVersion):
		body = bytes.Replace(body, []byte(`"api_version":"`+APIVersion+`"`), []byte(`"api_version":"2026-08-26.dahlia"`), 1)
	case f.is(HookNoAccount):
		body = withoutAccount(body)
	case f.is(HookWrongSecret):
		secret += "_other"
	case f.is(HookStale):
		at = at.Add(-time.Hour)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to.URL, bytes.NewReader(body))
	if err != nil {
		return false
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", "Stripe/1.0 (sandbox)")
	req.Header.Set("Stripe-Signature", Sign(body, secret, at))
	resp, err := s.deps.HTTPClient.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	_, _ = io.CopyN(io.Discard, resp.Body, 1<<16)
	return resp.StatusCode/100 == 2
}

// withoutAccount removes the connected account from an event.
func withoutAccount(body []byte) []byte {
	var e event
	if err := json.Unmarshal(body, &e); err != nil {
		return body
	}
	e.Account = ""
	return encode(e)
}

// Sign returns the header Stripe-Signature for a body.
func Sign(body []byte, secret string, at time.Time) string {
	t := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(t + "."))
	mac.Write(body)
	return "t=" + t + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}

// strikeHook takes a webhook fault of one of the kinds from the plan.
func (s *Sandbox) strikeHook(ctx context.Context, eventType string, kinds ...FaultKind) (*Fault, error) {
	armed, err := s.Armed(ctx)
	if err != nil || len(armed) == 0 {
		return nil, err
	}
	var struck *Fault
	err = s.commit(ctx, func(t *tx) error {
		struck = t.take(func(f Fault) bool {
			return slices.Contains(kinds, f.Kind) && (f.Type == "" || f.Type == eventType || strings.HasSuffix(f.Type, "*") && strings.HasPrefix(eventType, strings.TrimSuffix(f.Type, "*")))
		})
		return nil
	})
	return struck, err
}
