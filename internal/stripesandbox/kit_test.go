package stripesandbox_test

import (
	"context"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/payout"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/sqlite/sqlitetest"
	"github.com/goodword/goodword/internal/stripesandbox"
)

const hookSecret = "whsec_0123456789abcdef"

// clock is a clock that a test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// world is a sandbox on a real database behind a real connection, with the
// product's client in front and every exchange checked against Stripe's spec.
type world struct {
	*stripesandbox.Sandbox
	t      *testing.T
	clock  *clock
	client *payout.Client
	engine store.Engine
	url    string
}

func newWorld(t *testing.T, endpoints ...stripesandbox.Endpoint) *world {
	t.Helper()
	return newWorldOn(t, template.Open(t), endpoints...)
}

// template has the sandbox's collections.
var template = sqlitetest.NewTemplate(func(ctx context.Context, engine store.Engine) error {
	_, err := stripesandbox.New(ctx, stripesandbox.Deps{Engine: engine, Clock: &clock{}, PublicURL: "https://goodword.test"})
	return err
})

// newWorldOn is a new world on a given database.
func newWorldOn(t *testing.T, engine store.Engine, endpoints ...stripesandbox.Endpoint) *world {
	t.Helper()
	w := &world{t: t, engine: engine, clock: &clock{now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}}
	w.start(endpoints...)
	return w
}

// start opens the sandbox on the world's database, as a restart does.
func (w *world) start(endpoints ...stripesandbox.Endpoint) {
	w.t.Helper()
	var err error
	w.Sandbox, err = stripesandbox.New(context.Background(), stripesandbox.Deps{
		Engine: w.engine, Clock: w.clock, PublicURL: "https://goodword.test", Stylesheet: "/assets/app.css", Endpoints: endpoints,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	srv := httptest.NewServer(w.Handler())
	w.t.Cleanup(srv.Close)
	w.url = srv.URL
	w.client, err = payout.New(payout.Config{Key: stripesandbox.DefaultKey, BaseURL: srv.URL, WebhookSecrets: []string{hookSecret}, Transport: &tee{t: w.t}})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// payee opens an account and finishes its onboarding.
func (w *world) payee(member string) string {
	w.t.Helper()
	a, err := w.client.CreateAccount(w.t.Context(), transfer.AccountRequest{MemberID: member, Attempt: 1, Country: "DE", Email: member + "@example.test", Env: "demo"})
	w.must(err)
	w.must(w.SetAccount(w.t.Context(), a.ID, stripesandbox.StateFinished))
	return a.ID
}

// request asks for 50.00 EUR for a reward.
func request(reward, destination string) transfer.Request {
	return transfer.Request{RewardID: reward, Attempt: 1, Amount: money.Of(5000, "eur"), Destination: destination, Env: "demo"}
}

// available is the platform's balance in euro cents.
func (w *world) available() int64 {
	w.t.Helper()
	b, err := w.client.Balance(w.t.Context())
	w.must(err)
	return b["eur"]
}

// transfersOf counts the transfers in a reward's group.
func (w *world) transfersOf(reward string) int {
	w.t.Helper()
	found, err := w.client.Find(w.t.Context(), reward)
	w.must(err)
	return len(found)
}

// worldOn is the same world seen through another sandbox.
func worldOn(w *world, s *stripesandbox.Sandbox) *world {
	w.t.Helper()
	srv := httptest.NewServer(s.Handler())
	w.t.Cleanup(srv.Close)
	c, err := payout.New(payout.Config{Key: stripesandbox.DefaultKey, BaseURL: srv.URL, Transport: &tee{t: w.t}})
	w.must(err)
	return &world{Sandbox: s, t: w.t, clock: w.clock, client: c, engine: w.engine, url: srv.URL}
}

// page asks the pages for a path.
func (w *world) page(method, path, form string) *httptest.ResponseRecorder {
	w.t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(form))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	rec := httptest.NewRecorder()
	w.PagesHandler().ServeHTTP(rec, req)
	return rec
}
