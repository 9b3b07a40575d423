package browsertest

import (
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/goodword/goodword/internal/chromiumtest"
)

// TestEveryPage follows every link that the portal shows to people of every role,
// on the demo's data, which has everything in every state, and sends every form
// with mistakes. Each page is looked at wide in English and narrow in German, both
// light and dark: one of each kind, and in CI those of a kind that show anything
// that the ones before didn't.
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
	for _, path := range []string{"/sign-in", "/sign-in/code", "/kit", "/mailbox", "/sign-in?then=%2Fhome"} {
		seen.look(nobody, path)
	}
	if n := len(seen.visited); n < 60 {
		t.Errorf("only %d kinds of pages were found", n)
	}
	if seen.refused < 30 {
		t.Errorf("only %d forms were sent with mistakes", seen.refused)
	}
	t.Logf("%d kinds of pages, %d pages inspected, %d forms with mistakes", len(seen.visited), seen.inspected, seen.refused)
	if seen.sheet != nil {
		seen.sheet.index()
	}
}

// TestEveryPageOfANewInstallation is TestEveryPage where nothing has happened yet.
func TestEveryPageOfANewInstallation(t *testing.T) {
	t.Parallel()
	site := start(t, "--empty")
	seen := newAtlas(t)
	admin := enter(t, site, "the admin", habits{})
	admin.signIn(adminMail)
	seen.walk(admin)
	admin.hires("Rita Berg", ritaMail, "rep")
	admin.hires("Sascha Adler", saschaMail, "approver")
	admin.hires("Yuki Tanaka", yukiMail, "reviewer")
	admin.welcomes("Kim Muster", kimMail)
	for _, mail := range []string{ritaMail, saschaMail, yukiMail, kimMail} {
		p := enter(t, site, mail, habits{})
		p.signIn(mail)
		seen.walk(p)
	}
}

// atlas is the pages that were seen, so that nobody looks twice at what is the same.
type atlas struct {
	visited   map[string]int             // how often a kind of page was opened
	parts     map[string]map[string]bool // what pages of a kind are made of
	refused   int                        // how many forms were sent with mistakes
	inspected int                        // how many pages were looked at closely
	sheet     *sheet                     // nil where nobody wants pictures
}

func newAtlas(t *testing.T) *atlas {
	t.Helper()
	a := &atlas{visited: map[string]int{}, parts: map[string]map[string]bool{}}
	if dir := os.Getenv("GOODWORD_TEST_SHOTS"); dir != "" {
		a.sheet = &sheet{t: t, dir: dir}
	}
	return a
}

// often is how many pages of one kind are opened, which differ in what they show.
// CI, which asks for everything, takes the time to open more of them.
var often = map[bool]int{true: 6, false: 1}[strings.Contains(os.Getenv("GOODWORD_TEST_REQUIRE"), "browser")]

// walk looks at every page that a person can come to by links.
func (a *atlas) walk(p *person) {
	p.t.Helper()
	var start string
	p.open("/")
	p.run(chromedp.Location(&start))
	ahead := []string{strings.TrimPrefix(start, p.site)}
	queued := map[string]bool{ahead[0]: true}
	for len(ahead) > 0 {
		path := ahead[0]
		ahead = ahead[1:]
		if a.visited[kind(path)] >= often {
			continue
		}
		a.visited[kind(path)]++
		for _, next := range a.look(p, path) {
			if !queued[next] && a.visited[kind(next)] < often {
				queued[next] = true
				ahead = append(ahead, next)
			}
		}
	}
	p.openIn("en", start)
	p.run(chromiumtest.WideLight.Take())
}

// look opens a page, inspects it if it has anything that no page of its kind had
// before, and returns where it leads.
func (a *atlas) look(p *person, path string) []string {
	p.t.Helper()
	p.openIn("en", path)
	next := p.links()
	if !a.news(p, kind(path)) {
		return next
	}
	a.inspected++
	a.inspect(p, path, chromiumtest.WideLight, chromiumtest.WideDark)
	p.openIn("de", path)
	a.inspect(p, path, chromiumtest.NarrowDark, chromiumtest.NarrowLight)
	a.mistakes(p, path)
	return next
}

// news reports whether a page is made of something new for its kind.
func (a *atlas) news(p *person, kind string) bool {
	p.t.Helper()
	var parts []string
	p.run(chromedp.Evaluate(`[...new Set([...document.querySelectorAll("main *")].map(e => e.localName + "." + e.getAttribute("class") + (e.getAttribute("href") ?? "").replace(/^[^#]*/, "")))]`, &parts))
	if a.parts[kind] == nil {
		a.parts[kind] = map[string]bool{}
	}
	before := len(a.parts[kind])
	for _, part := range parts {
		a.parts[kind][ids.ReplaceAllString(part, "")] = true
	}
	return len(a.parts[kind]) > before
}

// inspect looks at the page that stands in a person's window.
func (a *atlas) inspect(p *person, path string, looks ...chromiumtest.Look) {
	p.t.Helper()
	wrong, err := p.Inspect(looks, func(l chromiumtest.Look) error {
		if a.sheet == nil {
			return nil
		}
		return a.sheet.shoot(p, kind(path), l)
	})
	if err != nil {
		p.t.Fatalf("%s, %s: %v", p.name, path, err)
	}
	for _, w := range append(wrong, p.Complaints()...) {
		p.t.Errorf("%s, %s: %s", p.name, path, w)
	}
}

// links are the addresses of pages of ours that this page leads to.
func (p *person) links() []string {
	p.t.Helper()
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
