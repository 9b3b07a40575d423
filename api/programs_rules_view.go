package api

import (
	"cmp"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/vetting"
)

func vettingTermsOf(s vetting.Settings) VettingTerms {
	return VettingTerms{
		Expansion: string(s.Expansion), OpenDeal: string(s.OpenDeal), OwnDomain: string(s.OwnDomain), MinWhy: s.MinWhy,
		PerHour: s.PerHour, PerDay: s.PerDay, PerMonth: s.PerMonth,
		HistoryFrom: s.HistoryFrom, NothingReview: s.NothingReview, AcceptFrom: s.AcceptFrom,
	}
}

func (s VettingTerms) domain() vetting.Settings {
	return vetting.Settings{
		Expansion: vetting.Policy(s.Expansion), OpenDeal: vetting.Policy(s.OpenDeal), OwnDomain: vetting.Policy(s.OwnDomain),
		MinWhy: s.MinWhy, PerHour: s.PerHour, PerDay: s.PerDay, PerMonth: s.PerMonth,
		HistoryFrom: s.HistoryFrom, NothingReview: s.NothingReview, AcceptFrom: s.AcceptFrom,
	}
}

func formTermsOf(f form.Form) FormTerms {
	out := FormTerms{Fields: make([]FieldTerms, len(f.Fields))}
	for i, x := range f.Fields {
		field := FieldTerms{
			Key: x.Key, Type: string(x.Type), Ask: string(x.Ask), Required: x.Required,
			Words: fieldWordsOf(x.Words), PersonWords: fieldWordsOf(x.PersonWords), Limits: limitsOf(x.Limits),
		}
		for _, o := range x.Options {
			field.Options = append(field.Options, FieldOption(o))
		}
		out.Fields[i] = field
	}
	return out
}

func (f FormTerms) domain() form.Form {
	out := form.Form{Fields: make([]form.Field, len(f.Fields))}
	for i, x := range f.Fields {
		field := form.Field{
			Key: x.Key, Type: form.Type(x.Type), Ask: form.Ask(x.Ask), Required: x.Required,
			Words: domainWords(x.Words), PersonWords: domainWords(x.PersonWords),
		}
		for _, o := range x.Options {
			field.Options = append(field.Options, form.Option(o))
		}
		if x.Limits != nil {
			field.Limits = form.Limits(*x.Limits)
		}
		out.Fields[i] = field
	}
	return out
}

// limitsOf is nil where the field has none of its own.
func limitsOf(l form.Limits) *FieldLimits {
	if l == (form.Limits{}) {
		return nil
	}
	return new(FieldLimits(l))
}

func fieldWordsOf(in map[string]form.Words) map[string]FieldWords {
	out := make(map[string]FieldWords, len(in))
	for language, w := range in {
		out[language] = FieldWords(w)
	}
	return out
}

func domainWords(in map[string]FieldWords) map[string]form.Words {
	out := make(map[string]form.Words, len(in))
	for language, w := range in {
		out[language] = form.Words(w)
	}
	return out
}

func rewardTermsOf(t reward.Terms) RewardTerms {
	out := RewardTerms{
		Rules:    make([]RewardRule, len(t.Rules)),
		Approval: ApprovalTerms{TwoFrom: tableOf(t.Approval.TwoFrom), AutoBelow: tableOf(t.Approval.AutoBelow)},
		Minimum:  tableOf(t.Minimum), MinimumDays: t.MinimumDays, HoldDays: t.HoldDays, RefundDays: t.RefundDays,
		Refund: string(t.Refund), Split: string(t.Split),
	}
	for i, r := range t.Rules {
		out.Rules[i] = RewardRule{
			Key: r.Key, Trigger: string(r.Trigger), For: string(r.For), Kind: string(r.Kind), Currency: r.Currency, Price: priceOf(r.Price),
			Classes: map[string]RewardPrice{}, PerPayment: r.PerPayment, AfterPayment: r.AfterPayment, HoldDays: r.HoldDays,
			PerMonth: r.PerMonth, Budget: r.Budget,
		}
		for class, p := range r.Classes {
			out.Rules[i].Classes[class] = priceOf(p)
		}
	}
	return out
}

func (t RewardTerms) domain() reward.Terms {
	out := reward.Terms{
		Rules:    make([]reward.Rule, len(t.Rules)),
		Approval: reward.ApprovalTerms{TwoFrom: t.Approval.TwoFrom, AutoBelow: t.Approval.AutoBelow},
		Minimum:  t.Minimum, MinimumDays: t.MinimumDays, HoldDays: t.HoldDays, RefundDays: t.RefundDays,
		Refund: reward.RefundPolicy(t.Refund), Split: reward.SplitPolicy(t.Split),
	}
	for i, r := range t.Rules {
		out.Rules[i] = r.domain()
	}
	return out
}

// domain returns the rule; for the referrer in cash, unless it says otherwise.
func (r RewardRule) domain() reward.Rule {
	out := reward.Rule{
		Key: r.Key, Trigger: reward.Trigger(r.Trigger), For: cmp.Or(reward.Party(r.For), reward.ToReferrer),
		Kind: cmp.Or(reward.Kind(r.Kind), reward.Cash), Currency: r.Currency, Price: r.Price.domain(),
		PerPayment: r.PerPayment, AfterPayment: r.AfterPayment, HoldDays: r.HoldDays, PerMonth: r.PerMonth, Budget: r.Budget,
	}
	if len(r.Classes) > 0 {
		out.Classes = make(map[string]reward.Price, len(r.Classes))
	}
	for class, p := range r.Classes {
		out.Classes[class] = p.domain()
	}
	return out
}

func priceOf(p reward.Price) RewardPrice {
	out := RewardPrice{Form: string(p.Form), Amount: p.Amount, BasisPoints: p.BasisPoints, Cap: p.Cap, By: string(p.By)}
	for _, s := range p.Steps {
		out.Steps = append(out.Steps, RewardStep(s))
	}
	return out
}

func (p RewardPrice) domain() reward.Price {
	out := reward.Price{Form: reward.Form(p.Form), Amount: p.Amount, BasisPoints: p.BasisPoints, Cap: p.Cap, By: reward.Ladder(p.By)}
	for _, s := range p.Steps {
		out.Steps = append(out.Steps, reward.Step(s))
	}
	return out
}
