package programs

import (
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/portal/page"
)

// Pages are the pages of this package.
type Pages struct{ *page.Site }

// New returns the pages of a site.
func New(s *page.Site) *Pages { return &Pages{Site: s} }

// Routes is the table of every page and action. All staff may read; an admin
// edits.
func (p *Pages) Routes() []page.Route {
	const all, one = "/staff/programs", "/staff/programs/:id"
	staff, admin := page.Staff(), page.Staff(aggregate.Admin)
	routes := []page.Route{
		page.Get(all, staff, p.listPrograms),
		page.Get(all+".csv", staff, p.exportPrograms),
		page.Get(all+"/new", admin, p.showNew),
		page.Post(all, admin, p.create),
		page.Get(one, staff, p.showProgram),
		page.Get(one+"/changes", staff, p.showChanges),
		page.Get(one+"/revisions", staff, p.listRevisions),
		page.Get(one+"/revisions/:revision", staff, p.showRevision),
		page.Get(one+"/publish", admin, p.showPublish),
		page.Post(one+"/publish", admin, p.publish),
		page.Get(one+"/end", admin, p.showEnd),
		page.Post(one+"/end", admin, p.end),
		page.Get(one+"/edit/:section", staff, p.showSection),
		page.Post(one+"/edit/:section", admin, p.saveSection),
		page.Post(one+"/edit/:section/reads", staff, p.preview),
		page.Post(one+"/edit/form/questions/:key/move", admin, p.move),
		page.Post(one+"/edit/form/questions/:key/on", admin, p.switchOn),
	}
	routes = append(routes, questions.routes(p, one+"/edit/form/questions/:key")...)
	return append(routes, rules.routes(p, one+"/edit/rewards/rules/:key")...)
}

// routes are the pages of a question or rule.
func (k kind[T]) routes(p *Pages, path string) []page.Route {
	staff, admin := page.Staff(), page.Staff(aggregate.Admin)
	return []page.Route{
		page.Get(path, staff, k.show(p)),
		page.Post(path, admin, k.save(p)),
		page.Post(path+"/reads", staff, k.preview(p)),
		page.Get(path+"/remove", admin, k.showRemove(p)),
		page.Post(path+"/remove", admin, k.remove(p)),
	}
}
