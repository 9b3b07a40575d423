package approvals

import (
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

func moneyOf(minor int64, r *reward.Reward) money.Money { return money.Of(minor, r.Amount.Currency) }

// reckoned says how the amount came about, from the rule as it was frozen.
func reckoned(f ui.Frame, d dossier) []view.Fact {
	r := d.Reward
	price := r.Rule.PriceFor(r.Class)
	out := []view.Fact{
		{Label: f.T("approvals.reckoned.program"), Value: f.T("approvals.reckoned.revision", "program", d.Program, "n", r.RevisionN)},
		{Label: f.T("approvals.reckoned.trigger"), Value: f.T("approvals.trigger." + string(r.Rule.Trigger))},
		{Label: f.T("approvals.reckoned.kind"), Value: f.T("approvals.kind." + string(r.Rule.Kind))},
		{Label: f.T("approvals.reckoned.class"), Value: f.T("approvals.class." + r.Class)},
		{Label: f.T("approvals.reckoned.price"), Value: priceWords(f, price, r.Rule.Currency)},
	}
	if !r.Base.IsZero() {
		key := "approvals.reckoned.base_recorded"
		if r.BasePaid {
			key = "approvals.reckoned.base_paid"
		}
		out = append(out, view.Fact{Label: f.T("approvals.reckoned.base"), Value: f.T(key, "amount", r.Base)})
	}
	if price.Form == reward.Steps && price.By == reward.ByCount {
		out = append(out, view.Fact{Label: f.T("approvals.reckoned.count"), Value: f.T("approvals.reckoned.count_nth", "n", r.Count+1)})
	}
	if d.Referral != nil {
		if kept, gross := d.Referral.Deal.Left(); kept < gross {
			out = append(out, view.Fact{Label: f.T("approvals.reckoned.refund"), Value: f.T("approvals.reckoned.refund_" + string(r.Terms.Refund))})
		}
	}
	if r.Set != nil {
		out = append(out, view.Fact{Label: f.T("approvals.reckoned.set"), Value: nameOr(f, d.Names[r.Set.By])})
	}
	if r.Rule.Budget > 0 {
		out = append(out, view.Fact{Label: f.T("approvals.reckoned.budget"), Value: f.Money(moneyOf(r.Rule.Budget, r))})
	}
	return append(out, view.Fact{Label: f.T("approvals.reckoned.result"), Value: amountOf(f, r.Amount)})
}

// priceWords says what a price is.
func priceWords(f ui.Frame, p reward.Price, currency string) string {
	switch p.Form {
	case reward.Percent:
		return f.T("approvals.price.percent", "percent", percent(p.BasisPoints), "cap", money.Of(p.Cap, currency))
	case reward.Steps:
		return f.T("approvals.price.steps_" + string(p.By))
	}
	return f.T("approvals.price.flat", "amount", money.Of(p.Amount, currency))
}

// percent writes basis points: 250 is 2.5.
func percent(points int64) string {
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(float64(points)/100, 'f', 2, 64), "0"), ".")
}

// rung is one step of a price in steps.
type rung struct {
	From, Gives string
	Reached     bool // the one that the amount came from
}

func rungs(f ui.Frame, r *reward.Reward) []rung {
	price := r.Rule.PriceFor(r.Class)
	var out []rung
	for _, s := range price.Steps {
		one := rung{From: f.T("approvals.price.from_nth", "n", s.From), Gives: f.Money(moneyOf(s.Amount, r)), Reached: s == r.Step()}
		if price.By == reward.ByDealSize {
			one.From = f.T("approvals.price.from_size", "amount", moneyOf(s.From, r))
		}
		if s.BasisPoints > 0 {
			one.Gives = f.T("approvals.price.percent", "percent", percent(s.BasisPoints), "cap", moneyOf(s.Cap, r))
		}
		out = append(out, one)
	}
	return out
}
