package page

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/web"
)

// problemView is an error page: what happened, what to do, and the request's id.
type problemView struct {
	Key  string // under page.problem.
	Back string // a path to go on from; "" for none
	ID   string
}

// problemKeys are the faults that have words of their own.
var problemKeys = map[string]string{
	"link_expired":  "gone",
	"cross_site":    "stale",
	"no_permission": "no_permission",
	"role_missing":  "no_permission",
	"no_stamp":      "stale",
	"stamp_expired": "stale",
}

// Problem writes an error as a page. It is the renderer that package web asks for
// everything below the portal's routes, and for addresses that nobody takes.
func (s *Site) Problem(c *gin.Context, problem web.Problem) {
	status := problem.Status
	v := problemView{Key: "fault", ID: problem.RequestID, Back: HomeOf(c)}
	if key, ok := problemKeys[problem.Code]; ok {
		v.Key = key
	} else {
		switch {
		case status == http.StatusNotFound, status == http.StatusMethodNotAllowed:
			v.Key = "missing"
		case status == http.StatusConflict:
			v.Key = "conflict"
		case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable:
			v.Key = "busy"
		case status < http.StatusInternalServerError:
			v.Key = "refused"
		}
	}
	if v.Key == "gone" { // it was there once: say so
		status = http.StatusGone
	}
	if signedIn := ReaderOf(c).Member != nil; !signedIn && (v.Key == "missing" || v.Key == "gone") {
		v.Back = ""
	}
	s.EnsureProtected(c)
	if err := s.ShowStatus(c, status, problemPage(s.FrameAt(c, OwnPath(v.Back)), v)); err != nil {
		slog.ErrorContext(context.WithoutCancel(c.Request.Context()), "error page", "request_id", v.ID, "error", err)
		c.String(http.StatusInternalServerError, "Something went wrong on our side (%s).", v.ID)
	}
}

// HomeOf is the page that a request's path belongs to: the one with its token or
// code.
func HomeOf(c *gin.Context) string {
	switch {
	case c.Param("code") != "":
		return "/r/" + c.Param("code")
	case c.Param("token") != "" && len(c.FullPath()) > 3:
		return c.FullPath()[:3] + c.Param("token")
	}
	if r := ReaderOf(c); r.Member != nil {
		return r.Home()
	}
	return ""
}
