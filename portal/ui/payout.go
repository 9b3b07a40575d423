package ui

import "github.com/goodword/goodword/portal/view"

// PayoutSetUp is the form by which somebody sets up how they are paid.
type PayoutSetUp struct {
	view.Payout
	Page   string   // where it is sent
	Typed  []string // the country that was chosen; none is before, because it stays
	Faults Faults
}

// start are the words of the button that leads to Stripe: the first time, or again.
func (p PayoutSetUp) start() string {
	if p.AskCountry {
		return "page.payout.start"
	}
	return "page.payout.continue"
}

// payoutAsks are what Stripe asks for the first time; under page.stripe.
var payoutAsks = [...]string{"name", "birth", "address", "bank", "document"}
