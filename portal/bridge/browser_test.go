package bridge_test

import (
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/goodword/goodword/portal/portaltest"
)

// visitor is somebody who came by a link: they follow redirects and fill in forms.
type visitor struct {
	k *kit
	b *portaltest.Browser
}

func (k *kit) visitor(lang string) *visitor {
	b := k.Browser()
	b.Lang = lang
	return &visitor{k, b}
}

// page is what a visitor is shown in the end.
type page struct {
	*portaltest.Page
	path string
}

// sheet is a form: where it goes, and what a press of its button sends when nobody
// chose or typed anything.
type sheet struct {
	action string
	values url.Values
}

func (v *visitor) open(path string) page {
	v.k.T.Helper()
	return v.arrive(path, v.b.Get(path))
}

func (v *visitor) post(path string, values url.Values) page {
	v.k.T.Helper()
	return v.arrive(path, v.b.Post(path, values))
}

func (v *visitor) arrive(path string, p *portaltest.Page) page {
	v.k.T.Helper()
	for range 5 {
		if p.Status != http.StatusSeeOther {
			break
		}
		path = p.Location
		p = v.b.Get(path)
	}
	return page{p, path}
}

// forms are those of a page.
func (p page) forms() []sheet {
	var out []sheet
	if p.Doc == nil {
		return nil
	}
	for n := range p.Doc.Descendants() {
		if n.DataAtom == atom.Form {
			s := sheet{attr(n, "action"), url.Values{}}
			for c := range n.Descendants() {
				s.read(c)
			}
			out = append(out, s)
		}
	}
	return out
}

// read notes what a control sends by itself.
func (s *sheet) read(n *html.Node) {
	name := attr(n, "name")
	switch {
	case name == "":
	case n.DataAtom == atom.Textarea && n.FirstChild != nil:
		s.values.Add(name, n.FirstChild.Data)
	case n.DataAtom == atom.Select:
		for o := range n.Descendants() {
			if o.DataAtom == atom.Option && has(o, "selected") {
				s.values.Add(name, attr(o, "value"))
			}
		}
	case n.DataAtom == atom.Input && (attr(n, "type") != "radio" && attr(n, "type") != "checkbox" || has(n, "checked")),
		n.DataAtom == atom.Button:
		s.values.Add(name, attr(n, "value"))
	}
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

// fill sends the page's form that goes to an action ending so, with values over
// what stands in it.
func (v *visitor) fill(p page, ending string, values url.Values) page {
	v.k.T.Helper()
	for _, s := range p.forms() {
		if strings.HasSuffix(s.action, ending) {
			for name, chosen := range values {
				s.values[name] = chosen
			}
			return v.post(s.action, s.values)
		}
	}
	v.k.T.Fatalf("%s has no form to %s: %s", p.path, ending, p.Body)
	return page{}
}

// wants fails the test unless the page has the status and every text.
func (k *kit) wants(p page, status int, texts ...string) {
	k.T.Helper()
	if p.Status != status {
		k.T.Fatalf("%s answered %d, want %d: %s", p.path, p.Status, status, p.Body)
	}
	for _, text := range texts {
		if !strings.Contains(p.Body, text) {
			k.T.Errorf("%s lacks %q: %s", p.path, text, main(p.Body))
		}
	}
}

// main is the part of a page that says something.
func main(text string) string {
	if _, after, ok := strings.Cut(text, "<main"); ok {
		before, _, _ := strings.Cut(after, "</main>")
		return before
	}
	return text
}

// answer takes the two steps of an answer on the person's page.
func (v *visitor) answer(path, choice string, with url.Values) page {
	v.k.T.Helper()
	second := v.fill(v.open(path), "/answer", url.Values{"answer": {choice}})
	v.k.wants(second, http.StatusOK)
	values := url.Values{"sure": {"yes"}}
	for name, chosen := range with {
		values[name] = chosen
	}
	return v.fill(second, "/confirm", values)
}

// act takes an action of the referrer's page.
func (v *visitor) act(path, action string, with url.Values) page {
	v.k.T.Helper()
	values := url.Values{"sure": {"yes"}}
	for name, chosen := range with {
		values[name] = chosen
	}
	return v.fill(v.open(path+"/"+action), "/"+action, values)
}
