package account_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/passkey/passkeytest"
	"github.com/goodword/goodword/portal/account"
	"github.com/goodword/goodword/portal/portaltest"
)

func newKit(t *testing.T) *portaltest.Kit {
	t.Helper()
	return portaltest.New(t, portaltest.Pages(account.New))
}

// asks types an address on the sign-in page and presses the button.
func asks(k *portaltest.Kit, b *portaltest.Browser, email string) *portaltest.Page {
	k.T.Helper()
	b.Get("/sign-in")
	return b.Follow("/sign-in", url.Values{"email": {email}})
}

// status fails the test unless a page has a status and words.
func status(t *testing.T, p *portaltest.Page, want int, words ...string) *portaltest.Page {
	t.Helper()
	if p.Status != want {
		t.Fatalf("%d, not %d: %s", p.Status, want, p.Text())
	}
	for _, w := range words {
		if !p.Has(w) {
			t.Fatalf("%q is missing: %s", w, p.Text())
		}
	}
	return p
}

func TestSignInByLink(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.Customer("Kim Muster")
	b := k.Browser()
	p := b.Get("/settings/sessions")
	if p.Status != http.StatusSeeOther || p.Location != "/sign-in?then=%2Fsettings%2Fsessions" {
		t.Fatalf("%d %s", p.Status, p.Location)
	}
	b.Get(p.Location)
	status(t, b.Follow("/sign-in", url.Values{"email": {"kim.muster@lumen.org"}}), 200, "Look in your mailbox")
	_, link := k.Mail("sign_in")
	status(t, b.Get(link), 200, "k•••@lumen.org")
	if b.Get(link); b.Cookies["__Host-gw_session"] != "" {
		t.Fatal("opening the link signed somebody in")
	}
	p = b.Post(link, nil)
	if p.Status != http.StatusSeeOther || p.Location != "/settings/sessions" {
		t.Fatalf("%d %s: %s", p.Status, p.Location, p.Text())
	}
	cookie := p.Header.Values("Set-Cookie")[0]
	for _, want := range []string{"__Host-gw_session=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=2592000"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("%s is missing: %s", want, cookie)
		}
	}
	status(t, b.Get("/settings/sessions"), 200, "Signed in by mailed link", "this browser")
	if again := b.Post(link, nil); again.Location != "/home" {
		t.Fatalf("pressed twice: %d %s", again.Status, again.Location)
	}
	status(t, k.Browser().Get(link), http.StatusGone, "does not work any more")
	if out := b.Follow("/sign-out", nil); !out.Has("You are signed out") || b.Cookies["__Host-gw_session"] != "" {
		t.Fatal(out.Text())
	}
}

// A link opens nothing in a browser that didn't ask for it; the code does.
func TestAnotherBrowser(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.Customer("Kim Muster")
	asks(k, k.Browser(), "kim.muster@lumen.org")
	mail, link := k.Mail("sign_in")
	other := k.Browser()
	status(t, other.Get(link), 200, "belongs to another browser")
	status(t, other.Post(link, nil), 200, "belongs to another browser")
	if other.Cookies["__Host-gw_session"] != "" {
		t.Fatal("it signed somebody in")
	}
	other.Get("/sign-in/code")
	code := mail.Paragraphs[0].Args["code"].(string)
	p := status(t, other.Post("/sign-in/code", url.Values{"email": {"kim.muster@lumen.org"}, "code": {"BBBBBBBB"}}), 422, "not the code of the mail")
	if p.Value("email") != "kim.muster@lumen.org" || p.Value("code") != "BBBBBBBB" {
		t.Fatal("what was typed is gone")
	}
	status(t, other.Post("/sign-in/code", url.Values{"email": {"kim"}, "code": {code}}), 422, "whole email address")
	if p = other.Post("/sign-in/code", url.Values{"email": {"kim.muster@lumen.org"}, "code": {strings.ToLower(code)}}); p.Location != "/home" {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
}

// What is answered to an address is the same, byte by byte, whoever has it.
func TestSignInTellsNothing(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.Customer("Kim Muster")
	var pages []string
	for _, email := range []string{"kim.muster@lumen.org", "nobody@lumen.org"} {
		b := k.Browser()
		p := asks(k, b, email)
		body := p.Body
		for _, nonce := range nonces(body) {
			body = strings.ReplaceAll(body, nonce, "")
		}
		pages = append(pages, body)
		status(t, b.Post("/sign-in/code", url.Values{"code": {"BBBBBBBB"}}), 422, "not the code of the mail")
		if strings.Contains(p.Body, email) {
			t.Error("the page repeats the address")
		}
	}
	if pages[0] != pages[1] {
		t.Fatalf("they differ:\n%s\n%s", pages[0], pages[1])
	}
	status(t, k.Browser().Post("/sign-in", url.Values{"email": {"kim.muster@lumen.org"}}), http.StatusConflict, "keeps no cookies")
	b := k.Browser()
	b.Get("/sign-in")
	status(t, b.Post("/sign-in", url.Values{"email": {"kim@"}}), 422, "whole email address")
	for range session.MaxSignIns - 1 {
		asks(k, b, "nobody@lumen.org")
	}
	status(t, b.Post("/sign-in", url.Values{"email": {"nobody@lumen.org"}}), http.StatusTooManyRequests, "several mails")
}

// nonces are what differs between two answers by design.
func nonces(body string) []string {
	var out []string
	for part := range strings.SplitSeq(body, `nonce="`) {
		if nonce, _, ok := strings.Cut(part, `"`); ok && len(nonce) == 26 {
			out = append(out, nonce)
		}
	}
	return out
}

func TestThenStaysHere(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.Customer("Kim Muster")
	for then, want := range map[string]string{
		"/settings?a=b&c=%C3%A4": "/settings?a=b&c=%C3%A4", "https://evil.test/": "/home", "//evil.test": "/home", "/\\evil.test": "/home",
		"/sign-out": "/home", "/" + strings.Repeat("x", 1000): "/home", "": "/home",
	} {
		b := k.Browser()
		b.Get("/sign-in?then=" + url.QueryEscape(then))
		b.Post("/sign-in", url.Values{"email": {"kim.muster@lumen.org"}})
		_, link := k.Mail("sign_in")
		if p := b.Post(link, nil); p.Location != want {
			t.Errorf("%q leads to %q", then, p.Location)
		}
		k.Wait(session.SignInSpan)
	}
}

// An address with several accounts is asked which one, once it is proved.
func TestChooseAccount(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	kim := k.Customer("Kim Muster")
	_, err := k.App.Members.Upsert(t.Context(), app.Call{Actor: aggregate.Actor{Kind: aggregate.Partner, ID: "key_a", Source: "acme"}},
		app.MemberInput{ExternalID: "k", Name: "K. Muster", Email: kim.Personal.Email})
	k.Must(err)
	b := k.Browser()
	asks(k, b, kim.Personal.Email)
	_, link := k.Mail("sign_in")
	status(t, b.Follow(link, nil), 200, "through our partner acme", "Kim Muster, customer")
	if b.Get("/sign-in/account"); b.Cookies["__Host-gw_session"] != "" {
		t.Fatal("somebody is signed in")
	}
	status(t, b.Post("/sign-in/account", nil), 422, "Choose one of the accounts")
	if p := b.Post("/sign-in/account", url.Values{"member_id": {kim.ID}}); p.Location != "/home" {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	status(t, k.Browser().Get("/sign-in/account"), http.StatusConflict, "Ask for a new mail")
}

// makes adds a passkey as the page's script does.
func makes(k *portaltest.Kit, b *portaltest.Browser, d *passkeytest.Device, name string) *portaltest.Page {
	k.T.Helper()
	status(k.T.(*testing.T), b.Get("/settings/passkeys/new"), 200, "Make the passkey")
	id, options := begins(k, b, "/settings/passkeys/begin")
	answer, err := d.Create(options)
	k.Must(err)
	return b.Follow("/settings/passkeys/new", url.Values{"ceremony": {id}, "answer": {string(answer)}, "name": {name}})
}

// begins asks for a challenge.
func begins(k *portaltest.Kit, b *portaltest.Browser, path string) (string, []byte) {
	k.T.Helper()
	var ask struct {
		ID      string          `json:"id"`
		Options json.RawMessage `json:"options"`
	}
	p := b.Post(path, nil)
	if p.Status != 200 {
		k.T.Fatalf("%d %s", p.Status, p.Body)
	}
	k.Must(json.Unmarshal([]byte(p.Body), &ask))
	return ask.ID, ask.Options
}

func uses(k *portaltest.Kit, b *portaltest.Browser, d *passkeytest.Device) *portaltest.Page {
	k.T.Helper()
	id, options := begins(k, b, "/sign-in/passkey/begin")
	answer, err := d.Get(options)
	k.Must(err)
	return b.Post("/sign-in/passkey", url.Values{"ceremony": {id}, "answer": {string(answer)}})
}

func TestPasskeys(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	kim := k.Customer("Kim Muster")
	b, d := k.SignedIn(kim), &passkeytest.Device{Origin: portaltest.Site}
	status(t, b.Get("/settings/passkeys"), 200, "No passkeys yet")
	status(t, makes(k, b, d, "My laptop"), 200, "The passkey is ready", "My laptop", "not used yet")

	other := k.Browser()
	other.Get("/sign-in?then=/settings/passkeys")
	p := uses(k, other, d)
	if p.Location != "/settings/passkeys" {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	p = status(t, other.Get(p.Location), 200, "last used on")
	var own string
	for _, link := range p.Links() {
		if strings.HasPrefix(link, "/settings/passkeys/psk_") && !strings.HasSuffix(link, "/remove") {
			own = link
		}
	}
	status(t, other.Get(own), 200, "My laptop")
	status(t, other.Post(own+"/name", url.Values{"name": {" "}}), 422, "fill this in")
	status(t, other.Follow(own+"/name", url.Values{"name": {"Old laptop"}}), 200, "has its new name", "Old laptop")

	boss := k.SignedIn(k.Staff("Ada Chef", aggregate.Admin))
	status(t, boss.Get(own), 404)
	status(t, boss.Post(own+"/remove", url.Values{"sure": {"yes"}}), 404)

	k.Wait(session.FreshFor)
	if p = b.Get(own + "/remove"); p.Status != http.StatusSeeOther || !strings.HasPrefix(p.Location, "/sign-in?fresh=1&then=") {
		t.Fatalf("a stale session: %d %s", p.Status, p.Location)
	}
	status(t, b.Get(p.Location), 200, "Is it still you?", "show first that it is you", kim.Personal.Email)
	if p = uses(k, b, d); p.Location != own+"/remove" {
		t.Fatalf("%d %s", p.Status, p.Location)
	}
	status(t, b.Get(p.Location), 200, "Remove Old laptop?")
	status(t, b.Post(own+"/remove", nil), 422, "Choose yes or no")
	if p = b.Post(own+"/remove", url.Values{"sure": {"no"}}); p.Location != "/settings/passkeys" {
		t.Fatal(p.Location)
	}
	status(t, b.Follow(own+"/remove", url.Values{"sure": {"yes"}}), 200, "The passkey is gone", "No passkeys yet")
	visitor := k.Browser()
	visitor.Get("/sign-in")
	status(t, uses(k, visitor, d), http.StatusUnauthorized, "We do not know this passkey")
	if p = other.Get("/settings"); p.Status != http.StatusSeeOther {
		t.Fatal("what the passkey opened is still open")
	}
}

// Somebody who proves themself again by mail comes back fresh, in a new session.
func TestProveAgain(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	kim := k.Customer("Kim Muster")
	b := k.SignedIn(kim)
	before := b.Cookies["__Host-gw_session"]
	k.Wait(session.FreshFor)
	status(t, b.Get(b.Get("/settings/data/erase").Location), 200, kim.Personal.Email)
	status(t, b.Follow("/sign-in", nil), 200, "Look in your mailbox")
	mail, _ := k.Mail("sign_in")
	p := b.Post("/sign-in/code", url.Values{"code": {mail.Paragraphs[0].Args["code"].(string)}})
	if p.Location != "/settings/data/erase" || b.Cookies["__Host-gw_session"] == before {
		t.Fatalf("%d %s", p.Status, p.Location)
	}
	status(t, b.Get(p.Location), 200, "What will happen")
	if _, err := k.App.Sessions.Open(t.Context(), before); err == nil {
		t.Fatal("the old session is still open")
	}
}

func TestSessions(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	kim := k.Customer("Kim Muster")
	here, there := k.SignedIn(kim), k.SignedIn(kim)
	p := status(t, here.Get("/settings/sessions"), 200, "this browser", "Sign out everywhere else")
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
	status(t, ada.Get("/settings/data/erase"), 200, "You are the last admin")
	status(t, ada.Post("/settings/data/erase", url.Values{"sure": {"yes"}}), http.StatusConflict, "You are the last admin")
}

// One address of the network asks for thirty mails an hour, and knocks a hundred and
// twenty times, whatever it types.
func TestKnocksAreCounted(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	b := k.Browser()
	b.Get("/sign-in/code")
	form := url.Values{"email": {"nobody@lumen.org"}, "code": {"BBBBBBBB"}}
	for i := range 30 {
		if p := b.Post("/sign-in", url.Values{"email": {strconv.Itoa(i) + "@lumen.org"}}); p.Status != http.StatusSeeOther {
			t.Fatalf("%d %s", p.Status, p.Text())
		}
	}
	status(t, b.Post("/sign-in", url.Values{"email": {"x@lumen.org"}}), http.StatusTooManyRequests)
	for range 120 {
		if p := b.Post("/sign-in/code", form); p.Status == http.StatusTooManyRequests {
			t.Fatal("refused too early")
		}
	}
	status(t, b.Post("/sign-in/code", form), http.StatusTooManyRequests)
	k.Clock.Advance(time.Hour)
	if p := b.Post("/sign-in/code", form); p.Status == http.StatusTooManyRequests {
		t.Fatal("refused for ever")
	}
}
