package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/reference"
	"github.com/goodword/goodword/internal/web"
)

// docsRoutes serve the contract: as a file for machines, as pages for people.
func (a *API) docsRoutes() []Route {
	page := func(path string, h web.Handler) Route {
		return Route{Method: http.MethodGet, Path: path, Public: true, Undocumented: true, Handler: h}
	}
	style := page(reference.StylePath, static("text/css; charset=utf-8", reference.Style()))
	style.Query = true // its version
	return []Route{
		page("/openapi.yaml", document("application/yaml", a.deps.Document)),
		page("/openapi.json", document("application/json", a.docs.JSON())),
		page("/docs", docsPage(a.docs.Operations())),
		page(web.ErrorsPath, docsPage(a.docs.Errors())),
		style,
	}
}

// static answers with the same bytes for everybody.
func static(contentType string, body []byte) web.Handler {
	return func(c *gin.Context) error { return web.Static(c, contentType, body) }
}

// document answers with the contract, to scripts of any site.
func document(contentType string, body []byte) web.Handler {
	return func(c *gin.Context) error {
		web.AnyOrigin(c)
		return web.Static(c, contentType, body)
	}
}

// docsPage answers with a page of the reference.
func docsPage(page []byte) web.Handler {
	return func(c *gin.Context) error {
		c.Header("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		return web.Static(c, "text/html; charset=utf-8", page)
	}
}
