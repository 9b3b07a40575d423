package people_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/portal/people"
	"github.com/goodword/goodword/portal/portaltest"
)

// shows fails the test unless the page has the status and shows all of the words.
func shows(t *testing.T, p *portaltest.Page, status int, words ...string) {
	t.Helper()
	if p.Status != status {
		t.Fatalf("status %d, want %d: %s", p.Status, status, p.Text())
	}
	for _, w := range words {
		if !p.Has(w) {
			t.Errorf("the page doesn't say %q: %s", w, p.Text())
		}
	}
}

// lacks fails the test when the page shows any of the words.
func lacks(t *testing.T, p *portaltest.Page, words ...string) {
	t.Helper()
	for _, w := range words {
		if p.Has(w) {
			t.Errorf("the page says %q: %s", w, p.Text())
		}
	}
}

// named makes a customer without an address, of any name.
func named(k *portaltest.Kit, name string) {
	k.T.Helper()
	_, err := k.App.Members.Upsert(k.T.Context(), portaltest.Operator, app.MemberInput{Name: name})
	k.Must(err)
}

func TestTheListIsSearchedFilteredAndExported(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(people.New))
	ada := k.SignedIn(k.Staff("Ada Admin", aggregate.Admin))
	named(k, "Jörg Müller")
	k.Customer("Berta Braun")
	k.Staff("Rita Rep", aggregate.Rep)

	shows(t, ada.Get("/staff/members"), 200, "Jörg Müller", "Berta Braun", "Rita Rep", "Add somebody")
	found := ada.Get("/staff/members?q=muller&order=oldest")
	shows(t, found, 200, "Jörg Müller", "Clear filters")
	lacks(t, found, "Berta Braun")
	reps := ada.Get("/staff/members?role=rep")
	shows(t, reps, 200, "Rita Rep")
	lacks(t, reps, "Jörg Müller")
	shows(t, ada.Get("/staff/members?q=nobody"), 200, "Nothing fits these filters")
	shows(t, ada.Get("/staff/members?q=m"), 200, "Search for at least two letters.")

	file := ada.Get("/staff/members.csv?q=muller")
	if file.Status != 200 || !strings.Contains(file.Body, "Jörg Müller") || strings.Contains(file.Body, "Berta") || !strings.HasPrefix(file.Body, "external_id,kind,name") {
		t.Errorf("%d %s", file.Status, file.Body)
	}
	if bad := ada.Get("/staff/members.csv?q=m"); bad.Status != 422 {
		t.Errorf("a search that can't be made is exported: %d", bad.Status)
	}
	german := k.SignedIn(k.Staff("Adam Admin", aggregate.Admin))
	german.Lang = "de"
	shows(t, german.Get("/staff/members?kind=customer"), 200, "Menschen", "Kunde")
}

func TestAPageOfManyLeadsOn(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(people.New))
	ada := k.SignedIn(k.Staff("Ada Admin", aggregate.Admin))
	long := strings.Repeat("Sehrlangername", 8)
	for _, name := range []string{"Ann One", "Ben Two", long} {
		named(k, name)
	}
	first := ada.Get("/staff/members?kind=customer&limit=2")
	shows(t, first, 200, "Next")
	var next string
	for _, l := range first.Links() {
		if strings.Contains(l, "cursor=") {
			next = l
		}
	}
	rest := ada.Get(next)
	shows(t, rest, 200, "Back to the start")
	if all := first.Text() + rest.Text(); strings.Count(all, "Ann One")+strings.Count(all, "Ben Two")+strings.Count(all, long) != 3 {
		t.Errorf("the parts together: %s", all)
	}
	if bad := ada.Get(strings.Replace(next, "customer", "staff", 1)); bad.Status != 400 {
		t.Errorf("a cursor of another list: %d", bad.Status)
	}
}

func TestSomebodyIsAddedAndEdited(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(people.New))
	ada := k.SignedIn(k.Staff("Ada Admin", aggregate.Admin))
	form := ada.Get("/staff/members/new").Form("/staff/members/new")
	empty := ada.Post("/staff/members/new", form)
	shows(t, empty, 422, "Please fill this in.")

	form.Set("name", "Lena Neu")
	form.Set("kind", "friend")
	form.Set("email", "nowhere")
	shows(t, ada.Post("/staff/members/new", form), 422, "Enter a whole email address")
	form = ada.Get("/staff/members/new").Form("/staff/members/new")
	form.Set("name", "Lena Neu")
	form.Set("kind", "friend")
	form.Set("email", "lena@lumen.org")
	made := ada.Post("/staff/members/new", form)
	again := ada.Post("/staff/members/new", form)
	if made.Status != 303 || made.Location != again.Location {
		t.Fatalf("%d %s, and again %s", made.Status, made.Location, again.Location)
	}
	page := ada.Get(made.Location)
	shows(t, page, 200, "Lena Neu was added.", "Friend of the house", "lena@lumen.org", "No rewards yet.", "no bank details")

	edit := made.Location + "/edit"
	change := ada.Get(edit).Form(edit)
	stale := ada.Get(edit).Form(edit)
	for _, f := range []url.Values{change, stale} {
		f.Set("name", "Lena Anders")
		f.Set("kind", "customer")
		f.Set("company", "Nordwind")
	}
	shows(t, ada.Follow(edit, change), 200, "Lena Anders is up to date.", "Nordwind", "Profile changed")
	stale.Set("name", "Lena Zuletzt")
	kept := ada.Post(edit, stale)
	shows(t, kept, 412, "Somebody else changed this meanwhile.")
	if kept.Value("name") != "Lena Zuletzt" {
		t.Errorf("what was typed is lost: %q", kept.Value("name"))
	}
	once := kept.Form(edit)
	for _, name := range []string{"name", "kind", "company"} {
		once.Set(name, stale.Get(name))
	}
	shows(t, ada.Follow(edit, once), 200, "Lena Zuletzt is up to date.")
}

func TestRolesAndDeactivation(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(people.New))
	boss := k.Staff("Ada Admin", aggregate.Admin)
	ada := k.SignedIn(boss)
	sam := k.Staff("Sam Staff")
	at := "/staff/members/" + sam.ID
	form := ada.Get(at + "/duties").Form(at + "/duties")
	form["roles"] = []string{"rep", "approver"}
	form.Set("lead_id", boss.ID)
	form.Set("delegate_id", "nobody")
	shows(t, ada.Follow(at+"/duties", form), 200, "The roles of Sam Staff were saved.", "Rep", "Approver", "Ada Admin")

	own := "/staff/members/" + boss.ID
	shows(t, ada.Get(own), 200, "This is you.")
	mine := ada.Get(own + "/duties").Form(own + "/duties")
	shows(t, ada.Follow(own+"/duties", mine), 200, "Nobody changes their own roles")

	ask := ada.Get(at + "/deactivate")
	shows(t, ask, 200, "Deactivate Sam Staff?", "their API keys stop")
	end := ask.Form(at + "/deactivate")
	shows(t, ada.Post(at+"/deactivate", end), 422)
	end.Set("sure", "yes")
	gone := ada.Follow(at+"/deactivate", end)
	shows(t, gone, 200, "Sam Staff was deactivated.", "Undo", "Deactivated")
	shows(t, ada.Follow(at+"/reactivate", nil), 200, "Sam Staff takes part again.")
	if m, err := k.App.Members.Get(t.Context(), portaltest.Operator.Actor, sam.ID); err != nil || m.State != member.Active {
		t.Errorf("%+v %v", m, err)
	}
}

func TestInvitationsLeaveOnce(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(people.New))
	ada := k.SignedIn(k.Staff("Ada Admin", aggregate.Admin))
	kim := k.Customer("Kim Muster")
	at := "/staff/members/" + kim.ID
	page := ada.Get(at)
	shows(t, ada.Follow(at+"/invite", page.Form(at+"/invite")), 200, "Kim Muster gets an invitation by mail.")
	shows(t, ada.Follow(at+"/invite", ada.Get(at).Form(at+"/invite")), 200, "invited within the last seven days")
	shows(t, ada.Follow(at+"/payout", ada.Get(at).Form(at+"/payout")), 200, "their own page for bank details")
	k.Run()
	if mail, path := k.Mail("invitation"); mail.To != kim.Personal.Email || path != "/sign-in" {
		t.Errorf("the invitation goes to %s and leads to %s", mail.To, path)
	}
}

// Somebody who is added can be invited with the same press, once; a colleague gets
// their roles next.
func TestAddedAndInvited(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(people.New))
	ada := k.SignedIn(k.Staff("Ada Admin", aggregate.Admin))
	const at = "/staff/members/new"
	form := ada.Get(at).Form(at)
	for name, value := range map[string]string{"name": "Lena Neu", "kind": "customer", "email": "lena@lumen.org", "invite": "yes"} {
		form.Set(name, value)
	}
	shows(t, ada.Follow(at, form), 200, "Lena Neu was added, and gets an invitation by mail.")
	if again := ada.Post(at, form); again.Status != 303 {
		t.Errorf("sent twice: %d", again.Status)
	}
	k.Run()
	if mail, _ := k.Mail("invitation"); mail.To != "lena@lumen.org" {
		t.Errorf("the invitation goes to %s", mail.To)
	}
	form = ada.Get(at).Form(at)
	for name, value := range map[string]string{"name": "Tom Neu", "kind": "staff", "email": "tom@lumen.org"} {
		form.Set(name, value)
	}
	shows(t, ada.Follow(at, form), 200, "Tom Neu was added.", "Roles and stand-in")
}

// Who leaves has work that somebody else takes on.
func TestDeactivationLeadsToOpenWork(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(people.New))
	ada, nora := k.SignedIn(k.Staff("Ada Admin", aggregate.Admin)), k.Staff("Nora Berg", aggregate.Rep)
	at := "/staff/members/" + nora.ID + "/deactivate"
	work := "/staff/introductions?status=open&rep=" + nora.ID
	if slices.Contains(ada.Get(at).Links(), work) {
		t.Error("there is nothing to look at yet")
	}
	k.Introduce(k.Customer("Kim Muster"), k.Program(nora), nil)
	if !slices.Contains(ada.Get(at).Links(), work) {
		t.Error("no way to the work that somebody else has to take on")
	}
}

// All staff read; only admins change; nobody else sees the list.
func TestWhoMayDoWhatWithPeople(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(people.New))
	k.Staff("Ada Admin", aggregate.Admin)
	rita, kim := k.Staff("Rita Rep", aggregate.Rep), k.Customer("Kim Muster")
	rep, customer := k.SignedIn(rita), k.SignedIn(kim)
	p := k.Program(rita)
	k.Introduce(kim, p, nil)
	page := rep.Get("/staff/members/" + kim.ID)
	shows(t, page, 200, "Kim Muster", "Priya Raman")
	lacks(t, page, "Deactivate", "Edit")
	lacks(t, rep.Get("/staff/members"), "Add somebody")
	for _, path := range []string{"/staff/members/new", "/staff/members/import", "/staff/members/" + kim.ID + "/edit", "/staff/companies/new"} {
		if got := rep.Get(path); got.Status != 403 {
			t.Errorf("a rep gets %s: %d", path, got.Status)
		}
	}
	for _, path := range []string{"/staff/members", "/staff/members.csv", "/staff/companies", "/staff/members/left-alone"} {
		if got := customer.Get(path); got.Status != 403 {
			t.Errorf("a customer gets %s: %d", path, got.Status)
		}
		if got := k.Browser().Get(path); got.Status != 303 || !strings.HasPrefix(got.Location, "/sign-in") {
			t.Errorf("a stranger gets %s: %d %s", path, got.Status, got.Location)
		}
	}
	if got := rep.Get("/staff/members/mbr_nobody"); got.Status != 404 {
		t.Errorf("nobody's page: %d", got.Status)
	}
	// The page and the API give the same verdict on the same input.
	_, err := k.App.Members.Patch(t.Context(), k.As(rita), kim.ID, app.MemberPatch{Name: new("Other")})
	if got := rep.Post("/staff/members/"+kim.ID+"/edit", url.Values{"name": {"Other"}}); err == nil || got.Status != 403 {
		t.Errorf("app says %v, the page %d", err, got.Status)
	}
}
