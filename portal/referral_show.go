package portal

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/ui"
)

// showReferral shows one referral to the customer who made it. It changes nothing.
func (p *Portal) showReferral(c *gin.Context) error {
	at := "/m/" + c.Param("token")
	f := p.FrameAt(c, at)
	v, err := p.ports.Services.ReferralPage(c.Request.Context(), c.Param("token"), f.Lang())
	if err != nil {
		return err
	}
	return p.Show(c, referralPage(f, ui.Introduction{Referral: v, Page: at, PayoutPage: at + "/payout"}))
}
