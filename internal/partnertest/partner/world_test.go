//go:build generated

package partner

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// world is the installation as the partner, the company and the people around see
// it from outside.
type world struct {
	t       *testing.T
	url     string
	partner *ClientWithResponses
	company *ClientWithResponses // the installation's own key
	admin   *ClientWithResponses // a personal key
	keys    int
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, url: os.Getenv("GOODWORD_TEST_URL")}
	w.partner, w.company, w.admin = w.client("PARTNER"), w.client("COMPANY"), w.client("ADMIN")
	return w
}

// client speaks under the key that the environment gives.
func (w *world) client(who string) *ClientWithResponses {
	w.t.Helper()
	token := os.Getenv("GOODWORD_TEST_" + who + "_KEY")
	c, err := NewClientWithResponses(w.url, WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+token)
		return nil
	}))
	if err != nil || token == "" {
		w.t.Fatalf("%s: key %d bytes, %v", who, len(token), err)
	}
	return c
}

// key is a fresh Idempotency-Key.
func (w *world) key() string {
	w.keys++
	return fmt.Sprintf("partner-%d", w.keys)
}

// answered fails the test unless an operation was answered with the status.
func (w *world) answered(want int, r *http.Response, body []byte, err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
	if r.StatusCode != want {
		w.t.Fatalf("%s %s: %s: %s", r.Request.Method, r.Request.URL.Path, r.Status, body)
	}
}

// until looks again and again until done, for as long as a task may take.
func (w *world) until(what string, done func() bool) {
	w.t.Helper()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for deadline := time.Now().Add(30 * time.Second); !done(); <-again.C {
		if time.Now().After(deadline) {
			w.t.Fatalf("after 30 s there is still no %s", what)
		}
	}
}

// control works the sandbox, which is outside the contract.
func (w *world) control(path, body string) {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.url+"/sandbox/control/"+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+os.Getenv("GOODWORD_TEST_COMPANY_KEY"))
	r.Header.Set("Content-Type", "application/json")
	w.page(r)
}

// page sends a request as a browser would, and returns what it shows.
func (w *world) page(r *http.Request) string {
	w.t.Helper()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= 400 {
		w.t.Fatalf("%s %s: %s %v: %s", r.Method, r.URL.Path, answer.Status, err, text)
	}
	return string(text)
}

func (w *world) open(url string) string {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, url, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.page(r)
}

func (w *world) press(at string, form url.Values) string {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, at, strings.NewReader(form.Encode()))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return w.page(r)
}

// linkIn is the first link of a page that matches.
func (w *world) linkIn(page, pattern string) string {
	found := regexp.MustCompile(`href="(` + pattern + `)"`).FindStringSubmatch(page)
	if found == nil {
		return ""
	}
	return strings.ReplaceAll(found[1], "&amp;", "&")
}

// setUpPayout is what the referrer does with the mail that invites them: the page,
// its button, Stripe's form, and back. No key can.
func (w *world) setUpPayout() {
	w.t.Helper()
	mailed := regexp.MustCompile(`http://[^\s"<]+/p/[A-Za-z0-9._~-]+`)
	var page string
	w.until("invitation in the mailbox", func() bool {
		for _, m := range regexp.MustCompile(`href="(/mailbox/[^"/]+)"`).FindAllStringSubmatch(w.open(w.url+"/mailbox"), -1) {
			if page = mailed.FindString(w.open(w.url + m[1])); page != "" {
				return true
			}
		}
		return false
	})
	stripe := w.linkIn(w.press(page, url.Values{"country": {"DE"}}), `[^"]*/sandbox/connect/[^"]+`)
	if stripe == "" {
		w.t.Fatal("the button leads nowhere")
	}
	w.open(stripe)
	w.press(stripe, url.Values{"choice": {"finish"}})
}
