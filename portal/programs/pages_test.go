package programs_test

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/portaltest"
	"github.com/goodword/goodword/portal/programs"
)

// desk is an admin and a rep of a portal.
type desk struct {
	*portaltest.Kit
	admin, rep *member.Member
	*portaltest.Browser
}

func newDesk(t *testing.T) desk {
	t.Helper()
	k := portaltest.New(t, portaltest.Pages(programs.New))
	d := desk{Kit: k, admin: k.Staff("Nora Berg", aggregate.Admin), rep: k.Staff("Sam Okafor", aggregate.Rep)}
	d.Browser = k.SignedIn(d.admin)
	return d
}

// draft is a program as it is kept now.
func (d desk) draft(id string) *program.Program {
	d.T.Helper()
	p, err := d.App.Programs.Get(d.T.Context(), portaltest.Operator.Actor, id)
	d.Must(err)
	return p
}

// sent are the values that a browser sends with the form of an action, if nothing
// is changed.
func sent(t *testing.T, p *portaltest.Page, action string) url.Values {
	t.Helper()
	out := url.Values{}
	for n := range p.Doc.Descendants() {
		if n.DataAtom != atom.Form || attr(n, "action") != action {
			continue
		}
		for c := range n.Descendants() {
			if name := attr(c, "name"); name != "" {
				for _, v := range held(c) {
					out.Add(name, v)
				}
			}
		}
		return out
	}
	t.Fatalf("no form is sent to %s", action)
	return nil
}

// held are the values of one control that a browser sends.
func held(n *html.Node) []string {
	switch n.DataAtom {
	case atom.Input:
		if kind := attr(n, "type"); (kind == "radio" || kind == "checkbox") && !has(n, "checked") {
			return nil
		}
		return []string{attr(n, "value")}
	case atom.Textarea:
		if n.FirstChild == nil {
			return []string{""}
		}
		return []string{n.FirstChild.Data}
	case atom.Select:
		first, chosen := "", ""
		for o := range n.Descendants() {
			if o.DataAtom == atom.Option && first == "" {
				first = attr(o, "value")
			}
			if o.DataAtom == atom.Option && has(o, "selected") {
				chosen = attr(o, "value")
			}
		}
		if chosen == "" {
			chosen = first
		}
		return []string{chosen}
	}
	return nil
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// Every page of a program is shown, in both languages, to an admin and to somebody
// who only reads.
func TestPagesAreShown(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep)
	at := "/staff/programs/" + p.ID
	reading := d.SignedIn(d.rep)
	for _, path := range []string{
		"/staff/programs", at, at + "/changes", at + "/revisions", at + "/revisions/1", at + "/edit/basics", at + "/edit/promise",
		at + "/edit/form", at + "/edit/vetting", at + "/edit/rewards", at + "/edit/follow-up", at + "/edit/form/questions/why",
		at + "/edit/form/questions/new", at + "/edit/rewards/rules/won", at + "/edit/rewards/rules/new",
	} {
		for _, lang := range []string{"en", "de"} {
			d.Lang, reading.Lang = lang, lang
			for _, b := range []*portaltest.Browser{d.Browser, reading} {
				if page := b.Get(path); page.Status != 200 {
					t.Errorf("%s: %d %s", path, page.Status, page.Text())
				}
			}
		}
	}
	for _, path := range []string{"/staff/programs/new", at + "/publish", at + "/end", at + "/edit/rewards/rules/won/remove"} {
		if page := d.Get(path); page.Status != 200 {
			t.Errorf("%s: %d", path, page.Status)
		}
		if page := reading.Get(path); page.Status != 403 {
			t.Errorf("%s: a rep is answered %d", path, page.Status)
		}
	}
}

// The list is empty at first, and a program starts with the defaults.
func TestFirstProgram(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if page := d.Get("/staff/programs"); !page.Has("No program yet") {
		t.Error(page.Text())
	}
	page := d.Get("/staff/programs/new")
	values := sent(t, page, "/staff/programs")
	again := d.Post("/staff/programs", values)
	if again.Status != 422 || !again.Has("Please fill this in.") || !again.Has("One thing") {
		t.Errorf("without a name: %d %s", again.Status, again.Text())
	}
	values.Set("name", "Friends of Northline")
	values.Set("external_id", "friends")
	shown := d.Follow("/staff/programs", values)
	if !shown.Has("Friends of Northline") || !shown.Has("The program is there") {
		t.Error(shown.Text())
	}
	if twice := d.Post("/staff/programs", values); twice.Status != 303 {
		t.Errorf("sent twice: %d", twice.Status)
	}
	if page := d.Get("/staff/programs"); !page.Has("Draft") || page.Has("Published") && !page.Has("Friends") {
		t.Error(page.Text())
	}
	if file := d.Get("/staff/programs.csv?state=draft"); !strings.Contains(file.Body, "Friends of Northline,Draft,0,") {
		t.Errorf("%d %s", file.Status, file.Body)
	}
	if file := d.Get("/staff/programs.csv?state=published"); strings.Count(file.Body, "\n") != 1 {
		t.Error(file.Body)
	}
	if page := d.Get("/staff/programs.csv?state=x"); page.Status != 422 {
		t.Errorf("%d", page.Status)
	}
	if page := d.Get("/staff/programs?state=published"); !page.Has("Nothing fits") {
		t.Error(page.Text())
	}
}
