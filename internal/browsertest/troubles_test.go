package browsertest

import (
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/goodword/goodword/internal/chromiumtest"
)

// trouble is an address that doesn't give its reader what they came for.
type trouble struct {
	path   string
	status int64
}

// TestErrorPages looks at what somebody sees who opens what isn't there, or isn't
// theirs.
func TestErrorPages(t *testing.T) {
	t.Parallel()
	site := start(t)
	seen := newAtlas(t)
	for _, who := range []struct {
		name, mail string
		meets      []trouble
	}{
		{"nobody", "", []trouble{{"/nowhere", 404}, {"/s/nothing", 410}, {"/i/nothing", 404}, {"/u/nothing", 404}, {"/staff", 200}}},
		{"a referrer", "krueger@example.org", []trouble{{"/nowhere", 404}, {"/staff", 403}, {"/introductions/ref_01arz3ndektsv4rrffq69g5fav", 404}}},
		{"a rep", "tom@northline.example", []trouble{{"/staff/members/new", 403}, {"/home", 403}, {"/staff/introductions/ref_01arz3ndektsv4rrffq69g5fav", 404}}},
	} {
		t.Run(who.name, func(t *testing.T) {
			p := enter(t, site, who.name, habits{})
			if who.mail != "" {
				p.signIn(who.mail)
			}
			for _, m := range who.meets {
				seen.meet(p, m)
			}
		})
	}
}

// meet opens an address, and inspects the page that says what is wrong.
func (a *atlas) meet(p *person, m trouble) {
	p.t.Helper()
	var status int64
	p.run(chromiumtest.Answer(&status, chromedp.Navigate(p.site+m.path)))
	if status != m.status {
		p.t.Errorf("%s, %s: %d, want %d", p.name, m.path, status, m.status)
	}
	a.inspect(p, m.path, chromiumtest.WideLight, chromiumtest.WideDark)
	p.openIn("de", m.path)
	a.inspect(p, m.path, chromiumtest.NarrowDark, chromiumtest.NarrowLight)
	p.openIn("en", m.path)
}
