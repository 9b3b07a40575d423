package page

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
)

// keyReader is where a request's reader stands in its context.
const keyReader = "portal.reader"

// Reader is who is signed in; the zero Reader is nobody.
type Reader struct {
	Member    *member.Member
	Actor     aggregate.Actor
	SessionID string
	Fresh     bool // proved within the last minutes that it is them
}

// Staff reports whether the reader works here.
func (r Reader) Staff() bool { return r.Actor.Kind == aggregate.Staff }

// Zone is where a staff member's dates are shown: their own zone, if they have told.
func (r Reader) Zone() string {
	if r.Member == nil || r.Member.Personal.Zone == "" {
		return "UTC"
	}
	return r.Member.Personal.Zone
}

// Home is the page that a reader starts from.
func (r Reader) Home() string {
	switch {
	case r.Member == nil:
		return "/sign-in"
	case r.Staff():
		return "/staff"
	}
	return "/home"
}

// ReaderOf returns who is signed in.
func ReaderOf(c *gin.Context) Reader {
	r, _ := c.Get(keyReader)
	reader, _ := r.(Reader)
	return reader
}

// Know finds out who is signed in. A session that isn't good any more is nobody's;
// an error of the database is not taken for one.
func (s *Site) Know(c *gin.Context) {
	token := s.SessionToken(c)
	if token == "" || s.App == nil {
		return
	}
	in, err := s.App.Sessions.Open(c.Request.Context(), token)
	if fault.Is(err, fault.Unauthenticated) {
		s.DropSession(c)
		return
	}
	if err != nil {
		web.Fail(c, err)
		return
	}
	c.Set(keyReader, Reader{Member: in.Member, Actor: in.Actor, SessionID: in.Session.ID, Fresh: in.Fresh})
}
