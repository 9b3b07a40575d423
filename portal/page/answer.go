package page

import (
	"bytes"
	"crypto/rand"
	"net/http"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
)

// keyNonce is where a request's script nonce stands in its context.
const keyNonce = "portal.nonce"

// policy is the Content-Security-Policy of every page; its nonce admits our one
// script.
func policy(nonce string) string {
	return "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src 'self'; img-src 'self'; font-src 'self'; " +
		"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
		"require-trusted-types-for 'script'; trusted-types htmx"
}

// Protect sets the headers of a page and refuses what another site sends.
func (s *Site) Protect(c *gin.Context) {
	nonce := rand.Text()
	c.Set(keyNonce, nonce)
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", policy(nonce))
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	if err := s.guard.Check(c.Request); err != nil {
		web.Fail(c, fault.New(fault.Forbidden, "cross_site", "This form was sent from another site. Open our page and try again."))
	}
}

// EnsureProtected sets the headers of a page where Protect hasn't run: an address
// that no route takes.
func (s *Site) EnsureProtected(c *gin.Context) {
	if c.GetString(keyNonce) == "" {
		s.Protect(c)
	}
}

// ShowStatus writes a page, whole or not at all.
func (s *Site) ShowStatus(c *gin.Context, status int, page templ.Component) error {
	var b bytes.Buffer
	if err := page.Render(c.Request.Context(), &b); err != nil {
		return err
	}
	c.Data(status, "text/html; charset=utf-8", b.Bytes())
	return nil
}

// Show writes a page with 200.
func (s *Site) Show(c *gin.Context, page templ.Component) error {
	return s.ShowStatus(c, http.StatusOK, page)
}

// ShowAgain writes a form once more, with what is to be mended in it.
func (s *Site) ShowAgain(c *gin.Context, page templ.Component) error {
	return s.ShowStatus(c, http.StatusUnprocessableEntity, page)
}

// Fragment reports whether a script asks for a part of a page only. The same
// address answers the whole page to everybody else.
func (s *Site) Fragment(c *gin.Context) bool {
	c.Writer.Header().Add("Vary", "HX-Request")
	return c.GetHeader("HX-Request") == "true"
}

// Go sends the reader to a page of ours after something was done.
func (s *Site) Go(c *gin.Context, path string) error {
	c.Redirect(http.StatusSeeOther, path)
	return nil
}
