package referrer

import "github.com/goodword/goodword/portal/page"

// linkRoutes is the referrer's links.
func (p *Pages) linkRoutes() []page.Route { return nil }
