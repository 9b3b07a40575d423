package form_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/fault"
)

// faults returns what is wrong as "pointer code", in the order given.
func faults(f *fault.Error) []string {
	var list []string
	if f != nil {
		for _, x := range f.Fields {
			list = append(list, x.Pointer+" "+x.Code)
		}
	}
	return list
}

func same(t *testing.T, name string, got *fault.Error, want ...string) {
	t.Helper()
	if !slices.Equal(faults(got), want) {
		t.Errorf("%s: %v, want %v", name, faults(got), want)
	}
}

var languages = []string{"en", "de"}

// words returns a label in each language.
func words(label string) map[string]form.Words {
	return map[string]form.Words{"en": {Label: label}, "de": {Label: label}}
}

func labels(label string) map[string]string { return map[string]string{"en": label, "de": label} }

func asked(by form.Submitter, consent promise.Consent) form.Asking {
	return form.Asking{By: by, Consent: consent, Region: "DE"}
}

// required returns the keys that have to be answered.
func required(f form.Form, in form.Asking) string {
	var keys []string
	for _, q := range f.Questions(in) {
		if q.Required {
			keys = append(keys, q.Key)
		}
	}
	return strings.Join(keys, " ")
}

func TestDefaultIsValid(t *testing.T) {
	t.Parallel()
	f, err := form.Default().Check("/form", languages)
	same(t, "default", err)
	if len(f.Fields) != 14 {
		t.Errorf("%d fields", len(f.Fields))
	}
}

func TestWhatIsRequired(t *testing.T) {
	t.Parallel()
	email := form.Form{Fields: []form.Field{{Key: form.KeyEmail, Type: form.Email, Ask: form.AskBoth, Required: true}}}
	for _, c := range []struct {
		name string
		form form.Form
		in   form.Asking
		want string
	}{
		{"introduces", form.Default(), asked(form.ByReferrer, promise.ReferrerIntroduces), "name company source why told"},
		{"ask first", form.Default(), asked(form.ByReferrer, promise.AskFirst), "name company source why told email"},
		{"already agreed", form.Default(), asked(form.ByReferrer, promise.AlreadyAgreed), "name company source why told agreed email"},
		{"person", form.Default(), asked(form.ByPerson, promise.ReferrerIntroduces), "name company email"},
		{"empty form, person", form.Form{}, asked(form.ByPerson, promise.AskFirst), "name email"},
		{"empty form, already agreed", form.Form{}, asked(form.ByReferrer, promise.AlreadyAgreed), "name agreed email"},
		{"e-mail is never demanded of who introduces", email, asked(form.ByReferrer, promise.ReferrerIntroduces), "name"},
		{"but of the person", email, asked(form.ByPerson, promise.ReferrerIntroduces), "email name"},
	} {
		if got := required(c.form, c.in); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A form that leaves out what the consent needs isn't changed by asking it.
func TestQuestionsLeaveTheFormAlone(t *testing.T) {
	t.Parallel()
	f := form.Form{Fields: make([]form.Field, 0, 8)}
	f.Questions(asked(form.ByPerson, promise.AskFirst))
	if got := f.Fields[:8]; !slices.EqualFunc(got, make([]form.Field, 8), func(a, b form.Field) bool { return a.Key == b.Key }) {
		t.Error("the form's own list was written to")
	}
}

func TestWording(t *testing.T) {
	t.Parallel()
	f := form.Form{Fields: []form.Field{
		{Key: "size", Type: form.Choice, Words: words("How large?"), PersonWords: words("How large are you?"), Options: []form.Option{{Value: "s", Labels: labels("Small")}}},
		{Key: form.KeyTold, Type: form.Choice, Options: []form.Option{{Value: "yes"}}},
	}}
	mine, theirs := f.Questions(asked(form.ByReferrer, "")), f.Questions(asked(form.ByPerson, ""))
	if w := mine[0].Label("en"); w.Text != "How large?" {
		t.Errorf("%+v", w)
	}
	if w := theirs[0].Label("de"); w.Text != "How large are you?" {
		t.Errorf("%+v", w)
	}
	if w := mine[0].Help("en"); w.Text != "" || w.Message.Key != "" {
		t.Errorf("%+v", w)
	}
	if w := mine[0].OptionLabel(mine[0].Options[0], "en"); w.Text != "Small" {
		t.Errorf("%+v", w)
	}
	if w := mine[1].Label("en"); w.Message.Key != "form.told.referrer.label" {
		t.Errorf("%+v", w)
	}
	if w := mine[1].Help("en"); w.Message.Key != "form.told.referrer.help" {
		t.Errorf("%+v", w)
	}
	if w := mine[1].OptionLabel(mine[1].Options[0], "en"); w.Message.Key != "form.told.option.yes" {
		t.Errorf("%+v", w)
	}
}

// The catalogues have every message of the built-in fields, and none too many.
func TestCatalogues(t *testing.T) {
	t.Parallel()
	for _, language := range languages {
		raw, err := os.ReadFile("../../locale/" + language + "/form.json")
		if err != nil {
			t.Fatal(err)
		}
		var catalogue map[string]string
		if err := json.Unmarshal(raw, &catalogue); err != nil {
			t.Fatal(err)
		}
		for _, m := range form.Messages() {
			if catalogue[m.Key] == "" {
				t.Errorf("%s lacks %s", language, m.Key)
			}
			delete(catalogue, m.Key)
		}
		for key := range catalogue {
			t.Errorf("%s: nobody says %s", language, key)
		}
	}
}
