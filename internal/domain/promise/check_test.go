package promise

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/calendar"
)

func TestCheckPromise(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		change  func(*Promise)
		pointer string // empty: fine
		code    string
	}{
		{"default", func(*Promise) {}, "", ""},
		{"unknown consent", func(p *Promise) { p.Consent = "" }, "/promise/consent", "unknown_value"},
		{"ask first, nowhere", func(p *Promise) { p.Consent = AskFirst }, "/promise/ask_first_countries", "required"},
		{"ask first in the US", func(p *Promise) { p.Consent, p.AskFirstCountries = AskFirst, []string{"US"} }, "", ""},
		{"country in lower case", func(p *Promise) { p.AskFirstCountries = []string{"us"} }, "/promise/ask_first_countries/0", "not_a_country"},
		{"country twice", func(p *Promise) { p.AskFirstCountries = []string{"US", "US"} }, "/promise/ask_first_countries/1", "not_ascending"},
		{"unknown who", func(p *Promise) { p.Who = "boss" }, "/promise/who", "unknown_value"},
		{"no channel", func(p *Promise) { p.Channels = nil }, "/promise/channels", "required"},
		{"fax", func(p *Promise) { p.Channels = []Channel{Email, "fax"} }, "/promise/channels/1", "unknown_value"},
		{"channel twice", func(p *Promise) { p.Channels = []Channel{Email, Email} }, "/promise/channels/1", "duplicate"},
		{"no weekday", func(p *Promise) { p.Window.Weekdays = nil }, "/promise/window/weekdays", "required"},
		{"no answer", func(p *Promise) { p.Answer.Count = 0 }, "/promise/answer/count", "out_of_range"},
		{"answer in weeks", func(p *Promise) { p.Answer.Unit = "weeks" }, "/promise/answer/unit", "unknown_unit"},
		{"too many hours", func(p *Promise) { p.FirstContact = BusinessHours(401) }, "/promise/first_contact/count", "out_of_range"},
		{"negative goal", func(p *Promise) { p.FirstContactGoal.Count = -1 }, "/promise/first_contact_goal/count", "out_of_range"},
		{"no attempt", func(p *Promise) { p.Attempts.Max = 0 }, "/promise/attempts/max", "out_of_range"},
		{"attempts for ever", func(p *Promise) { p.Attempts.Days = 1 << 40 }, "/promise/attempts/days", "out_of_range"},
		{"words without the referrer", func(p *Promise) { p.Words = map[string]string{"en": "Hello"} }, "/promise/words/en", "referrer_missing"},
		{"words with an unknown name", func(p *Promise) { p.Words = map[string]string{"en": "{referrer} {iban}"} }, "/promise/words/en", "unknown_placeholder"},
		{"words with a stray brace", func(p *Promise) { p.Words = map[string]string{"en": "{referrer} }"} }, "/promise/words/en", "unknown_placeholder"},
		{"words too long", func(p *Promise) { p.Words = map[string]string{"en": "{referrer}" + strings.Repeat("ä", 600)} }, "/promise/words/en", "too_long"},
		{"words in broken encoding", func(p *Promise) { p.Words = map[string]string{"en": "{referrer}\xff"} }, "/promise/words/en", "not_utf8"},
		{"words in no language", func(p *Promise) { p.Words = map[string]string{"a.b": "{referrer}"} }, "/promise/words", "not_a_language"},
		{"good words", func(p *Promise) { p.Words = map[string]string{"pt-br": "{referrer}, {person}, {rep}, {company}"} }, "", ""},
		{"unknown update", func(p *Promise) { p.Updates.Steps = []StepCode{StepSubmitted} }, "/promise/updates/steps/0", "unknown_step"},
		{"update twice", func(p *Promise) { p.Updates.Steps = []StepCode{StepPaid, StepPaid} }, "/promise/updates/steps/1", "duplicate"},
		{"no day to answer", func(p *Promise) { p.PersonDays = 0 }, "/promise/person_days", "out_of_range"},
		{"never erased", func(p *Promise) { p.ErasureDays = 0 }, "/promise/erasure_days", "out_of_range"},
	} {
		p := Default()
		tt.change(&p)
		f := p.Check("/promise")
		switch {
		case tt.pointer == "" && f != nil:
			t.Errorf("%s: %v", tt.name, f)
		case tt.pointer != "" && (f == nil || len(f.Fields) != 1 || f.Fields[0].Pointer != tt.pointer || f.Fields[0].Code != tt.code):
			t.Errorf("%s: %v, want %s %s", tt.name, f, tt.pointer, tt.code)
		}
	}
}

// The zero promise is refused with a field per clause, and nothing panics on it.
func TestZeroPromise(t *testing.T) {
	t.Parallel()
	var p Promise
	if f := p.Check("/promise"); f == nil || len(f.Fields) < 10 {
		t.Errorf("%v", f)
	}
	in := TextInput{Promise: p, Reader: ReaderStaff}
	if len(FiveLines(in)) != 5 || len(WholeText(in)) != 12 || len(Steps(in, calendar.Calendar{})) == 0 {
		t.Error("texts of the zero promise")
	}
	MayContact(ContactInput{YesMS: 1, Attempts: []Attempt{{}}})
	p.Thin("/promise")
}

func TestPromiseSurvivesJSON(t *testing.T) {
	t.Parallel()
	want := Default()
	raw, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Promise
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) || strings.Contains(string(raw), "null") {
		t.Errorf("%s", raw)
	}
}

func TestThin(t *testing.T) {
	t.Parallel()
	if list := Default().Thin("/promise"); len(list) != 0 {
		t.Errorf("the default promise is thin: %v", list)
	}
	for _, tt := range []struct {
		code, pointer string
		change        func(*Promise)
	}{
		{"answer_slow", "/promise/answer", func(p *Promise) { p.Answer = BusinessDays(6) }},
		{"first_contact_slow", "/promise/first_contact", func(p *Promise) { p.FirstContact = BusinessHours(41) }},
		{"goal_behind_promise", "/promise/first_contact_goal", func(p *Promise) { p.FirstContactGoal = BusinessDays(2) }},
		{"attempts_many", "/promise/attempts/max", func(p *Promise) { p.Attempts.Max = 6 }},
		{"window_narrow", "/promise/window", func(p *Promise) { p.Window.Weekdays = []int{3} }},
		{"window_wide", "/promise/window", func(p *Promise) { p.Window.From = "07:59" }},
		{"result_untold", "/promise/updates/steps", func(p *Promise) { p.Updates.Steps = []StepCode{StepPaid} }},
		{"reminder_late", "/promise/reminder", func(p *Promise) { p.Reminder = BusinessDays(21) }},
		{"countries_unused", "/promise/ask_first_countries", func(p *Promise) { p.AskFirstCountries = []string{"US"} }},
		{"person_days_few", "/promise/person_days", func(p *Promise) { p.PersonDays = 6 }},
	} {
		p := Default()
		tt.change(&p)
		if list := p.Thin("/promise"); len(list) != 1 || list[0].Code != tt.code || list[0].Pointer != tt.pointer {
			t.Errorf("%s: %v", tt.code, list)
		}
	}
}

func TestWishCheck(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, pointer string
		w             Wish
	}{
		{"nothing", "", Wish{}},
		{"a channel and a moment", "", Wish{Channels: []Channel{Text}, AtMS: 11}},
		{"fax", "/wish/channels/0", Wish{Channels: []Channel{"fax"}}},
		{"a window that never opens", "/wish/window/weekdays", Wish{Window: &calendar.Window{}}},
		{"in the past", "/wish/at", Wish{AtMS: 10}},
		{"next century", "/wish/at", Wish{AtMS: 11 + furthestMS}},
	} {
		f := tt.w.Check("/wish", 10)
		if tt.pointer == "" && f != nil || tt.pointer != "" && (f == nil || f.Fields[0].Pointer != tt.pointer) {
			t.Errorf("%s: %v", tt.name, f)
		}
	}
}

// Words that pass the check leave no brace when filled, and filling never fails.
func FuzzWords(f *testing.F) {
	f.Add("Hi {person}, {referrer} sent me.")
	f.Add("{referrer}{}}{")
	f.Add("{{referrer}}")
	f.Fuzz(func(t *testing.T, text string) {
		p := Default()
		p.Words = map[string]string{"en": text}
		filled := Names{Referrer: "Anna", Person: "Sam", Rep: "Kim", Company: "Acme"}.fill(text)
		if p.Check("") == nil && strings.ContainsAny(filled, "{}") {
			t.Fatalf("%q became %q", text, filled)
		}
	})
}
