package program

import (
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/reward"
)

// PromiseText is what the promise is worded from for a reader; only a referrer reads
// what they get.
func (t Terms) PromiseText(reader promise.Reader, names promise.Names, language string) promise.TextInput {
	in := promise.TextInput{Promise: t.Promise, Reader: reader, Names: names, Language: t.Language(language)}
	if reader != promise.ReaderPerson {
		in.Reward = t.Offer()
	}
	return in
}

// Offer says what a referrer gets, rule by rule; it is zero where there is no
// rule.
func (t Terms) Offer() message.Message {
	var all message.Message
	for i := len(t.Rewards.Rules) - 1; i >= 0; i-- {
		one := offer(t.Rewards.Rules[i])
		if all.Key == "" {
			all = one
			continue
		}
		all = message.Of("program.offer.several", "first", one, "rest", all)
	}
	return all
}

func offer(r reward.Rule) message.Message {
	return message.Of("program.offer."+string(r.Kind), "worth", worth(r), "when", message.Of("program.when."+string(r.Trigger)))
}

// worth is the price in words; where the class of a referral matters, or the
// number of referrals, it is the most that there can be.
func worth(r reward.Rule) any {
	p := r.Price
	switch {
	case len(r.Classes) > 0 || p.Form == reward.Steps:
		return message.Of("program.worth.up_to", "amount", r.Most())
	case p.Form == reward.Percent:
		key := "program.worth.percent_of_deal"
		if r.PerPayment {
			key = "program.worth.percent_of_payments"
		}
		return message.Of(key, "percent", percent(p.BasisPoints), "cap", money.Of(p.Cap, r.Currency))
	case r.PerPayment:
		return message.Of("program.worth.per_payment", "amount", money.Of(p.Amount, r.Currency))
	}
	return money.Of(p.Amount, r.Currency)
}

// percent writes basis points as a percentage that reads the same in both
// languages where it is whole.
func percent(basisPoints int64) any {
	whole, rest := int(basisPoints/100), int(basisPoints%100)
	if rest == 0 {
		return whole
	}
	return message.Of("program.worth.fraction", "whole", whole, "tenth", rest/10, "hundredth", rest%10)
}

// Messages returns one of every message that this package says, for the test that
// keeps the catalogues whole.
func Messages() []message.Message {
	var list []message.Message
	early := []reward.Rule{{Trigger: reward.OnAgreed, Price: reward.Price{Form: reward.Flat, Amount: 1}}}
	for _, t := range []Terms{{Rep: "mbr_gone"}, {Rewards: reward.Terms{Rules: early}}} {
		for _, w := range t.Warnings(Staffing{}) {
			list = append(list, w.Message())
		}
	}
	flat := reward.Price{Form: reward.Flat, Amount: 10_000}
	share := reward.Price{Form: reward.Percent, BasisPoints: 250, Cap: 50_000}
	var rules []reward.Rule
	for _, t := range []reward.Trigger{reward.OnWon, reward.OnMet, reward.OnLostWithThanks, reward.OnPromiseBroken, reward.OnAccepted, reward.OnAgreed} {
		rules = append(rules, reward.Rule{Trigger: t, Kind: reward.Cash, Currency: "eur", Price: flat})
	}
	for _, k := range []reward.Kind{reward.Gift, reward.Donation} {
		rules = append(rules, reward.Rule{Trigger: reward.OnWon, Kind: k, Currency: "eur", Price: flat})
	}
	for _, r := range []reward.Rule{
		{Price: flat, PerPayment: true}, {Price: share}, {Price: share, PerPayment: true},
		{Price: flat, Classes: map[string]reward.Price{"introduced": flat}},
	} {
		r.Trigger, r.Kind, r.Currency = reward.OnWon, reward.Cash, "eur"
		rules = append(rules, r)
	}
	return append(list, Terms{Rewards: reward.Terms{Rules: rules}}.Offer())
}
