package portal

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/view"
)

// startPayout makes a link to Stripe's set-up and shows it on a page of ours. It
// decides nothing about money, so one press is enough.
func (p *Portal) startPayout(c *gin.Context) error {
	page := "/m/" + c.Param("token")
	f := p.frame(c, page)
	v, err := p.deps.Referrers.ReferralPage(c.Request.Context(), c.Param("token"), f.Lang())
	if err != nil {
		return err
	}
	if !v.May(view.SetUpPay) {
		return leave(c, page)
	}
	link, err := p.deps.Referrers.Onboard(c.Request.Context(), c.Param("token"))
	if err != nil {
		return err
	}
	return p.show(c, onboardingPage(f, page, link))
}

// showPayoutReturn is where Stripe sends people back.
func (p *Portal) showPayoutReturn(c *gin.Context) error {
	page := "/m/" + c.Param("token")
	f := p.frame(c, page+"/payout/return")
	v, err := p.deps.Referrers.ReferralPage(c.Request.Context(), c.Param("token"), f.Lang())
	if err != nil {
		return err
	}
	return p.show(c, payoutReturnPage(f, referralView{Referral: v, Page: page}))
}
