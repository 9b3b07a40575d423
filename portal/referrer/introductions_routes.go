package referrer

import "github.com/goodword/goodword/portal/page"

// introductionRoutes is home and the introductions.
func (p *Pages) introductionRoutes() []page.Route { return nil }
