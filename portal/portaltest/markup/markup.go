// Package markup checks what every page owes its reader, whatever it is about.
//
// Neighbours: the tests of portal and of the packages below it. Invariant: it
// knows HTML only, so that any of them can import it.
package markup

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var rawKey = regexp.MustCompile(`\b(page|mail|form|promise|reward|referral|vetting|account|home|desk|approvals|programs|people|office)\.[a-z_]+\.[a-z_.]+|<no value>|\{\{`)

// Check walks a page and returns what is wrong with it: words that are missing,
// nesting, headings, labels, scripts and styles, ids and what names them.
func Check(page string) []string {
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if err := nested(page); err != nil {
		fault("%v", err)
	}
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return append(faults, err.Error())
	}
	ids, labels := map[string]int{}, map[string]bool{}
	for n := range doc.Descendants() {
		if id := attr(n, "id"); id != "" {
			ids[id]++
		}
		if n.DataAtom == atom.Label {
			labels[attr(n, "for")] = true
		}
		if n.Type == html.TextNode && n.Parent.DataAtom != atom.Code && n.Parent.DataAtom != atom.Pre {
			if raw := rawKey.FindString(n.Data); raw != "" {
				fault("text without words: %q", raw)
			}
		}
	}
	headings := 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.H1:
			headings++
		case atom.Html:
			if attr(n, "lang") == "" {
				fault("no language")
			}
		case atom.Title:
			if n.FirstChild == nil || strings.HasPrefix(n.FirstChild.Data, " ") {
				fault("no title")
			}
		case atom.Script:
			if attr(n, "src") == "" || attr(n, "nonce") == "" || n.FirstChild != nil {
				fault("an inline script, or one without a nonce")
			}
		case atom.Style:
			fault("an inline style")
		case atom.Input, atom.Select, atom.Textarea:
			if attr(n, "type") != "hidden" && !labels[attr(n, "id")] {
				fault("control %q has no label", attr(n, "name"))
			}
			if attr(n, "name") == "sure" && has(n, "checked") {
				fault("a decision is preselected")
			}
		}
		for _, a := range n.Attr {
			checkAttr(n, a, ids, fault)
		}
	}
	if headings != 1 {
		fault("%d h1", headings)
	}
	for id, n := range ids {
		if n > 1 {
			fault("id %q is there %d times", id, n)
		}
	}
	return faults
}

func checkAttr(n *html.Node, a html.Attribute, ids map[string]int, fault func(string, ...any)) {
	if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
		fault("inline %s on <%s>", a.Key, n.Data)
	}
	if a.Key == "aria-describedby" || a.Key == "aria-labelledby" {
		for id := range strings.FieldsSeq(a.Val) {
			if ids[id] != 1 {
				fault("%s names %q, which is there %d times", a.Key, id, ids[id])
			}
		}
	}
	if a.Key == "href" && len(a.Val) > 1 && a.Val[0] == '#' && ids[a.Val[1:]] != 1 {
		fault("link to %q leads nowhere", a.Val)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// blocks may not stand inside a paragraph: a browser would end it there.
var blocks = map[string]bool{"p": true, "div": true, "ul": true, "ol": true, "dl": true, "form": true, "section": true, "h1": true, "h2": true, "h3": true, "fieldset": true, "details": true, "pre": true, "figure": true}

var voids = map[string]bool{"meta": true, "link": true, "input": true, "img": true, "br": true, "hr": true, "base": true, "col": true}

// nested reports a tag that isn't closed, or that stands where a browser would
// move it.
func nested(page string) error {
	z := html.NewTokenizer(strings.NewReader(page))
	var open []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				return fmt.Errorf("not closed: %v", open)
			}
			return nil
		case html.StartTagToken:
			raw, _ := z.TagName()
			name := string(raw)
			if blocks[name] && len(open) > 0 && open[len(open)-1] == "p" {
				return fmt.Errorf("<%s> inside <p>", name)
			}
			if !voids[name] {
				open = append(open, name)
			}
		case html.EndTagToken:
			raw, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(raw) {
				return fmt.Errorf("</%s> closes %v", raw, open)
			}
			open = open[:len(open)-1]
		}
	}
}
