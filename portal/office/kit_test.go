package office_test

import (
	"net/http"
	"net/url"
	"sync/atomic"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/portal/office"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/portaltest"
)

// desk is a portal with these pages, and an admin who has just signed in.
type desk struct {
	*portaltest.Kit
	ada   *member.Member
	admin *portaltest.Browser
	stale atomic.Bool // every session is too old for what gives power away
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{}
	d.Kit = portaltest.New(t, d.area)
	d.ada = d.Staff("Ada Admin", aggregate.Admin)
	d.admin = d.SignedIn(d.ada)
	return d
}

// area is the pages, for readers whose session may be made old.
func (d *desk) area(s *page.Site) []page.Route {
	routes := office.New(s).Routes()
	for i, r := range routes {
		routes[i].Handler = func(c *gin.Context) error {
			if reader := page.ReaderOf(c); d.stale.Load() && reader.Actor.Session != nil {
				reader.Fresh = false
				reader.Actor.Session = &aggregate.Session{ID: reader.SessionID}
				c.Set("portal.reader", reader)
			}
			return r.Handler(c)
		}
	}
	return routes
}

// ok opens a page that has to be there.
func (d *desk) ok(b *portaltest.Browser, path string) *portaltest.Page {
	d.T.Helper()
	p := b.Get(path)
	if p.Status != http.StatusOK {
		d.T.Fatalf("GET %s: %d\n%s", path, p.Status, p.Text())
	}
	return p
}

// says fails the test unless a page shows all of some words.
func says(t testing.TB, p *portaltest.Page, words ...string) {
	t.Helper()
	for _, w := range words {
		if !p.Has(w) {
			t.Errorf("the page doesn't say %q:\n%s", w, p.Text())
		}
	}
}

// hides fails the test when a page shows any of some words.
func hides(t testing.TB, p *portaltest.Page, words ...string) {
	t.Helper()
	for _, w := range words {
		if p.Has(w) {
			t.Errorf("the page says %q:\n%s", w, p.Text())
		}
	}
}

// typed adds to a form's hidden fields what somebody types.
func typed(hidden url.Values, names ...string) url.Values {
	for i := 0; i < len(names); i += 2 {
		hidden.Add(names[i], names[i+1])
	}
	return hidden
}

// Each page is there for those whom it is for, and for nobody else.
func TestAccess(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	rita, kim := d.SignedIn(d.Staff("Rita Rep", aggregate.Rep)), d.SignedIn(d.Customer("Kim Muster"))
	nobody := d.Browser()
	for path, rep := range map[string]int{"/staff": 200, "/staff/activity": 403, "/staff/keys": 200} {
		d.ok(d.admin, path)
		if got := rita.Get(path).Status; got != rep {
			t.Errorf("%s for a rep: %d, want %d", path, got, rep)
		}
		if got := kim.Get(path).Status; got != http.StatusForbidden {
			t.Errorf("%s for a customer: %d", path, got)
		}
		if p := nobody.Get(path); p.Status != http.StatusSeeOther || p.Location != "/sign-in?then="+url.QueryEscape(path) {
			t.Errorf("%s for nobody: %d %s", path, p.Status, p.Location)
		}
	}
}
