package people_test

import (
	"maps"
	"net/url"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/portal/people"
	"github.com/goodword/goodword/portal/portaltest"
)

// An admin whose sign-in is a while ago gives nobody a way in or power, and changes
// nobody's address to sign in with, before they prove again that it is them.
func TestWaysInTakeAFreshSession(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(people.New))
	ada, rita, kim := k.SignedIn(k.Staff("Ada Admin", aggregate.Admin)), k.Staff("Rita Rep", aggregate.Rep), k.Customer("Kim Muster")
	edit := ada.Get("/staff/members/" + kim.ID + "/edit").Form("/staff/members/" + kim.ID + "/edit")
	for name, value := range map[string]string{"name": "Kim Muster", "kind": "customer", "email": kim.Personal.Email, "country": "DE"} {
		edit.Set(name, value)
	}
	duties := ada.Get("/staff/members/" + rita.ID + "/duties").Form("/staff/members/" + rita.ID + "/duties")
	k.Wait(session.FreshFor)

	proves := func(what string, p *portaltest.Page) {
		t.Helper()
		if p.Status != 303 || !strings.HasPrefix(p.Location, "/sign-in?fresh=1&then=%2Fstaff%2Fmembers") {
			t.Errorf("%s: %d %s", what, p.Status, p.Location)
		}
	}
	for _, path := range []string{"/new", "/import", "/" + kim.ID + "/edit", "/" + rita.ID + "/duties"} {
		proves(path, ada.Get("/staff/members"+path))
	}
	moved := maps.Clone(edit)
	moved.Set("email", "somebody.else@lumen.org")
	proves("another address", ada.Post("/staff/members/"+kim.ID+"/edit", moved))
	duties["roles"] = []string{"approver"}
	proves("another role", ada.Post("/staff/members/"+rita.ID+"/duties", duties))
	proves("somebody new on the staff", ada.Post("/staff/members/new", url.Values{"name": {"Eve"}, "kind": {"staff"}, "email": {"eve@lumen.org"}}))
	proves("the end of a colleague", ada.Post("/staff/members/"+rita.ID+"/deactivate", url.Values{"sure": {"yes"}}))
	if m, err := k.App.Members.Get(t.Context(), portaltest.Operator.Actor, kim.ID); err != nil || m.Personal.Email != kim.Personal.Email {
		t.Errorf("%v %v", m, err)
	}
	// What opens nothing needs no proof.
	edit.Set("company", "Muster Bau")
	if p := ada.Post("/staff/members/"+kim.ID+"/edit", edit); p.Status != 303 || p.Location != "/staff/members/"+kim.ID {
		t.Errorf("another company: %d %s", p.Status, p.Location)
	}
	if p := ada.Get("/staff/companies/import"); p.Status != 200 {
		t.Errorf("a file of companies: %d", p.Status)
	}
}
