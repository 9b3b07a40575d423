package referrer

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/wording"
)

// showIntroduction shows one introduction to the customer who made it. It says what
// the page behind a mailed link says.
func (p *Pages) showIntroduction(c *gin.Context) error {
	f := p.Frame(c)
	_, v, err := p.introduction(c, f)
	if err != nil {
		return err
	}
	return p.Show(c, introductionPage(f, v))
}

// introduction reads the one that a path names.
func (p *Pages) introduction(c *gin.Context, f ui.Frame) (app.ReferrerView, ui.Introduction, error) {
	ctx, id := c.Request.Context(), c.Param("id")
	seen, err := p.App.Referrals.ForReferrer(ctx, page.ReaderOf(c).Actor, id)
	if err != nil {
		return seen, ui.Introduction{}, err
	}
	v, err := wording.Introduction(ctx, p.App, seen, f.Words)
	return seen, ui.Introduction{Referral: v, Page: introductionPath(id), PayoutPage: "/payout"}, err
}

func introductionPath(id string) string { return "/introductions/" + id }
