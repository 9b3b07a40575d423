package ui

import "github.com/goodword/goodword/portal/view"

// Worth is a reward's amount; one of nothing is open, and is no zero.
func Worth(f Frame, r view.Reward) string {
	if r.Amount.Amount == 0 {
		return f.T("page.reward.no_amount")
	}
	return f.Money(r.Amount)
}
