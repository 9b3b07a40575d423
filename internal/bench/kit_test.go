package bench

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/payout"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/sqlite"
	"github.com/goodword/goodword/internal/stripesandbox"
	"github.com/goodword/goodword/internal/worker"
)

var operator = app.Call{Actor: aggregate.Actor{Kind: aggregate.Operator}}

// house is the application on its default database, with the sandbox and without
// mail.
type house struct {
	tb       testing.TB
	engine   *sqlite.Engine
	clock    *app.MovableClock
	app      *app.App
	sandbox  *stripesandbox.Sandbox
	stripe   *payout.Client
	worker   *worker.Worker
	program  *program.Program
	referrer *member.Member
}

// silence takes mails and forgets them.
type silence struct{}

func (silence) Send(context.Context, mailing.Mail) error { return nil }

func newHouse(tb testing.TB) *house {
	tb.Helper()
	ctx := tb.Context()
	h := &house{tb: tb}
	var err error
	h.engine, err = sqlite.Open(ctx, filepath.Join(tb.TempDir(), "bench.db"))
	h.must(err)
	tb.Cleanup(func() { _ = h.engine.Close() })
	h.clock, err = app.OpenClock(ctx, h.engine, 0)
	h.must(err)
	h.sandbox, err = stripesandbox.New(ctx, stripesandbox.Deps{Engine: h.engine, Clock: h.clock, PublicURL: "http://localhost"})
	h.must(err)
	h.must(h.sandbox.TopUp(ctx, 1_000_000_000, "eur"))
	srv := httptest.NewServer(h.sandbox.Handler())
	tb.Cleanup(srv.Close)
	h.stripe, err = payout.New(payout.Config{Key: stripesandbox.DefaultKey, BaseURL: srv.URL, PlatformCountry: "DE", WebhookSecrets: []string{"whsec_0123456789abcdef"}})
	h.must(err)
	h.app, err = app.New(app.Config{
		Engine: h.engine, Clock: h.clock, Random: rand.Reader, Secret: []byte(rand.Text() + rand.Text()),
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), BaseURL: "http://localhost", Mode: apikey.Test, Stripe: h.stripe, Mailer: silence{},
	})
	h.must(err)
	h.must(h.app.Ensure(ctx))
	var queues []worker.Queue
	for _, q := range h.app.Queues() {
		queues = append(queues, q)
	}
	h.worker, err = worker.New(worker.Config{Queues: queues, Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), Parallel: 32, Batch: 500})
	h.must(err)
	h.publish(ctx)
	return h
}

func (h *house) must(err error) {
	h.tb.Helper()
	if err != nil {
		h.tb.Fatal(err)
	}
}

// publish makes a program that takes everything, and its referrer.
func (h *house) publish(ctx context.Context) {
	terms := h.app.Programs.Defaults("Bench", "Europe/Berlin")
	terms.Vetting.PerHour, terms.Vetting.PerDay, terms.Vetting.PerMonth = 1000, 10_000, 100_000
	terms.Rewards.Rules = []reward.Rule{{
		Key: "won", Trigger: reward.OnWon, For: reward.ToReferrer, Kind: reward.Cash, Currency: "eur",
		Price: reward.Price{Form: reward.Flat, Amount: 20_000},
	}}
	p, err := h.app.Programs.Create(ctx, operator, app.ProgramInput{Draft: terms})
	h.must(err)
	out, err := h.app.Programs.Publish(ctx, operator, p.Doc.ID)
	h.must(err)
	h.program = out.Doc
	h.referrer = h.customer(0)
}

func (h *house) customer(n int) *member.Member {
	h.tb.Helper()
	u, err := h.app.Members.Upsert(h.tb.Context(), operator, app.MemberInput{
		ExternalID: fmt.Sprint("customer-", n), Name: "Dana Kim", Email: fmt.Sprintf("dana%d@dana-kim.example.com", n), Company: "Kim Dental",
	})
	h.must(err)
	return u.Doc
}

// submission is the nth introduction, of a person of its own.
func (h *house) submission(referrer string, n int64) app.SubmitReferral {
	return app.SubmitReferral{
		ProgramID: h.program.ID, ReferrerID: referrer, Revision: 1, AcceptedAt: new(h.clock.Now().Add(-time.Minute)),
		Answers: map[string]any{
			"name": "Priya " + word(n), "email": "priya@" + strings.ToLower(word(n)) + "-logistics.de", "company": word(n) + " Logistics",
			"source": "peers_outside", "told": "yes", "role": "Operations", "country": "DE",
			"why": word(n) + " opens a second depot in March and needs phones for forty people by then; the old contract ends.",
		},
	}
}

// word is a made-up name, another one for each n.
func word(n int64) string {
	w := []byte{'K'}
	for ; n > 0; n /= 50 {
		i := n % 50
		w = append(w, "aeiou"[i%5], "bdfgklmnrt"[i/5])
	}
	return string(append(w, 'a'))
}

// installation is the call of the company's own key.
func installation(h *house, n int64) app.Call {
	h.tb.Helper()
	replay, err := h.app.Replay("bench", "submit", fmt.Sprint(n), n)
	h.must(err)
	return app.Call{Actor: aggregate.Actor{Kind: aggregate.Installation, ID: "key_bench", Source: member.Installation}, Replay: replay}
}

// referralDoc is a stored referral as the engine keeps it, for the floor.
func (h *house) referralDoc(id string) store.Doc {
	h.tb.Helper()
	d, err := h.engine.Get(h.tb.Context(), "referrals", id)
	h.must(err)
	return d
}
