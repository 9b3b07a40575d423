package api

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// keyholder speaks to the API through one key. Each POST carries a fresh
// Idempotency-Key unless headers name one.
type keyholder struct {
	kit    *kit
	token  string
	id     string // of the key
	behalf string // the member that every body names in on_behalf_of; empty for none
}

// as is the same key acting for a member.
func (h *keyholder) as(memberID string) *keyholder {
	other := *h
	other.behalf = memberID
	return &other
}

// get reads path, and fails the test unless the answer has the status.
func (h *keyholder) get(path string, want int, headers ...string) *answer {
	h.kit.t.Helper()
	return h.send(http.MethodGet, path, nil, want, headers...)
}

// post sends body as JSON (a map, a struct, or text as it is); headers are name,
// value, ….
func (h *keyholder) post(path string, body any, want int, headers ...string) *answer {
	h.kit.t.Helper()
	return h.send(http.MethodPost, path, body, want, headers...)
}

// send sends any request.
func (h *keyholder) send(method, path string, body any, want int, headers ...string) *answer {
	h.kit.t.Helper()
	a := h.try(method, path, body, headers...)
	if a.Status != want {
		h.kit.t.Fatalf("%s %s: %d, want %d: %s%s", method, path, a.Status, want, a.Body, h.kit.lastError(a.Status))
	}
	return a
}

// try sends any request, whatever comes of it.
func (h *keyholder) try(method, path string, body any, headers ...string) *answer {
	h.kit.t.Helper()
	r, err := http.NewRequestWithContext(h.kit.t.Context(), method, h.kit.url+path, bytes.NewReader(h.encode(body)))
	h.kit.must(err)
	r.Header.Set("Authorization", "Bearer "+h.token)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if method == http.MethodPost {
		r.Header.Set("Idempotency-Key", h.kit.next("once"))
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i+1] == "" {
			r.Header.Del(headers[i])
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	h.kit.must(err)
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	h.kit.must(err)
	return &answer{t: h.kit.t, Status: res.StatusCode, Header: res.Header, Body: raw}
}

// encode writes a body, with on_behalf_of where it is a map.
func (h *keyholder) encode(body any) []byte {
	h.kit.t.Helper()
	switch b := body.(type) {
	case nil:
		return nil
	case string:
		return []byte(b)
	case map[string]any:
		if h.behalf != "" {
			with := map[string]any{"on_behalf_of": h.behalf}
			for name, v := range b {
				with[name] = v
			}
			body = with
		}
	}
	raw, err := json.Marshal(body)
	h.kit.must(err)
	return raw
}

// lastError is what the log says about an answer that is our fault.
func (k *kit) lastError(status int) string {
	if status < http.StatusInternalServerError {
		return ""
	}
	lines := strings.Split(strings.TrimSpace(k.log.String()), "\n")
	return "\n" + lines[len(lines)-1]
}

// answer is what came back.
type answer struct {
	t      *testing.T
	Status int
	Header http.Header
	Body   []byte
}

// at is the value at a dotted path of the JSON body ("timeline.0.state"), nil for
// null. A path that isn't there fails the test.
func (a *answer) at(path string) any {
	a.t.Helper()
	var v any
	if err := json.Unmarshal(a.Body, &v); err != nil {
		a.t.Fatalf("not JSON: %s", a.Body)
	}
	for name := range strings.SplitSeq(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			inner, ok := x[name]
			if !ok {
				a.t.Fatalf("nothing at %s in %s", path, a.Body)
			}
			v = inner
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(x) {
				a.t.Fatalf("nothing at %s in %s", path, a.Body)
			}
			v = x[i]
		default:
			a.t.Fatalf("nothing at %s in %s", path, a.Body)
		}
	}
	return v
}

// str is the text at a path.
func (a *answer) str(path string) string {
	a.t.Helper()
	s, ok := a.at(path).(string)
	if !ok {
		a.t.Fatalf("no text at %s: %v", path, a.at(path))
	}
	return s
}

// list is the list at a path.
func (a *answer) list(path string) []any {
	a.t.Helper()
	l, ok := a.at(path).([]any)
	if !ok {
		a.t.Fatalf("no list at %s: %v", path, a.at(path))
	}
	return l
}

// is fails the test unless the values at the paths are as given: path, value, ….
// Numbers are compared as float64 does.
func (a *answer) is(pairs ...any) *answer {
	a.t.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		want := pairs[i+1]
		if n, ok := want.(int); ok {
			want = float64(n)
		}
		if got := a.at(pairs[i].(string)); got != want {
			a.t.Errorf("%s is %v, want %v in %s", pairs[i], got, want, a.Body)
		}
	}
	return a
}

// etag is the resource's revision, ready for If-Match.
func (a *answer) etag() string { return a.Header.Get("ETag") }

// replayed reports whether nothing was done, because a repeat was recognised.
func (a *answer) replayed() bool { return a.Header.Get("Idempotent-Replayed") == "true" }

// refused fails the test unless the problem has the code, and names the pointers
// in this order.
func (a *answer) refused(code string, pointers ...string) *answer {
	a.t.Helper()
	a.is("code", code)
	for i, p := range pointers {
		a.is("errors."+strconv.Itoa(i)+".pointer", p)
	}
	return a
}
