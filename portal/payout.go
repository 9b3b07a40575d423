package portal

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
)

// payoutView is the page on which a member sets up how they are paid. It stands
// alone under a token of its own, and beside each referral.
type payoutView struct {
	ui.PayoutSetUp
	Home string // the page of the referral, or "" where there is none
}

// payoutPlace is where the page of a request stands, and the token that opens it.
func payoutPlace(c *gin.Context) (v payoutView, token string) {
	token = c.Param("token")
	if strings.HasPrefix(c.FullPath(), "/p/") {
		return payoutView{PayoutSetUp: ui.PayoutSetUp{Page: "/p/" + token}}, token
	}
	return payoutView{PayoutSetUp: ui.PayoutSetUp{Page: "/m/" + token + "/payout"}, Home: "/m/" + token}, token
}

// showPayout says how the set-up stands and what Stripe still asks for. It changes
// nothing.
func (p *Portal) showPayout(c *gin.Context) (err error) {
	v, token := payoutPlace(c)
	if v.Payout, err = p.ports.Services.PayoutPage(c.Request.Context(), token); err != nil {
		return err
	}
	return p.Show(c, payoutPage(p.FrameAt(c, v.Page), v))
}

// startPayout makes a link to Stripe's set-up and shows it on a page of ours. The
// first time that makes an account in the country that was chosen; after it one
// press decides nothing.
func (p *Portal) startPayout(c *gin.Context) (err error) {
	v, token := payoutPlace(c)
	f := p.FrameAt(c, v.Page)
	if v.Payout, err = p.ports.Services.PayoutPage(c.Request.Context(), token); err != nil {
		return err
	}
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	country := form.One("country")
	switch {
	case !v.Open:
		return p.Go(c, v.Page)
	case v.AskCountry && country == "":
		v.Faults = ui.Faults{page.Missing(f, "country", "page.payout.country_missing")}
		return p.ShowStatus(c, http.StatusUnprocessableEntity, payoutPage(f, v))
	}
	here := p.BaseURL + v.Page
	link, err := p.ports.Services.Onboard(c.Request.Context(), token, country, here, here+"/return")
	if v.Faults = p.Faults(f, err); v.Faults != nil {
		v.Typed = []string{country}
		return p.ShowStatus(c, http.StatusUnprocessableEntity, payoutPage(f, v))
	}
	if err != nil {
		return err
	}
	return p.Show(c, onboardingPage(f, v, link))
}

// showPayoutReturn is where Stripe sends people back.
func (p *Portal) showPayoutReturn(c *gin.Context) (err error) {
	v, token := payoutPlace(c)
	if v.Payout, err = p.ports.Services.PayoutReturn(c.Request.Context(), token); err != nil {
		return err
	}
	return p.Show(c, payoutReturnPage(p.FrameAt(c, v.Page+"/return"), v))
}
