package portal

import (
	"bytes"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

func body(t *testing.T, res *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAssetsAreCachedForEver(t *testing.T) {
	t.Parallel()
	srv := setup(t, &stage{})
	page := body(t, send(t, srv, "en", "/r/dana-k7", nil))
	addresses := regexp.MustCompile(`/assets/[A-Za-z0-9_.-]+`).FindAllString(page, -1)
	if len(addresses) < 5 {
		t.Fatalf("only %v", addresses)
	}
	for _, a := range addresses {
		res := send(t, srv, "en", a, nil)
		if res.StatusCode != http.StatusOK || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %s", a, res.StatusCode, res.Header.Get("Cache-Control"))
		}
		if strings.HasSuffix(a, ".css") {
			css := body(t, res)
			if m := regexp.MustCompile(`url\(([^)]*)\)`).FindAllStringSubmatch(css, -1); len(m) != 2 || !strings.HasPrefix(m[0][1], "/assets/inter.") {
				t.Errorf("fonts: %v", m)
			}
		}
	}
	if res := send(t, srv, "en", "/assets/app.css", nil); res.StatusCode != http.StatusNotFound {
		t.Errorf("a name without its hash: %d", res.StatusCode)
	}
}

func TestIconsThatPagesUseAreThere(t *testing.T) {
	t.Parallel()
	srv := setup(t, &stage{ref: referral(ui.Deeds()...)})
	var sprite string
	for _, path := range []string{"/r/dana-k7", "/m/good"} {
		page := body(t, send(t, srv, "en", path, nil))
		for _, m := range regexp.MustCompile(`href="(/assets/icons[^"#]*)#([a-z0-9-]+)"`).FindAllStringSubmatch(page, -1) {
			if sprite == "" {
				sprite = body(t, send(t, srv, "en", m[1], nil))
			}
			if !strings.Contains(sprite, `id="`+m[2]+`"`) {
				t.Errorf("there is no icon %q", m[2])
			}
		}
	}
}

func TestPreferencesAreKeptAndReturn(t *testing.T) {
	t.Parallel()
	srv := setup(t, &stage{person: person(view.PersonAsked)})
	res := send(t, srv, "en", "/preferences", url.Values{"back": {"/i/good"}, "lang": {"de"}, "theme": {"dark"}})
	if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/i/good" {
		t.Fatalf("%d to %q", res.StatusCode, res.Header.Get("Location"))
	}
	req := httptest.NewRequest(http.MethodGet, srv.URL+"/i/good", nil)
	req.RequestURI = ""
	for _, c := range res.Cookies() {
		if !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || !strings.HasPrefix(c.Name, "__Host-") {
			t.Errorf("cookie %v", c)
		}
		req.AddCookie(c)
	}
	again, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = again.Body.Close() }()
	if page := body(t, again); !strings.Contains(page, `<html lang="de"`) || !strings.Contains(page, `data-theme="dark"`) {
		t.Error("the choice wasn't kept")
	}
}

func TestAnotherSiteCantSendOurForms(t *testing.T) {
	t.Parallel()
	st := &stage{person: person(view.PersonAsked)}
	srv := setup(t, st)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, srv.URL+"/i/good/answer", strings.NewReader("answer=no"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusForbidden || len(st.changes()) > 0 {
		t.Errorf("status %d, changed %v", res.StatusCode, st.changes())
	}
}

func TestQRCodeIsBlackOnWhiteWithItsMargin(t *testing.T) {
	t.Parallel()
	srv := setup(t, &stage{})
	svg := body(t, send(t, srv, "en", "/r/dana-k7/qr.svg", nil))
	var drawing struct {
		ViewBox string `xml:"viewBox,attr"`
		Paths   []struct {
			Fill string `xml:"fill,attr"`
			D    string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.NewDecoder(bytes.NewBufferString(svg)).Decode(&drawing); err != nil {
		t.Fatal(err)
	}
	if len(drawing.Paths) != 2 || drawing.Paths[0].Fill != "#fff" || !strings.HasPrefix(drawing.Paths[1].D, "M4 4h1v1h-1z") {
		t.Errorf("unexpected drawing: %.200s", svg)
	}
	picture := send(t, srv, "en", "/r/dana-k7/qr.png", nil)
	if drawn := body(t, picture); picture.Header.Get("Content-Type") != "image/png" || !strings.HasPrefix(drawn, "\x89PNG\r\n") {
		t.Errorf("%v", picture.Header)
	}
	if res := send(t, srv, "en", "/r/zzz/qr.png", nil); res.StatusCode != http.StatusNotFound {
		t.Errorf("a picture of an unknown link: %d", res.StatusCode)
	}
	if res := send(t, srv, "en", "/r/zzz/qr.svg", nil); res.StatusCode != http.StatusNotFound {
		t.Errorf("an unknown link: %d", res.StatusCode)
	}
}

func TestOnlyAVisitIsCounted(t *testing.T) {
	t.Parallel()
	st := &stage{}
	srv := setup(t, st)
	send(t, srv, "en", "/r/dana-k7", nil)
	res, err := http.Head(srv.URL + "/r/dana-k7")
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	send(t, srv, "en", "/r/dana-k7", url.Values{"name": {"x"}})
	if st.visits != 1 {
		t.Errorf("%d visits", st.visits)
	}
}

func TestFormsThatNobodyCanRead(t *testing.T) {
	t.Parallel()
	srv := setup(t, &stage{person: person(view.PersonAsked)})
	many := url.Values{}
	for i := range 60 + 1 {
		many.Add("answer", string(rune('a'+i%26)))
	}
	for _, v := range []url.Values{{"answer": {"\xff\xfe"}}, {"answer": {"a\x00b"}}, {"\x07": {"x"}}, many} {
		if res := send(t, srv, "en", "/i/good/answer", v); res.StatusCode != http.StatusBadRequest {
			t.Errorf("status %d", res.StatusCode)
		}
	}
}

func TestMailboxShowsNothingInProduction(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/mailbox", "/mailbox/1"} {
		if res := send(t, serve(t, &stage{}, nil), "en", path, nil); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
	if page := body(t, send(t, serve(t, &stage{}, emptyBox{}), "en", "/mailbox", nil)); !strings.Contains(page, "No mail yet") {
		t.Error("an empty mailbox doesn't say so")
	}
	res := send(t, setup(t, &stage{}), "en", "/mailbox/1/html", nil)
	if csp := res.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "sandbox") || strings.Contains(csp, "script-src") {
		t.Errorf("policy %q", csp)
	}
}

func FuzzLinked(f *testing.F) {
	f.Add("see https://x.example/a. And http://b")
	f.Fuzz(func(t *testing.T, s string) {
		var b strings.Builder
		for _, p := range linked(s) {
			b.WriteString(p.Text)
		}
		if b.String() != s {
			t.Errorf("%q became %q", s, b.String())
		}
	})
}

// The mailbox is searched by address and subject, and read part by part.
func TestMailboxIsSearched(t *testing.T) {
	t.Parallel()
	srv := setup(t, &stage{})
	look := func(path string) string { return body(t, send(t, srv, "en", path, nil)) }
	all, priyas := look("/mailbox"), look("/mailbox?q=PRIYA%40acme")
	const of = "Dana Kim put in a good word for you"
	if !strings.Contains(all, of) || !strings.Contains(priyas, of) || strings.Count(priyas, `class="subject"`) != 1 || strings.Count(all, `class="subject"`) != 2 {
		t.Errorf("all: %s\nof one: %s", all, priyas)
	}
	if none := look("/mailbox?q=nobody"); !strings.Contains(none, "Nothing fits these filters") {
		t.Error("nothing found isn't said")
	}
	if rest := look("/mailbox?cursor=1"); strings.Count(rest, `class="subject"`) != 1 {
		t.Errorf("behind the first: %s", rest)
	}
}
