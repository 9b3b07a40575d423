package api

import (
	"crypto/rand"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/internal/openapi/contract"
	"github.com/goodword/goodword/internal/payout"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/stripesandbox"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/internal/worker"
)

// kit is the whole product on a database of its own, behind the real web stack:
// only mail is kept instead of sent, and the clock stands until it is moved. Every
// exchange is held to openapi.yaml.
//
// A test makes one, publishes a program, and speaks through keys:
//
//	k := newAPI(t)
//	p := k.publish()
//	kim := k.member("kim")
//	ref := k.admin().post("/v1/referrals", k.introduction(p, kim), 201)
//	k.work() // the worker sends what is due
//	k.app.Referrals.SayYes(t.Context(), tokenIn(k.mailed("letter").Letter.URL), app.YesInput{…})
type kit struct {
	t       *testing.T
	app     *app.App
	clock   *handClock
	mails   *mailbox
	sandbox *stripesandbox.Sandbox
	stripe  *payout.Client
	worker  *worker.Worker
	rival   *worker.Worker // a second one; nil for none
	handler http.Handler
	url     string // of the API
	log     *lockedBuffer

	own        *keyholder // admin, once it is asked for
	sequence   int        // names what is made
	introduced int
}

// baseURL is where the kit's portal would be.
const baseURL = "https://goodword.test"

// noPages is served for openapi.yaml: drawing its pages anew for each kit takes
// longer than most tests, which hold traffic to the file itself.
const noPages = "openapi: 3.1.1\ninfo: {title: Kit, version: '1'}\npaths: {}\n"

// hookSecret signs the sandbox's webhooks.
const hookSecret = "whsec_0123456789abcdef"

// kitOption changes what newAPI builds.
type kitOption func(*Deps)

// newAPI builds the product on SQLite, on Monday 1 June 2026 at 9:00 UTC.
func newAPI(t *testing.T, options ...kitOption) *kit {
	t.Helper()
	return newAPIOn(t, template.Open(t), time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC), options...)
}

// newAPIOn builds the product on any engine, at any time.
func newAPIOn(t *testing.T, engine store.Engine, start time.Time, options ...kitOption) *kit {
	t.Helper()
	k := &kit{t: t, clock: &handClock{now: start}, mails: &mailbox{}, log: &lockedBuffer{}}
	log := slog.New(slog.NewTextHandler(k.log, nil))

	// The sandbox sends its webhooks to the API, which is built on top of it.
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { k.handler.ServeHTTP(w, r) }))
	t.Cleanup(srv.Close)
	k.url = srv.URL
	var err error
	k.sandbox, err = stripesandbox.New(t.Context(), stripesandbox.Deps{
		Engine: engine, Clock: k.clock, PublicURL: baseURL,
		Endpoints: []stripesandbox.Endpoint{
			{URL: srv.URL + "/webhooks/stripe", Secret: hookSecret},
			{URL: srv.URL + "/webhooks/stripe", Secret: hookSecret, Connect: true},
		},
	})
	k.must(err)
	stripe := httptest.NewServer(k.sandbox.Handler())
	t.Cleanup(stripe.Close)
	k.stripe, err = payout.New(payout.Config{Key: stripesandbox.DefaultKey, BaseURL: stripe.URL, WebhookSecrets: []string{hookSecret}})
	k.must(err)

	k.app, err = app.New(app.Config{
		Engine: engine, Clock: k.clock, Random: rand.Reader, Secret: []byte("0123456789abcdef0123456789abcdef"), Log: log,
		BaseURL: baseURL, Mode: apikey.Test, Stripe: k.stripe, Mailer: k.mails,
	})
	k.must(err)
	k.must(k.app.Ensure(t.Context()))
	var queues []worker.Queue
	for _, q := range k.app.Queues() {
		queues = append(queues, q)
	}
	k.worker, err = worker.New(worker.Config{Queues: queues, Log: log})
	k.must(err)
	k.handler = k.build(Deps{
		App: k.app, Authenticate: Authenticator(k.app.Keys), Ready: k.app.Ready, Log: log,
		StripeEvents: k.stripe.ParseEvent, Sandbox: &Sandbox{Walk: k.walk, Control: k.sandbox.ControlHandler()},
		Cursors: web.NewCursors([]byte("0123456789abcdef")), Document: []byte(noPages), WallNow: time.Now,
	}, options)
	return k
}

// build is the API behind the web stack and the contract check.
func (k *kit) build(d Deps, options []kitOption) http.Handler {
	k.t.Helper()
	var err error
	d.Texts, err = locale.Load()
	k.must(err)
	for _, o := range options {
		o(&d)
	}
	e, err := web.NewEngine(web.Options{Log: d.Log})
	k.must(err)
	a, err := New(d)
	k.must(err)
	a.Register(e)
	checker, err := checkers()
	k.must(err)
	return checker.Handler(e, func(err error) { k.t.Errorf("contract: %v", err) })
}

// checkers reads the contract once for all tests.
var checkers = sync.OnceValues(func() (*contract.Checker, error) {
	doc, err := documentOnDisk()
	if err != nil {
		return nil, err
	}
	return contract.New(doc)
})

func (k *kit) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

// operator is who sets the kit up.
var operator = app.Call{Actor: aggregate.Actor{Kind: aggregate.Operator}}

// asCall is a call by an actor.
func asCall(a aggregate.Actor) app.Call { return app.Call{Actor: a} }

// work lets the worker do everything that is due.
func (k *kit) work() {
	k.t.Helper()
	k.worker.Drain(k.t.Context())
}

// pass moves the clock, and lets the worker do what fell due meanwhile.
func (k *kit) pass(d time.Duration) {
	k.t.Helper()
	k.clock.advance(d)
	k.work()
}
