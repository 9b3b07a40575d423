package program_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
)

var (
	start = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	admin = aggregate.Actor{Kind: aggregate.Staff, ID: "mbr_admin", Roles: []aggregate.Role{aggregate.Admin}}
)

func cash(price reward.Price) reward.Rule {
	return reward.Rule{Key: "won", Trigger: reward.OnWon, For: reward.ToReferrer, Kind: reward.Cash, Currency: "eur", Price: price}
}

func newProgram() *program.Program {
	return program.New("prg_1", "", program.Facts{Terms: program.DefaultTerms("First", "Europe/Berlin")}, admin, nil, start)
}

// The numbers of PRODUCT.md §15 can be published as they are, and checking again
// changes nothing more.
func TestDefaultTermsAreGood(t *testing.T) {
	t.Parallel()
	once, f := program.DefaultTerms("Program", "Europe/Berlin").Check("/draft")
	if f != nil {
		t.Fatal(f)
	}
	twice, f := once.Check("/draft")
	if f != nil || !twice.Same(once) {
		t.Fatalf("checking isn't stable: %v", f)
	}
	if once.AttributionDays != 90 || once.ProtectionDays != 90 || once.ProtectionMax != 365 || once.Rewards.HoldDays != 30 {
		t.Fatalf("%+v", once)
	}
}

func TestCheckCollectsFaults(t *testing.T) {
	t.Parallel()
	_, f := program.Terms{}.Check("/draft")
	if f == nil {
		t.Fatal("empty terms are accepted")
	}
	parts := map[string]bool{}
	for _, field := range f.Fields {
		rest, ok := strings.CutPrefix(field.Pointer, "/draft/")
		if !ok {
			t.Errorf("%s is no pointer into the draft", field.Pointer)
		}
		part, _, _ := strings.Cut(rest, "/")
		parts[part] = true
	}
	for _, part := range []string{"name", "team", "languages", "promise", "calendar", "vetting", "rewards", "protection_days", "protection_max_days", "attribution_days"} {
		if !parts[part] {
			t.Errorf("nothing is wrong with %s", part)
		}
	}
}

func TestCheckFaults(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change  func(*program.Terms)
		pointer string
		code    string
	}{
		"hostile name":                  {func(p *program.Terms) { p.Name = "a\u202eb" }, "/draft/name", "hidden_character"},
		"no team":                       {func(p *program.Terms) { p.Team = " " }, "/draft/team", "required"},
		"language twice":                {func(p *program.Terms) { p.Languages = []string{"en", "en"} }, "/draft/languages/1", "repeated"},
		"language unknown":              {func(p *program.Terms) { p.Languages = []string{"tlh"} }, "/draft/languages/0", "unknown_language"},
		"attribution endless":           {func(p *program.Terms) { p.AttributionDays = 366 }, "/draft/attribution_days", "out_of_range"},
		"protection ends before it may": {func(p *program.Terms) { p.ProtectionMax = 89 }, "/draft/protection_max_days", "out_of_range"},
		"minimum missing": {func(p *program.Terms) {
			r := cash(reward.Price{Form: reward.Flat, Amount: 1})
			r.Currency = "chf"
			p.Rewards.Rules = []reward.Rule{r}
		}, "/draft/rewards/minimum", "minimum_missing"},
	} {
		terms := program.DefaultTerms("P", "Europe/Berlin")
		tc.change(&terms)
		_, f := terms.Check("/draft")
		if f == nil || len(f.Fields) != 1 || f.Fields[0].Pointer != tc.pointer || f.Fields[0].Code != tc.code {
			t.Errorf("%s: %v", name, f)
		}
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	terms := program.Terms{Languages: []string{"de", "en"}}
	for wanted, want := range map[string]string{"en": "en", "en-GB": "en", "fr": "de", "": "de", "x": "de", "eng": "de"} {
		if got := terms.Language(wanted); got != want {
			t.Errorf("%q: %s, want %s", wanted, got, want)
		}
	}
}

func TestPublishing(t *testing.T) {
	t.Parallel()
	p := newProgram()
	one, err := p.Freeze(nil, admin, nil, start)
	if err != nil || one.ID != "prg_1|1" {
		t.Fatalf("%v %+v", err, one)
	}
	if p.Published != 0 || p.State != program.Draft {
		t.Fatal("freezing published something")
	}
	changed := program.DefaultTerms("Second", "Europe/Berlin")
	if err := p.Update(program.Facts{Terms: changed}, admin, nil, start); err != nil {
		t.Fatal(err)
	}
	if one.Terms.Name != "First" {
		t.Fatal("the revision follows the draft")
	}
	for range 2 {
		p.PointTo(one)
	}
	if p.Published != 1 || p.State != program.Published || p.Revision != 3 || p.Takes() != nil {
		t.Fatalf("%+v", p.Meta)
	}
	two, err := p.Freeze(nil, admin, nil, start)
	if err != nil || two.ID != "prg_1|2" || two.Terms.Name != "Second" {
		t.Fatalf("%v %+v", err, two)
	}
	p.PointTo(two)
	p.PointTo(one)
	if p.Published != 2 {
		t.Fatal("the program went back to an old revision")
	}
}

func TestArchive(t *testing.T) {
	t.Parallel()
	p := newProgram()
	for range 2 {
		p.Archive(admin, nil, start)
	}
	if p.Revision != 2 || !fault.Because(p.Takes(), "program_archived") {
		t.Fatalf("%+v", p.Meta)
	}
	if _, err := p.Freeze(nil, admin, nil, start); !fault.Because(err, "program_archived") {
		t.Fatal(err)
	}
	if err := p.Update(program.Facts{}, admin, nil, start); !fault.Because(err, "program_archived") {
		t.Fatal(err)
	}
}

// The same draft again is no event, though it went through JSON in between.
func TestUpdateSeesTheSameDraft(t *testing.T) {
	t.Parallel()
	p := newProgram()
	body, err := json.Marshal(p.Draft)
	if err != nil {
		t.Fatal(err)
	}
	var back program.Terms
	if err := json.Unmarshal(body, &back); err != nil {
		t.Fatal(err)
	}
	if err := p.Update(program.Facts{Terms: back}, admin, nil, start); err != nil || p.Revision != 1 {
		t.Fatalf("%v, revision %d", err, p.Revision)
	}
}

func TestWarnings(t *testing.T) {
	t.Parallel()
	terms := program.DefaultTerms("P", "Europe/Berlin")
	terms.Calendar.Holidays = []string{"2026-12-25"}
	terms.Rewards.Rules = []reward.Rule{cash(reward.Price{Form: reward.Flat, Amount: 100_000})}
	full := program.Staffing{Reps: 1, Reviewers: 1, Approvers: 2}
	if w := terms.Warnings(full); len(w) != 0 {
		t.Fatalf("%+v", w)
	}
	for code, tc := range map[string]struct {
		change func(*program.Terms)
		staff  program.Staffing
	}{
		program.TooFewApprovers: {func(*program.Terms) {}, program.Staffing{Reps: 1, Reviewers: 1, Approvers: 1}},
		program.NoReviewer:      {func(*program.Terms) {}, program.Staffing{Reps: 1, Approvers: 2}},
		program.NoRep:           {func(*program.Terms) {}, program.Staffing{Reviewers: 1, Approvers: 2}},
		program.RepGone:         {func(p *program.Terms) { p.Rep = "mbr_1" }, full},
		program.NoReward:        {func(p *program.Terms) { p.Rewards.Rules = nil }, full},
		program.NoHolidays:      {func(p *program.Terms) { p.Calendar.Holidays = nil }, full},
		program.BuysNames: {func(p *program.Terms) {
			r := cash(reward.Price{Form: reward.Flat, Amount: 100})
			r.Trigger = reward.OnAccepted
			p.Rewards.Rules = []reward.Rule{r}
		}, full},
		"person_days_few": {func(p *program.Terms) { p.Promise.PersonDays = 6 }, full},
	} {
		changed := terms
		tc.change(&changed)
		if w := changed.Warnings(tc.staff); len(w) != 1 || w[0].Code != code || w[0].Message().Key == "" {
			t.Errorf("%s: %+v", code, w)
		}
	}
}

func TestOffer(t *testing.T) {
	t.Parallel()
	if m := (program.Terms{}).Offer(); m.Key != "" {
		t.Fatalf("%+v", m)
	}
	flat := reward.Price{Form: reward.Flat, Amount: 20_000}
	share := reward.Price{Form: reward.Percent, BasisPoints: 250, Cap: 50_000}
	steps := reward.Price{Form: reward.Steps, By: reward.ByCount, Steps: []reward.Step{{From: 1, Amount: 100}, {From: 2, Amount: 300}}}
	for name, tc := range map[string]struct {
		rule reward.Rule
		want any
	}{
		"flat":  {cash(flat), money.Of(20_000, "eur")},
		"share": {cash(share), "program.worth.percent_of_deal"},
		"steps": {cash(steps), "program.worth.up_to"},
	} {
		m := program.Terms{Rewards: reward.Terms{Rules: []reward.Rule{tc.rule}}}.Offer()
		got := m.Args["worth"]
		if inner, ok := got.(message.Message); ok {
			got = inner.Key
		}
		if m.Key != "program.offer.cash" || got != tc.want {
			t.Errorf("%s: %+v", name, m)
		}
	}
	several := program.Terms{Rewards: reward.Terms{Rules: []reward.Rule{cash(flat), cash(share), cash(steps)}}}.Offer()
	n := 1
	for several.Key == "program.offer.several" {
		several, n = several.Args["rest"].(message.Message), n+1
	}
	if n != 3 {
		t.Fatalf("%d of 3 rules are told", n)
	}
}
