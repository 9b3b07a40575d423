package people

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// Pages are the pages of this package.
type Pages struct{ *page.Site }

// New returns the pages of a site.
func New(s *page.Site) *Pages { return &Pages{Site: s} }

// Where the lists stand; what belongs to one member or company stands below them.
const (
	members   = "/staff/members"
	companies = "/staff/companies"
	leftAlone = members + "/left-alone"
)

func memberPath(id string) string  { return members + "/" + id }
func companyPath(id string) string { return companies + "/" + id }

// Routes is the table of every page and action. All staff look; admins change.
func (p *Pages) Routes() []page.Route {
	staff, admins := page.Staff(), page.Staff(aggregate.Admin)
	routes := []page.Route{
		page.Get(members, staff, p.listMembers),
		page.Get(members+".csv", staff, p.exportMembers),
		page.Get(members+"/new", admins, p.proved(p.newMember)),
		page.Post(members+"/new", admins, p.createMember),
		page.Get(members+"/:id", staff, p.showMember),
		page.Get(members+"/:id/edit", admins, p.proved(p.editMember)),
		page.Post(members+"/:id/edit", admins, p.changeMember),
		page.Get(members+"/:id/duties", admins, p.proved(p.editDuties)),
		page.Post(members+"/:id/duties", admins, p.changeDuties),
		page.Post(members+"/:id/invite", admins, p.invite),
		page.Post(members+"/:id/payout", admins, p.invitePayout),
		page.Get(members+"/:id/deactivate", admins, p.askDeactivate),
		page.Post(members+"/:id/deactivate", admins, p.deactivate),
		page.Post(members+"/:id/reactivate", admins, p.reactivate),

		page.Get(companies, staff, p.listCompanies),
		page.Get(companies+".csv", staff, p.exportCompanies),
		page.Get(companies+"/new", admins, p.newCompany),
		page.Post(companies+"/new", admins, p.createCompany),
		page.Get(companies+"/:id", staff, p.showCompany),
		page.Post(companies+"/:id", admins, p.changeCompany),
		page.Get(companies+"/:id/remove", admins, p.askRemove),
		page.Post(companies+"/:id/remove", admins, p.remove),

		page.Get(leftAlone, staff, p.showLeftAlone),
		page.Post(leftAlone, staff, p.lookLeftAlone),
		page.Post(leftAlone+"/add", staff, p.leaveAlone),
	}
	for _, i := range p.importers() {
		routes = append(routes,
			page.Get(i.path, admins, p.showUpload(i)),
			page.Post(i.path+"/preview", admins, p.previewImport(i)),
			page.Post(i.path, admins, p.runImport(i)),
			page.Get(i.path+"s/:id", admins, p.showReport(i)),
			page.Get(i.path+"s/:id/rows.csv", admins, p.exportReport(i)),
		)
	}
	return routes
}

// zone is where the reader's dates are shown.
func zone(c *gin.Context) string { return page.ReaderOf(c).Zone() }

// isAdmin reports whether the reader may change what is here.
func isAdmin(c *gin.Context) bool { return page.ReaderOf(c).Actor.Has(aggregate.Admin) }

// tabs lead between the lists.
func tabs(f ui.Frame, at string) []view.Tab {
	return []view.Tab{
		{Path: members, Label: f.T("people.tab.members"), Current: at == members},
		{Path: companies, Label: f.T("people.tab.companies"), Current: at == companies},
		{Path: leftAlone, Label: f.T("people.tab.left_alone"), Current: at == leftAlone},
	}
}

// option is a choice whose word is in the catalogue under a key.
func option(f ui.Frame, value, key string) view.Option {
	return view.Option{Value: value, Label: f.T(key)}
}

// order is the choice of which end of a list comes first.
func order(f ui.Frame, value string) view.Select {
	return view.Select{Name: "order", Label: f.T("people.list.order"), Value: value, Options: []view.Option{
		option(f, "", "people.list.newest"), option(f, "oldest", "people.list.oldest"),
	}}
}

// at is the part of a list that an address asks for, in its order.
func at(c *gin.Context) (l listAt) {
	l.Page = page.ListPage(c)
	l.order = c.Query("order")
	l.Oldest = l.order == "oldest"
	return l
}
