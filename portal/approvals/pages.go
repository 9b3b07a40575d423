package approvals

import (
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/portal/page"
)

// Pages are the pages of this package.
type Pages struct{ *page.Site }

// New returns the pages of a site.
func New(s *page.Site) *Pages { return &Pages{Site: s} }

// desk is the path of the approvers' queue; what belongs to one reward stands below
// it.
const desk = "/staff/rewards"

// Routes is the table of every page and action.
func (p *Pages) Routes() []page.Route {
	approvers := page.Staff(aggregate.Approver)
	routes := []page.Route{
		page.Get(desk+"/approve", approvers, p.showBulk),
		page.Post(desk+"/approve", approvers, p.approveBulk),
		page.Get(desk+"/:id", approvers, p.showReward),
	}
	for _, v := range views {
		routes = append(routes, page.Get(v.path(), approvers, p.showList(v)), page.Get(v.file(), approvers, p.exportList(v)))
	}
	for _, d := range deeds {
		routes = append(routes, page.Get(d.path(":id"), approvers, p.showDeed(d)), page.Post(d.path(":id"), approvers, p.doDeed(d)))
	}
	return routes
}
