package vetting_test

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/fault"
)

// Everything that we know about others reads the same to the referrer.
func TestToldIsNeutral(t *testing.T) {
	t.Parallel()
	groups := map[string][]func(*vetting.Input){
		"declined": {
			func(in *vetting.Input) { in.Suppressed = vetting.Found },
			func(in *vetting.Input) { in.Customer, in.Settings.Expansion = vetting.Found, vetting.Decline },
			func(in *vetting.Input) { in.OpenDeal, in.Settings.OpenDeal = vetting.Found, vetting.Decline },
			func(in *vetting.Input) {
				in.Suppressed, in.Others, in.Claim = vetting.Found, vetting.Found, vetting.Found
			},
		},
		"in review": {
			func(in *vetting.Input) { in.Suppressed = vetting.ByName },
			func(in *vetting.Input) { in.Suppressed = vetting.Unknown },
			func(in *vetting.Input) { in.Customer = vetting.Found },
			func(in *vetting.Input) { in.OpenDeal = vetting.Found },
			func(in *vetting.Input) { in.Others = vetting.Found },
			func(in *vetting.Input) { in.Claim = vetting.ByName },
			func(in *vetting.Input) {
				in.Customer, in.Others, in.Claim = vetting.Found, vetting.ByName, vetting.Found
			},
		},
		"too many": {
			func(in *vetting.Input) { in.Pace.LastHour = 10 },
			func(in *vetting.Input) { in.Pace.LastHour, in.Suppressed = 10, vetting.Found },
			func(in *vetting.Input) { in.Pace.LastHour, in.Customer = 10, vetting.Found },
			func(in *vetting.Input) { in.Pace.LastHour, in.Claim = 10, vetting.Found },
		},
	}
	for name, changes := range groups {
		var first vetting.Told
		for i, change := range changes {
			in := good()
			change(&in)
			told := vetting.Vet(in).Told()
			if i == 0 {
				first = told
			} else if !reflect.DeepEqual(first, told) {
				t.Errorf("%s, case %d is told\n%+v\nnot\n%+v", name, i, told, first)
			}
			if told.Words.Key == "" || told.Result == vetting.Declined && told.Why.Key == "" {
				t.Errorf("%s, case %d has no words: %+v", name, i, told)
			}
		}
	}
}

func TestToldSays(t *testing.T) {
	t.Parallel()
	in := good()
	in.Claim = vetting.Found
	if told := vetting.Vet(in).Told(); told.Result != vetting.Accepted || told.Words.Key != "vetting.result.behind" || told.Score != 100 {
		t.Errorf("behind: %+v", told)
	}
	in = good()
	set(form.KeyWhy, "Good fit.")(&in)
	set(form.KeyEmail, "kim@mailinator.com")(&in)
	told := vetting.Vet(in).Told()
	if len(told.Needs) != 2 || told.Needs[0].Field != form.KeyWhy || told.Needs[1].Field != form.KeyEmail {
		t.Fatalf("%+v", told.Needs)
	}
	if w := told.Needs[0].Words; w.Key != "vetting.specific.too_short" || w.Args["count"] != int64(25) {
		t.Errorf("%+v", w)
	}
	in = good()
	in.Pace.LastDay, in.Own = 30, vetting.Found
	if told := vetting.Vet(in).Told(); told.Reason != "too_many_a_day" || told.Why.Args["count"] != int64(30) {
		t.Errorf("%+v", told)
	}
	in = good()
	in.Suppressed, in.Own = vetting.Found, vetting.Found
	if told := vetting.Vet(in).Told(); told.Reason != "duplicate" {
		t.Errorf("%+v", told.Reason)
	}
}

func TestAdmit(t *testing.T) {
	t.Parallel()
	s := vetting.Default()
	if f := s.Admit(vetting.Pacing{LastHour: 9, LastDay: 29, ThisMonth: 99}); f != nil {
		t.Error(f)
	}
	for reason, p := range map[string]vetting.Pacing{"too_many_an_hour": {LastHour: 10}, "too_many_a_day": {LastDay: 30}, "quota_reached": {ThisMonth: 100}} {
		if f := s.Admit(p); !fault.Because(f, reason) || !fault.Is(f, fault.TooMany) || f.RetryAfter < time.Hour {
			t.Errorf("%s: %v", reason, f)
		}
	}
}

func TestSettingsCheck(t *testing.T) {
	t.Parallel()
	if f := vetting.Default().Check("/vetting"); f != nil {
		t.Error(f)
	}
	f := vetting.Settings{MinWhy: 501, AcceptFrom: -1, PerHour: 5, PerDay: 4, NothingReview: 101}.Check("/vetting")
	var got []string
	for _, x := range f.Fields {
		got = append(got, x.Pointer)
	}
	want := []string{"/vetting/expansion", "/vetting/open_deal", "/vetting/own_domain", "/vetting/min_why", "/vetting/per_day", "/vetting/per_month",
		"/vetting/history_from", "/vetting/nothing_review", "/vetting/accept_from"}
	if !slices.Equal(got, want) {
		t.Error(got)
	}
}

// drawn is any input at all, sensible or not.
func drawn(t *rapid.T) vetting.Input {
	in := good()
	lookup := rapid.SampledFrom([]vetting.Lookup{vetting.Unknown, vetting.None, vetting.None, vetting.None, vetting.ByName, vetting.Found})
	policy := rapid.SampledFrom([]vetting.Policy{vetting.Allow, vetting.Review, vetting.Decline})
	in.By = rapid.SampledFrom([]form.Submitter{form.ByReferrer, form.ByPerson}).Draw(t, "by")
	in.Suppressed, in.Customer, in.OpenDeal = lookup.Draw(t, "suppressed"), lookup.Draw(t, "customer"), lookup.Draw(t, "deal")
	in.Own, in.Others, in.Claim = lookup.Draw(t, "own"), lookup.Draw(t, "others"), lookup.Draw(t, "claim")
	in.Settings.Expansion, in.Settings.OpenDeal, in.Settings.OwnDomain = policy.Draw(t, "expansion"), policy.Draw(t, "open deal"), policy.Draw(t, "own domain")
	in.Settings.AcceptFrom = rapid.IntRange(0, 100).Draw(t, "accept from")
	in.Mail = rapid.SampledFrom([]vetting.MailHost{vetting.NotAsked, vetting.TakesMail, vetting.NoMail, vetting.NoAnswer}).Draw(t, "mail")
	if rapid.Bool().Draw(t, "pace?") {
		in.Pace = &vetting.Pacing{LastHour: rapid.Int64Range(0, 12).Draw(t, "hour")}
	}
	if rapid.Bool().Draw(t, "history?") {
		in.History = &vetting.History{Decided: rapid.Int64Range(0, 20).Draw(t, "decided"), Nothing: rapid.Int64Range(0, 20).Draw(t, "nothing")}
	}
	for _, key := range in.Answers.Keys() {
		switch rapid.IntRange(0, 5).Draw(t, key) {
		case 0:
			delete(in.Answers, key)
		case 1:
			in.Answers[key] = form.OfText(rapid.SampledFrom([]string{"test", "ada@berg-mills.com", "kim@mailinator.com", "Ada Berg", "Berg Mills", "Kim", "+4930901820"}).Draw(t, key+" is"))
		case 2:
			in.Answers[key] = form.OfText(rapid.String().Draw(t, key+" is"))
		}
	}
	return in
}

var order = []vetting.Result{vetting.Accepted, vetting.InReview, vetting.NeedsInfo, vetting.Declined}

func TestVerdictProperties(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, m := range vetting.Messages() {
		known[m.Key] = true
	}
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		v := vetting.Vet(in)
		if again := vetting.Vet(in); !reflect.DeepEqual(v, again) {
			t.Fatal("the same input has two verdicts")
		}
		sum, of, worst := 0, 0, 0
		for _, p := range v.Parts {
			sum, of, worst = sum+p.Points, of+p.Of, max(worst, slices.Index(order, p.Asks))
			if p.Points < 0 || p.Points > p.Of || p.Asks != vetting.Accepted && p.Outcome == vetting.Pass {
				t.Fatalf("%+v", p)
			}
			if !known[p.Detail().Key] || !p.Private() && !known[p.Words().Key] {
				t.Fatalf("nobody has words for %+v", p)
			}
		}
		if v.Score != sum || of != 100 {
			t.Fatalf("score %d, parts give %d of %d", v.Score, sum, of)
		}
		if slices.Index(order, v.Result) < worst || v.Result == vetting.Accepted && in.Suppressed != vetting.None {
			t.Fatalf("%+v", v)
		}
		if v.Result == vetting.Declined != (v.Reason != "" && v.Reason != vetting.LowScore) {
			t.Fatalf("%s with reason %q", v.Result, v.Reason)
		}
		checkTold(t, v, known)
	})
}

func checkTold(t *rapid.T, v vetting.Verdict, known map[string]bool) {
	told := v.Told()
	sum := 0
	for _, l := range told.Lines {
		sum += l.Points
		if !known[l.Words.Key] {
			t.Fatalf("nobody has words for %+v", l)
		}
	}
	if told.Score != sum || told.Result != v.Result || !known[told.Words.Key] || told.Reason != "" && !known[told.Why.Key] {
		t.Fatalf("%+v", told)
	}
	if (told.Result == vetting.NeedsInfo) != (len(told.Needs) > 0) {
		t.Fatalf("%s with %+v", told.Result, told.Needs)
	}
}

// One more thing wrong never makes the verdict better.
func TestWorseIsNeverBetter(t *testing.T) {
	t.Parallel()
	worse := map[string]func(*vetting.Input){
		"suppressed": func(in *vetting.Input) { in.Suppressed = vetting.Found },
		"own":        func(in *vetting.Input) { in.Own = vetting.Found },
		"unknown":    func(in *vetting.Input) { in.Others = vetting.Unknown },
		"pace":       func(in *vetting.Input) { in.Pace = &vetting.Pacing{LastHour: 99} },
		"history":    func(in *vetting.Input) { in.History = &vetting.History{Decided: 9, Nothing: 9} },
		"no name":    func(in *vetting.Input) { delete(in.Answers, form.KeyName) },
		"no mail":    func(in *vetting.Input) { in.Mail = vetting.NoMail },
		"words":      func(in *vetting.Input) { in.Answers[form.KeyWhy] = form.OfText("test") },
	}
	names := make([]string, 0, len(worse))
	for name := range worse {
		names = append(names, name)
	}
	slices.Sort(names)
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		before := vetting.Vet(in)
		worse[rapid.SampledFrom(names).Draw(t, "worse")](&in)
		after := vetting.Vet(in)
		if slices.Index(order, after.Result) < slices.Index(order, before.Result) {
			t.Fatalf("%s became %s", before.Result, after.Result)
		}
	})
}

// The catalogues have every message, and none too many.
func TestCatalogues(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"en", "de"} {
		raw, err := os.ReadFile("../../locale/" + language + "/vetting.json")
		if err != nil {
			t.Fatal(err)
		}
		var catalogue map[string]any
		if err := json.Unmarshal(raw, &catalogue); err != nil {
			t.Fatal(err)
		}
		for _, m := range vetting.Messages() {
			if catalogue[m.Key] == nil {
				t.Errorf("%s lacks %s", language, m.Key)
			}
			delete(catalogue, m.Key)
		}
		for key := range catalogue {
			t.Errorf("%s: nobody says %s", language, key)
		}
	}
}

func BenchmarkVet(b *testing.B) {
	in := good()
	for b.Loop() {
		if v := vetting.Vet(in); v.Result != vetting.Accepted {
			b.Fatal(v.Result)
		}
	}
}
