package portal

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/goodword/goodword/portal/portaltest/markup"
)

// TestEveryPageInEveryState renders the scenes in each language and checks what
// every page owes its reader.
func TestEveryPageInEveryState(t *testing.T) {
	t.Parallel()
	for _, sc := range scenes() {
		for _, lang := range []string{"en", "de"} {
			t.Run(sc.name+" "+lang, func(t *testing.T) {
				t.Parallel()
				st := &stage{person: sc.stage.person, ref: sc.stage.ref, proof: sc.stage.proof}
				res := send(t, setup(t, st), lang, sc.path, sc.form)
				body, err := io.ReadAll(res.Body)
				if err != nil {
					t.Fatal(err)
				}
				if res.StatusCode != sc.status {
					t.Fatalf("status %d, want %d", res.StatusCode, sc.status)
				}
				checkHeaders(t, res)
				checkMarkup(t, string(body), lang)
				if got := st.changes(); len(got) > 0 {
					t.Errorf("showing a page changed something: %v", got)
				}
			})
		}
	}
}

func checkHeaders(t *testing.T, res *http.Response) {
	t.Helper()
	csp := res.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'nonce-", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"} {
		if !strings.Contains(csp, want) {
			t.Errorf("policy %q lacks %q", csp, want)
		}
	}
	for name, want := range map[string]string{"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// checkMarkup checks a page whose decisions are never preselected.
func checkMarkup(t *testing.T, page, lang string) {
	t.Helper()
	for _, fault := range markup.Check(page) {
		t.Error(fault)
	}
	if !strings.Contains(page, `<html lang="`+lang+`"`) {
		t.Errorf("the page isn't in %q", lang)
	}
	for _, radio := range preselected.FindAllString(page, -1) {
		if !strings.Contains(radio, `name="how"`) {
			t.Errorf("preselected: %s", radio)
		}
	}
}

var preselected = regexp.MustCompile(`<input type="radio"[^>]* checked[^>]*>`)
