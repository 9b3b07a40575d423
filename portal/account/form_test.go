package account_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// What is too large is told from what can't be read.
func TestHostileForms(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	b := k.Browser()
	b.Get("/sign-in")
	many := url.Values{}
	for _, a := range "abcdefghijklm" {
		for _, z := range "abcdefghijklm" {
			many.Set(string(a)+string(z), "x")
		}
	}
	for name, c := range map[string]struct {
		form   url.Values
		status int
	}{
		"too large":       {url.Values{"email": {strings.Repeat("x", 100_000)}}, http.StatusRequestEntityTooLarge},
		"too many fields": {many, http.StatusBadRequest},
		"a null":          {url.Values{"email": {"a\x00@lumen.org"}}, http.StatusBadRequest},
		"broken text":     {url.Values{"email": {"\xff@lumen.org"}}, http.StatusBadRequest},
	} {
		if p := b.Post("/sign-in", c.form); p.Status != c.status {
			t.Errorf("%s: %d %s", name, p.Status, p.Text())
		}
	}
}
