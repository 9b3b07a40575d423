package vetting_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/vetting"
)

// good is a referral that nothing stands against.
func good() vetting.Input {
	return vetting.Input{
		By:      form.ByReferrer,
		Consent: promise.ReferrerIntroduces,
		Asked:   form.Default().Questions(form.Asking{By: form.ByReferrer, Consent: promise.ReferrerIntroduces}),
		Answers: form.Answers{
			form.KeyName:    form.OfText("Kim Lee"),
			form.KeyCompany: form.OfText("Northwind Traders Ltd"),
			form.KeySource:  form.OfText(form.Suppliers),
			form.KeyWhy:     form.OfText("Their warehouse still counts by hand, and she asked me how we do it."),
			form.KeyTold:    form.OfText("yes"),
			form.KeyEmail:   form.OfText("kim.lee@northwind-traders.com"),
			form.KeyPhone:   form.OfText("+442070313000"),
			form.KeyCountry: form.OfText("GB"),
		},
		Referrer:   vetting.Referrer{Details: contact.Details{Name: "Ada Berg", Email: "ada@berg-mills.com", Phone: "+4930901820", Company: "Berg Mills"}},
		Suppressed: vetting.None, Customer: vetting.None, OpenDeal: vetting.None, Own: vetting.None, Others: vetting.None, Claim: vetting.None,
		Mail: vetting.TakesMail, Pace: &vetting.Pacing{}, History: &vetting.History{}, Settings: vetting.Default(),
	}
}

// set returns a change of one answer; "" removes it.
func set(key, value string) func(*vetting.Input) {
	return func(in *vetting.Input) {
		in.Answers[key] = form.OfText(value)
		if value == "" {
			delete(in.Answers, key)
		}
	}
}

func partOf(v vetting.Verdict, rule vetting.Rule) vetting.Part {
	return v.Parts[slices.IndexFunc(v.Parts, func(p vetting.Part) bool { return p.Rule == rule })]
}

func TestNothingStandsAgainstIt(t *testing.T) {
	t.Parallel()
	v := vetting.Vet(good())
	if v.Result != vetting.Accepted || v.Score != 100 || v.Reason != "" || v.Behind {
		t.Errorf("%+v", v)
	}
	for _, p := range v.Parts {
		if p.Code != "ok" || p.Outcome != vetting.Pass || p.Points != p.Of {
			t.Errorf("%+v", p)
		}
	}
}

// A look-up that nobody made, or that failed, is never taken for "nothing found".
func TestUnknownIsReviewed(t *testing.T) {
	t.Parallel()
	for name, forget := range map[string]func(*vetting.Input){
		"suppressed": func(in *vetting.Input) { in.Suppressed = vetting.Unknown }, "customer": func(in *vetting.Input) { in.Customer = vetting.Unknown },
		"open deal": func(in *vetting.Input) { in.OpenDeal = vetting.Unknown }, "own": func(in *vetting.Input) { in.Own = vetting.Unknown },
		"others": func(in *vetting.Input) { in.Others = vetting.Unknown }, "claim": func(in *vetting.Input) { in.Claim = vetting.Unknown },
		"a word that isn't known": func(in *vetting.Input) { in.Suppressed = "maybe" },
	} {
		in := good()
		forget(&in)
		if v := vetting.Vet(in); v.Result != vetting.InReview {
			t.Errorf("%s: %s", name, v.Result)
		}
	}
	if v := vetting.Vet(vetting.Input{}); v.Result == vetting.Accepted {
		t.Error("nothing at all was accepted")
	}
}

func TestSeveralSmallThingsAreReviewed(t *testing.T) {
	t.Parallel()
	in := good()
	in.Settings.AcceptFrom = 90
	for _, change := range []func(*vetting.Input){set(form.KeyName, "Kim"), set(form.KeyEmail, "info@gmail.com"), set(form.KeyCountry, "US")} {
		change(&in)
	}
	v := vetting.Vet(in)
	if v.Score >= 90 || v.Result != vetting.InReview || v.Reason != vetting.LowScore {
		t.Errorf("%+v", v)
	}
	in.Settings.AcceptFrom = v.Score
	if v := vetting.Vet(in); v.Result != vetting.Accepted || v.Reason != "" {
		t.Errorf("%+v", v)
	}
}

// A person who came by a link isn't declined for what we know: a stranger who types
// in other people's details learns nothing.
func TestPersonByLink(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*vetting.Input){
		"suppressed": func(in *vetting.Input) { in.Suppressed = vetting.Found }, "own": func(in *vetting.Input) { in.Own = vetting.Found },
		"customer": func(in *vetting.Input) { in.Customer, in.Settings.Expansion = vetting.Found, vetting.Decline },
		"pace":     func(in *vetting.Input) { in.Pace.LastHour = 1000 },
		"referrer": set(form.KeyEmail, "ada@berg-mills.com"),
		"no name":  set(form.KeyName, "asdf"),
	} {
		in := good()
		in.By = form.ByPerson
		change(&in)
		if v := vetting.Vet(in); v.Result != vetting.InReview {
			t.Errorf("%s: %s", name, v.Result)
		}
	}
}

// What a person gives with their yes counts instead of what the referrer said.
func TestDetailsGivenLater(t *testing.T) {
	t.Parallel()
	in := good()
	in.By = form.ByPerson
	in.Person = in.Answers.Details()
	in.Person.Email = in.Referrer.Details.Email
	v := vetting.Vet(in)
	if p := partOf(v, vetting.Self); p.Code != "yourself" || v.Result != vetting.InReview {
		t.Errorf("%s: %+v", v.Result, p)
	}
}

func TestVerdictIsStored(t *testing.T) {
	t.Parallel()
	in := good()
	in.Claim, in.Settings.MinWhy = vetting.Found, 400
	v := vetting.Vet(in)
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var back vetting.Verdict
	if err := json.Unmarshal(raw, &back); err != nil || !reflect.DeepEqual(v, back) {
		t.Errorf("%s: %v", raw, err)
	}
	for _, answer := range in.Answers {
		if s := answer.Text(); len(s) > 6 && bytes.Contains(raw, []byte(s)) {
			t.Errorf("the verdict holds %q", s)
		}
	}
}
