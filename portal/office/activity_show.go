package office

import (
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

const activityPath = "/staff/activity"

// activityView is the record of who did what.
type activityView struct {
	Tools view.Toolbar
	Only  string // says what an address narrows to that no control does; "" for nothing
	Rows  []activityRow
	First string
	Next  string
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
	Reason  string // a code
}

// showActivity lists who did what, the newest first.
func (p *Pages) showActivity(c *gin.Context) error {
	f, me := p.Frame(c), page.ReaderOf(c).Actor
	filter, err := activityFilter(c)
	if err != nil {
		return err
	}
	if c.Query("format") == "csv" {
		return p.exportActivity(c, filter)
	}
	list, err := p.App.Activity.List(c.Request.Context(), me, filter, page.ListPage(c))
	if err != nil {
		return err
	}
	n := p.names(c.Request.Context(), f, me)
	v := activityView{Tools: activityTools(c, f, filter), First: page.First(c), Next: page.Next(c, list.Next)}
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

// activityFilter reads the filter of an address; its days are whole ones.
func activityFilter(c *gin.Context) (app.ActivityFilter, error) {
	q := app.ActivityFilter{Actor: c.Query("actor"), DocumentID: c.Query("document"), Noun: c.Query("noun"), Verb: c.Query("verb")}
	if q.Noun != "" && !slices.Contains(Verbs(activity.Noun(q.Noun)), q.Verb) {
		q.Verb = "" // it was another kind's, which the reader has just left
	}
	var err error
	if q.From, err = dayOf(c, "from"); err != nil {
		return q, err
	}
	if q.To, err = dayOf(c, "to"); err == nil && !q.To.IsZero() {
		q.To = q.To.AddDate(0, 0, 1)
	}
	return q, err
}

// dayOf reads a day of an address; zero where it has none.
func dayOf(c *gin.Context, name string) (time.Time, error) {
	if c.Query(name) == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, c.Query(name))
	if err != nil {
		return day, fault.OfField("?"+name, "not_a_date", "Write a day like 2026-11-22.")
	}
	return day, nil
}

// activityTools are the filters: the kind of document, then what was done to it,
// and the days.
func activityTools(c *gin.Context, f ui.Frame, filter app.ActivityFilter) view.Toolbar {
	nouns := view.Select{Name: "noun", Label: f.T("office.activity.noun"), Value: filter.Noun, Options: []view.Option{{Label: f.T("office.activity.any_noun")}}}
	for _, n := range activity.Nouns() {
		nouns.Options = append(nouns.Options, view.Option{Value: string(n), Label: f.T("office.noun." + string(n))})
	}
	t := view.Toolbar{
		Action: activityPath, Selects: []view.Select{nouns}, Export: exportPath(c), Narrowed: filter != app.ActivityFilter{},
		Days: []view.Day{
			{Name: "from", Label: f.T("office.activity.from"), Value: c.Query("from")},
			{Name: "to", Label: f.T("office.activity.to"), Value: c.Query("to")},
		},
	}
	if all := Verbs(activity.Noun(filter.Noun)); len(all) > 0 {
		verbs := view.Select{Name: "verb", Label: f.T("office.activity.verb"), Value: filter.Verb, Options: []view.Option{{Label: f.T("office.activity.any_verb")}}}
		for _, v := range all {
			verbs.Options = append(verbs.Options, view.Option{Value: v, Label: did(f, activity.Noun(filter.Noun), v)})
		}
		t.Selects = append(t.Selects, verbs)
	}
	return t
}

// exportPath is the address of the whole list as a file, with its filters.
func exportPath(c *gin.Context) string {
	q := c.Request.URL.Query()
	q.Del("cursor")
	q.Set("format", "csv")
	return activityPath + "?" + q.Encode()
}

// did is what was done, in words. A verb of a release that is newer than ours
// stays as it is.
func did(f ui.Frame, noun activity.Noun, verb string) string {
	if !slices.Contains(Verbs(noun), verb) {
		return verb
	}
	return f.T("office.did." + string(noun) + "." + verb)
}

// only says whose or which document's history an address narrows to.
func only(n *names, filter app.ActivityFilter, found []*activity.Entry) (string, error) {
	if len(found) == 0 {
		return "", nil
	}
	switch e := found[0]; {
	case filter.Actor != "" && filter.Actor == e.Via:
		t, err := n.of(activity.Key, e.Via)
		return n.f.T("office.activity.only_actor", "name", t.Name), err
	case filter.Actor != "":
		t, err := n.actor(e.Kind, e.ActorID)
		return n.f.T("office.activity.only_actor", "name", t.Name), err
	case filter.DocumentID != "":
		t, err := n.of(e.Noun, e.DocumentID)
		return n.f.T("office.activity.only_document", "noun", n.f.T("office.noun."+string(e.Noun)), "name", t.Name), err
	}
	return "", nil
}
