package programs_test

import (
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/portaltest"
)

// rich puts something into each corner of the terms.
func rich(t *program.Terms) {
	t.Calendar.Hours.To, t.Calendar.Holidays = "24:00", []string{"2026-12-25", "2027-01-01"}
	t.Promise.Channels = []promise.Channel{promise.Video, promise.Email}
	t.Promise.Updates = promise.Updates{Steps: []promise.StepCode{promise.StepPaid, promise.StepVerdict}, LearnsReason: true}
	t.Promise.Answer = promise.BusinessHours(6)
	t.Promise.AskFirstCountries = []string{"CA", "US"}
	t.Promise.Words = map[string]string{"en": "Hello {person},\nthis is about {referrer}.", "fr": "Bonjour, {referrer}."}
	both := func(en, de string) map[string]form.Words {
		return map[string]form.Words{"en": {Label: en, Help: "x"}, "de": {Label: de}}
	}
	labels := func(s string) map[string]string { return map[string]string{"en": s, "de": s + "-de"} }
	t.Form.Fields = append(t.Form.Fields,
		form.Field{Key: "size", Type: form.Several, Ask: form.AskReferrer, Words: both("How big?", "Wie groß?"), Limits: form.Limits{MinChoices: 1, MaxChoices: 2},
			Options: []form.Option{{Value: "small", Labels: labels("small")}, {Value: "large", Labels: labels("large")}}},
		form.Field{Key: "seats", Type: form.Number, Ask: form.AskBoth, Required: true, Words: both("Seats", "Plätze"), Limits: form.Limits{Min: new(int64(0)), Max: new(int64(9))}},
		form.Field{Key: "start", Type: form.Date, Ask: form.AskBoth, Words: both("Start", "Beginn"), PersonWords: both("Your start", "Ihr Beginn"), Limits: form.Limits{Earliest: "2026-01-01"}},
	)
	t.Rewards.Minimum["jpy"] = 500
	t.Rewards.Approval.AutoBelow = map[string]int64{"eur": 5_050}
	t.Rewards.Rules = append(t.Rewards.Rules, reward.Rule{
		Key: "ladder", Trigger: reward.OnWon, For: reward.ToReferrer, Kind: reward.Gift, Currency: "jpy", HoldDays: new(0), PerMonth: 3, Budget: 900_000,
		Price: reward.Price{Form: reward.Steps, By: reward.ByCount, Steps: []reward.Step{{From: 1, Amount: 100}, {From: 4, BasisPoints: 250, Cap: 900}}},
		Classes: map[string]reward.Price{
			"named": {Form: reward.Flat, Amount: 50}, "introduced": {Form: reward.Percent, BasisPoints: 125, Cap: 70_000},
		},
	})
}

// Each form that comes back as it was read is taken, and changes nothing.
func TestUnchangedFormsChangeNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep, rich)
	at := "/staff/programs/" + p.ID + "/edit/"
	for _, page := range []string{
		"basics", "promise", "vetting", "rewards", "follow-up", "rewards/rules/won", "rewards/rules/ladder",
		"form/questions/name", "form/questions/why", "form/questions/source", "form/questions/size", "form/questions/seats", "form/questions/start",
	} {
		for _, lang := range []string{"en", "de"} {
			d.Lang = lang
			if answer := d.Post(at+page, sent(t, d.Get(at+page), at+page)); answer.Status != 303 {
				t.Fatalf("%s: %d %s", page, answer.Status, answer.Text())
			}
			if now := d.draft(p.ID); now.Revision != p.Revision {
				t.Fatalf("%s changed the draft:\n%+v\n%+v", page, p.Draft, now.Draft)
			}
		}
	}
}

// What is typed is kept in the draft, and the published revision stays.
func TestEditingTheDraft(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep)
	at := "/staff/programs/" + p.ID + "/edit/promise"
	values := sent(t, d.Get(at), at)
	values.Set("person_days", "14")
	values.Set("answer_count", "6")
	values.Set("answer_unit", "business_hours")
	values["channels"] = []string{"text"}
	values.Set("learns_reason", "yes")
	values.Set("words_en", "Hello {person}, {referrer} sent us.")
	if page := d.Follow(at, values); !page.Has("The draft is saved.") || !page.Has("5 changes not published") {
		t.Error(page.Text())
	}
	now := d.draft(p.ID).Draft.Promise
	if now.PersonDays != 14 || now.Answer != promise.BusinessHours(6) || len(now.Channels) != 1 || !now.Updates.LearnsReason || now.Words["en"] == "" {
		t.Errorf("%+v", now)
	}
	changes := d.Get("/staff/programs/" + p.ID + "/changes")
	for _, words := range []string{"5 clauses differ", "21 → ", "14", "1 business day", "6 business hours", "Email, Phone", "Text message", "English: Hello {person}"} {
		if !changes.Has(words) {
			t.Errorf("no %q in %s", words, changes.Text())
		}
	}
}

// What can't be kept is named beside its control, with the values as they were
// typed; the draft stays as it is.
func TestFaultsStandBesideTheirControls(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep)
	for _, tc := range []struct{ section, control, value, id, words string }{
		{"promise", "person_days", "soon", "person_days", "Enter a whole number."},
		{"promise", "person_days", "181", "person_days", "Enter a number from 1 to 180."},
		{"promise", "answer_count", "", "answer", "Please fill this in."},
		{"promise", "answer_count", "61", "answer", "outside what is possible"},
		{"promise", "words_en", "Hello there", "words", "Name the referrer"},
		{"promise", "words_de", "{referrer} {boss}", "words", "no other braces"},
		{"promise", "consent", "ask_first", "countries", "Please fill this in."},
		{"promise", "countries", "Germany", "countries", "codes of two letters"},
		{"basics", "zone", "Mars", "zone", "time zone"},
		{"basics", "name", "", "name", "Please fill this in."},
		{"basics", "hours_to", "08:00", "hours_to", "later than the start"},
		{"basics", "holidays", "Christmas", "holidays", "days such as"},
		{"vetting", "per_day", "2", "per_day", "from 1 to 10,000"},
		{"rewards", "minimum_amount", "1.000,50", "minimum", "an amount such as"},
		{"rewards", "two_from_currency", "doubloons", "two_from", "currency code"},
		{"follow-up", "protection_max", "9", "protection_max", "from 1 to 730"},
	} {
		at := "/staff/programs/" + p.ID + "/edit/" + tc.section
		values := sent(t, d.Get(at), at)
		values.Set(tc.control, tc.value)
		page := d.Post(at, values)
		if page.Status != 422 || !page.Has(tc.words) || !strings.Contains(page.Body, `href="#f-`+tc.id+`"`) {
			t.Errorf("%s %q: %d %s", tc.control, tc.value, page.Status, page.Text())
		}
		if got := sent(t, page, at); !contains(got[tc.control], tc.value) {
			t.Errorf("%s: %q was typed, %q is shown", tc.control, tc.value, got[tc.control])
		}
	}
	if now := d.draft(p.ID); now.Revision != p.Revision {
		t.Error("something was kept")
	}
}

func contains(list []string, v string) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

// A program that gets a language speaks it at once: its own questions start with
// the words that they had.
func TestAddingALanguage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep, rich, func(t *program.Terms) {
		t.Languages = []string{"en"}
		for i := range t.Form.Fields {
			delete(t.Form.Fields[i].Words, "de")
			delete(t.Form.Fields[i].PersonWords, "de")
			for _, o := range t.Form.Fields[i].Options {
				delete(o.Labels, "de")
			}
		}
	})
	at := "/staff/programs/" + p.ID + "/edit/basics"
	for _, languages := range []string{"de_en", "de"} {
		values := sent(t, d.Get(at), at)
		values.Set("languages", languages)
		if page := d.Post(at, values); page.Status != 303 {
			t.Fatalf("%s: %s", languages, page.Text())
		}
	}
	if now := d.draft(p.ID).Draft; now.Languages[0] != "de" || now.Form.Fields[len(now.Form.Fields)-1].Words["de"].Label != "Start" {
		t.Errorf("%+v", now.Form.Fields)
	}
}

// The words beside a form follow what is typed, and nothing is kept.
func TestPreview(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep)
	at := "/staff/programs/" + p.ID + "/edit/promise"
	values := sent(t, d.Get(at), at)
	values.Set("attempts_max", "7")
	values.Set("person_days", "never")
	part := d.Part(at+"/reads", values)
	if !part.Has("We try at most 7 times") || !part.Has("höchstens 7 Mal") || part.Has("Save the draft") || !part.Has("1 answer can't be used yet") {
		t.Errorf("%d %s", part.Status, part.Text())
	}
	whole := d.Post(at+"/reads", values)
	if got := sent(t, whole, at); whole.Status != 200 || got.Get("person_days") != "never" || !whole.Has("We try at most 7 times") {
		t.Errorf("%d %s", whole.Status, whole.Text())
	}
	if now := d.draft(p.ID); now.Revision != p.Revision {
		t.Error("a preview was kept")
	}
	values.Set("words_en", strings.Repeat("Notwithstanding organisational considerations regarding communication preferences, {referrer} facilitated introductory correspondence ", 4))
	if part := d.Part(at+"/reads", values); !part.Has("hard to read") || !part.Has("above the eighth") {
		t.Error(part.Text())
	}
	if reader := d.SignedIn(d.rep).Post(at+"/reads", values); reader.Status != 200 {
		t.Errorf("somebody who reads is answered %d", reader.Status)
	}
}

// Beside a question stands the form as it would be asked, in each language.
func TestPreviewOfQuestions(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep)
	at := "/staff/programs/" + p.ID + "/edit/form/questions/company"
	values := sent(t, d.Get(at), at)
	values.Set("label_en", "Where do they work?")
	values.Set("label_de", "Wo arbeitet die Person?")
	values.Set("person_label_en", "Where do you work?")
	values.Set("person_label_de", "Wo arbeiten Sie?")
	part := d.Part(at+"/reads", values)
	for _, words := range []string{"Where do they work?", "Where do you work?", "Wo arbeitet die Person?", "Wo arbeiten Sie?", "What is asked", "Was gefragt wird"} {
		if !part.Has(words) {
			t.Errorf("no %q in %s", words, part.Text())
		}
	}
	if page := d.Follow(at, values); !page.Has("Where do they work?") || !page.Has("Wo arbeiten Sie?") {
		t.Error(page.Text())
	}
}

// Germans write amounts with a comma, and read them so.
func TestAmountsInGerman(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep, rich)
	d.Lang = "de"
	at := "/staff/programs/" + p.ID + "/edit/rewards"
	page := d.Get(at)
	if got := sent(t, page, at)["auto_below_amount"]; got[0] != "50,50" {
		t.Errorf("shown as %q", got)
	}
	d.set(t, p.ID, "rewards", "auto_below_amount", "60,5")
	if got := d.draft(p.ID).Draft.Rewards.Approval.AutoBelow["eur"]; got != 6_050 {
		t.Errorf("kept as %d", got)
	}
	if page := d.Get("/staff/programs/" + p.ID + "/changes"); !page.Has("EUR, 50,50") || !page.Has("EUR, 60,50") {
		t.Error(page.Text())
	}
}

// Who may not edit is refused, whatever they send.
func TestOnlyAdminsEdit(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep)
	at := "/staff/programs/" + p.ID
	for name, b := range map[string]*portaltest.Browser{"a rep": d.SignedIn(d.rep), "a customer": d.SignedIn(d.Customer("Kim Muster"))} {
		for _, path := range []string{
			"/staff/programs", at + "/edit/basics", at + "/publish", at + "/end", at + "/edit/form/questions/why", at + "/edit/form/questions/why/move",
			at + "/edit/form/questions/why/remove", at + "/edit/form/questions/why/on", at + "/edit/rewards/rules/won", at + "/edit/rewards/rules/won/remove",
		} {
			if page := b.Post(path, nil); page.Status != 403 {
				t.Errorf("%s: %s is answered %d", path, name, page.Status)
			}
		}
	}
	if page := d.SignedIn(d.rep).Get(at + "/edit/basics"); page.Has("Save the draft") || !page.Has("You can read this program") {
		t.Error(page.Text())
	}
	for _, path := range []string{at + "/edit/nonsense", "/staff/programs/prg_x", at + "/revisions/9", at + "/revisions/x", at + "/changes?from=7", at + "/edit/form/questions/none", at + "/edit/rewards/rules/none"} {
		if page := d.Get(path); page.Status != 404 {
			t.Errorf("%s: %d", path, page.Status)
		}
	}
}
