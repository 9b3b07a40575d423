package bridge_test

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http/httptest"
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
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/internal/payout"
	"github.com/goodword/goodword/internal/stripesandbox"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal"
	"github.com/goodword/goodword/portal/bridge"
	portalpage "github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
)

// site is the address under which mails name the pages.
const site = "https://intro.goodword.test"

// kit is the portal before the real application: SQLite, the real Stripe client
// talking HTTP to the sandbox, and every mail recorded.
type kit struct {
	t       *testing.T
	app     *app.App
	sandbox *stripesandbox.Sandbox
	clock   *handClock
	mails   *outbox
	server  *httptest.Server
	kim     *member.Member // a customer who refers
	nora    *member.Member // staff in every role
	otto    *member.Member // and another one
}

var (
	catalogues = sync.OnceValues(locale.Load)
	operator   = app.Call{Actor: aggregate.Actor{Kind: aggregate.Operator}}
)

func newKit(t *testing.T) *kit {
	t.Helper()
	// A Tuesday morning in Berlin.
	k := &kit{t: t, clock: &handClock{now: time.Date(2026, 6, 2, 8, 0, 0, 0, time.UTC)}, mails: &outbox{}}
	engine := template.Open(t)
	var err error
	k.sandbox, err = stripesandbox.New(t.Context(), stripesandbox.Deps{Engine: engine, Clock: k.clock, PublicURL: "http://sandbox.test"})
	k.must(err)
	stripe := httptest.NewServer(k.sandbox.Handler())
	t.Cleanup(stripe.Close)
	client, err := payout.New(payout.Config{Key: stripesandbox.DefaultKey, BaseURL: stripe.URL, PlatformCountry: "DE", Timeout: 5 * time.Second})
	k.must(err)
	secret := []byte("0123456789abcdef0123456789abcdef")
	k.app, err = app.New(app.Config{
		Engine: engine, Clock: k.clock, Random: rand.Reader, Secret: secret, Log: slog.New(slog.DiscardHandler),
		BaseURL: site, Mode: apikey.Test, Stripe: client, Mailer: k.mails,
	})
	k.must(err)
	k.must(k.app.Ensure(t.Context()))
	k.app.Visits.Start()
	t.Cleanup(k.app.Visits.Close)
	k.serve(secret)
	k.kim = k.customer("kim", "Kim Muster")
	k.nora, k.otto = k.staff("nora"), k.staff("otto")
	return k
}

// serve starts the portal as boot does.
func (k *kit) serve(secret []byte) {
	k.t.Helper()
	all, err := catalogues()
	k.must(err)
	words := func(tags ...string) ui.Words { return all.For(tags...) }
	p, err := portal.New(portal.Deps{
		Services: bridge.New(k.app, words), Deps: portalpage.Deps{Words: words, Languages: locale.Languages(), Brand: ui.Brand{Name: "Northline"}, Hue: 195,
			BaseURL: site, TestMode: true, Secret: secret, Now: k.clock.Now},
	})
	k.must(err)
	e, err := web.NewEngine(web.Options{Log: slog.New(slog.DiscardHandler), Page: p.Problem})
	k.must(err)
	p.Mount(e)
	k.server = httptest.NewServer(e)
	k.t.Cleanup(k.server.Close)
}

func (k *kit) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *kit) customer(id, name string) *member.Member {
	k.t.Helper()
	u, err := k.app.Members.Upsert(k.t.Context(), operator, app.MemberInput{ExternalID: id, Name: name, Email: id + "@lumen.org", Country: "DE"})
	k.must(err)
	return u.Doc
}

func (k *kit) staff(name string) *member.Member {
	k.t.Helper()
	u, err := k.app.Members.Upsert(k.t.Context(), operator, app.MemberInput{ExternalID: name, Kind: "staff", Name: strings.ToUpper(name[:1]) + name[1:] + " Staff", Email: name + "@northline.org"})
	k.must(err)
	done, err := k.app.Members.ChangeStaff(k.t.Context(), operator, u.Doc.ID, app.DutiesInput{Roles: []string{"admin"}})
	k.must(err)
	return done.Doc
}

// as is a call by a staff member.
func as(m *member.Member) app.Call {
	return app.Call{Actor: aggregate.Actor{Kind: aggregate.Staff, ID: m.ID, Roles: []aggregate.Role{aggregate.Admin}}}
}

// program publishes the default terms with 200.00 EUR in cash for a won deal;
// change may alter them.
func (k *kit) program(change ...func(*program.Terms)) *program.Program {
	k.t.Helper()
	terms := k.app.Programs.Defaults("Northline", "Europe/Berlin")
	terms.Rep = k.nora.ID
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

// introduce is Kim's introduction of somebody, vetted; over changes answers.
func (k *kit) introduce(p *program.Program, over map[string]any) *referral.Referral {
	k.t.Helper()
	return k.submit(app.Call{Actor: aggregate.Actor{Kind: aggregate.Referrer, ID: k.kim.ID}}, p, p.Published, over)
}

// submit sends an introduction in; revision 0 has Kim confirm it first.
func (k *kit) submit(by app.Call, p *program.Program, revision int64, over map[string]any) *referral.Referral {
	k.t.Helper()
	answers := map[string]any{
		"name": "Priya Raman", "company": "Raman Logistics", "source": "peers_outside", "told": "yes",
		"why": "They still plan every route on paper and lose an hour each day.",
	}
	for key, v := range over {
		answers[key] = v
	}
	done, err := k.app.Referrals.Submit(k.t.Context(), by, app.SubmitReferral{ProgramID: p.ID, ReferrerID: k.kim.ID, Revision: revision, Answers: answers})
	k.must(err)
	k.run()
	return k.get(done.Doc.ID)
}

// get reads a referral as the operator sees it.
func (k *kit) get(id string) *referral.Referral {
	k.t.Helper()
	r, err := k.app.Referrals.Get(k.t.Context(), operator.Actor, id)
	k.must(err)
	return r
}

// in fails the test unless the referral has the status.
func (k *kit) in(id string, want referral.Status) *referral.Referral {
	k.t.Helper()
	r := k.get(id)
	if r.Status != want {
		k.t.Fatalf("the referral is %s, want %s", r.Status, want)
	}
	return r
}

// run performs everything that is due.
func (k *kit) run() {
	k.t.Helper()
	for range 200 {
		busy := false
		for _, q := range k.app.Queues() {
			ids, err := q.Due(k.t.Context(), 100)
			k.must(err)
			for _, id := range ids {
				outcome, err := q.Run(k.t.Context(), id)
				k.must(err)
				busy = busy || outcome != aggregate.Idle
			}
		}
		if !busy {
			return
		}
	}
	k.t.Fatal("the work never ends")
}

// mail is the newest mail of a template; its action's path opens a page.
func (k *kit) mail(template string) (mailing.Mail, string) {
	k.t.Helper()
	k.run()
	m, ok := k.mails.last(template)
	if !ok {
		k.t.Fatalf("no %s was mailed", template)
	}
	if m.Action == nil {
		return m, ""
	}
	return m, strings.TrimPrefix(m.Action.URL, site)
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

// outbox keeps what was mailed.
type outbox struct {
	mu   sync.Mutex
	sent []mailing.Mail
}

// Send implements app.Mailer.
func (o *outbox) Send(_ context.Context, m mailing.Mail) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sent = append(o.sent, m)
	return nil
}

func (o *outbox) last(template string) (found mailing.Mail, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, m := range o.sent {
		if m.Template == template {
			found, ok = m, true
		}
	}
	return found, ok
}
