package programs

import (
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// classes are those of a referral that a rule may pay in another way.
var classes = []string{"named", "introduced"}

// ruleGroups are the controls of a reward rule.
func ruleGroups() []group[reward.Rule] {
	groups := []group[reward.Rule]{
		{"rule", ruleBasics()},
		{"price", ownPrice.controls()},
	}
	for _, class := range classes {
		groups = append(groups, group[reward.Rule]{"price_" + class, classPrice(class).controls()})
	}
	return append(groups, group[reward.Rule]{"payment", ruleWaits()}, group[reward.Rule]{"limits", ruleLimits()})
}

func ruleBasics() []control[reward.Rule] {
	key := line("rule_key", "/key", func(r *reward.Rule) *string { return &r.Key })
	key.help, key.longest = true, 40
	trigger := pick("trigger", "/trigger", func(r *reward.Rule) *reward.Trigger { return &r.Trigger },
		reward.OnWon, reward.OnMet, reward.OnLostWithThanks, reward.OnPromiseBroken, reward.OnAccepted, reward.OnAgreed)
	trigger.explained = true
	payee := pick("for", "/for", func(r *reward.Rule) *reward.Party { return &r.For }, reward.ToReferrer)
	payee.help = true
	kind := pick("kind", "/kind", func(r *reward.Rule) *reward.Kind { return &r.Kind }, reward.Cash, reward.Gift, reward.Donation)
	kind.explained = true
	return []control[reward.Rule]{key, trigger, payee, kind, currencyControl()}
}

// currencyControl comes before all amounts of a rule, which are read in it.
func currencyControl() control[reward.Rule] {
	c := line("currency", "/currency", func(r *reward.Rule) *string { return &r.Currency })
	c.help, c.longest = true, 3
	c.get = func(r *reward.Rule) cells { return one(strings.ToUpper(r.Currency)) }
	c.take = func(r *reward.Rule, typed cells) string {
		currency := strings.ToLower(typed.first())
		if !money.Known(currency) {
			return notACurrency
		}
		r.Currency = currency
		return ""
	}
	return c
}

func ruleWaits() []control[reward.Rule] {
	each := tick("per_payment", "/per_payment", func(r *reward.Rule) *bool { return &r.PerPayment })
	after := tick("after_payment", "/after_payment", func(r *reward.Rule) *bool { return &r.AfterPayment })
	each.help, after.help = true, true
	hold := control[reward.Rule]{
		name: "rule_hold", kind: view.Number, at: []string{"/hold_days"}, optional: true, help: true, high: 730,
		get: func(r *reward.Rule) cells {
			if r.HoldDays == nil {
				return one("")
			}
			return one(strconv.Itoa(*r.HoldDays))
		},
		take: func(r *reward.Rule, c cells) string {
			if c.first() == "" {
				r.HoldDays = nil
				return ""
			}
			n, code := whole(c.first())
			if code == "" {
				days := int(n)
				r.HoldDays = &days
			}
			return code
		},
	}
	return []control[reward.Rule]{each, after, hold}
}

func ruleLimits() []control[reward.Rule] {
	month := control[reward.Rule]{
		name: "rule_month", kind: view.Number, at: []string{"/per_month"}, optional: true, help: true, high: 1000,
		get: func(r *reward.Rule) cells { return one(wholeText(int64(r.PerMonth), true)) },
		take: func(r *reward.Rule, c cells) string {
			n, code := wholeOrNone(c.first())
			if code == "" {
				r.PerMonth = int(n)
			}
			return code
		},
	}
	budget := amountControl("budget", "/budget", func(r *reward.Rule) *int64 { return &r.Budget })
	budget.help = true
	return []control[reward.Rule]{month, budget}
}

// amountControl is an amount in the rule's currency; empty is none.
func amountControl(name, at string, field func(*reward.Rule) *int64) control[reward.Rule] {
	return control[reward.Rule]{
		name: name, kind: view.Number, at: []string{at}, optional: true, exact: true,
		unit: func(r *reward.Rule) string { return strings.ToUpper(r.Currency) },
		get:  func(r *reward.Rule) cells { return one(blank(*field(r), r.Currency)) },
		take: func(r *reward.Rule, c cells) string {
			n, code := amountOrNone(c.first(), r.Currency)
			if code == "" {
				*field(r) = n
			}
			return code
		},
	}
}

// ruleTitle is a rule as a referrer reads it.
func ruleTitle(f ui.Frame, r reward.Rule) string {
	return f.Text(program.Terms{Rewards: reward.Terms{Rules: []reward.Rule{r}}}.Offer())
}
