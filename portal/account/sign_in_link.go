package account

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
)

// linkView is the page behind the mailed link.
type linkView struct {
	app.SignInLook
	Page string
	Home string // of who is signed in already; "" for nobody
}

// showLink shows a button and does nothing: mail programs open links before people
// do.
func (p *Pages) showLink(c *gin.Context) error {
	look, err := p.App.SignIns.Look(c.Request.Context(), c.Param("token"), p.Cookie(c, cookieBrowser))
	if err != nil {
		return err
	}
	return p.showLook(c, look)
}

func (p *Pages) showLook(c *gin.Context, look app.SignInLook) error {
	status := http.StatusOK
	if !look.Good {
		status = http.StatusGone
	}
	at := "/s/" + c.Param("token")
	v := linkView{SignInLook: look, Page: at}
	if r := page.ReaderOf(c); r.Member != nil {
		v.Home = r.Home()
	}
	return p.ShowStatus(c, status, linkPage(p.FrameAt(c, at), v))
}

// takeLink signs in by the mailed link.
func (p *Pages) takeLink(c *gin.Context) error {
	proved, err := p.App.SignIns.ByLink(c.Request.Context(), c.Param("token"), p.browser(c))
	switch {
	case err == nil:
		return p.enter(c, proved)
	case fault.Because(err, session.Closed) && page.ReaderOf(c).Member != nil:
		return p.Go(c, page.ReaderOf(c).Home()) // pressed twice
	case fault.Because(err, session.Closed), fault.Because(err, "other_browser"):
		return p.showLink(c)
	}
	return err
}
