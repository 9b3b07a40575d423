package office_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
)

// secretOn is the secret that a page shows, or "".
func secretOn(body string) string {
	_, rest, ok := strings.Cut(body, `value="gw_test_`)
	if !ok {
		return ""
	}
	secret, _, _ := strings.Cut(rest, `"`)
	return "gw_test_" + secret
}

// A key's secret is shown once, works, and ends when it is ended.
func TestServiceKey(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	says(t, d.ok(d.admin, "/staff/keys"), "No keys yet")
	form := typed(d.ok(d.admin, "/staff/keys/new").Form("/staff/keys/new"),
		"name", "CRM", "scopes", "members:read", "scopes", "referrals:read", "expires_at", "720")
	made := d.admin.Post("/staff/keys/new", form)
	secret := secretOn(made.Body)
	who, err := d.App.Keys.Authenticate(t.Context(), secret)
	if made.Status != http.StatusOK || err != nil || who.Key.Name != "CRM" || len(who.Key.Scopes) != 2 || who.Key.ExpiresMS == 0 {
		t.Fatalf("%d, %q opens %+v, %v\n%s", made.Status, secret, who.Key, err, made.Text())
	}
	again := d.admin.Post("/staff/keys/new", form)
	says(t, again, "This key was shown before")
	if secretOn(again.Body) != "" {
		t.Error("the secret is shown twice")
	}
	list := d.ok(d.admin, "/staff/keys")
	says(t, list, "CRM", "This installation", "2 things", "Read people", "Read introductions", "works", secret[:len("gw_test_")+8]+"…")
	if strings.Contains(list.Body, secret) {
		t.Error("the list shows the secret")
	}
	path := "/staff/keys/" + who.Key.ID + "/revoke"
	ask := d.ok(d.admin, path)
	says(t, ask, "End the key CRM?", "cannot be undone")
	if _, err := d.App.Keys.Authenticate(t.Context(), secret); err != nil {
		t.Errorf("asking ended it: %v", err)
	}
	says(t, d.admin.Follow(path, ask.Form(path)), "ended")
	if _, err := d.App.Keys.Authenticate(t.Context(), secret); err == nil {
		t.Error("it still works")
	}
	if p := d.admin.Get(path); p.Status != http.StatusSeeOther || p.Location != "/staff/keys" {
		t.Errorf("ending it twice: %d %s", p.Status, p.Location)
	}
}

// Two keys of one name live side by side, so that a system can change over; a third
// has to wait.
func TestKeysRotate(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for n := range 3 {
		form := typed(d.ok(d.admin, "/staff/keys/new").Form("/staff/keys/new"),
			"name", "shop", "partner", "acme", "scopes", "referrals:submit", "expires_at", "until_revoked")
		p := d.admin.Post("/staff/keys/new", form)
		if n < 2 && (p.Status != http.StatusOK || secretOn(p.Body) == "") {
			t.Fatalf("key %d: %d %s", n+1, p.Status, p.Text())
		}
		if n == 2 && (p.Status != http.StatusUnprocessableEntity || !p.Has("Two keys of this name work already") || p.Value("name") != "shop") {
			t.Errorf("the third: %d %s", p.Status, p.Text())
		}
	}
	says(t, d.ok(d.admin, "/staff/keys"), "Partner acme", "when it is revoked", "never")
}

// What is wrong is said beside the question, and what was typed stays.
func TestKeyMistakes(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for name, c := range map[string]struct {
		typed []string
		says  string
	}{
		"nothing":         {nil, "3 things need another look"},
		"no name":         {[]string{"scopes", "members:read", "expires_at", "8"}, "Please fill this in."},
		"no scope":        {[]string{"name", "x", "expires_at", "8"}, "Please fill this in."},
		"too long a life": {[]string{"kind", "personal", "name", "x", "scopes", "rewards:approve", "expires_at", "720"}, "A key that may approve rewards works for 24 hours at most."},
		"a strange life":  {[]string{"name", "x", "scopes", "members:read", "expires_at", "99"}, "Choose one of the answers."},
		"too much":        {[]string{"name", "x", "scopes", "rewards:approve", "expires_at", "8"}, "A key of this kind cannot be allowed this."},
		"partner":         {[]string{"name", "x", "partner", "A b", "scopes", "members:read", "expires_at", "8"}, "Use up to 40 of a to z"},
	} {
		t.Run(name, func(t *testing.T) {
			form := typed(d.ok(d.admin, "/staff/keys/new").Form("/staff/keys/new"), c.typed...)
			p := d.admin.Post("/staff/keys/new", form)
			if p.Status != http.StatusUnprocessableEntity {
				t.Fatalf("%d %s", p.Status, p.Text())
			}
			says(t, p, c.says)
			if p.Value("name") != form.Get("name") {
				t.Errorf("the name that was typed is %q now", p.Value("name"))
			}
		})
	}
}

// Somebody's own key is made by themself, in a fresh session, and is never more
// than their own.
func TestOwnKey(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	anna := d.Staff("Anna Approver", aggregate.Approver)
	b := d.SignedIn(anna)
	says(t, d.ok(b, "/staff/keys"), "Make a key of your own")
	hides(t, d.ok(b, "/staff/keys"), "Make a service key")
	// Without the admin role the page is about one's own key, whatever the address says.
	says(t, d.ok(b, "/staff/keys/new"), "It acts as you")
	form := typed(d.ok(b, "/staff/keys/new?kind=personal").Form("/staff/keys/new"),
		"name", "laptop", "scopes", "rewards:approve", "expires_at", "8")
	p := b.Post("/staff/keys/new", form)
	who, err := d.App.Keys.Authenticate(t.Context(), secretOn(p.Body))
	if err != nil || who.Actor.ID != anna.ID || who.Key.Kind != apikey.Personal {
		t.Fatalf("%d: %+v, %v\n%s", p.Status, who, err, p.Text())
	}
	says(t, d.ok(b, "/staff/keys"), "laptop", "Anna Approver", "Approve rewards")
	says(t, d.ok(d.admin, "/staff/keys"), "laptop")
	hides(t, d.ok(d.admin, "/staff/keys?mine=1"), "laptop")

	for _, life := range []string{"720", "until_revoked"} {
		form = typed(d.ok(b, "/staff/keys/new").Form("/staff/keys/new"), "name", "long", "scopes", "rewards:approve", "expires_at", life)
		if p := b.Post("/staff/keys/new", form); life == "720" && p.Status != http.StatusUnprocessableEntity {
			t.Errorf("a month with approvals: %d", p.Status)
		}
	}
	// A form that asks for a service key is refused, whoever fills it in.
	form = typed(url.Values{}, "kind", "service", "name", "x", "scopes", "members:read", "expires_at", "8")
	if p := b.Post("/staff/keys/new", form); p.Status != http.StatusForbidden {
		t.Errorf("a service key by an approver: %d", p.Status)
	}
	if p := b.Get("/staff/keys/key_unknown/revoke"); p.Status != http.StatusNotFound {
		t.Errorf("an unknown key: %d", p.Status)
	}
	crm, err := d.App.Keys.IssueService(t.Context(), d.As(d.ada), apikey.Scopes(), app.ServiceKeyInput{Name: "crm", Scopes: []string{"members:read"}})
	d.Must(err)
	if p := b.Post("/staff/keys/"+crm.Doc.ID+"/revoke", nil); p.Status != http.StatusNotFound {
		t.Errorf("somebody else's key: %d", p.Status)
	}

	// Later they show again that it is them.
	d.stale.Store(true)
	const prove = "/sign-in?fresh=1&then=%2Fstaff%2Fkeys%2Fnew%3Fkind%3Dpersonal"
	if p := b.Get("/staff/keys/new"); p.Status != http.StatusSeeOther || p.Location != prove {
		t.Errorf("not fresh any more: %d %s", p.Status, p.Location)
	}
	form = typed(url.Values{}, "kind", "personal", "name", "late", "scopes", "rewards:read", "expires_at", "8")
	if p := b.Post("/staff/keys/new", form); p.Status != http.StatusSeeOther || p.Location != prove {
		t.Errorf("a form that was open too long: %d %s", p.Status, p.Location)
	}
}

// The list is searched, filtered, turned round and downloaded as it is shown.
func TestKeysAreFound(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var made []string
	for _, name := range []string{"Old CRM", "New CRM", "Website"} {
		k, err := d.App.Keys.IssueService(t.Context(), d.As(d.ada), apikey.Scopes(), app.ServiceKeyInput{Name: name, Scopes: []string{"members:read"}})
		d.Must(err)
		made = append(made, k.Doc.ID)
		d.Clock.Advance(time.Minute)
	}
	_, err := d.App.Keys.Revoke(t.Context(), d.As(d.ada), made[0])
	d.Must(err)
	for query, want := range map[string][2]string{
		"q=crm": {"New CRM", "Website"}, "state=ended": {"Old CRM", "New CRM"}, "q=crm&state=alive": {"New CRM", "Old CRM"},
	} {
		p := d.ok(d.admin, "/staff/keys?"+query)
		says(t, p, want[0])
		hides(t, p, want[1])
		if file := d.admin.Get("/staff/keys.csv?" + query).Body; !strings.Contains(file, want[0]) || strings.Contains(file, want[1]) || strings.Contains(file, "hash") {
			t.Errorf("%s: the file is %s", query, file)
		}
	}
	says(t, d.ok(d.admin, "/staff/keys?q=c"), "Search for at least two letters.")
	says(t, d.ok(d.admin, "/staff/keys?q=nothing"), "Nothing fits these filters")
	newest, oldest := d.ok(d.admin, "/staff/keys").Text(), d.ok(d.admin, "/staff/keys?order=oldest").Text()
	if strings.Index(newest, "Website") > strings.Index(newest, "Old CRM") || strings.Index(oldest, "Website") < strings.Index(oldest, "Old CRM") {
		t.Error("the list doesn't turn round")
	}
	rita := d.SignedIn(d.Staff("Rita Rep", aggregate.Rep))
	hides(t, d.ok(rita, "/staff/keys"), "Website")
	if file := rita.Get("/staff/keys.csv").Body; strings.Contains(file, "Website") {
		t.Errorf("a rep's file has others' keys: %s", file)
	}
}
