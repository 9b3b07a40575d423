package referrer

import "github.com/goodword/goodword/portal/page"

// linkRoutes is the referrer's links.
func (p *Pages) linkRoutes() []page.Route {
	return []page.Route{
		page.Get("/links", page.Referrers, p.showLinks),
		page.Post("/links", page.Referrers, p.makeLink),
		page.Get("/links.csv", page.Referrers, p.exportLinks),
		page.Get("/links/:id", page.Referrers, p.showLink),
		page.Post("/links/:id/off", page.Referrers, p.switchLinkOff),
		page.Post("/links/:id/on", page.Referrers, p.switchLinkOn),
	}
}
