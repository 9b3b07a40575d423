package referrer

import "github.com/goodword/goodword/portal/page"

// moneyRoutes is rewards, the statement and how the referrer is paid.
func (p *Pages) moneyRoutes() []page.Route {
	return []page.Route{
		page.Get("/rewards", page.Referrers, p.showRewards),
		page.Get("/rewards.csv", page.Referrers, p.exportRewards),
		page.Get("/rewards/statement", page.Referrers, p.showStatement),
		page.Get("/rewards/statement.csv", page.Referrers, p.exportStatement),
		page.Get("/rewards/:id", page.Referrers, p.showReward),

		page.Get("/payout", page.Referrers, p.showPayout),
		page.Post("/payout", page.Referrers, p.startPayout),
		page.Get("/payout/return", page.Referrers, p.showPayoutReturn),
	}
}
