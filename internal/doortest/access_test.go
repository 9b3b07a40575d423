package doortest

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/portaltest"
)

// nobody is a reader who isn't signed in.
const nobody = "nobody"

// allowance says who may open the addresses that begin so.
type allowance struct {
	begins string
	ends   string // "" for any
	who    []string
}

var staff = []string{admin, reviewer, rep, approver, second}

// allowances are who may open what, by hand: the first that fits. An admin may do
// what any of the staff may.
var allowances = []allowance{
	{"/sign-in", "", nil}, {"/sign-out", "", nil}, {"/s/", "", nil}, {"/u/", "", nil}, // nil for everybody
	{"/settings", "", append([]string{customer, other}, staff...)},
	{"/staff/review", "", []string{admin, reviewer}},
	{"/staff/follow-up", "", []string{admin, rep}},
	{"/staff/rewards", "", []string{admin, approver, second}},
	{"/staff/introductions/new", "", []string{admin, reviewer, rep}},
	{"/staff/activity", "", []string{admin}},
	{"/staff/members/left-alone", "", staff},
	{"/staff/members/import", "", []string{admin}},
	{"/staff/companies/import", "", []string{admin}},
	{"/staff/members/new", "", []string{admin}},
	{"/staff/companies/new", "", []string{admin}},
	{"/staff/companies/", "/remove", []string{admin}},
	{"/staff/members/", "/edit", []string{admin}},
	{"/staff/members/", "/duties", []string{admin}},
	{"/staff/members/", "/deactivate", []string{admin}},
	{"/staff/programs/new", "", []string{admin}},
	{"/staff/programs/", "/publish", []string{admin}},
	{"/staff/programs/", "/end", []string{admin}},
	{"/staff/programs/", "/remove", []string{admin}},
	{"/staff", "", staff},
	{"", "", []string{customer, other}},
}

// changes are the forms that fewer may send than may open their page.
var changes = []allowance{
	{"/staff/members/left-alone", "", staff},
	{"/staff/members/", "", []string{admin}},
	{"/staff/companies/", "", []string{admin}},
	{"/staff/programs/", "/reads", staff},
	{"/staff/programs", "", []string{admin}},
}

// allowed finds who a route is for; public for everybody.
func allowed(r page.Route) (who []string, public bool) {
	rules := allowances
	if r.Method != http.MethodGet {
		rules = append(slices.Clone(changes), allowances...)
	}
	for _, a := range rules {
		if strings.HasPrefix(r.Path, a.begins) && strings.HasSuffix(r.Path, a.ends) {
			return a.who, a.who == nil
		}
	}
	return nil, false
}

// estate is a house in which each address leads to something.
type estate struct {
	*house
	readers map[string]*portaltest.Browser
	ids     *strings.Replacer // the parameters of paths
}

// theirs are words about a person whom the other customer introduced.
const theirs = "Zebulon Quist"

func newEstate(t *testing.T) *estate {
	t.Helper()
	h := newHouse(t)
	agreed := h.breached()
	h.Introduce(h.people[other], h.program, map[string]any{
		"name": theirs, "company": "Quist Mills", "why": "Their mill at the river grinds day and night without a plan.",
	})
	review := h.Introduce(h.people[customer], h.program, map[string]any{"name": "Omar Reyes", "company": "Reyes", "email": "omar@lumen.org",
		"why": "Omar counts the stock of four shops by hand, each Sunday."})
	won, err := h.App.Referrals.Win(h.ctx(), h.As(h.people[rep]), agreed, app.WinReferral{
		ExternalID: "C-17", Amount: money.Of(1_000_00, "eur"), Evidence: app.DealEvidence{Kind: "contract", Reference: "C-17"},
	})
	h.after(won, err)
	firm, err := h.App.Companies.Upsert(h.ctx(), portaltest.Operator, app.CompanyInput{Name: "Acme", State: "customer", Domains: []string{"acme.org"}})
	h.Must(err)
	h.serviceKey()
	keys, err := h.App.Keys.List(h.ctx(), portaltest.Operator.Actor, app.KeyFilter{}, app.Page{})
	h.Must(err)
	e := &estate{house: h, readers: map[string]*portaltest.Browser{nobody: h.Browser()}}
	for name := range h.people {
		e.readers[name] = h.SignedIn(h.now(name))
	}
	h.mainLink()
	reward, kim := h.rewardOf(agreed).ID, h.people[customer].ID
	e.ids = strings.NewReplacer(
		"/introductions/new/:program", "/introductions/new/"+h.program.ID,
		"/staff/review/:id/:action", "/staff/review/"+review.ID+"/accept", "/staff/review/:id", "/staff/review/"+review.ID,
		"/staff/introductions/:id/reports/:n", "/staff/introductions/"+agreed+"/reports/1",
		"/staff/introductions/:id/:action", "/staff/introductions/"+agreed+"/contact", "/staff/introductions/:id", "/staff/introductions/"+agreed,
		"/introductions/:id/:action", "/introductions/"+agreed+"/report", "/introductions/:id", "/introductions/"+agreed,
		"/staff/follow-up/:id", "/staff/follow-up/"+agreed, "/staff/rewards/:id", "/staff/rewards/"+reward, "/rewards/:id", "/rewards/"+reward,
		"/links/:id", "/links/"+h.link(customer), "/staff/programs/:id", "/staff/programs/"+h.program.ID, ":section", "basics", ":revision", "1",
		"questions/:key", "questions/company", "rules/:key", "rules/won",
		"/staff/members/:id/duties", "/staff/members/"+h.people[rep].ID+"/duties", "/staff/members/:id", "/staff/members/"+kim,
		"/staff/companies/:id", "/staff/companies/"+firm.Doc.ID, "/staff/keys/:id", "/staff/keys/"+keys.Docs[0].ID,
	)
	return e
}

// routes are those of all areas.
func (e *estate) routes() []page.Route {
	var out []page.Route
	for _, area := range areas {
		out = append(out, area(e.Site)...)
	}
	return out
}

// Each address is opened, and each form sent empty, by everybody for whom it isn't;
// and each page is opened by everybody for whom it is.
func TestWhoMayOpenWhat(t *testing.T) {
	t.Parallel()
	e := newEstate(t)
	left := e.people[second]
	_, err := e.App.Members.Deactivate(e.ctx(), portaltest.Operator, left.ID)
	e.Must(err)
	before := e.state()
	for _, r := range e.routes() {
		who, public := allowed(r)
		path := e.ids.Replace(r.Path)
		for name, b := range e.readers {
			if r.Method != http.MethodGet && (public || name != second && slices.Contains(who, name)) {
				continue // what a form does is tested where it stands
			}
			var p *portaltest.Page
			if r.Method == http.MethodGet {
				p = b.Get(path)
			} else {
				p = b.Post(path, nil)
			}
			signsIn := p.Status == http.StatusSeeOther && strings.HasPrefix(p.Location, "/sign-in")
			switch {
			case public:
				if p.Status >= http.StatusInternalServerError {
					t.Errorf("%s %s as %s: %d", r.Method, path, name, p.Status)
				}
			case name == nobody || name == second:
				if !signsIn {
					t.Errorf("%s %s as %s: %d to %q, want a way to sign in", r.Method, path, name, p.Status, p.Location)
				}
			case !slices.Contains(who, name):
				if p.Status != http.StatusForbidden {
					t.Errorf("%s %s as %s: %d, want 403", r.Method, path, name, p.Status)
				}
			default:
				e.opened(t, r, name, p)
			}
		}
	}
	compare(t, before, e.state())
}

// opened looks at a page that somebody may see.
func (e *estate) opened(t *testing.T, r page.Route, name string, p *portaltest.Page) {
	t.Helper()
	foreign := name == other && strings.Contains(r.Path, ":id") || name != admin && strings.HasPrefix(r.Path, "/staff/keys/:id") // a service key
	unknown := strings.Contains(e.ids.Replace(r.Path), ":")                                                                      // an own thing of theirs that nobody made here
	switch {
	case foreign || unknown:
		if p.Status != http.StatusNotFound {
			t.Errorf("%s as %s: %d, want 404", r.Path, name, p.Status)
		}
	case p.Status != http.StatusOK && p.Status != http.StatusSeeOther:
		t.Errorf("%s as %s: %d\n%s", r.Path, name, p.Status, p.Text())
	case p.Status == http.StatusSeeOther && strings.HasPrefix(p.Location, "/sign-in"):
		t.Errorf("%s as %s leads to %s", r.Path, name, p.Location)
	}
	if name == customer && (strings.Contains(p.Body, theirs) || strings.Contains(p.Body, "Quist")) {
		t.Errorf("%s shows %s what another introduced", r.Path, name)
	}
}

// What another introduced, earned or shares isn't there for a customer, whatever
// they send.
func TestNothingOfOthers(t *testing.T) {
	t.Parallel()
	e := newEstate(t)
	before := e.state()
	b := e.readers[other]
	for _, r := range e.routes() {
		if !strings.Contains(r.Path, ":id") || strings.HasPrefix(r.Path, "/staff") || strings.HasPrefix(r.Path, "/settings") || r.Method == http.MethodGet {
			continue
		}
		path := e.ids.Replace(r.Path)
		if p := b.Post(path, typed("sure", "yes", "words", "Hello.", "once", "k-1", "revision", "1")); p.Status != http.StatusNotFound {
			t.Errorf("%s: %d\n%s", path, p.Status, p.Text())
		}
	}
	compare(t, before, e.state())
}
