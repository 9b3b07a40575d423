package account_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/session"
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
	status(t, k.Browser().Get(link), http.StatusGone, "does not work any more", "Ask for a new mail")
	status(t, b.Get(link), http.StatusGone, "You are signed in as Kim Muster.", "Go on")
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

// One address of the network asks for 240 mails an hour, and knocks 600 times,
// whatever it types.
func TestKnocksAreCounted(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	b := k.Browser()
	b.Get("/sign-in/code")
	form := url.Values{"email": {"nobody@lumen.org"}, "code": {"BBBBBBBB"}}
	for range 240 {
		if p := b.Post("/sign-in", url.Values{"email": {"nobody"}}); p.Status == http.StatusTooManyRequests {
			t.Fatal("refused too early")
		}
	}
	status(t, b.Post("/sign-in", url.Values{"email": {"x@lumen.org"}}), http.StatusTooManyRequests)
	for range 600 {
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
