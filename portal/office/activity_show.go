package office

import (
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

const activityPath = "/staff/activity"

// activityView is the record of who did what.
type activityView struct {
	Tools   view.Toolbar
	Only    string // says what an address narrows to that no control does; "" for nothing
	Problem string // why nothing was looked for
	Rows    []activityRow
	First   string
	Next    string
}

// activityRow is one event.
type activityRow struct {
	At      string
	Who     thing
	Theirs  string // the record narrowed to them
	Via     string // the key that acted for them; "" for none
	What    string
	Noun    string
	Thing   thing
	History string // the record narrowed to the document
	Moved   string // how the document changed its state; "" when it didn't
	Why     string // in words
	Reason  string // its code, where there are none
}

// showActivity lists who did what.
func (p *Pages) showActivity(c *gin.Context) error {
	f, reader := p.Frame(c), page.ReaderOf(c)
	filter, err := activityFilter(c)
	if err != nil {
		return err
	}
	part := page.ListPage(c)
	part.Oldest = c.Query("order") == oldestFirst
	list, err := p.App.Activity.List(c.Request.Context(), reader.Actor, filter, part)
	v := activityView{First: page.First(c), Next: page.Next(c, list.Next), Problem: listProblem(f, err)}
	if err != nil && v.Problem == "" {
		return err
	}
	n := p.names(c.Request.Context(), f, reader)
	who, err := p.whoSelect(n, filter.Actor, list.Docs)
	if err != nil {
		return err
	}
	v.Tools = activityTools(c, f, filter, who)
	if v.Only, err = only(n, filter, list.Docs); err != nil {
		return err
	}
	for _, e := range list.Docs {
		row, err := activityRowOf(n, e)
		if err != nil {
			return err
		}
		v.Rows = append(v.Rows, row)
	}
	return p.Show(c, activityPage(f, v))
}

// activityFilter reads the filter of an address; its days are whole ones where the
// reader is.
func activityFilter(c *gin.Context) (q app.ActivityFilter, err error) {
	q = app.ActivityFilter{Actor: c.Query("actor"), DocumentID: c.Query("document"), Noun: c.Query("noun"), Verb: c.Query("verb")}
	if q.From, err = dayOf(c, "from"); err != nil {
		return q, err
	}
	if q.To, err = dayOf(c, "to"); err != nil {
		return q, err
	}
	if q.Noun != "" && !slices.Contains(Verbs(activity.Noun(q.Noun)), q.Verb) {
		q.Verb = "" // it was another kind's, which the reader has just left
	}
	if !q.To.IsZero() {
		q.To = q.To.AddDate(0, 0, 1)
	}
	return q, nil
}

// dayOf reads a day of an address; zero where it has none.
func dayOf(c *gin.Context, name string) (time.Time, error) {
	if c.Query(name) == "" {
		return time.Time{}, nil
	}
	where, err := time.LoadLocation(page.ReaderOf(c).Zone())
	if err != nil {
		where = time.UTC
	}
	day, err := time.ParseInLocation(time.DateOnly, c.Query(name), where)
	if err != nil {
		return day, fault.OfField("?"+name, "not_a_date", "Write a day like 2026-11-22.")
	}
	return day, nil
}

// activityTools are the filters: the kind of document, then what was done to it, by
// whom, and the days.
func activityTools(c *gin.Context, f ui.Frame, filter app.ActivityFilter, who view.Select) view.Toolbar {
	nouns := view.Select{Name: "noun", Label: f.T("office.activity.noun"), Value: filter.Noun, Options: []view.Option{{Label: f.T("office.activity.any_noun")}}}
	for _, n := range activity.Nouns() {
		nouns.Options = append(nouns.Options, view.Option{Value: string(n), Label: f.T("office.noun." + string(n))})
	}
	t := view.Toolbar{
		Action: activityPath, Selects: []view.Select{nouns}, Export: page.File(c, activityPath+".csv"), Narrowed: filter != app.ActivityFilter{},
		Days: []view.Day{
			{Name: "from", Label: f.T("office.activity.from"), Value: c.Query("from")},
			{Name: "to", Label: f.T("office.activity.to"), Value: c.Query("to")},
		},
	}
	if filter.DocumentID != "" {
		t.Kept = map[string]string{"document": filter.DocumentID}
	}
	if all := Verbs(activity.Noun(filter.Noun)); len(all) > 0 {
		verbs := view.Select{Name: "verb", Label: f.T("office.activity.verb"), Value: filter.Verb, Options: []view.Option{{Label: f.T("office.activity.any_verb")}}}
		for _, v := range all {
			verbs.Options = append(verbs.Options, view.Option{Value: v, Label: did(f, activity.Noun(filter.Noun), v)})
		}
		t.Selects = append(t.Selects, verbs)
	}
	t.Selects = append(t.Selects, who, orderOf(c, f))
	return t
}

// shownStaff is how many of the staff a filter offers.
const shownStaff = 100

// whoSelect offers who may have acted: the staff, what acts by itself, and whoever
// else the address asks for.
func (p *Pages) whoSelect(n *names, asked string, found []*activity.Entry) (view.Select, error) {
	s := view.Select{Name: "actor", Label: n.f.T("office.activity.col.who"), Value: asked, Options: []view.Option{{Label: n.f.T("office.activity.anybody")}}}
	staff, err := p.App.Members.List(n.ctx, n.me, app.MemberFilter{Kind: string(member.Staff)}, app.Page{Limit: shownStaff})
	if err != nil {
		return s, err
	}
	for _, m := range staff.Docs {
		if m.Personal.Name != "" {
			s.Options = append(s.Options, view.Option{Value: m.ID, Label: m.Personal.Name})
		}
	}
	slices.SortStableFunc(s.Options[1:], func(a, b view.Option) int { return strings.Compare(a.Label, b.Label) })
	for _, kind := range []aggregate.Kind{aggregate.Clock, aggregate.Stripe, aggregate.Operator} {
		s.Options = append(s.Options, view.Option{Value: string(kind), Label: n.f.T("office.who." + string(kind))})
	}
	if slices.ContainsFunc(s.Options, func(o view.Option) bool { return o.Value == asked }) {
		return s, nil
	}
	other := view.Option{Value: asked, Label: n.f.T("office.activity.somebody")}
	if len(found) > 0 {
		who, err := n.actorAsked(asked, found[0])
		if err != nil {
			return s, err
		}
		other.Label = who.Name
	}
	s.Options = append(s.Options, other)
	return s, nil
}

// actorAsked names the one under whom an entry was found: who acted, or the key
// that acted for them.
func (n *names) actorAsked(id string, e *activity.Entry) (thing, error) {
	if id == e.Via {
		return n.of(activity.Key, id)
	}
	return n.actor(e.Kind, e.ActorID)
}

// did is what was done, in words. A verb of a release that is newer than ours
// stays as it is.
func did(f ui.Frame, noun activity.Noun, verb string) string {
	if !slices.Contains(Verbs(noun), verb) {
		return verb
	}
	return f.T("office.did." + string(noun) + "." + verb)
}

// only says which document's history an address narrows to.
func only(n *names, filter app.ActivityFilter, found []*activity.Entry) (string, error) {
	if len(found) == 0 || filter.DocumentID == "" {
		return "", nil
	}
	e := found[0]
	t, err := n.of(e.Noun, e.DocumentID)
	return n.f.T("office.activity.only_document", "noun", n.f.T("office.noun."+string(e.Noun)), "name", t.Name), err
}
