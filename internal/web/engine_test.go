package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/goodword/goodword/internal/fault"
)

// newEngine returns an engine that logs into the buffer.
func newEngine(t *testing.T, change func(*Options)) (*gin.Engine, *bytes.Buffer) {
	t.Helper()
	var log bytes.Buffer
	o := Options{Log: slog.New(slog.NewJSONHandler(&log, nil))}
	if change != nil {
		change(&o)
	}
	e, err := NewEngine(o)
	if err != nil {
		t.Fatal(err)
	}
	return e, &log
}

func send(h http.Handler, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func problem(t *testing.T, w *httptest.ResponseRecorder) Problem {
	t.Helper()
	if got := w.Header().Get("Content-Type"); got != ProblemType {
		t.Fatalf("content type %q: %s", got, w.Body)
	}
	var p Problem
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	if p.Status != w.Code || p.Type != ErrorsPath+"#"+p.Code || p.RequestID != w.Header().Get("X-Request-Id") {
		t.Errorf("the problem contradicts itself: %+v", p)
	}
	return p
}

func TestEveryCodeHasAStatus(t *testing.T) {
	t.Parallel()
	want := map[fault.Code]int{"malformed": 400, "unauthenticated": 401, "forbidden": 403, "not_found": 404, "method_not_allowed": 405,
		"conflict": 409, "precondition": 412, "too_large": 413, "unsupported_media": 415, "invalid": 422, "precondition_required": 428,
		"too_many": 429, "internal": 500, "unavailable": 503, "invented": 500}
	for code, status := range want {
		if got := Status(code); got != status {
			t.Errorf("%s: %d, want %d", code, got, status)
		}
	}
}

func TestErrorsBecomeProblems(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name        string
		err         error
		status      int
		code        string
		header, has string
	}{
		{"a fault", fault.New(fault.Conflict, "wrong_state", "It is lost."), 409, "wrong_state", "Cache-Control", "no-store"},
		{"any other error", errors.New("the disk sam@example.com"), 500, "internal", "", ""},
		{"a deadline", context.DeadlineExceeded, 503, "timeout", "Retry-After", "1"},
		{"a cancelled caller", context.Canceled, 503, "cancelled", "", ""},
		{"wait", fault.New(fault.Unavailable, "busy", "x").After(1500 * time.Millisecond), 503, "busy", "Retry-After", "2"},
		{"no token", fault.New(fault.Unauthenticated, "no_token", "x"), 401, "no_token", "WWW-Authenticate", `Bearer realm="goodword"`},
		{"a bad token", fault.New(fault.Unauthenticated, "bad_token", "x"), 401, "bad_token", "WWW-Authenticate", `Bearer realm="goodword", error="invalid_token"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, log := newEngine(t, nil)
			e.GET("/v1/things/:id", Handle(func(c *gin.Context) error {
				SetRevision(c, 7)
				return tt.err
			}))
			w := send(e, "GET", "/v1/things/secret?token=hidden", "")
			p := problem(t, w)
			if p.Status != tt.status || p.Code != tt.code || p.Instance != "/v1/things/:id" {
				t.Errorf("%+v", p)
			}
			if tt.header != "" && w.Header().Get(tt.header) != tt.has {
				t.Errorf("%s: %q", tt.header, w.Header().Get(tt.header))
			}
			if w.Header().Get("ETag") != "" || strings.Contains(w.Body.String(), "sam@") {
				t.Error("a refusal says too much")
			}
			if s := log.String(); strings.Contains(s, "secret") || strings.Contains(s, "hidden") || !strings.Contains(s, tt.code) {
				t.Errorf("log: %s", s)
			}
		})
	}
}

func TestPanicIsA500(t *testing.T) {
	t.Parallel()
	e, log := newEngine(t, nil)
	e.GET("/", func(*gin.Context) { panic("boom") })
	w := send(e, "GET", "/", "", "X-Request-Id", "req_7")
	if p := problem(t, w); p.Status != 500 || p.RequestID != "req_7" || strings.Contains(w.Body.String(), "boom") {
		t.Errorf("%+v", p)
	}
	if s := log.String(); !strings.Contains(s, "boom") || !strings.Contains(s, "engine_test.go") || !strings.Contains(s, "req_7") {
		t.Errorf("log: %s", s)
	}
}

func TestPanicInHalfAnAnswerBreaksTheConnection(t *testing.T) {
	t.Parallel()
	e, _ := newEngine(t, nil)
	e.GET("/", func(c *gin.Context) {
		c.String(200, "half")
		panic("boom")
	})
	defer func() {
		if v := recover(); v != http.ErrAbortHandler {
			t.Errorf("recovered %v", v)
		}
	}()
	send(e, "GET", "/", "")
}

func TestRequestID(t *testing.T) {
	t.Parallel()
	e, _ := newEngine(t, nil)
	Get(e, "/", Handle(NoContent))
	for _, id := range []string{"", "sam@example.com", "a b", "a\nb", strings.Repeat("x", 129), "ä"} {
		if got := send(e, "GET", "/", "", "X-Request-Id", id).Header().Get("X-Request-Id"); got == id || !strings.HasPrefix(got, "req_") {
			t.Errorf("%q was answered %q", id, got)
		}
	}
	if got := send(e, "GET", "/", "", "X-Request-Id", "mine-7.a_b").Header().Get("X-Request-Id"); got != "mine-7.a_b" {
		t.Errorf("got %q", got)
	}
}

func TestOutsideAnyRoute(t *testing.T) {
	t.Parallel()
	e, _ := newEngine(t, func(o *Options) {
		o.Page = func(c *gin.Context, p Problem) { c.Data(p.Status, "text/html", []byte("<h1>"+p.Title+"</h1>")) }
	})
	Get(e, "/a", Handle(func(c *gin.Context) error { return OK(c, 1) }))
	e.PATCH("/a", Handle(NoContent))
	if p := problem(t, send(e, "GET", "/none", "")); p.Code != "no_such_route" {
		t.Errorf("%+v", p)
	}
	if p := problem(t, send(e, "GET", "/a/", "")); p.Code != "no_such_route" {
		t.Errorf("%+v", p)
	}
	w := send(e, "DELETE", "/a", "")
	if p := problem(t, w); p.Status != 405 || w.Header().Get("Allow") != "GET, HEAD, PATCH" {
		t.Errorf("%+v, Allow %q", p, w.Header().Get("Allow"))
	}
	if w := send(e, "HEAD", "/a", ""); w.Code != 200 {
		t.Errorf("HEAD: %d", w.Code)
	}
	if w := send(e, "GET", "/none", "", "Accept", "text/html"); w.Code != 404 || !strings.Contains(w.Body.String(), "<h1>Not Found") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestAllowNamesTheMostFixedRoute(t *testing.T) {
	t.Parallel()
	e, _ := newEngine(t, nil)
	Get(e, "/things/:id", Handle(NoContent))
	e.POST("/things/import", Handle(NoContent))
	e.PUT("/things/:id/parts/:part", Handle(NoContent))
	e.POST("/files/*path", Handle(NoContent))
	for path, want := range map[string]string{
		"/things/import": "POST", "/things/7": "GET, HEAD", "/things/7/parts/8": "PUT", "/files/a/b": "POST",
	} {
		if w := send(e, "OPTIONS", path, ""); w.Code != 405 || w.Header().Get("Allow") != want {
			t.Errorf("%s: %d, Allow %q", path, w.Code, w.Header().Get("Allow"))
		}
	}
}

func TestLimitBody(t *testing.T) {
	t.Parallel()
	e, _ := newEngine(t, func(o *Options) { o.BodyLimit = 10 })
	read := Handle(func(c *gin.Context) error {
		if _, err := io.ReadAll(c.Request.Body); err != nil {
			return err
		}
		return NoContent(c)
	})
	e.POST("/small", read)
	e.POST("/large", LimitBody(20), read)
	for _, tt := range []struct {
		path string
		n    int
		want int
	}{{"/small", 10, 204}, {"/small", 11, 413}, {"/large", 20, 204}, {"/large", 21, 413}} {
		if w := send(e, "POST", tt.path, strings.Repeat("x", tt.n)); w.Code != tt.want {
			t.Errorf("%s with %d bytes: %d", tt.path, tt.n, w.Code)
		}
	}
}

func TestLimitTime(t *testing.T) {
	t.Parallel()
	e, _ := newEngine(t, func(o *Options) { o.Timeout = time.Nanosecond })
	e.GET("/", Handle(func(c *gin.Context) error {
		<-c.Request.Context().Done()
		return c.Request.Context().Err()
	}))
	if p := problem(t, send(e, "GET", "/", "")); p.Code != "timeout" {
		t.Errorf("%+v", p)
	}
}

func TestAdmission(t *testing.T) {
	t.Parallel()
	e, _ := newEngine(t, func(o *Options) { o.MaxInFlight = 1 })
	inside, leave := make(chan struct{}), make(chan struct{})
	e.GET("/", Handle(func(c *gin.Context) error {
		inside <- struct{}{}
		<-leave
		return NoContent(c)
	}))
	done := make(chan int)
	go func() { done <- send(e, "GET", "/", "").Code }()
	<-inside
	if w := send(e, "GET", "/", ""); w.Code != 503 || w.Header().Get("Retry-After") == "" {
		t.Errorf("second: %d", w.Code)
	}
	close(leave)
	if code := <-done; code != 204 {
		t.Errorf("first: %d", code)
	}
}

func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	e, _ := newEngine(t, func(o *Options) { o.HTTPS = true })
	h := send(e, "GET", "/none", "").Header()
	for _, name := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cache-Control", "Strict-Transport-Security"} {
		if h.Get(name) == "" {
			t.Errorf("%s is missing", name)
		}
	}
}

func TestMetricsAndLogHoldTemplates(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewRegistry()
	metrics, err := NewMetrics(registry)
	if err != nil {
		t.Fatal(err)
	}
	e, log := newEngine(t, func(o *Options) { o.Metrics = metrics })
	e.GET("/i/:token", Handle(func(c *gin.Context) error {
		SetActor(c, "key_7")
		return NoContent(c)
	}))
	send(e, "GET", "/i/s3cret?email=sam@example.com", "")
	send(e, "BREW", "/s3cret", "")
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range families {
		all.WriteString(f.String())
	}
	for _, s := range []string{all.String(), log.String()} {
		if strings.Contains(s, "s3cret") || strings.Contains(s, "sam@") || strings.Contains(s, "BREW") || !strings.Contains(s, "/i/:token") {
			t.Error(s)
		}
	}
	var record map[string]any
	if err := json.Unmarshal([]byte(strings.SplitN(log.String(), "\n", 2)[0]), &record); err != nil {
		t.Fatal(err)
	}
	if record["actor"] != "key_7" || record["status"] != 204.0 || record["request_id"] == "" || record["ms"] == nil {
		t.Errorf("%v", record)
	}
}

func TestForwardedAddressIsNotBelieved(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		trusted []string
		want    string
	}{{nil, "192.0.2.1"}, {[]string{"192.0.2.0/24"}, "198.51.100.7"}} {
		e, _ := newEngine(t, func(o *Options) { o.TrustedProxies = tt.trusted })
		var got string
		e.GET("/", func(c *gin.Context) { got = ByIP(c) })
		send(e, "GET", "/", "", "X-Forwarded-For", "198.51.100.7")
		if got != tt.want {
			t.Errorf("trusting %v: %s", tt.trusted, got)
		}
	}
	if _, err := NewEngine(Options{Log: slog.New(slog.DiscardHandler), TrustedProxies: []string{"nonsense"}}); err == nil {
		t.Error("nonsense was trusted")
	}
}
