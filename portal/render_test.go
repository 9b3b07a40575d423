package portal

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestEveryPageInEveryState renders the scenes in each language and checks what
// every page owes its reader.
func TestEveryPageInEveryState(t *testing.T) {
	t.Parallel()
	for _, sc := range scenes() {
		for _, lang := range []string{"en", "de"} {
			t.Run(sc.name+" "+lang, func(t *testing.T) {
				t.Parallel()
				st := &stage{person: sc.stage.person, ref: sc.stage.ref, proof: sc.stage.proof}
				res := send(t, setup(t, st), lang, sc.path, sc.form)
				body, err := io.ReadAll(res.Body)
				if err != nil {
					t.Fatal(err)
				}
				if res.StatusCode != sc.status {
					t.Fatalf("status %d, want %d", res.StatusCode, sc.status)
				}
				checkHeaders(t, res)
				checkMarkup(t, string(body), lang)
				if got := st.changes(); len(got) > 0 {
					t.Errorf("showing a page changed something: %v", got)
				}
			})
		}
	}
}

func checkHeaders(t *testing.T, res *http.Response) {
	t.Helper()
	csp := res.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'nonce-", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"} {
		if !strings.Contains(csp, want) {
			t.Errorf("policy %q lacks %q", csp, want)
		}
	}
	for name, want := range map[string]string{"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

var rawKey = regexp.MustCompile(`\b(page|mail)\.[a-z_]+\.[a-z_.]+|<no value>|\{\{`)

// checkMarkup walks a page: nesting, headings, labels, scripts and styles.
func checkMarkup(t *testing.T, page, lang string) {
	t.Helper()
	if raw := rawKey.FindString(page); raw != "" {
		t.Errorf("text without words: %q", raw)
	}
	if err := nested(page); err != nil {
		t.Error(err)
	}
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var headings int
	ids, labels := map[string]int{}, map[string]bool{}
	for n := range doc.Descendants() {
		if id := attr(n, "id"); id != "" {
			ids[id]++
		}
		if n.DataAtom == atom.Label {
			labels[attr(n, "for")] = true
		}
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.H1:
			headings++
		case atom.Html:
			if attr(n, "lang") != lang {
				t.Errorf("lang is %q, want %q", attr(n, "lang"), lang)
			}
		case atom.Script:
			if attr(n, "src") == "" || attr(n, "nonce") == "" || n.FirstChild != nil {
				t.Error("an inline script, or one without a nonce")
			}
		case atom.Style:
			t.Error("an inline style")
		case atom.Input, atom.Select, atom.Textarea:
			if attr(n, "type") != "hidden" && !labels[attr(n, "id")] {
				t.Errorf("control %q has no label", attr(n, "name"))
			}
			if attr(n, "type") == "radio" && hasAttr(n, "checked") && attr(n, "name") != "how" {
				t.Errorf("radio %q is preselected", attr(n, "name"))
			}
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("inline %s on <%s>", a.Key, n.Data)
			}
			if a.Key == "aria-describedby" || a.Key == "aria-labelledby" {
				for id := range strings.FieldsSeq(a.Val) {
					if ids[id] != 1 {
						t.Errorf("%s names %q, which is there %d times", a.Key, id, ids[id])
					}
				}
			}
			if a.Key == "href" && strings.HasPrefix(a.Val, "#") && ids[a.Val[1:]] != 1 {
				t.Errorf("link to %q leads nowhere", a.Val)
			}
		}
	}
	if headings != 1 {
		t.Errorf("%d h1", headings)
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("id %q is there %d times", id, n)
		}
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

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// blocks may not stand inside a paragraph: a browser would end it there.
var blocks = map[string]bool{"p": true, "div": true, "ul": true, "ol": true, "dl": true, "form": true, "section": true, "h1": true, "h2": true, "h3": true, "fieldset": true, "details": true, "pre": true, "figure": true}

var voids = map[string]bool{"meta": true, "link": true, "input": true, "img": true, "br": true, "hr": true, "base": true}

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
