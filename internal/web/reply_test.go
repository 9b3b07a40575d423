package web

import (
	"compress/gzip"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
)

func TestPage(t *testing.T) {
	t.Parallel()
	e, _ := newEngine(t, nil)
	e.GET("/v1/things", Handle(func(c *gin.Context) error { return Page(c, []int{1}, "n=xt") }))
	e.GET("/v1/none", Handle(func(c *gin.Context) error { return Page[int](c, nil, "") }))
	w := send(e, "GET", "/v1/things?limit=1&cursor=old", "")
	if got := w.Body.String(); got != `{"data":[1],"has_more":true,"next_cursor":"n=xt"}`+"\n" {
		t.Error(got)
	}
	if got := w.Header().Get("Link"); got != `</v1/things?cursor=n%3Dxt&limit=1>; rel="next"` {
		t.Error(got)
	}
	w = send(e, "GET", "/v1/none", "")
	if got := w.Body.String(); got != `{"data":[],"has_more":false,"next_cursor":null}`+"\n" || w.Header().Get("Link") != "" {
		t.Error(got, w.Header())
	}
}

func TestJSONThatCannotBeEncodedIsA500(t *testing.T) {
	t.Parallel()
	e, _ := newEngine(t, nil)
	e.GET("/", Handle(func(c *gin.Context) error { return Created(c, "/x", make(chan int)) }))
	w := send(e, "GET", "/", "")
	if p := problem(t, w); p.Status != 500 || w.Header().Get("Location") != "" {
		t.Errorf("%+v", p)
	}
}

func TestStatic(t *testing.T) {
	t.Parallel()
	e, _ := newEngine(t, nil)
	Get(e, "/doc", AnyOrigin, Handle(func(c *gin.Context) error { return Static(c, "text/plain", []byte("words")) }))
	first := send(e, "GET", "/doc", "")
	etag := first.Header().Get("ETag")
	if first.Code != 200 || first.Body.String() != "words" || etag == "" || first.Header().Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%d %v", first.Code, first.Header())
	}
	for header, want := range map[string]int{etag: 304, "W/" + etag: 304, `"x", ` + etag: 304, "*": 304, `"x"`: 200, "nonsense": 200, `"`: 200} {
		if w := send(e, "GET", "/doc", "", "If-None-Match", header); w.Code != want || want == 304 && w.Body.Len() > 0 {
			t.Errorf("If-None-Match %s: %d", header, w.Code)
		}
	}
}

func TestCompress(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("word ", 1000)
	h, err := Compress(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", strings.TrimPrefix(r.URL.Path, "/"))
		io.WriteString(w, long[:len(r.URL.RawQuery)*1000])
	}))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		target, accept string
		want           bool
	}{{"/text/html?xxxx", "gzip", true}, {"/text/html?x", "gzip", false}, {"/text/html?xxxx", "", false}, {"/image/png?xxxx", "gzip", false}} {
		w := send(h, "GET", tt.target, "", "Accept-Encoding", tt.accept)
		if got := w.Header().Get("Content-Encoding") == "gzip"; got != tt.want {
			t.Errorf("%s: compressed %v", tt.target, got)
		}
		if tt.want {
			r, err := gzip.NewReader(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			if plain, err := io.ReadAll(r); err != nil || string(plain) != long[:4000] {
				t.Error("it reads back as something else")
			}
		}
	}
}

func TestServerHasAllItsLimits(t *testing.T) {
	t.Parallel()
	s := NewServer(http.NotFoundHandler(), slog.New(slog.DiscardHandler))
	if s.ReadHeaderTimeout <= 0 || s.ReadTimeout <= 0 || s.WriteTimeout <= DefaultTimeout || s.IdleTimeout <= 0 || s.MaxHeaderBytes <= 0 {
		t.Errorf("%+v", s)
	}
}
