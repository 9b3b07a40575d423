package doortest

import (
	"net/url"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/goodword/goodword/portal/portaltest"
)

// carried is what a browser sends of a form that nobody has touched: the hidden
// fields, and what stands in the others. Buttons are left out.
func carried(p *portaltest.Page, action string) url.Values {
	out := url.Values{}
	for n := range p.Doc.Descendants() {
		if n.DataAtom != atom.Form || attr(n, "action") != action {
			continue
		}
		for c := range n.Descendants() {
			if name := attr(c, "name"); name != "" {
				out[name] = append(out[name], held(c)...)
			}
		}
		break
	}
	return out
}

// held are the values of one control that a browser sends.
func held(n *html.Node) []string {
	switch n.DataAtom {
	case atom.Input:
		if kind := attr(n, "type"); (kind == "radio" || kind == "checkbox") && !has(n, "checked") || kind == "submit" {
			return nil
		}
		return []string{attr(n, "value")}
	case atom.Textarea:
		if n.FirstChild == nil {
			return []string{""}
		}
		return []string{n.FirstChild.Data}
	case atom.Select:
		for o := range n.Descendants() {
			if o.DataAtom == atom.Option && has(o, "selected") {
				return []string{attr(o, "value")}
			}
		}
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
