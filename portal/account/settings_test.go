package account_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/portal/portaltest"
)

func TestSessions(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	kim := k.Customer("Kim Muster")
	here, there := k.SignedIn(kim), k.SignedIn(kim)
	p := status(t, here.Get("/settings/sessions"), 200, "this browser", "Sign out everywhere else")
	if p.Has("UTC") {
		t.Errorf("times aren't those of her country: %s", p.Text())
	}
	other := ""
	for part := range strings.SplitSeq(p.Body, `action="`) {
		if path, _, _ := strings.Cut(part, `"`); strings.HasPrefix(path, "/settings/sessions/ses_") {
			other = path
		}
	}
	status(t, k.SignedIn(k.Customer("Bo Fremd")).Post(other, nil), 404)
	status(t, here.Follow(other, nil), 200, "That browser is signed out")
	if p = there.Get("/settings"); p.Status != http.StatusSeeOther || there.Cookies["__Host-gw_session"] != "" {
		t.Fatal("it is still signed in")
	}
	third := k.SignedIn(kim)
	status(t, here.Follow("/settings/sessions/end-others", nil), 200, "All other browsers are signed out")
	if p = third.Get("/settings"); p.Status != http.StatusSeeOther {
		t.Fatal("it is still signed in")
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	kim := k.Customer("Kim Muster")
	b := k.SignedIn(kim)
	status(t, b.Get("/settings"), 200, "How it looks", "Where my rewards stand", "In 1 browser")
	status(t, b.Follow("/settings/look", url.Values{"lang": {"de"}, "theme": {"dark"}, "keys": {"off"}}), 200, "Tastenkürzel")
	status(t, b.Follow("/settings/look", url.Values{"lang": {"de"}, "theme": {"dark"}}), 200, "Gespeichert")
	if p := b.Get("/settings"); !strings.Contains(p.Body, `data-theme="dark"`) || !strings.Contains(p.Body, `data-keys="off"`) {
		t.Fatal("it looks as before")
	}
	status(t, b.Follow("/settings/notices", url.Values{"hear": {"rewards"}}), 200, "Sie bekommen nur die Mails")
	m, err := k.App.Members.Get(t.Context(), kim.Actor(""), kim.ID)
	k.Must(err)
	if m.Personal.Language != "de" || !slices.Equal(m.Muted, []member.Notice{member.Steps, member.Reminders}) {
		t.Fatalf("%+v", m)
	}
	staff := k.SignedIn(k.Staff("Rita Rep", aggregate.Rep))
	status(t, staff.Get("/settings"), 200, "can't be switched off")
}

// The link at the foot of a mail leads to a page; a mail program's button stops
// that kind of mail at once, and needs neither cookie nor origin.
func TestNoticesByLink(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	kim := k.Customer("Kim Muster")
	k.Introduce(kim, k.Program(k.Staff("Rita Rep", aggregate.Rep)), nil)
	k.Clock.Advance(5 * 24 * time.Hour)
	mail, _ := k.Mail("remind_referrer")
	path := strings.TrimPrefix(mail.Unsubscribe, portaltest.Site)
	muted := func() []member.Notice {
		m, err := k.App.Members.Get(t.Context(), kim.Actor(""), kim.ID)
		k.Must(err)
		return m.Muted
	}
	b := k.Browser()
	status(t, b.Get(path), 200, "Choose which mails you get")
	if len(muted()) != 0 {
		t.Fatal("opening the page stopped mails")
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, k.Server.URL+path, strings.NewReader("List-Unsubscribe=One-Click"))
	k.Must(err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if p := b.Send(req); p.Status != 200 || !slices.Equal(muted(), []member.Notice{member.Reminders}) {
		t.Fatalf("%d %v", p.Status, muted())
	}
	status(t, b.Post(path, url.Values{"hear": {"reminders", "rewards"}}), 200, "Saved")
	if !slices.Equal(muted(), []member.Notice{member.Steps}) {
		t.Fatal(muted())
	}
	status(t, b.Get(path+"a"), 404)
}

func TestDataOfOnesOwn(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	kim := k.Customer("Kim Muster")
	b := k.SignedIn(kim)
	status(t, b.Get("/settings/data"), 200, "Take a copy", "Have it erased")
	p := status(t, b.Get("/settings/data/export.json"), 200, kim.Personal.Email)
	if p.Header.Get("Content-Disposition") != `attachment; filename="my-data.json"` || !json.Valid([]byte(p.Body)) {
		t.Fatal(p.Header)
	}
	status(t, b.Get("/settings/data/erase"), 200, "This can't be undone")
	status(t, b.Post("/settings/data/erase", nil), 422, "Choose yes or no")
	if p = b.Post("/settings/data/erase", url.Values{"sure": {"no"}}); p.Location != "/settings/data" {
		t.Fatal(p.Location)
	}
	status(t, b.Post("/settings/data/erase", url.Values{"sure": {"yes"}}), 200, "Your data is erased")
	if b.Cookies["__Host-gw_session"] != "" {
		t.Fatal("the cookie is still there")
	}
	m, err := k.App.Members.Get(t.Context(), kim.Actor(""), kim.ID)
	k.Must(err)
	if m.Personal.Name != "" {
		t.Fatalf("%+v", m.Personal)
	}
	ada := k.SignedIn(k.Staff("Ada Chef", aggregate.Admin))
	status(t, ada.Get("/settings/data/erase"), 200, "You are the last admin", "Back to your data")
	status(t, ada.Post("/settings/data/erase", url.Values{"sure": {"yes"}}), http.StatusConflict, "You are the last admin")
}
