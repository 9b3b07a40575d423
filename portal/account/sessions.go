package account

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/portal/page"
)

const sessionsPath = "/settings/sessions"

// sessionsView is the list of browsers in which somebody is signed in.
type sessionsView struct {
	Sessions []*session.Session
	Here     string // the one that asks
	Zone     string
}

// Others reports whether there are other sessions than the one that asks.
func (v sessionsView) Others() bool { return len(v.Sessions) > 1 }

// showSessions lists the reader's sessions.
func (p *Pages) showSessions(c *gin.Context) error {
	r := page.ReaderOf(c)
	list, err := p.App.Sessions.List(c.Request.Context(), r.Actor)
	if err != nil {
		return err
	}
	return p.Show(c, sessionsPage(p.Frame(c), sessionsView{Sessions: list, Here: r.SessionID, Zone: zone(r)}))
}

// endSession ends one of them; the one that asks is a sign-out.
func (p *Pages) endSession(c *gin.Context) error {
	if c.Param("id") == page.ReaderOf(c).SessionID {
		return p.signOut(c)
	}
	call, err := p.Call(c, nil)
	if err != nil {
		return err
	}
	if err := p.App.Sessions.End(c.Request.Context(), call, c.Param("id")); err != nil {
		return err
	}
	return p.Say(c, sessionsPath, "account.said.session_ended")
}

// endOthers ends all but the one that asks.
func (p *Pages) endOthers(c *gin.Context) error {
	call, err := p.Call(c, nil)
	if err != nil {
		return err
	}
	if err := p.App.Sessions.EndOthers(c.Request.Context(), call); err != nil {
		return err
	}
	return p.Say(c, sessionsPath, "account.said.others_ended")
}
