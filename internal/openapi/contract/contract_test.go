package contract_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/api"
	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/internal/openapi/contract"
	"github.com/goodword/goodword/internal/openapi/testdata/sample"
	"github.com/goodword/goodword/internal/web"
)

// harness is a handler behind a checker.
type harness struct {
	handler http.Handler

	mu     sync.Mutex
	errors []string
}

// behind puts a handler behind a checker.
func behind(checker *contract.Checker, next http.Handler) *harness {
	h := &harness{}
	h.handler = checker.Handler(next, func(err error) {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.errors = append(h.errors, err.Error())
	})
	return h
}

func sampleDocument(t *testing.T) []byte {
	t.Helper()
	document, err := os.ReadFile(filepath.Join("..", "testdata", "sample.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return document
}

func newChecker(t *testing.T) *contract.Checker {
	t.Helper()
	checker, err := contract.New(sampleDocument(t))
	if err != nil {
		t.Fatal(err)
	}
	return checker
}

// sampleAPI is the sample behind the API's own middleware.
func sampleAPI(t *testing.T) http.Handler {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	engine, err := web.NewEngine(web.Options{Log: log})
	if err != nil {
		t.Fatal(err)
	}
	texts, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	a, err := api.New(api.Deps{
		App: new(app.App), Texts: texts,
		Authenticate: func(context.Context, string) (api.Caller, error) {
			return api.Caller{KeyID: "key_1", Scopes: []string{"notes:read", "notes:write"}}, nil
		},
		StripeEvents: func([]byte, string, time.Time) (transfer.Event, error) { return transfer.Event{}, nil },
		Ready:        func(context.Context) error { return nil }, Log: log,
		Document: sampleDocument(t), WallNow: time.Now, PerKey: web.Policy{Name: "key", Quota: 1000, Window: time.Minute},
	})
	if err != nil {
		t.Fatal(err)
	}
	a.Mount(engine, sample.New().Routes())
	return engine
}

// do sends a request with headers given as name, value, ….
func (h *harness) do(method, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer gw_test_x")
	for pair := range slices.Chunk(headers, 2) {
		r.Header.Set(pair[0], pair[1])
	}
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w
}

const form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nn\r\n--b--\r\n"

func TestSampleKeepsItsContract(t *testing.T) {
	t.Parallel()
	checker := newChecker(t)
	h := behind(checker, sampleAPI(t))
	json := []string{"Content-Type", "application/json"}
	steps := []struct {
		method, path, body string
		headers            []string
		want               int
	}{
		{"POST", "/v1/notes", `{"title":"a","colour":"red","place":null,"due":"2026-01-31","metadata":{"k":"v"}}`, append(json, "Idempotency-Key", "k1"), 201},
		{"POST", "/v1/notes", `{"title":"b","colour":"blue","place":{"country":"DE"}}`, append(json, "Idempotency-Key", `"k2"`), 201},
		{"POST", "/v1/notes", `{"title":"b","colour":"blue"}`, json, 400},
		{"POST", "/v1/notes", `{"title":"","colour":"green","x":1}`, append(json, "Idempotency-Key", "k"), 422},
		{"POST", "/v1/notes", `{"title":"b"}`, []string{"Idempotency-Key", "k", "Content-Type", "text/plain"}, 415},
		{"POST", "/v1/notes", `{"title":"` + strings.Repeat("x", 70_000) + `"}`, append(json, "Idempotency-Key", "k"), 413},
		{"GET", "/v1/notes?limit=1", "", nil, 200},
		{"GET", "/v1/notes?limit=0", "", nil, 422},
		{"GET", "/v1/notes?colour=red", "", nil, 200},
		{"GET", "/v1/notes?cursor=zzz", "", nil, 400},
		{"GET", "/v1/notes", "", []string{"Authorization", "Basic x"}, 401},
		{"HEAD", "/v1/notes/note_1", "", nil, 200},
		{"GET", "/v1/notes/note_1", "", nil, 200},
		{"GET", "/v1/notes/note_1?x=1", "", nil, 422},
		{"GET", "/v1/notes/note_1/picture", "", nil, 200},
		{"GET", "/v1/notes/none", "", nil, 404},
		{"PATCH", "/v1/notes/note_1", `{"title":"c"}`, json, 428},
		{"PATCH", "/v1/notes/note_1", `{"title":"c"}`, append(json, "If-Match", "7"), 400},
		{"PATCH", "/v1/notes/note_1", `{"title":"c"}`, append(json, "If-Match", `"7"`), 412},
		{"PATCH", "/v1/notes/note_1", `{"title":"c"}`, append(json, "If-Match", `"1"`), 200},
		{"DELETE", "/v1/notes/note_1", "", []string{"If-Match", `W/"2", "2"`}, 204},
		{"DELETE", "/v1/notes/note_2", "", nil, 204},
		{"PUT", "/v1/notes/note_2", "", nil, 405},
		{"POST", "/v1/notes/import", "title\na\n", []string{"Content-Type", "text/csv"}, 200},
		{"POST", "/v1/files", form, []string{"Content-Type", "multipart/form-data; boundary=b"}, 200},
	}
	for _, s := range steps {
		if w := h.do(s.method, s.path, s.body, s.headers...); w.Code != s.want {
			t.Errorf("%s %s: %d, want %d: %s", s.method, s.path, w.Code, s.want, w.Body)
		}
	}
	for _, e := range h.errors {
		t.Error(e)
	}
	if missed := checker.Missed(); len(missed) > 0 {
		t.Errorf("never answered: %v", missed)
	}
}

// TestCheckerCatches breaks the contract on purpose, one way at a time.
func TestCheckerCatches(t *testing.T) {
	t.Parallel()
	answer := func(status int, media, body string, headers ...string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", media)
			w.Header().Set("X-Request-Id", "req_1")
			w.Header().Set("ETag", `"1"`)
			for pair := range slices.Chunk(headers, 2) {
				w.Header().Set(pair[0], pair[1])
			}
			w.WriteHeader(status)
			io.WriteString(w, body)
		})
	}
	const note = `{"id":"1","title":"a","colour":"red","tags":[],"place":null,"due":null,"size_ms":1,"metadata":{}}`
	extra := strings.Replace(note, `"id"`, `"secret":1,"id"`, 1)
	wrongEnum := strings.Replace(note, `red`, `green`, 1)
	wrongDate := strings.Replace(note, `"due":null`, `"due":"soon"`, 1)
	tests := []struct {
		name    string
		handler http.Handler
		bad     bool
	}{
		{"a true answer", answer(200, "application/json", note), false},
		{"a member too many", answer(200, "application/json", extra), true},
		{"a member too few", answer(200, "application/json", `{"id":"1"}`), true},
		{"a value outside the enumeration", answer(200, "application/json", wrongEnum), true},
		{"a value outside the format", answer(200, "application/json", wrongDate), true},
		{"another media type", answer(200, "text/html", note), true},
		{"an undocumented status", answer(202, "application/json", note), true},
		{"a malformed header", answer(200, "application/json", note, "ETag", "7"), true},
		{"a missing header", answer(200, "application/json", note, "X-Request-Id", ""), true},
		{"a refusal that is no problem", answer(404, "application/json", `{}`), true},
	}
	checker := newChecker(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := behind(checker, tt.handler)
			h.do("GET", "/v1/notes/note_1", "")
			if got := len(h.errors) > 0; got != tt.bad {
				t.Errorf("reported %q", h.errors)
			}
		})
	}
}

// TestCheckerCatchesUndocumentedAcceptance: the server takes what the document
// refuses.
func TestCheckerCatchesUndocumentedAcceptance(t *testing.T) {
	t.Parallel()
	h := behind(newChecker(t), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Request-Id", "req_1")
		w.WriteHeader(http.StatusNoContent)
	}))
	h.do("DELETE", "/v1/notes/note_1", "", "If-Match", "no tag")
	h.do("GET", "/v1/secret", "")
	if len(h.errors) != 2 {
		t.Errorf("reported %q", h.errors)
	}
}
