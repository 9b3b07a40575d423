package account

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
)

// noticesView is the page behind the link at the foot of a notice.
type noticesView struct {
	app.OwnNotices
	Page  string
	Saved bool
}

// showNotices asks which mails somebody wants, without a sign-in. It changes
// nothing: mail programs open links.
func (p *Pages) showNotices(c *gin.Context) error { return p.notices(c, false) }

func (p *Pages) notices(c *gin.Context, saved bool) error {
	own, err := p.App.Members.NoticesByLink(c.Request.Context(), c.Param("token"))
	if err != nil {
		return err
	}
	at := "/u/" + c.Param("token")
	return p.Show(c, noticesPage(p.FrameAt(c, at), noticesView{OwnNotices: own, Page: at, Saved: saved}))
}

// saveNotices takes the page's form; or the press of a mail program's own button
// (RFC 8058), which ends the kind of mail that it stood in.
func (p *Pages) saveNotices(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	ctx, token := c.Request.Context(), c.Param("token")
	if form.One("List-Unsubscribe") == "One-Click" {
		if err := p.App.Members.StopByLink(ctx, token); err != nil {
			return err
		}
		c.Status(http.StatusOK)
		return nil
	}
	if err := p.App.Members.SetNoticesByLink(ctx, token, form["hear"]); err != nil {
		return err
	}
	return p.notices(c, true)
}
