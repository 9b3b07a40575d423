package office

import (
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/portal/page"
)

// Pages are the pages of this package.
type Pages struct{ *page.Site }

// New returns the pages of a site.
func New(s *page.Site) *Pages { return &Pages{Site: s} }

// Routes is the table of every page and action.
func (p *Pages) Routes() []page.Route {
	admins := page.Staff(aggregate.Admin)
	routes := []page.Route{
		page.Get("/staff", page.Staff(), p.showOverview),

		page.Get(activityPath, admins, p.showActivity),
		page.Get(activityPath+".csv", admins, p.exportActivity),

		page.Get(keysPath, page.Staff(), p.showKeys),
		page.Get(keysPath+".csv", page.Staff(), p.exportKeys),
		page.Get("/staff/keys/new", page.Staff(), p.showMakeKey),
		page.Post("/staff/keys/new", page.Staff(), p.makeKey),
		page.Get("/staff/keys/:id/revoke", page.Staff(), p.showRevoke),
		page.Post("/staff/keys/:id/revoke", page.Staff(), p.revoke),
	}
	if p.Sandbox != nil {
		routes = append(routes,
			page.Get(sandboxPath, admins, p.showSandbox),
			page.Post(sandboxPath+"/clock", admins, p.moveClock),
			page.Post(sandboxPath+"/deed", admins, p.doDeed),
		)
	}
	return routes
}

// zone is the one of the sandbox's clock, which everybody shares.
const zone = "UTC"
