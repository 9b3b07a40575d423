package portal

import (
	"errors"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/account"
	"github.com/goodword/goodword/portal/approvals"
	"github.com/goodword/goodword/portal/assets"
	"github.com/goodword/goodword/portal/desk"
	"github.com/goodword/goodword/portal/followup"
	"github.com/goodword/goodword/portal/kit"
	"github.com/goodword/goodword/portal/office"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/people"
	"github.com/goodword/goodword/portal/programs"
	"github.com/goodword/goodword/portal/referrer"
)

// Deps are what the portal needs besides what every page does.
type Deps struct {
	page.Deps
	Services Services // behind the pages that a mailed link opens
	Mailbox  Mailbox  // nil in production: there is no /mailbox then
}

// Portal is the pages.
type Portal struct {
	*page.Site
	ports ports
}

// ports are the application as the mailed pages know it.
type ports struct {
	Services Services
	Mailbox  Mailbox
}

// New checks the dependencies and loads the assets.
func New(d Deps) (*Portal, error) {
	if d.Services == nil {
		return nil, errors.New("portal: the services are missing")
	}
	d.HasBox = d.Mailbox != nil
	site, err := page.NewSite(d.Deps)
	if err != nil {
		return nil, err
	}
	return On(site, d.Services, d.Mailbox), nil
}

// On is New for pages whose common ground is there already; m may be nil.
func On(site *page.Site, s Services, m Mailbox) *Portal {
	return &Portal{Site: site, ports: ports{Services: s, Mailbox: m}}
}

// Routes is the table of every page and action.
func (p *Portal) Routes() []page.Route {
	return append(p.mailed(), p.areas()...)
}

// areas are the pages for people who are signed in, and the way in.
func (p *Portal) areas() []page.Route {
	if p.App == nil {
		return nil
	}
	return slices.Concat(
		[]page.Route{page.Get("/", page.Anyone, p.showFront)}, account.New(p.Site).Routes(), referrer.New(p.Site).Routes(), desk.New(p.Site).Routes(), followup.New(p.Site).Routes(), approvals.New(p.Site).Routes(),
		programs.New(p.Site).Routes(), people.New(p.Site).Routes(), office.New(p.Site).Routes(), kit.New(p.Site).Routes(),
	)
}

// mailed are the pages that a link opens, in a mail or from somebody.
func (p *Portal) mailed() []page.Route {
	routes := []page.Route{
		page.Get("/r", page.Anyone, p.showRemembered),
		page.Get("/r/:code", page.Anyone, p.showLanding),
		page.Get("/r/:code/qr.svg", page.Anyone, p.showQR),
		page.Get("/r/:code/qr.png", page.Anyone, p.showQRPicture),
		page.Post("/r/:code", page.Anyone, p.previewOwn),
		page.Post("/r/:code/introduce", page.Anyone, p.introduceSelf),

		page.Get("/i/:token", page.Anyone, p.showPerson),
		page.Post("/i/:token/answer", page.Anyone, p.chooseAnswer),
		page.Post("/i/:token/confirm", page.Anyone, p.confirmAnswer),
		page.Post("/i/:token/report", page.Anyone, p.chooseReport),
		page.Post("/i/:token/report/confirm", page.Anyone, p.confirmReport),
		page.Post("/i/:token/introduction", page.Anyone, p.previewOwn),
		page.Post("/i/:token/introduce", page.Anyone, p.introduceSelf),

		page.Get("/c/:token", page.Anyone, p.showProof),
		page.Post("/c/:token", page.Anyone, p.confirmProof),

		page.Get("/m/:token", page.Anyone, p.showReferral),
		page.Get("/m/:token/payout", page.Anyone, p.showPayout),
		page.Post("/m/:token/payout", page.Anyone, p.startPayout),
		page.Get("/m/:token/payout/return", page.Anyone, p.showPayoutReturn),
		page.Get("/m/:token/:action", page.Anyone, p.showAction),
		page.Post("/m/:token/:action", page.Anyone, p.confirmAction),

		page.Get("/p/:token", page.Anyone, p.showPayout),
		page.Post("/p/:token", page.Anyone, p.startPayout),
		page.Get("/p/:token/return", page.Anyone, p.showPayoutReturn),

		page.Post("/preferences", page.Anyone, p.savePreferences),
	}
	if p.ports.Mailbox != nil {
		routes = append(routes,
			page.Get("/mailbox", page.Anyone, p.showMailbox),
			page.Get("/mailbox/:id", page.Anyone, p.showMail),
			page.Get("/mailbox/:id/html", page.Anyone, p.showMailHTML),
		)
	}
	return routes
}

// Mount registers the pages and assets on an engine of package web.
func (p *Portal) Mount(e *gin.Engine) {
	p.Site.Mount(e.Group("", web.RenderProblems(p.Problem), p.Protect, p.Know), p.Routes())
	web.Get(e, assets.Prefix+"*name", gin.WrapH(p.Assets))
}
