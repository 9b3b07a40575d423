package browsertest

import (
	"encoding/json"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestEveryPage follows every link that the portal shows to people of every role,
// on the demo's data, which has everything in every state. Each page is looked at
// wide and light in English, and narrow and dark in German.
//
// With GOODWORD_TEST_SHOTS it leaves a contact sheet in that directory: every page
// in all four looks, and an index.html to look at them.
func TestEveryPage(t *testing.T) {
	t.Parallel()
	site := start(t)
	seen := newAtlas(t)
	for _, who := range []struct{ name, mail string }{
		{"the admin", adminMail}, {"a referrer", "krueger@example.org"}, {"another referrer", "sommer@example.org"},
		{"a rep", "tom@northline.example"}, {"an approver", "sofie@northline.example"},
	} {
		t.Run(who.name, func(t *testing.T) {
			p := enter(t, site, who.name, habits{})
			p.signIn(who.mail)
			seen.walk(p)
		})
	}
	nobody := enter(t, site, "nobody", habits{})
	for _, path := range []string{"/sign-in", "/kit", "/mailbox", "/sign-in?then=%2Fhome", "/nowhere"} {
		seen.look(nobody, path)
	}
	if n := len(seen.visited); n < 60 {
		t.Errorf("only %d pages were found", n)
	}
	seen.index()
}

// atlas is the pages that were seen, so that nobody looks at one twice.
type atlas struct {
	axe     string
	visited map[string]int // by the page's kind: how often it was looked at
	sheet   *sheet         // nil where nobody wants pictures
	looks   []look
	often   int // how many pages of one kind are looked at: they differ in what they show
}

func newAtlas(t *testing.T) *atlas {
	t.Helper()
	axe, err := os.ReadFile("../../portal/testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	a := &atlas{axe: string(axe), visited: map[string]int{}, looks: []look{wideLight, narrowDark}, often: 1}
	if dir := os.Getenv("GOODWORD_TEST_SHOTS"); dir != "" {
		a.sheet = &sheet{t: t, dir: dir}
		a.looks, a.often = []look{wideLight, wideDark, narrowLight, narrowDark}, 2
	}
	return a
}

// walk looks at every page that a person can come to by links.
func (a *atlas) walk(p *person) {
	var start string
	p.open("/")
	p.run(chromedp.Location(&start))
	ahead := []string{strings.TrimPrefix(start, p.site)}
	queued := map[string]bool{ahead[0]: true}
	for len(ahead) > 0 {
		path := ahead[0]
		ahead = ahead[1:]
		if a.visited[kind(path)] >= a.often {
			continue
		}
		a.visited[kind(path)]++
		a.look(p, path)
		for _, next := range p.links() {
			if !queued[next] && a.visited[kind(next)] < a.often {
				queued[next] = true
				ahead = append(ahead, next)
			}
		}
	}
}

// links are the addresses of pages of ours that this page leads to.
func (p *person) links() []string {
	var found []string
	p.run(chromedp.Evaluate(`[...document.querySelectorAll("a[href]:not([download])")].map(a => a.href)`, &found))
	var out []string
	for _, l := range found {
		path, ours := strings.CutPrefix(l, p.site)
		path, _, _ = strings.Cut(path, "#")
		if ours && strings.HasPrefix(path, "/") && !notPages.MatchString(path) {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// notPages are addresses of files, of the API's reference, and of parts of a list.
var notPages = regexp.MustCompile(`^/(docs|openapi|assets|v1|sandbox)\b|\.(csv|svg|png|json)\b|format=csv|cursor=|/export|/html$`)

// ids are the parts of a path that name one thing among many.
var ids = regexp.MustCompile(`/([a-z]{2,4}_[0-9a-z]{10,}(\.[0-9]+\.[a-z2-7]+)?|[0-9]+|[A-Za-z0-9_-]{20,})\b`)

// kind is what pages have in common that differ only in what they show. A tab or
// filter is a kind of its own.
func kind(path string) string {
	u, err := url.Parse(path)
	if err != nil {
		return path
	}
	k := ids.ReplaceAllString(u.Path, "/:id")
	for _, named := range []string{"/r/", "/mailbox/"} { // by no id of ours
		if strings.HasPrefix(k, named) {
			k = named + ":id"
		}
	}
	k = withoutKey(k)
	var names []string
	for name, values := range u.Query() {
		switch name {
		case "tab", "group", "view", "fresh":
			names = append(names, name+"="+values[0])
		default:
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return strings.TrimSuffix(k+"?"+strings.Join(names, "&"), "?")
}

// withoutKey leaves out the name of a question or reward rule.
func withoutKey(path string) string {
	for _, items := range []string{"/questions/", "/rules/"} {
		if before, after, ok := strings.Cut(path, items); ok && after != "new" {
			_, rest, _ := strings.Cut(after, "/")
			return before + items + ":key/" + rest
		}
	}
	return path
}

// rules are what axe checks.
const rules = `["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]`

// look opens a page in each look and checks it.
func (a *atlas) look(p *person, path string) {
	p.t.Helper()
	for _, l := range a.looks {
		l.take(p)
		p.open(path)
		var report string
		var width, content int64
		p.run(
			chromedp.Evaluate(`window.innerWidth`, &width), chromedp.Evaluate(`document.documentElement.scrollWidth`, &content),
			chromedp.Evaluate(a.axe+`; 1`, nil),
			chromedp.Evaluate(`axe.run(document, {iframes: false, resultTypes: ["violations"], runOnly: `+rules+`}).then(r => JSON.stringify(r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 160) + " " + n.any.map(c => c.message).join("; ")).join(" | "))))`, &report, awaited),
		)
		var violations []string
		if err := json.Unmarshal([]byte(report), &violations); err != nil {
			p.t.Errorf("%s, %s: %v", path, l.name, err)
		}
		for _, v := range violations {
			p.t.Errorf("%s, %s: axe: %s", path, l.name, v)
		}
		if content > width {
			p.t.Errorf("%s, %s: %d px of content in %d", path, l.name, content, width)
		}
		var unseen, squeezed []string
		p.run(chromedp.Evaluate(unseenFocus, &unseen), chromedp.Evaluate(squeezedText, &squeezed))
		for _, s := range squeezed {
			p.t.Errorf("%s, %s: no room for %s", path, l.name, s)
		}
		for _, u := range unseen {
			p.t.Errorf("%s, %s: nobody sees the focus on %s", path, l.name, u)
		}
		if a.sheet != nil {
			a.sheet.shoot(p, kind(path), l)
		}
	}
}

// squeezedText lists words that stand one letter below the other.
const squeezedText = `[...document.querySelectorAll("main p, main a, main td, main th, main dt, main dd, main h1, main h2, main h3, main li")]
  .filter(e => { const r = e.getBoundingClientRect(); return e.checkVisibility() && r.width > 1 && r.width < 40 && r.height > 150 && e.textContent.trim().length > 12; })
  .map(e => e.outerHTML.slice(0, 120))`

// unseenFocus lists what takes the focus and doesn't show it, or takes it out of
// the page's order.
const unseenFocus = `[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")]
  .filter(e => e.checkVisibility() && e.tabIndex >= 0)
  .filter(e => {
    if (e.tabIndex > 0) return true;
    e.focus({preventScroll: true, focusVisible: true});
    if (document.activeElement !== e) return false;
    const rings = [e, e.closest("label")].filter(Boolean).map(x => getComputedStyle(x));
    return !rings.some(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2);
  })
  .map(e => e.outerHTML.slice(0, 120))`

// index writes the contact sheet's page.
func (a *atlas) index() {
	if a.sheet != nil {
		a.sheet.index()
	}
}
