package boot

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/goodword/goodword/api"
	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/config"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/web"
)

// house opens the product as `go run .` does, with its own webhooks reachable.
func house(t *testing.T, dir string) *House {
	t.Helper()
	document, err := os.ReadFile(filepath.Join("..", "..", "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := config.Settings{
		Addr: l.Addr().String(), Data: dir, Env: "development", StripeCountry: "DE", MailFrom: "hello@goodword.example", Brand: "Northline",
		Holder: "Northline GmbH, Beispielstr. 1, 10115 Berlin", Admin: "admin@goodword.example", Hue: 195, Drain: time.Second, Log: "warn",
	}
	h, err := Open(t.Context(), s, Parts{Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Document: document, Local: local(l)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	handler, err := h.apiAlone()
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: time.Second}
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	return h
}

func TestDemo(t *testing.T) {
	t.Parallel()
	h := house(t, t.TempDir())
	start := time.Now()
	var out bytes.Buffer
	if err := h.Prepare(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	t.Logf("told in %v, offset %v", time.Since(start), h.Clock.Offset())
	check(t, h)
	b, _ := bookmarks{store.NewCollection[bookmark](h.engine, bookmarkSchema)}.open(t.Context(), h.Clock)
	for k, id := range b.Referrals {
		r, _ := h.App.Referrals.Get(t.Context(), operator.Actor, id)
		t.Log(k, r.Status); if k=="queued" || k=="ahead" {t.Logf("%+v %v %v", r.Verdict, r.ClaimKeys(), r.Match)}
		for _, e := range r.Events {
			t.Log("   ", time.UnixMilli(e.AtMS).Format("Mon 01-02 15:04"), e.Actor.Kind, e.Verb, e.To, e.Reason)
		}
	}
}

func check(t *testing.T, h *House) {
	ctx := context.Background()
	for _, s := range referral.Statuses {
		l, err := h.App.Referrals.List(ctx, operator.Actor, app.ReferralFilter{Status: string(s)}, app.Page{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		t.Log(s, len(l.Docs))
		if len(l.Docs) == 0 {
			t.Errorf("no referral is %s", s)
		}
	}
	for _, s := range reward.Statuses {
		l, err := h.App.Rewards.List(ctx, operator.Actor, app.RewardFilter{Status: string(s)}, app.Page{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		t.Log(s, len(l.Docs))
		if len(l.Docs) == 0 {
			t.Errorf("no reward is %s", s)
		}
	}
	r, err := h.App.Rewards.Reconcile(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", r)
}

func (h *House) apiAlone() (http.Handler, error) {
	a, err := api.New(h.apiDeps())
	if err != nil {
		return nil, err
	}
	e, err := web.NewEngine(web.Options{Log: h.log, Metrics: h.metrics, MaxInFlight: 10})
	if err != nil {
		return nil, err
	}
	a.Register(e)
	return e, nil
}
