package followup

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
	reps := page.Staff(aggregate.Rep)
	return []page.Route{
		page.Get("/staff/follow-up", reps, p.showBoard),
		page.Get("/staff/follow-up/:id", reps, p.showCard),
		page.Post("/staff/follow-up/:id/contact", reps, p.recordContact),
	}
}
