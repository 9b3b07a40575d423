package programs

import (
	"maps"
	"strings"

	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/view"
)

// priceField is where a rule keeps a price: its own, or that of a class, whose
// zero price is that of the rule.
type priceField struct {
	name, at string
	get      func(*reward.Rule) reward.Price
	put      func(*reward.Rule, reward.Price)
}

// ownPrice is the rule's own price.
var ownPrice = priceField{
	"price", "/price",
	func(r *reward.Rule) reward.Price { return r.Price },
	func(r *reward.Rule, p reward.Price) { r.Price = p },
}

// classPrice is the price for the referrals of a class.
func classPrice(class string) priceField {
	return priceField{
		class, "/classes/" + class,
		func(r *reward.Rule) reward.Price { return r.Classes[class] },
		func(r *reward.Rule, p reward.Price) {
			r.Classes = maps.Clone(r.Classes)
			if p.Form == "" {
				delete(r.Classes, class)
				return
			}
			if r.Classes == nil {
				r.Classes = map[string]reward.Price{}
			}
			r.Classes[class] = p
		},
	}
}

// controls are how much is due: a fixed amount, a share, or steps.
func (p priceField) controls() []control[reward.Rule] {
	form := edit(p, "form", view.Choice, func(x *reward.Price) *reward.Form { return &x.Form })
	form.set, form.values = "form", []string{string(reward.Flat), string(reward.Percent), string(reward.Steps)}
	if p.name != ownPrice.name {
		form.optional, form.set, form.values = true, "class_form", append([]string{""}, form.values...)
	}
	by := edit(p, "by", view.Choice, func(x *reward.Price) *reward.Ladder { return &x.By })
	by.set, by.values, by.optional = "by", []string{string(reward.ByDealSize), string(reward.ByCount)}, true
	by.when = "if-" + p.name + "-steps"
	return []control[reward.Rule]{
		form,
		p.amount("amount", "flat", func(x *reward.Price) *int64 { return &x.Amount }),
		p.percent(),
		p.amount("cap", "percent", func(x *reward.Price) *int64 { return &x.Cap }),
		by, p.steps(),
	}
}

// edit is a control of one word of a price.
func edit[S ~string](p priceField, name string, kind view.FieldType, field func(*reward.Price) *S) control[reward.Rule] {
	return control[reward.Rule]{
		name: p.name + "_" + name, kind: kind, at: []string{p.at + "/" + name},
		get: func(r *reward.Rule) cells { x := p.get(r); return one(string(*field(&x))) },
		take: func(r *reward.Rule, c cells) string {
			x := p.get(r)
			*field(&x) = S(c.first())
			p.put(r, x)
			return ""
		},
	}
}

func (p priceField) amount(name, form string, field func(*reward.Price) *int64) control[reward.Rule] {
	c := amountControl(p.name+"_"+name, p.at+"/"+name, nil)
	c.when = "if-" + p.name + "-" + form
	c.get = func(r *reward.Rule) cells {
		x := p.get(r)
		return one(blank(*field(&x), r.Currency))
	}
	c.take = func(r *reward.Rule, typed cells) string {
		x := p.get(r)
		n, code := amountOrNone(typed.first(), r.Currency)
		if code == "" {
			*field(&x) = n
			p.put(r, x)
		}
		return code
	}
	return c
}

func (p priceField) percent() control[reward.Rule] {
	return control[reward.Rule]{
		name: p.name + "_percent", kind: view.Number, at: []string{p.at + "/basis_points"}, optional: true, exact: true, when: "if-" + p.name + "-percent",
		unit: func(*reward.Rule) string { return "%" },
		get:  func(r *reward.Rule) cells { return one(percentText(p.get(r).BasisPoints)) },
		take: func(r *reward.Rule, c cells) string {
			n, code := percentOf(c.first())
			if code == "" {
				x := p.get(r)
				x.BasisPoints = n
				p.put(r, x)
			}
			return code
		},
	}
}

// steps is the ladder: from where on, and either an amount or a share with the
// most that it may come to.
func (p priceField) steps() control[reward.Rule] {
	return control[reward.Rule]{
		name: p.name + "_steps", at: []string{p.at + "/steps"}, many: true, optional: true, help: true, when: "if-" + p.name + "-steps",
		inputs: []input{
			{suffix: "_from", word: "from", kind: view.Number, exact: true}, {suffix: "_amount", word: "amount", kind: view.Number, exact: true},
			{suffix: "_percent", word: "percent", kind: view.Number, exact: true}, {suffix: "_cap", word: "cap", kind: view.Number, exact: true},
		},
		get: func(r *reward.Rule) cells {
			var out cells
			price := p.get(r)
			for _, s := range price.Steps {
				out = append(out, []string{fromText(s.From, price.By, r.Currency), blank(s.Amount, r.Currency), percentText(s.BasisPoints), blank(s.Cap, r.Currency)})
			}
			return out
		},
		take: func(r *reward.Rule, rows cells) string {
			price := p.get(r)
			steps, code := stepsOf(rows, price.By, r.Currency)
			if code == "" {
				price.Steps = steps
				p.put(r, price)
			}
			return code
		},
	}
}

func stepsOf(rows cells, by reward.Ladder, currency string) (steps []reward.Step, code string) {
	for _, row := range rows {
		var s reward.Step
		if s.From, code = fromOf(row[0], by, currency); code != "" {
			return nil, code
		}
		if s.BasisPoints, code = percentOf(row[2]); code != "" {
			return nil, code
		}
		if s.Amount, code = amountOrNone(row[1], currency); code != "" {
			return nil, code
		}
		if s.Cap, code = amountOrNone(row[3], currency); code != "" {
			return nil, code
		}
		steps = append(steps, s)
	}
	return steps, ""
}

// fromText and fromOf write and read where a step begins: at a count, or at the
// size of a deal.
func fromText(n int64, by reward.Ladder, currency string) string {
	if by == reward.ByCount {
		return wholeText(n, false)
	}
	return amountText(n, currency)
}

func fromOf(s string, by reward.Ladder, currency string) (int64, string) {
	if by == reward.ByCount {
		return whole(s)
	}
	return amount(s, currency)
}

// blank is an amount where 0 means none.
func blank(n int64, currency string) string {
	if n == 0 {
		return ""
	}
	return amountText(n, currency)
}

// percentText and percentOf write and read basis points as a percentage.
func percentText(basisPoints int64) string {
	if basisPoints == 0 {
		return ""
	}
	return decimalText(basisPoints, 2, false)
}

func percentOf(s string) (int64, string) {
	n, ok := decimal(strings.TrimSpace(strings.TrimSuffix(s, "%")), 2)
	if s != "" && !ok {
		return 0, notAPercent
	}
	return n, ""
}

// settled is a rule whose prices hold what their form uses: a page without a
// script shows the inputs of all forms.
func settled(r reward.Rule) reward.Rule {
	r.Price = settledPrice(r.Price)
	if r.Classes != nil {
		own := make(map[string]reward.Price, len(r.Classes))
		for class, p := range r.Classes {
			own[class] = settledPrice(p)
		}
		r.Classes = own
	}
	return r
}

func settledPrice(p reward.Price) reward.Price {
	switch p.Form {
	case reward.Flat:
		return reward.Price{Form: p.Form, Amount: p.Amount}
	case reward.Percent:
		return reward.Price{Form: p.Form, BasisPoints: p.BasisPoints, Cap: p.Cap}
	case reward.Steps:
		return reward.Price{Form: p.Form, By: p.By, Steps: p.Steps}
	}
	return p
}
