package referrer

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
)

// sendNew creates the introduction once the referrer has accepted the promise that
// they were shown. The same form creates one, however often it is sent; after a
// newer promise was published, that one is shown first.
func (p *Pages) sendNew(c *gin.Context) error {
	f, d, form, err := p.typed(c)
	if err != nil {
		return p.orEnded(c, err)
	}
	shown, err := strconv.ParseInt(form.One(fieldRevision), 10, 64)
	if err != nil || shown < 1 {
		return fault.New(fault.Malformed, "malformed_form", "This form can't be read. Please go back and try again.")
	}
	if form.One(fieldAccept) == "" && shown == d.Revision {
		d.Notice = "accept_missing"
		return p.showPreview(c, f, d, http.StatusUnprocessableEntity)
	}
	in, err := d.submission(page.ReaderOf(c).Member.ID, shown)
	if err != nil {
		return p.newAgain(c, f, d, err)
	}
	call, err := p.Call(c, form)
	if err != nil {
		return err
	}
	made, err := p.App.Referrals.Submit(c.Request.Context(), call, in)
	switch {
	case fault.Because(err, "revision_stale"):
		d.Notice = "stale"
		return p.showPreview(c, f, d, http.StatusConflict)
	case err != nil:
		return p.newAgain(c, f, d, err)
	}
	return p.Go(c, introductionPath(made.Doc.ID)+"/sent")
}
