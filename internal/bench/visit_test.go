package bench

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/boot"
	"github.com/goodword/goodword/internal/config"
)

// BenchmarkVisit is a person's visit of a link, page and count, against a bare Gin
// redirect. The page is the whole landing page: promise, kept rate and form.
func BenchmarkVisit(b *testing.B) {
	document, err := os.ReadFile("../../openapi.yaml")
	if err != nil {
		b.Fatal(err)
	}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	full, err := boot.Open(b.Context(), config.Settings{Addr: "localhost:8080", Env: "development", Data: b.TempDir(), Empty: true, StripeCountry: "DE", Brand: "Bench", MailFrom: "a@b.example", Holder: "Bench", Admin: "admin@b.example", Hue: 195},
		boot.Parts{Log: quiet, Document: document, Local: "http://localhost:1"})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = full.Close() })
	h := &house{tb: b, app: full.App, clock: full.Clock}
	h.publish(b.Context())
	link, err := full.App.Links.Create(b.Context(), operator, app.LinkInput{ProgramID: h.program.ID, MemberID: h.referrer.ID})
	h.must(err)
	page, err := full.Handler()
	h.must(err)

	gin.SetMode(gin.ReleaseMode)
	bare := gin.New()
	bare.GET("/r/:code", func(c *gin.Context) { c.Redirect(http.StatusFound, "https://example.com/") })

	for _, c := range []struct {
		name    string
		handler http.Handler
		status  int
	}{{"floor", bare, http.StatusFound}, {"visit", page, http.StatusOK}} {
		b.Run(c.name, func(b *testing.B) {
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					r := httptest.NewRequest(http.MethodGet, "/r/"+link.Doc.Code, nil)
					r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
					w := httptest.NewRecorder()
					c.handler.ServeHTTP(w, r)
					if w.Code != c.status {
						b.Error(w.Code, w.Body.String())
						return
					}
				}
			})
		})
	}
	b.Run("recorded", func(b *testing.B) {
		landing, err := full.App.Links.Landing(b.Context(), link.Doc.Code)
		h.must(err)
		for b.Loop() {
			full.App.Visits.Record(landing.Link, visitor)
		}
	})
}
