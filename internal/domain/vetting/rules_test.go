package vetting_test

import (
	"testing"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/vetting"
)

// Every code of every rule, with what it asks for.
func TestRules(t *testing.T) {
	t.Parallel()
	const accepted, review, info, declined = vetting.Accepted, vetting.InReview, vetting.NeedsInfo, vetting.Declined
	for _, c := range []struct {
		name   string
		change func(*vetting.Input)
		rule   vetting.Rule
		code   string
		result vetting.Result
	}{
		{"a required answer is missing", set(form.KeyTold, ""), vetting.Complete, "missing", info},
		{"no name", set(form.KeyName, ""), vetting.Complete, "missing", info},
		{"no name though nothing was asked", func(in *vetting.Input) { in.Asked = nil; delete(in.Answers, form.KeyName) }, vetting.Complete, "missing", info},
		{"a name and nothing else", func(in *vetting.Input) {
			in.Asked = nil
			in.Answers = form.Answers{form.KeyName: form.OfText("Kim Lee")}
		}, vetting.Complete, "only_a_name", accepted},

		{"asdf", set(form.KeyWhy, "asdf"), vetting.Specific, "placeholder", info},
		{"Test!", set(form.KeyWhy, " Test! "), vetting.Specific, "placeholder", info},
		{"one letter", set(form.KeyWhy, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"), vetting.Specific, "placeholder", info},
		{"only signs", set(form.KeyWhy, "...............................!!"), vetting.Specific, "placeholder", info},
		{"short", set(form.KeyWhy, "Good fit for you."), vetting.Specific, "too_short", info},
		{"the same words", set(form.KeyWhy, "great company great company great company great company"), vetting.Specific, "repetitive", info},
		{"the same letters", set(form.KeyWhy, "hahahahaha hahahahaha hahahaha"), vetting.Specific, "repetitive", info},
		{"pasted", func(in *vetting.Input) {
			in.Earlier = []string{"else", "their warehouse still counts by hand – and she asked me, how we do it"}
		}, vetting.Specific, "pasted", info},
		{"links", set(form.KeyWhy, "See https://a.example and https://b.example for all of it."), vetting.Specific, "links", review},
		{"a required text of the program", func(in *vetting.Input) {
			in.Asked = append(in.Asked, form.Question{Field: form.Field{Key: "need", Type: form.Text}, Required: true})
			in.Answers["need"] = form.OfText("qwertz")
		}, vetting.Specific, "placeholder", info},
		{"an optional one may be n/a", func(in *vetting.Input) {
			in.Asked = append(in.Asked, form.Question{Field: form.Field{Key: "need", Type: form.LongText}})
			in.Answers["need"] = form.OfText("n/a")
		}, vetting.Specific, "ok", accepted},

		{"stand-in", set(form.KeyName, "Test Test"), vetting.Name, "not_a_name", info},
		{"initial", set(form.KeyName, "K."), vetting.Name, "not_a_name", info},
		{"address as name", set(form.KeyName, "kim@northwind.com"), vetting.Name, "not_a_name", info},
		{"number as name", set(form.KeyName, "Kim 007"), vetting.Name, "not_a_name", info},
		{"mixed alphabets", set(form.KeyName, "Kіm Lee"), vetting.Name, "look_alike", review},
		{"specimen", set(form.KeyName, "Max Mustermann"), vetting.Name, "stock_name", review},
		{"one word", set(form.KeyName, "Kim"), vetting.Name, "one_word", accepted},
		{"one word in Chinese", set(form.KeyName, "李明"), vetting.Name, "ok", accepted},

		{"no e-mail", set(form.KeyEmail, ""), vetting.Email, "ok", accepted},
		{"no such ending", set(form.KeyEmail, "kim@gmail.con"), vetting.Email, "not_an_address", info},
		{"no mail server", func(in *vetting.Input) { in.Mail = vetting.NoMail }, vetting.Email, "takes_no_mail", info},
		{"no answer", func(in *vetting.Input) { in.Mail = vetting.NoAnswer }, vetting.Email, "not_checked", review},
		{"not asked", func(in *vetting.Input) { in.Mail = vetting.NotAsked }, vetting.Email, "ok", accepted},
		{"machine", set(form.KeyEmail, "no-reply@northwind.com"), vetting.Email, "nobody_reads", info},
		{"stock", set(form.KeyEmail, "test@northwind.com"), vetting.Email, "stock_address", review},
		{"look-alike", set(form.KeyEmail, "kim@xn--80ak6aa92e.com"), vetting.Email, "look_alike", review},
		{"umlaut", set(form.KeyEmail, "kim@xn--mller-kva.de"), vetting.Email, "ok", accepted},
		{"swapped letters", set(form.KeyEmail, "kim@gmial.com"), vetting.Email, "mistyped", review},
		{"missing letter", set(form.KeyEmail, "kim@hotmal.com"), vetting.Email, "mistyped", review},
		{"shared", set(form.KeyEmail, "info@northwind.com"), vetting.Email, "shared", accepted},

		{"throw-away", set(form.KeyEmail, "kim@mailinator.com"), vetting.Throwaway, "throwaway", info},

		{"no phone", set(form.KeyPhone, ""), vetting.Phone, "ok", accepted},
		{"no such phone", set(form.KeyPhone, "+4912"), vetting.Phone, "not_a_phone", info},
		{"premium", set(form.KeyPhone, "+499001123456"), vetting.Phone, "costs_extra", review},
		{"abroad", set(form.KeyPhone, "+4930901822"), vetting.Phone, "another_country", accepted},

		{"no company", set(form.KeyCompany, ""), vetting.Company, "ok", accepted},
		{"stand-in company", set(form.KeyCompany, "Firma"), vetting.Company, "not_a_company", info},
		{"signs", set(form.KeyCompany, "--"), vetting.Company, "not_a_company", info},
		{"mixed company", set(form.KeyCompany, "Nоrthwind"), vetting.Company, "look_alike", review},
		{"free mail", set(form.KeyEmail, "kim.lee@gmail.com"), vetting.Company, "free_mail", accepted},
		{"another domain", set(form.KeyEmail, "kim.lee@zebra.com"), vetting.Company, "another_domain", accepted},
		{"initials", set(form.KeyEmail, "kim.lee@nt.com"), vetting.Company, "ok", accepted},

		{"own address", set(form.KeyEmail, "ADA+x@berg-mills.com"), vetting.Self, "yourself", declined},
		{"own phone", set(form.KeyPhone, "+4930901820"), vetting.Self, "yourself", declined},
		{"own name", set(form.KeyName, "Berg, Ada"), vetting.Self, "same_name", review},
		{"unknown referrer", func(in *vetting.Input) { in.Referrer.Details = contact.Details{} }, vetting.Self, "not_checked", review},

		{"own domain", set(form.KeyEmail, "kim@mail.berg-mills.com"), vetting.OwnDomain, "own_company", review},
		{"further domain", func(in *vetting.Input) { in.Referrer.Domains = []string{"northwind-traders.com"} }, vetting.OwnDomain, "own_company", review},
		{"own company by name", set(form.KeyCompany, "Berg Mills GmbH"), vetting.OwnDomain, "own_company", review},
		{"own domain, declined", func(in *vetting.Input) {
			in.Settings.OwnDomain = vetting.Decline
			set(form.KeyEmail, "kim@berg-mills.com")(in)
		}, vetting.OwnDomain, "own_company", declined},
		{"own domain, allowed", func(in *vetting.Input) {
			in.Settings.OwnDomain = vetting.Allow
			set(form.KeyEmail, "kim@berg-mills.com")(in)
		}, vetting.OwnDomain, "ok", accepted},
		{"the same free provider", func(in *vetting.Input) {
			in.Referrer.Details.Email = "ada@gmail.com"
			set(form.KeyEmail, "kim.lee@gmail.com")(in)
		}, vetting.OwnDomain, "ok", accepted},

		{"pace unknown", func(in *vetting.Input) { in.Pace = nil }, vetting.Pace, "not_checked", review},
		{"just within", func(in *vetting.Input) { in.Pace = &vetting.Pacing{LastHour: 9, LastDay: 29, ThisMonth: 99} }, vetting.Pace, "ok", accepted},
		{"an hour", func(in *vetting.Input) { in.Pace.LastHour = 10 }, vetting.Pace, "too_many_an_hour", declined},
		{"a day", func(in *vetting.Input) { in.Pace.LastDay = 30 }, vetting.Pace, "too_many_a_day", declined},
		{"a month", func(in *vetting.Input) { in.Pace.ThisMonth = 100 }, vetting.Pace, "quota_reached", declined},

		{"history unknown", func(in *vetting.Input) { in.History = nil }, vetting.Pattern, "not_checked", review},
		{"too few to say", func(in *vetting.Input) { in.History = &vetting.History{Decided: 4, Nothing: 4} }, vetting.Pattern, "ok", accepted},
		{"nothing comes of it", func(in *vetting.Input) { in.History = &vetting.History{Decided: 10, Nothing: 8} }, vetting.Pattern, "comes_to_nothing", review},
		{"something comes of it", func(in *vetting.Input) { in.History = &vetting.History{Decided: 10, Nothing: 7} }, vetting.Pattern, "ok", accepted},
		{"nobody knows them", func(in *vetting.Input) { in.History = &vetting.History{Decided: 2, Nothing: 2, Reports: 2} }, vetting.Pattern, "unknown_to_people", review},

		{"duplicate", func(in *vetting.Input) { in.Own = vetting.Found }, vetting.Duplicate, "duplicate", declined},
		{"perhaps a duplicate", func(in *vetting.Input) { in.Own = vetting.ByName }, vetting.Duplicate, "by_name", review},
		{"suppressed", func(in *vetting.Input) { in.Suppressed = vetting.Found }, vetting.Suppressed, "suppressed", declined},
		{"perhaps suppressed", func(in *vetting.Input) { in.Suppressed = vetting.ByName }, vetting.Suppressed, "by_name", review},
		{"customer", func(in *vetting.Input) { in.Customer = vetting.Found }, vetting.Customer, "customer", review},
		{"customer, declined", func(in *vetting.Input) { in.Customer, in.Settings.Expansion = vetting.Found, vetting.Decline }, vetting.Customer, "customer", declined},
		{"customer, allowed", func(in *vetting.Input) { in.Customer, in.Settings.Expansion = vetting.Found, vetting.Allow }, vetting.Customer, "allowed", accepted},
		{"perhaps a customer", func(in *vetting.Input) { in.Customer, in.Settings.Expansion = vetting.ByName, vetting.Decline }, vetting.Customer, "by_name", review},
		{"unknown, though allowed", func(in *vetting.Input) { in.Customer, in.Settings.Expansion = vetting.Unknown, vetting.Allow }, vetting.Customer, "not_checked", review},
		{"open deal", func(in *vetting.Input) { in.OpenDeal = vetting.Found }, vetting.OpenDeal, "open_deal", review},
		{"open deal, declined", func(in *vetting.Input) { in.OpenDeal, in.Settings.OpenDeal = vetting.Found, vetting.Decline }, vetting.OpenDeal, "open_deal", declined},
		{"somebody else's", func(in *vetting.Input) { in.Others = vetting.Found }, vetting.Others, "put_forward", review},
		{"behind a claim", func(in *vetting.Input) { in.Claim = vetting.Found }, vetting.Claim, "behind", accepted},
		{"perhaps a claim", func(in *vetting.Input) { in.Claim = vetting.ByName }, vetting.Claim, "by_name", review},
	} {
		in := good()
		c.change(&in)
		v := vetting.Vet(in)
		p := partOf(v, c.rule)
		if p.Code != c.code || p.Asks != c.result {
			t.Errorf("%s: %s, asks for %s, want %s and %s", c.name, p.Code, p.Asks, c.code, c.result)
		}
		if c.result != accepted && v.Result == accepted {
			t.Errorf("%s: was accepted", c.name)
		}
	}
}
