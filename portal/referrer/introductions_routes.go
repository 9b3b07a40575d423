package referrer

import "github.com/goodword/goodword/portal/page"

// introductionRoutes is home and the introductions.
func (p *Pages) introductionRoutes() []page.Route {
	return []page.Route{
		page.Get("/home", page.Referrers, p.showHome),

		page.Get("/introductions", page.Referrers, p.listIntroductions),
		page.Get("/introductions.csv", page.Referrers, p.exportIntroductions),

		page.Get("/introductions/new", page.Referrers, p.choosePrograms),
		page.Get("/introductions/new/:program", page.Referrers, p.showNew),
		page.Post("/introductions/new/:program", page.Referrers, p.checkNew),
		page.Post("/introductions/new/:program/send", page.Referrers, p.sendNew),

		page.Get("/introductions/:id", page.Referrers, p.showIntroduction),
		page.Get("/introductions/:id/sent", page.Referrers, p.showSent),
		page.Get("/introductions/:id/:action", page.Referrers, p.showDecision),
		page.Post("/introductions/:id/:action", page.Referrers, p.decide),
	}
}
