package referrer

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/wording"
)

// payoutPath is where the reader sets up how they are paid.
const payoutPath = "/payout"

// showPayout says how the set-up stands and what Stripe still asks for. It changes
// nothing.
func (p *Pages) showPayout(c *gin.Context) error {
	f := p.Frame(c)
	st, err := p.payoutState(c)
	if err != nil {
		return err
	}
	return p.Show(c, payoutPage(f, payoutOf(st)))
}

// startPayout makes a link to Stripe's set-up and shows it on a page of ours. The
// first time that makes an account in the country that was chosen.
func (p *Pages) startPayout(c *gin.Context) error {
	f := p.FrameAt(c, payoutPath)
	st, err := p.payoutState(c)
	if err != nil {
		return err
	}
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	v, country := payoutOf(st), strings.ToUpper(form.One("country"))
	switch {
	case !v.Open:
		return p.Go(c, payoutPath)
	case v.AskCountry && country == "":
		v.Faults = ui.Faults{page.Missing(f, "country", "page.payout.country_missing")}
		return p.ShowAgain(c, payoutPage(f, v))
	}
	here := p.BaseURL + payoutPath
	link, err := p.App.Payouts.Onboard(c.Request.Context(), page.ReaderOf(c).Actor, country, here, here+"/return")
	if fault.Because(err, "stripe_refused") && v.AskCountry {
		v.Faults = ui.Faults{page.Missing(f, "country", "page.fault.country_refused")}
	} else {
		v.Faults = p.Faults(f, err)
	}
	if v.Faults != nil {
		v.Typed = []string{country}
		return p.ShowAgain(c, payoutPage(f, v))
	}
	if err != nil {
		return err
	}
	return p.Show(c, payoutGoPage(f, link))
}

// showPayoutReturn is where Stripe sends people back: coming back proves nothing,
// so Stripe is asked. Where it doesn't answer the page says what was known last.
func (p *Pages) showPayoutReturn(c *gin.Context) error {
	f := p.Frame(c)
	st, err := p.App.Payouts.Return(c.Request.Context(), page.ReaderOf(c).Actor)
	if fault.Is(err, fault.Unavailable) {
		st, err = p.payoutState(c)
	}
	if err != nil {
		return err
	}
	return p.Show(c, payoutReturnPage(f, payoutOf(st)))
}

func (p *Pages) payoutState(c *gin.Context) (app.PayoutState, error) {
	actor := page.ReaderOf(c).Actor
	return p.App.Payouts.State(c.Request.Context(), actor, actor.ID)
}

func payoutOf(st app.PayoutState) ui.PayoutSetUp {
	return ui.PayoutSetUp{Payout: wording.Payout(st), Page: payoutPath}
}
