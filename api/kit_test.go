package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/internal/openapi/contract"
	"github.com/goodword/goodword/internal/payout"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/sqlite"
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
//	k.app.Referrals.SayYes(t.Context(), k.letter().token(), app.YesInput{…})
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

// perKey limits the requests of each key.
func perKey(p web.Policy) kitOption { return func(d *Deps) { d.PerKey = p } }

// newAPI builds the product on SQLite, on Monday 1 June 2026 at 9:00 UTC.
func newAPI(t *testing.T, options ...kitOption) *kit {
	t.Helper()
	engine, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "api.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = engine.Close() })
	return newAPIOn(t, engine, time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC), options...)
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

// next names something new.
func (k *kit) next(what string) string {
	k.sequence++
	return fmt.Sprintf("%s-%d", what, k.sequence)
}

// admin is a key of the installation with every scope that a service key may have.
func (k *kit) admin() *keyholder {
	k.t.Helper()
	if k.own == nil {
		var scopes []string
		for _, s := range apikey.Scopes() {
			if s != apikey.RewardsApprove {
				scopes = append(scopes, string(s))
			}
		}
		k.own = k.serviceKey("", scopes...)
	}
	return k.own
}

// partner is a key of a partner with every scope that it may have.
func (k *kit) partner(id string) *keyholder {
	k.t.Helper()
	var scopes []string
	for _, s := range apikey.PartnerScopes() {
		scopes = append(scopes, string(s))
	}
	return k.serviceKey(id, scopes...)
}

// serviceKey is a key of a partner, or of the installation where that is empty.
func (k *kit) serviceKey(partner string, scopes ...string) *keyholder {
	k.t.Helper()
	issued, err := k.app.Keys.IssueService(k.t.Context(), operator, nil, app.ServiceKeyInput{Name: k.next("key"), Partner: partner, Scopes: scopes})
	k.must(err)
	return &keyholder{kit: k, token: issued.Token, id: issued.Doc.ID}
}

// personal is a key of a staff member with every scope.
func (k *kit) personal(m *member.Member) *keyholder {
	k.t.Helper()
	var scopes []string
	for _, s := range apikey.Scopes() {
		scopes = append(scopes, string(s))
	}
	issued, err := k.app.Keys.IssuePersonal(k.t.Context(), operator, app.PersonalKeyInput{MemberID: m.ID, Name: k.next("key"), Scopes: scopes})
	k.must(err)
	return &keyholder{kit: k, token: issued.Token, id: issued.Doc.ID}
}

// member is a customer of the installation, reached at <name>@example.org.
func (k *kit) member(name string) *member.Member { return k.memberOf("", name) }

// memberOf is a customer of a partner.
func (k *kit) memberOf(partner, name string) *member.Member {
	k.t.Helper()
	call := operator
	if partner != "" {
		call.Actor = aggregate.Actor{Kind: aggregate.Partner, ID: "key_setup", Source: partner}
	}
	u, err := k.app.Members.Upsert(k.t.Context(), call, app.MemberInput{
		ExternalID: name, Name: strings.ToUpper(name[:1]) + name[1:] + " Muster", Email: name + "@example.org", Country: "DE",
	})
	k.must(err)
	return u.Doc
}

// staff is a staff member with roles.
func (k *kit) staff(name string, roles ...aggregate.Role) *member.Member {
	k.t.Helper()
	u, err := k.app.Members.Upsert(k.t.Context(), operator, app.MemberInput{
		ExternalID: name, Kind: "staff", Name: strings.ToUpper(name[:1]) + name[1:] + " Staff", Email: name + "@goodword.test",
	})
	k.must(err)
	in := app.DutiesInput{}
	for _, r := range roles {
		in.Roles = append(in.Roles, string(r))
	}
	done, err := k.app.Members.ChangeStaff(k.t.Context(), operator, u.Doc.ID, in)
	k.must(err)
	return done.Doc
}

// publish makes a program out of the defaults, with 200.00 EUR in cash to the
// referrer when the deal is won, and publishes it; change may alter the terms.
func (k *kit) publish(change ...func(*program.Terms)) *program.Program {
	k.t.Helper()
	terms := k.app.Programs.Defaults("Goodword", "Europe/Berlin")
	terms.Rewards.Rules = []reward.Rule{{
		Key: "won", Trigger: reward.OnWon, For: reward.ToReferrer, Kind: reward.Cash, Currency: "eur",
		Price: reward.Price{Form: reward.Flat, Amount: 20_000},
	}}
	for _, c := range change {
		c(&terms)
	}
	made, err := k.app.Programs.Create(k.t.Context(), operator, app.ProgramInput{Draft: terms})
	k.must(err)
	done, err := k.app.Programs.Publish(k.t.Context(), operator, made.Doc.ID)
	k.must(err)
	return done.Doc
}

// introduction is a submission that vetting accepts. Each names somebody else.
func (k *kit) introduction(p *program.Program, by *member.Member) map[string]any {
	first := []string{"Sam", "Ines", "Jonas", "Priya", "Tomas", "Lucia", "Owen"}
	last := []string{"Porter", "Okafor", "Lindqvist", "Raman", "Novak", "Ferrante", "Baxter", "Moreau"}
	why := []string{
		"They still plan every route on paper and lose an hour each day.",
		"We spoke at the trade fair; their drivers keep asking for an app.",
		"After the merger nobody knows which depot serves which village.",
	}
	n := k.introduced
	k.introduced++
	name := last[n%len(last)]
	return map[string]any{
		"program_id": p.ID, "referrer_id": by.ID, "revision": p.Published, "accepted_at": k.clock.Now().Format(time.RFC3339),
		"answers": map[string]any{
			"name": first[n%len(first)] + " " + name, "company": name + " Logistics", "source": "peers_outside", "told": "yes",
			"why": why[n%len(why)],
		},
	}
}

// handClock is moved by hand.
type handClock struct {
	mu  sync.Mutex
	now time.Time
}

// Now returns the kit's time.
func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// mailbox keeps the mails that the product sends.
type mailbox struct {
	mu   sync.Mutex
	sent []mailing.Mail
}

// Send keeps a mail.
func (b *mailbox) Send(_ context.Context, m mailing.Mail) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sent = append(b.sent, m)
	return nil
}

// mailed returns the newest mail of a template.
func (k *kit) mailed(template string) mailing.Mail {
	k.t.Helper()
	k.mails.mu.Lock()
	defer k.mails.mu.Unlock()
	var names []string
	for i := len(k.mails.sent) - 1; i >= 0; i-- {
		if k.mails.sent[i].Template == template {
			return k.mails.sent[i]
		}
		names = append(names, k.mails.sent[i].Template)
	}
	k.t.Fatalf("no mail %s was sent; newest first: %s", template, strings.Join(names, ", "))
	return mailing.Mail{}
}

// tokenIn is the token at the end of a link.
func tokenIn(url string) string { return url[strings.LastIndexByte(url, '/')+1:] }

// lockedBuffer keeps the log.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write appends to the log.
func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
