package api

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/worker"
)

// walk moves the kit's clock as time would: from one due task to the next, each
// performed at its own time.
func (k *kit) walk(ctx context.Context, by time.Duration) error {
	for target := k.clock.Now().Add(by); ; {
		if err := k.settle(ctx); err != nil {
			return err
		}
		now := k.clock.Now()
		if !now.Before(target) {
			return nil
		}
		next, err := k.app.NextDue(ctx)
		if err != nil {
			return err
		}
		step := target.Sub(now)
		if !next.IsZero() && next.Before(target) {
			step = max(next.Sub(now), time.Millisecond)
		}
		k.clock.advance(step)
	}
}

// settle performs what is due and delivers the sandbox's events, until neither has
// anything left.
func (k *kit) settle(ctx context.Context) error {
	for {
		var working sync.WaitGroup
		working.Go(func() { k.worker.Drain(ctx) })
		if k.rival != nil {
			working.Go(func() { k.rival.Drain(ctx) })
		}
		working.Wait()
		if n, err := k.sandbox.Deliver(ctx); err != nil || n == 0 {
			return err
		}
	}
}

// heard lets what happened at Stripe arrive, and the worker act on it.
func (k *kit) heard() {
	k.t.Helper()
	k.must(k.settle(k.t.Context()))
}

// onboard takes a member through Stripe's form in the sandbox, from the button on
// their own page to their return.
func (k *kit) onboard(memberID string) {
	k.t.Helper()
	ctx, self := k.t.Context(), aggregate.Actor{Kind: aggregate.Referrer, ID: memberID}
	link, err := k.app.Payouts.Onboard(ctx, self, "DE", baseURL+"/m/again", baseURL+"/m/back")
	k.must(err)
	at, err := url.Parse(link)
	k.must(err)
	pages := k.sandbox.PagesHandler()
	for _, press := range []string{"", "finish"} {
		method := http.MethodGet
		if press != "" {
			method = http.MethodPost
		}
		r := httptest.NewRequestWithContext(ctx, method, at.Path, strings.NewReader(url.Values{"choice": {press}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, r)
		if w.Code != http.StatusOK && w.Header().Get("Location") != baseURL+"/m/back" {
			k.t.Fatalf("Stripe's form: %d %s", w.Code, w.Body)
		}
	}
	_, err = k.app.Payouts.Return(ctx, self)
	k.must(err)
}

// racing has a second worker, as of another process, race for every task.
func (k *kit) racing() { k.rival = k.newWorker(0) }

// alone has the tasks performed one after the other, for a server that doesn't
// keep racing writes apart.
func (k *kit) alone() { k.worker = k.newWorker(1) }

func (k *kit) newWorker(parallel int) *worker.Worker {
	k.t.Helper()
	c := k.worker.Config
	c.Parallel = parallel
	w, err := worker.New(c)
	k.must(err)
	return w
}
