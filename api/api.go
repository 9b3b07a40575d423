package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/internal/reference"
	"github.com/goodword/goodword/internal/web"
)

// Caller is who a key speaks for.
type Caller struct {
	Actor  aggregate.Actor
	KeyID  string
	Owner  string // whose key it is; outlives rotation
	Scopes []string
}

// Deps are what the API needs from its owner.
type Deps struct {
	App   *app.App           // what the handlers call
	Texts *locale.Catalogues // for the sentences in answers

	// Authenticate finds the caller behind a token; an unknown, expired or revoked
	// one is an Unauthenticated fault. Authenticator makes it of the application's
	// keys.
	Authenticate func(ctx context.Context, token string) (Caller, error)
	// StripeEvents verifies a webhook event of Stripe's by its signature, as of now on
	// the product's clock.
	StripeEvents func(payload []byte, signature string, now time.Time) (transfer.Event, error)
	// Sandbox is what can be moved by hand; nil in production.
	Sandbox *Sandbox
	// Ready reports what keeps the process from serving; nil when nothing does.
	Ready func(ctx context.Context) error

	Log      *slog.Logger
	Cursors  web.Cursors
	Document []byte           // openapi.yaml
	PerKey   web.Policy       // rate limit of a key; zero for none
	PerIP    web.Policy       // rate limit of an address; zero for none
	WallNow  func() time.Time // wall time, for rate limits
}

func (d Deps) check() error {
	switch {
	case d.App == nil:
		return errors.New("api: App is missing")
	case d.Texts == nil:
		return errors.New("api: Texts is missing")
	case d.Authenticate == nil:
		return errors.New("api: Authenticate is missing")
	case d.StripeEvents == nil:
		return errors.New("api: StripeEvents is missing")
	case d.Ready == nil:
		return errors.New("api: Ready is missing")
	case d.Log == nil:
		return errors.New("api: Log is missing")
	case len(d.Document) == 0:
		return errors.New("api: Document is missing")
	case d.WallNow == nil:
		return errors.New("api: WallNow is missing")
	}
	return nil
}

// API holds what the handlers use.
type API struct {
	deps    Deps
	walking sync.Mutex      // held while the sandbox's clock is being moved
	docs    *reference.Site // of Document
}

// New returns the API. It renders Document, so that a broken one is an error at
// start.
func New(d Deps) (*API, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	docs, err := reference.New(d.Document)
	if err != nil {
		return nil, err
	}
	return &API{deps: d, docs: docs}, nil
}

// Table is the table of all routes without anything behind it, for what only reads
// it: the generator of openapi.yaml and tests.
func Table() []Route { return (&API{docs: &reference.Site{}}).routes() }

// routes is the whole API on one screen, one block per noun.
func (a *API) routes() []Route {
	return slices.Concat(
		a.healthRoutes(),
		a.docsRoutes(),
		a.programRoutes(),
		a.memberRoutes(),
		a.companyRoutes(),
		a.linkRoutes(),
		a.suppressionRoutes(),
		a.keyRoutes(),
		a.referralRoutes(),
		a.referralWorkRoutes(),
		a.referralDealRoutes(),
		a.rewardRoutes(),
		a.payoutRoutes(),
		a.activityRoutes(),
		a.webhookRoutes(),
		a.sandboxRoutes(),
	)
}

// Register adds the routes to an engine of package web.
func (a *API) Register(e *gin.Engine) { a.Mount(e, a.routes()) }

// Mount adds routes of a table to an engine, each behind the middleware that its
// line asks for.
func (a *API) Mount(e *gin.Engine, routes []Route) {
	perIP := web.LimitRate(web.NewLimiter(a.deps.PerIP, a.deps.WallNow), web.ByIP)
	perKey := web.LimitRate(web.NewLimiter(a.deps.PerKey, a.deps.WallNow), byKey)
	for _, r := range routes {
		chain := a.chain(r, perIP, perKey)
		if r.Method == http.MethodGet {
			web.Get(e, r.Path, chain...)
			continue
		}
		e.Handle(r.Method, r.Path, chain...)
	}
}
