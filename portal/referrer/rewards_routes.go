package referrer

import "github.com/goodword/goodword/portal/page"

// moneyRoutes is rewards, the statement and how the referrer is paid.
func (p *Pages) moneyRoutes() []page.Route { return nil }
