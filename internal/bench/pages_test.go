package bench

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/portal/followup"
	"github.com/goodword/goodword/portal/office"
	"github.com/goodword/goodword/portal/portaltest"
	"github.com/goodword/goodword/portal/referrer"
)

// BenchmarkPages is the server's time for a page of somebody who is signed in,
// with 200 introductions in the house, beside the time of the queries in it, and
// against a bare Gin answer of the same size.
func BenchmarkPages(b *testing.B) {
	k := portaltest.New(b, portaltest.Pages(referrer.New), portaltest.Pages(followup.New), portaltest.Pages(office.New))
	admin, kim := k.Staff("Nora Berg", aggregate.Admin), k.Customer("Kim Muster")
	p := k.Program(admin)
	for i := range 20 {
		by := kim
		if i%2 == 1 {
			by = k.Customer(fmt.Sprint("Customer ", word(int64(i))))
		}
		for n := range 10 {
			k.Introduce(by, p, map[string]any{"name": "Priya " + word(int64(10*i+n)), "company": word(int64(10*i+n)) + " Logistics"})
		}
		k.Clock.Advance(24 * time.Hour) // within everybody's pace
	}
	for _, c := range []struct {
		path string
		who  *portaltest.Browser
	}{
		{"/home", k.SignedIn(kim)}, {"/introductions", k.SignedIn(kim)}, {"/staff", k.SignedIn(admin)}, {"/staff/follow-up", k.SignedIn(admin)},
	} {
		size := len(c.who.Get(c.path).Body)
		b.Run(c.path[1:], func(b *testing.B) {
			calls, took := k.Reads.Read()
			for b.Loop() {
				ask(b, k.Server.Config.Handler, c.path, c.who.Cookies)
			}
			c, t := k.Reads.Read()
			b.ReportMetric(float64(c-calls)/float64(b.N), "queries/op")
			b.ReportMetric(float64(t-took)/float64(b.N), "ns-queries/op")
		})
		b.Run(c.path[1:]+" floor", func(b *testing.B) { bareAnswer(b, size) })
	}
}

// bareAnswer is what a page of that size costs when nobody makes it.
func bareAnswer(b *testing.B, size int) {
	gin.SetMode(gin.ReleaseMode)
	e, body := gin.New(), make([]byte, size)
	e.GET("/", func(c *gin.Context) { c.Data(http.StatusOK, "text/plain", body) })
	for b.Loop() {
		ask(b, e, "/", nil)
	}
}

// ask makes a request without a network.
func ask(b *testing.B, h http.Handler, path string, cookies map[string]string) {
	b.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for name, value := range cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		b.Fatal(w.Code, w.Body.String())
	}
}
