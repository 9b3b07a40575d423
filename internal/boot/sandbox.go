package boot

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/stripesandbox"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/assets"
)

// openSandbox starts the local server that speaks Stripe's API, on an address of
// its own, and returns its URL.
func (h *House) openSandbox(ctx context.Context, p Parts) (string, error) {
	style, err := assets.Load(h.Settings.Hue)
	if err != nil {
		return "", err
	}
	h.Sandbox, err = stripesandbox.New(ctx, stripesandbox.Deps{
		Engine: h.engine, Clock: h.now(), PublicURL: h.Settings.URL(), Stylesheet: style.URL("app.css"), Country: h.Settings.StripeCountry,
		Endpoints: []stripesandbox.Endpoint{
			{URL: p.Local + "/webhooks/stripe", Secret: h.webhookSecret()},
			{URL: p.Local + "/webhooks/stripe", Secret: h.webhookSecret(), Connect: true},
		},
	})
	if err != nil {
		return "", err
	}
	l, err := h.listen("127.0.0.1:0")
	if err != nil {
		return "", err
	}
	srv := web.NewServer(h.Sandbox.Handler(), h.log)
	go func() { _ = srv.Serve(l) }()
	h.closers = append(h.closers, srv.Close)
	h.started = append(h.started, func(ctx context.Context) { _ = h.Sandbox.Run(ctx) })
	return "http://" + l.Addr().String(), nil
}

// webhookSecret signs the sandbox's webhooks; it is derived, so that every process
// on one database has the same.
func (h *House) webhookSecret() string {
	m := hmac.New(sha256.New, h.secret)
	m.Write([]byte("sandbox webhook"))
	return "whsec_" + hex.EncodeToString(m.Sum(nil))
}

// Walk moves the clock forward as time would: from one due task to the next, each
// performed at its own time, up to the target.
func (h *House) Walk(ctx context.Context, by time.Duration) error {
	if h.Clock == nil {
		return fault.New(fault.Conflict, "clock_fixed", "The clock of this installation doesn't move.")
	}
	if by <= 0 || by > app.LongestMove {
		return h.Clock.Advance(ctx, by)
	}
	target := h.Clock.Now().Add(by)
	for {
		h.settle(ctx)
		if err := ctx.Err(); err != nil {
			return err
		}
		now := h.Clock.Now()
		if !now.Before(target) {
			return nil
		}
		next, err := h.App.NextDue(ctx)
		if err != nil {
			return err
		}
		step := target.Sub(now)
		if !next.IsZero() && next.Before(target) {
			step = max(next.Sub(now), time.Millisecond)
		}
		if err := h.Clock.Advance(ctx, step); err != nil {
			return err
		}
	}
}

// settle performs what is due and delivers the sandbox's events until neither has
// anything left.
func (h *House) settle(ctx context.Context) {
	for range 10 {
		h.Worker.Drain(ctx)
		if h.Sandbox == nil {
			return
		}
		if n, err := h.Sandbox.Deliver(ctx); err != nil || n == 0 {
			return
		}
	}
}
