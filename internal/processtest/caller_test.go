package processtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"
)

// client takes a new connection for each request, so that a refused one is the
// only way in which an orderly stop may show.
var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}

// caller speaks under a key to whichever process it is told.
type caller struct {
	token string
}

// answer is what a process said.
type answer struct {
	status int
	etag   string
	body   map[string]any
}

// send sends one request; an error means that there was no whole answer.
func (c caller) send(ctx context.Context, method, url string, body any, headers ...string) (answer, error) {
	var text []byte
	if body != nil {
		text, _ = json.Marshal(body) // of our own making
	}
	r, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(text))
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	got, err := client.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer got.Body.Close()
	text, err = io.ReadAll(got.Body)
	if err != nil {
		return answer{}, err
	}
	a := answer{status: got.StatusCode, etag: got.Header.Get("ETag")}
	if len(text) > 0 {
		err = json.Unmarshal(text, &a.body)
	}
	return a, err
}

// must sends a request and fails the test unless it is answered with 2xx.
func (c caller) must(t *testing.T, method, url string, body any, headers ...string) answer {
	t.Helper()
	a, err := c.send(t.Context(), method, url, body, headers...)
	if err != nil {
		t.Fatal(err)
	}
	if a.status/100 != 2 {
		t.Fatalf("%s %s: %d %v", method, url, a.status, a.body)
	}
	return a
}

func (a answer) id() string { return fmt.Sprint(a.body["id"]) }

// list is the data of a list.
func (a answer) list(name string) []map[string]any {
	var out []map[string]any
	all, _ := a.body[name].([]any)
	for _, v := range all {
		if m, ok := v.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// until looks again and again until done: nothing but its answers tells what
// another process has done.
func until(t *testing.T, what string, patience time.Duration, done func() bool) {
	t.Helper()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for deadline := time.Now().Add(patience); !done(); <-again.C {
		if time.Now().After(deadline) {
			t.Fatalf("after %v: still no %s", patience, what)
		}
	}
}

// patience is how long anything may take: a few leases, on a machine that is busy
// with other tests. Only what never comes takes as long.
const patience = 2 * time.Minute
