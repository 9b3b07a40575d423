package page

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
)

// Route is one line of a route table; see Get and Post.
type Route struct {
	Method  string
	Path    string
	For     Access
	Handler web.Handler
}

// Get is the route of a page; HEAD is served too.
func Get(path string, who Access, h web.Handler) Route {
	return Route{Method: http.MethodGet, Path: path, For: who, Handler: h}
}

// Post is the route of what a form does.
func Post(path string, who Access, h web.Handler) Route {
	return Route{Method: http.MethodPost, Path: path, For: who, Handler: h}
}

// Access says for whom a route is.
type Access struct {
	signedIn bool
	kind     aggregate.Kind // "" for any
	roles    []aggregate.Role
}

// Who may come without a role.
var (
	Anyone    = Access{}
	SignedIn  = Access{signedIn: true}
	Referrers = Access{signedIn: true, kind: aggregate.Referrer}
)

// Staff is for staff with one of the roles, or with any where none is named. An
// admin has all of them.
func Staff(roles ...aggregate.Role) Access {
	return Access{signedIn: true, kind: aggregate.Staff, roles: roles}
}

// Admits reports whether a reader may come in.
func (a Access) Admits(r Reader) bool {
	switch {
	case !a.signedIn:
		return true
	case r.Member == nil, a.kind != "" && r.Actor.Kind != a.kind:
		return false
	case a.kind == aggregate.Staff && len(a.roles) == 0:
		return len(r.Actor.Roles) > 0
	}
	return len(a.roles) == 0 || r.Actor.Has(a.roles...)
}

// Mount registers routes on a group of an engine, each behind its access.
func (s *Site) Mount(pages gin.IRoutes, routes []Route) {
	for _, r := range routes {
		chain := []gin.HandlerFunc{s.admit(r.For), web.Handle(r.Handler)}
		if r.Method == http.MethodGet {
			web.Get(pages, r.Path, chain...)
			continue
		}
		pages.Handle(r.Method, r.Path, chain...)
	}
}

// admit turns away whom a route is not for. Somebody who isn't signed in is asked
// to, and comes back to the page that they wanted.
func (s *Site) admit(a Access) gin.HandlerFunc {
	return func(c *gin.Context) {
		r := ReaderOf(c)
		if a.Admits(r) {
			return
		}
		if r.Member != nil {
			web.Fail(c, fault.New(fault.Forbidden, "no_permission", "This page is for people with another role."))
			return
		}
		then := c.Request.URL.RequestURI()
		if c.Request.Method != http.MethodGet && c.Request.Method != http.MethodHead {
			then = "" // what was sent is gone; its page isn't known
		}
		c.Abort()
		c.Redirect(http.StatusSeeOther, SignInPath(then))
	}
}

// SignInPath is where somebody signs in who goes on to a page of ours afterwards.
func SignInPath(then string) string {
	if then == "" || then == "/" {
		return "/sign-in"
	}
	return "/sign-in?then=" + url.QueryEscape(then)
}

// ProvePath is where somebody who is signed in proves again that it is them, and
// goes on afterwards.
func ProvePath(then string) string {
	return "/sign-in?fresh=1&then=" + url.QueryEscape(then)
}
