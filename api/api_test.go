package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/internal/web"
)

// openapiYAML is openapi.yaml as it lies at the top of the repository.
func openapiYAML(t *testing.T) []byte {
	t.Helper()
	doc, err := documentOnDisk()
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func documentOnDisk() ([]byte, error) { return os.ReadFile(filepath.Join("..", "openapi.yaml")) }

// deps are those of an API that knows two keys.
func deps(t *testing.T) Deps {
	t.Helper()
	texts, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return Deps{
		App:   new(app.App), // no test here reaches it
		Texts: texts,
		Authenticate: func(_ context.Context, token string) (Caller, error) {
			switch token {
			case "gw_test_reader":
				return Caller{KeyID: "key_1", Scopes: []string{"things:read"}}, nil
			case "gw_test_writer":
				return Caller{KeyID: "key_2", Scopes: []string{"things:read", "things:write"}}, nil
			}
			return Caller{}, fault.New(fault.Unauthenticated, "bad_token", "This API key is not valid.")
		},
		StripeEvents: func([]byte, string, time.Time) (transfer.Event, error) {
			return transfer.Event{}, fault.New(fault.Unauthenticated, "invalid_signature", "No.")
		},
		Ready:    func(context.Context) error { return nil },
		Log:      slog.New(slog.DiscardHandler),
		Document: openapiYAML(t),
		WallNow:  time.Now,
	}
}

// serve returns the API of d with more routes beside its own.
func serve(t *testing.T, d Deps, more ...Route) *gin.Engine {
	t.Helper()
	e, err := web.NewEngine(web.Options{Log: d.Log})
	if err != nil {
		t.Fatal(err)
	}
	a, err := New(d)
	if err != nil {
		t.Fatal(err)
	}
	a.Register(e)
	a.Mount(e, more)
	return e
}

func send(h http.Handler, method, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for pair := range slices.Chunk(headers, 2) {
		r.Header.Set(pair[0], pair[1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestRoutesAndDocumentAgree: what is served is documented, and the other way
// round.
func TestRoutesAndDocumentAgree(t *testing.T) {
	t.Parallel()
	doc, err := openapi3.NewLoader().LoadFromData(openapiYAML(t))
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			documented[method+" "+path] = true
		}
	}
	undocumented := map[string]bool{}
	for _, r := range Table() {
		undocumented[r.Method+" "+r.Template()] = r.Undocumented
		if r.Undocumented && strings.HasPrefix(r.Path, "/v1/") {
			t.Errorf("%s %s is part of the contract", r.Method, r.Path)
		}
	}
	served := map[string]bool{}
	for _, r := range serve(t, deps(t)).Routes() {
		key := r.Method + " " + Route{Path: r.Path}.Template()
		served[key] = true
		if r.Method != http.MethodHead && !documented[key] && !undocumented[key] {
			t.Errorf("%s is served but not documented", key)
		}
	}
	for key := range documented {
		if !served[key] {
			t.Errorf("%s is documented but not served", key)
		}
	}
}

// TestTableIsSound keeps the table to its own rules.
func TestTableIsSound(t *testing.T) {
	t.Parallel()
	for _, r := range Table() {
		name := r.Method + " " + r.Path
		if r.Public && r.Scope != "" {
			t.Errorf("%s is public, so it can't ask for a scope", name)
		}
		if r.Body != NoBody && (r.Method == http.MethodGet || r.Method == http.MethodDelete) {
			t.Errorf("%s can't have a body", name)
		}
		if r.Handler == nil {
			t.Errorf("%s has no handler", name)
		}
	}
}

func TestChainKeepsWhatTheTableSays(t *testing.T) {
	t.Parallel()
	ok := func(c *gin.Context) error {
		c.Header("Seen", caller(c).KeyID+"|"+idempotencyKey(c))
		if err := match(c).Check(7); err != nil {
			return err
		}
		return web.NoContent(c)
	}
	routes := []Route{
		{Method: "GET", Path: "/v1/things", Scope: "things:read", Handler: ok},
		{Method: "GET", Path: "/v1/things/:id", Scope: "things:read", Handler: ok, Query: true},
		{Method: "POST", Path: "/v1/things", Scope: "things:write", Handler: ok, Idempotency: Required},
		{Method: "POST", Path: "/v1/things/:id/open", Scope: "things:write", Handler: ok, IfMatch: Required},
		{Method: "DELETE", Path: "/v1/things/:id", Scope: "things:write", Handler: ok, IfMatch: Optional},
		{Method: "POST", Path: "/hooks", Public: true, Handler: ok},
	}
	e := serve(t, deps(t), routes...)
	tests := []struct {
		name, method, target string
		headers              []string
		want                 int
		seen                 string
	}{
		{"no key", "GET", "/v1/things", nil, 401, ""},
		{"a wrong key", "GET", "/v1/things", []string{"Authorization", "Bearer gw_test_other"}, 401, ""},
		{"a key", "GET", "/v1/things", []string{"Authorization", "Bearer gw_test_reader"}, 204, "key_1|"},
		{"HEAD", "HEAD", "/v1/things", []string{"Authorization", "Bearer gw_test_reader"}, 204, "key_1|"},
		{"HEAD without a key", "HEAD", "/v1/things", nil, 401, ""},
		{"no scope", "POST", "/v1/things", []string{"Authorization", "Bearer gw_test_reader", "Idempotency-Key", "k"}, 403, ""},
		{"an unknown parameter", "GET", "/v1/things?x=1", []string{"Authorization", "Bearer gw_test_reader"}, 422, ""},
		{"parameters are the handler's", "GET", "/v1/things/1?x=1", []string{"Authorization", "Bearer gw_test_reader"}, 204, "key_1|"},
		{"no idempotency key", "POST", "/v1/things", []string{"Authorization", "Bearer gw_test_writer"}, 400, ""},
		{"an idempotency key", "POST", "/v1/things", []string{"Authorization", "Bearer gw_test_writer", "Idempotency-Key", `"k"`}, 204, "key_2|k"},
		{"an optional one that is malformed", "POST", "/v1/things/1/open", []string{"Authorization", "Bearer gw_test_writer", "Idempotency-Key", "a b", "If-Match", "*"}, 400, ""},
		{"no If-Match", "POST", "/v1/things/1/open", []string{"Authorization", "Bearer gw_test_writer"}, 428, ""},
		{"a stale one", "POST", "/v1/things/1/open", []string{"Authorization", "Bearer gw_test_writer", "If-Match", `"6"`}, 412, "key_2|"},
		{"the right one", "POST", "/v1/things/1/open", []string{"Authorization", "Bearer gw_test_writer", "If-Match", `"7"`}, 204, "key_2|"},
		{"an optional one that is absent", "DELETE", "/v1/things/1", []string{"Authorization", "Bearer gw_test_writer"}, 204, "key_2|"},
		{"an optional one that is stale", "DELETE", "/v1/things/1", []string{"Authorization", "Bearer gw_test_writer", "If-Match", `"6"`}, 412, "key_2|"},
		{"a name with NUL", "GET", "/v1/things/%00", []string{"Authorization", "Bearer gw_test_reader"}, 404, ""},
		{"a name that isn't UTF-8", "GET", "/v1/things/%ff", []string{"Authorization", "Bearer gw_test_reader"}, 404, ""},
		{"a name that is too long", "GET", "/v1/things/" + strings.Repeat("x", 201), []string{"Authorization", "Bearer gw_test_reader"}, 404, ""},
		{"public", "POST", "/hooks", nil, 204, "|"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := send(e, tt.method, tt.target, tt.headers...)
			if w.Code != tt.want || w.Header().Get("Seen") != tt.seen {
				t.Errorf("%d, seen %q: %s", w.Code, w.Header().Get("Seen"), w.Body)
			}
		})
	}
}

func TestRateLimits(t *testing.T) {
	t.Parallel()
	d := deps(t)
	d.PerKey = web.Policy{Name: "key", Quota: 1, Window: time.Hour}
	e := serve(t, d, Route{Method: "GET", Path: "/v1/things", Handler: web.NoContent})
	want := []struct {
		token string
		code  int
	}{{"gw_test_reader", 204}, {"gw_test_reader", 429}, {"gw_test_writer", 204}}
	for i, w := range want {
		if got := send(e, "GET", "/v1/things", "Authorization", "Bearer "+w.token); got.Code != w.code {
			t.Errorf("request %d: %d", i, got.Code)
		}
	}
}

func TestProbes(t *testing.T) {
	t.Parallel()
	d := deps(t)
	d.Ready = func(context.Context) error { return errors.New("the disk of sam") }
	e := serve(t, d)
	if w := send(e, "GET", "/healthz"); w.Code != 200 || w.Body.String() != "{\"status\":\"ok\"}\n" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := send(e, "GET", "/readyz"); w.Code != 503 || strings.Contains(w.Body.String(), "sam") || w.Header().Get("Retry-After") == "" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := send(serve(t, deps(t)), "GET", "/readyz"); w.Code != 200 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestContractIsServed(t *testing.T) {
	t.Parallel()
	e := serve(t, deps(t))
	for path, media := range map[string]string{
		"/openapi.yaml": "application/yaml", "/openapi.json": "application/json",
		"/docs": "text/html; charset=utf-8", "/docs/errors": "text/html; charset=utf-8", "/docs/reference.css?v=1": "text/css; charset=utf-8",
	} {
		w := send(e, "GET", path)
		if w.Code != 200 || w.Header().Get("Content-Type") != media || w.Body.Len() == 0 {
			t.Errorf("%s: %d %s", path, w.Code, w.Header().Get("Content-Type"))
		}
		if again := send(e, "GET", path, "If-None-Match", w.Header().Get("ETag")); again.Code != 304 {
			t.Errorf("%s again: %d", path, again.Code)
		}
		if open := w.Header().Get("Access-Control-Allow-Origin") == "*"; open != strings.HasPrefix(path, "/openapi") {
			t.Errorf("%s: open to other sites: %v", path, open)
		}
	}
	if w := send(e, "GET", "/openapi.yaml"); w.Body.String() != string(openapiYAML(t)) {
		t.Error("/openapi.yaml is another document")
	}
	if csp := send(e, "GET", "/docs").Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		t.Error(csp)
	}
}

func TestNewNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*Deps){
		"App":          func(d *Deps) { d.App = nil },
		"Texts":        func(d *Deps) { d.Texts = nil },
		"Authenticate": func(d *Deps) { d.Authenticate = nil },
		"StripeEvents": func(d *Deps) { d.StripeEvents = nil },
		"Ready":        func(d *Deps) { d.Ready = nil },
		"Log":          func(d *Deps) { d.Log = nil },
		"Document":     func(d *Deps) { d.Document = nil },
		"WallNow":      func(d *Deps) { d.WallNow = nil },
	} {
		d := deps(t)
		spoil(&d)
		if _, err := New(d); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
	}
	d := deps(t)
	d.Document = []byte("a: [")
	if _, err := New(d); err == nil {
		t.Error("a broken document was taken")
	}
}
