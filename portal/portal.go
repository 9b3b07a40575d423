package portal

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/assets"
	"github.com/goodword/goodword/portal/ui"
)

// Deps are what the portal needs. All are required except Mailbox.
type Deps struct {
	Services Services
	Mailbox  Mailbox // nil in production: there is no /mailbox then

	Words     func(tags ...string) ui.Words // the first language of tags that we have, or the default
	Languages []string                      // that a reader can switch to
	Brand     ui.Brand
	Hue       int    // of the accent, in degrees
	BaseURL   string // scheme and host under which people reach us
	TestMode  bool
	Secret    []byte           // seals the stamps between two pages; 32 bytes or more
	Now       func() time.Time // wall time
}

// Portal is the pages.
type Portal struct {
	deps   Deps
	assets *assets.Set
	stamps stamps
	guard  *http.CrossOriginProtection
	https  bool
}

// New checks the dependencies and loads the assets.
func New(d Deps) (*Portal, error) {
	switch {
	case d.Services == nil:
		return nil, errors.New("portal: the services are missing")
	case d.Words == nil, len(d.Languages) == 0, d.Now == nil:
		return nil, errors.New("portal: languages and a clock are needed")
	case len(d.Secret) < 32:
		return nil, errors.New("portal: the secret needs 32 bytes or more")
	}
	d.BaseURL = strings.TrimSuffix(d.BaseURL, "/")
	set, err := assets.Load(d.Hue)
	if err != nil {
		return nil, err
	}
	return &Portal{deps: d, assets: set, stamps: stamps{key: d.Secret, now: d.Now}, guard: http.NewCrossOriginProtection(),
		https: strings.HasPrefix(d.BaseURL, "https:")}, nil
}

// Route is one line of the portal's route table.
type Route struct {
	Method  string
	Path    string
	Handler web.Handler
}

// Routes is the table of every page and action; GET serves HEAD too.
func (p *Portal) Routes() []Route {
	routes := []Route{
		{"GET", "/r", p.showRemembered},
		{"GET", "/r/:code", p.showLanding},
		{"GET", "/r/:code/qr.svg", p.showQR},
		{"POST", "/r/:code", p.previewOwn},
		{"POST", "/r/:code/introduce", p.introduceSelf},

		{"GET", "/i/:token", p.showPerson},
		{"POST", "/i/:token/answer", p.chooseAnswer},
		{"POST", "/i/:token/confirm", p.confirmAnswer},
		{"POST", "/i/:token/report", p.chooseReport},
		{"POST", "/i/:token/report/confirm", p.confirmReport},
		{"POST", "/i/:token/introduction", p.previewOwn},
		{"POST", "/i/:token/introduce", p.introduceSelf},

		{"GET", "/c/:token", p.showProof},
		{"POST", "/c/:token", p.confirmProof},

		{"GET", "/m/:token", p.showReferral},
		{"GET", "/m/:token/payout", p.showPayout},
		{"POST", "/m/:token/payout", p.startPayout},
		{"GET", "/m/:token/payout/return", p.showPayoutReturn},
		{"GET", "/m/:token/:action", p.showAction},
		{"POST", "/m/:token/:action", p.confirmAction},

		{"GET", "/p/:token", p.showPayout},
		{"POST", "/p/:token", p.startPayout},
		{"GET", "/p/:token/return", p.showPayoutReturn},

		{"POST", "/preferences", p.savePreferences},
	}
	if p.deps.Mailbox != nil {
		routes = append(routes,
			Route{"GET", "/mailbox", p.showMailbox},
			Route{"GET", "/mailbox/:id", p.showMail},
			Route{"GET", "/mailbox/:id/html", p.showMailHTML},
		)
	}
	return routes
}

// Mount registers the pages and assets on an engine of package web.
func (p *Portal) Mount(e *gin.Engine) {
	pages := e.Group("", web.RenderProblems(p.Problem), p.protect)
	for _, r := range p.Routes() {
		if r.Method == http.MethodGet {
			web.Get(pages, r.Path, web.Handle(r.Handler))
			continue
		}
		pages.Handle(r.Method, r.Path, web.Handle(r.Handler))
	}
	web.Get(e, assets.Prefix+"*name", gin.WrapH(p.assets))
}
