package portal

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/goodword/goodword/internal/chromiumtest"
)

// TestPagesInABrowser opens every page in every state, wide in English and narrow in
// German, both light and dark: no violation of WCAG 2.2 AA or of best practice, no
// sideways scrolling at 320 px, nothing on the console. With GOODWORD_TEST_SHOTS it
// leaves pictures in that directory.
func TestPagesInABrowser(t *testing.T) {
	t.Parallel()
	b := chromiumtest.Open(t)
	for _, sc := range scenes() { // one after the other: a tab in the background stands still
		t.Run(sc.name, func(t *testing.T) {
			srv := setup(t, &stage{person: sc.stage.person, ref: sc.stage.ref, proof: sc.stage.proof})
			see(t, b, srv, sc, "en", chromiumtest.WideLight, chromiumtest.WideDark)
			see(t, b, srv, sc, "de", chromiumtest.NarrowDark, chromiumtest.NarrowLight)
		})
	}
}

// see opens a scene's page in a language, and inspects it in some looks.
func see(t *testing.T, b *chromiumtest.Tab, srv *httptest.Server, sc scene, lang string, looks ...chromiumtest.Look) {
	t.Helper()
	var wrong []string
	err := b.Try(looks[0].Take(), emulation.SetUserAgentOverride("Goodword-test").WithAcceptLanguage(lang), open(srv, sc))
	if err == nil {
		wrong, err = b.Inspect(looks, func(l chromiumtest.Look) error { return shoot(b, sc.name+" "+l.Name) })
	}
	if err != nil {
		t.Fatalf("%s: %v", lang, err)
	}
	for _, w := range append(wrong, b.Complaints()...) {
		t.Errorf("%s: %s", lang, w)
	}
}

// open goes to a scene's page as one reader. What only a form reaches is sent by
// a form, from another page of ours.
func open(srv *httptest.Server, sc scene) chromedp.Action {
	if sc.form == nil {
		return chromedp.Navigate(srv.URL + sc.path)
	}
	return chromedp.Tasks{chromedp.Navigate(srv.URL + "/mailbox"), chromiumtest.Load(chromedp.Evaluate(post(sc.path, sc.form), nil))}
}

// post is a script that sends a form as a press of a button would.
func post(path string, form url.Values) string {
	var b strings.Builder
	fmt.Fprintf(&b, `{const f = document.createElement("form"); f.method = "post"; f.action = %q; const add = (n, v) => {const i = document.createElement("input"); i.type = "hidden"; i.name = n; i.value = v; f.append(i)};`, path)
	for name, values := range form {
		for _, v := range values {
			fmt.Fprintf(&b, "add(%q, %q);", name, v)
		}
	}
	b.WriteString(`document.body.append(f); setTimeout(() => f.submit())}`)
	return b.String()
}

// shoot keeps a picture of the whole page where GOODWORD_TEST_SHOTS asks for it.
func shoot(b *chromiumtest.Tab, name string) error {
	dir := os.Getenv("GOODWORD_TEST_SHOTS")
	if dir == "" {
		return nil
	}
	var picture []byte
	if err := b.Try(chromedp.FullScreenshot(&picture, 100)); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".png"), picture, 0o600)
}
