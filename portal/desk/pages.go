package desk

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/portal/page"
)

// Pages are the pages of this package.
type Pages struct{ *page.Site }

// New returns the pages of a site.
func New(s *page.Site) *Pages { return &Pages{Site: s} }

// Routes is the table of every page and action.
func (p *Pages) Routes() []page.Route {
	return slices.Concat(p.reviewRoutes(), p.introductionRoutes())
}

// reviewRoutes are the reviewers' queues and decisions.
func (p *Pages) reviewRoutes() []page.Route {
	reviewers := page.Staff(aggregate.Reviewer)
	routes := []page.Route{
		page.Get("/staff/review/:id", reviewers, p.showReview),
		page.Get("/staff/review/:id/:action", reviewers, p.showDecision),
		page.Post("/staff/review/:id/:action", reviewers, p.decide),
	}
	for _, q := range queues {
		routes = append(routes, page.Get(q.path, reviewers, p.showQueue(q)))
	}
	return routes
}

// introductionRoutes are all introductions, and what staff do with one. Which of it
// is for whom the application says.
func (p *Pages) introductionRoutes() []page.Route {
	anybody := page.Staff()
	return []page.Route{
		page.Get(listPath, anybody, p.showList),
		page.Get(listPath+"/:id", anybody, p.showIntroduction),
		page.Get(listPath+"/:id/:action", anybody, p.showAction),
		page.Post(listPath+"/:id/:action", anybody, p.act),
		page.Post(listPath+"/:id/lost/undo", anybody, p.undoLost),
		page.Get(listPath+"/:id/reports/:n", anybody, p.showReport),
		page.Post(listPath+"/:id/reports/:n", anybody, p.judge),

		page.Get(newPath, page.Staff(typists...), p.showNew),
		page.Post(newPath, page.Staff(typists...), p.typeIntroduction),
	}
}
