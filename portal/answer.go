package portal

import (
	"bytes"
	"crypto/rand"
	"net/http"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
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

// protect sets the headers of a page and refuses what another site sends.
func (p *Portal) protect(c *gin.Context) {
	nonce := rand.Text()
	c.Set(keyNonce, nonce)
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", policy(nonce))
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	if err := p.guard.Check(c.Request); err != nil {
		p.refuse(c, fault.New(fault.Forbidden, "cross_site", "This form was sent from another site. Open our page and try again."))
	}
}

// render writes a page, whole or not at all.
func (p *Portal) render(c *gin.Context, status int, page templ.Component) error {
	var b bytes.Buffer
	if err := page.Render(c.Request.Context(), &b); err != nil {
		return err
	}
	c.Data(status, "text/html; charset=utf-8", b.Bytes())
	return nil
}

// show renders a page with 200.
func (p *Portal) show(c *gin.Context, page templ.Component) error {
	return p.render(c, http.StatusOK, page)
}

// leave sends the reader to a page of ours after something was done.
func leave(c *gin.Context, path string) error {
	c.Redirect(http.StatusSeeOther, path)
	return nil
}
