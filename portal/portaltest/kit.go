package portaltest

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/internal/passkey"
	"github.com/goodword/goodword/internal/payout"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/sqlite/sqlitetest"
	"github.com/goodword/goodword/internal/stripesandbox"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/assets"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
)

// Site is the address under which mails name the pages.
const Site = "https://intro.goodword.test"

const secret = "0123456789abcdef0123456789abcdef"

// Kit is a running portal.
type Kit struct {
	T       testing.TB
	App     *app.App
	Sandbox *stripesandbox.Sandbox
	Clock   *Clock
	Mails   *Outbox
	Server  *httptest.Server
	Reads   *Watch // of the database
	Site    *page.Site

	ahead atomic.Int64 // nanoseconds; see Wait
}

// Area is the routes of one package of pages.
type Area func(*page.Site) []page.Route

// Pages makes an Area of a package's New: Pages(desk.New).
func Pages[P interface{ Routes() []page.Route }](open func(*page.Site) P) Area {
	return func(s *page.Site) []page.Route { return open(s).Routes() }
}

// Operator is a call by somebody at the machine's command line.
var Operator = app.Call{Actor: aggregate.Actor{Kind: aggregate.Operator}}

var catalogues = sync.OnceValues(locale.Load)

// template has every collection of the application and of the sandbox.
var template = sqlitetest.NewTemplate(func(ctx context.Context, engine store.Engine) error {
	if _, err := stripesandbox.New(ctx, stripesandbox.Deps{Engine: engine, Clock: app.WallClock{}, PublicURL: Site}); err != nil {
		return err
	}
	client, err := payout.New(payout.Config{Key: stripesandbox.DefaultKey, BaseURL: Site})
	if err != nil {
		return err
	}
	a, err := app.New(config(engine, app.WallClock{}, client, &Outbox{}))
	if err != nil {
		return err
	}
	return a.Ensure(ctx)
})

func config(engine store.Engine, clock app.Clock, stripe app.Stripe, mails app.Mailer) app.Config {
	return app.Config{
		Engine: engine, Clock: clock, Random: rand.Reader, Secret: []byte(secret), Log: slog.New(slog.DiscardHandler),
		BaseURL: Site, Mode: apikey.Test, Stripe: stripe, Mailer: mails,
	}
}

// New starts a portal of some areas on an empty database. It is a Tuesday morning
// in Berlin.
func New(t testing.TB, areas ...Area) *Kit {
	t.Helper()
	if len(areas) == 0 {
		t.Fatal("name the areas that are tested: portaltest.New(t, portaltest.Pages(desk.New))")
	}
	k := &Kit{T: t, Clock: &Clock{now: time.Date(2026, 6, 2, 8, 0, 0, 0, time.UTC)}, Mails: &Outbox{}}
	engine := template.Open(t)
	k.Reads = &Watch{Engine: engine}
	var err error
	k.Sandbox, err = stripesandbox.New(t.Context(), stripesandbox.Deps{Engine: engine, Clock: k.Clock, PublicURL: "http://sandbox.test"})
	k.Must(err)
	stripe := httptest.NewServer(k.Sandbox.Handler())
	t.Cleanup(stripe.Close)
	client, err := payout.New(payout.Config{Key: stripesandbox.DefaultKey, BaseURL: stripe.URL, PlatformCountry: "DE", Timeout: payout.MaxTimeout})
	k.Must(err)
	c := config(k.Reads, k.Clock, client, k.Mails)
	c.Wall = func() time.Time { return time.Now().Add(time.Duration(k.ahead.Load())) }
	c.Passkeys, err = passkey.New(Site, "Northline")
	k.Must(err)
	k.App, err = app.New(c)
	k.Must(err)
	k.Must(k.App.Ensure(t.Context()))
	k.App.Visits.Start()
	t.Cleanup(k.App.Visits.Close)
	k.serve(areas)
	return k
}

// serve starts the portal's areas as boot does.
func (k *Kit) serve(areas []Area) {
	k.T.Helper()
	all, err := catalogues()
	k.Must(err)
	k.Site, err = page.NewSite(page.Deps{
		App: k.App, Words: func(tags ...string) ui.Words { return all.For(tags...) }, Languages: locale.Languages(),
		Brand: ui.Brand{Name: "Northline", Holder: "Northline GmbH, Hamburg"}, Hue: 195, BaseURL: Site, TestMode: true,
		HasBox: true, HasDemo: true, Secret: []byte(secret), Now: k.Clock.Now,
	})
	k.Must(err)
	e, err := web.NewEngine(web.Options{Log: slog.New(slog.DiscardHandler), Page: k.Site.Problem})
	k.Must(err)
	var routes []page.Route
	for _, area := range areas {
		routes = append(routes, area(k.Site)...)
	}
	k.Site.Mount(e.Group("", web.RenderProblems(k.Site.Problem), k.Site.Protect, k.Site.Know), routes)
	web.Get(e, assets.Prefix+"*name", gin.WrapH(k.Site.Assets))
	k.Server = httptest.NewServer(e)
	k.T.Cleanup(k.Server.Close)
}

// Wait lets real time pass, on which sessions age: the product's clock stands.
func (k *Kit) Wait(d time.Duration) { k.ahead.Add(int64(d)) }

// Must fails the test on an error.
func (k *Kit) Must(err error) {
	k.T.Helper()
	if err != nil {
		k.T.Fatal(err)
	}
}

// Run performs everything that is due.
func (k *Kit) Run() {
	k.T.Helper()
	for range 200 {
		busy := false
		for _, q := range k.App.Queues() {
			ids, err := q.Due(k.T.Context(), 100)
			k.Must(err)
			for _, id := range ids {
				outcome, err := q.Run(k.T.Context(), id)
				k.Must(err)
				busy = busy || outcome != aggregate.Idle
			}
		}
		if !busy {
			return
		}
	}
	k.T.Fatal("the work never ends")
}

// Customer is a member who may refer; name becomes their address too.
func (k *Kit) Customer(name string) *member.Member {
	k.T.Helper()
	id := handle(name)
	u, err := k.App.Members.Upsert(k.T.Context(), Operator, app.MemberInput{ExternalID: id, Name: name, Email: id + "@lumen.org", Country: "DE"})
	k.Must(err)
	return u.Doc
}

// Staff is somebody who works here, with roles.
func (k *Kit) Staff(name string, roles ...aggregate.Role) *member.Member {
	k.T.Helper()
	id := handle(name)
	u, err := k.App.Members.Upsert(k.T.Context(), Operator, app.MemberInput{ExternalID: id, Kind: "staff", Name: name, Email: id + "@northline.org"})
	k.Must(err)
	var words []string
	for _, r := range roles {
		words = append(words, string(r))
	}
	done, err := k.App.Members.ChangeStaff(k.T.Context(), Operator, u.Doc.ID, app.DutiesInput{Roles: words})
	k.Must(err)
	return done.Doc
}

func handle(name string) string {
	return strings.ToLower(strings.ReplaceAll(name, " ", "."))
}

// As is a call by a member, with the roles of this moment.
func (k *Kit) As(m *member.Member) app.Call { return app.Call{Actor: m.Actor("")} }

// Clock is moved by hand.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now returns the kit's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock forward.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}
