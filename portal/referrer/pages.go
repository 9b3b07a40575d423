package referrer

import (
	"slices"

	"github.com/goodword/goodword/portal/page"
)

// Pages are the pages of this package.
type Pages struct{ *page.Site }

// New returns the pages of a site.
func New(s *page.Site) *Pages { return &Pages{Site: s} }

// Routes is the table of every page and action.
func (p *Pages) Routes() []page.Route {
	return slices.Concat(p.introductionRoutes(), p.linkRoutes(), p.moneyRoutes())
}
