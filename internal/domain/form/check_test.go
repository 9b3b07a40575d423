package form_test

import (
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/form"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	option := []form.Option{{Value: "a", Labels: labels("A")}}
	for _, c := range []struct {
		name  string
		field form.Field
		want  []string
	}{
		{"text", form.Field{Key: "note", Type: form.Text, Words: words("Note"), Limits: form.Limits{MinLength: 2, MaxLength: 500}}, nil},
		{"choice", form.Field{Key: "size", Type: form.Choice, Words: words("Size"), Options: option}, nil},
		{"several", form.Field{Key: "size", Type: form.Several, Words: words("Size"), Options: option, Limits: form.Limits{MinChoices: 1, MaxChoices: 1}}, nil},
		{"number", form.Field{Key: "n", Type: form.Number, Words: words("N"), Limits: form.Limits{Min: new(int64(1)), Max: new(int64(1))}}, nil},
		{"date", form.Field{Key: "d", Type: form.Date, Words: words("D"), Limits: form.Limits{Earliest: "2026-01-01", Latest: "2026-12-31"}}, nil},
		{"consent", form.Field{Key: "ok", Type: form.Consent, Words: words("OK")}, nil},
		{"built in, in the house's words", form.Field{Key: form.KeySource}, nil},
		{"built in, fewer options", form.Field{Key: form.KeySource, Type: form.Choice, Options: []form.Option{{Value: form.Suppliers}}}, nil},

		{"no key", form.Field{Type: form.Text, Words: words("X")}, []string{"/f/fields/0/key invalid_key"}},
		{"bad key", form.Field{Key: "Note", Type: form.Text, Words: words("X")}, []string{"/f/fields/0/key invalid_key"}},
		{"long key", form.Field{Key: strings.Repeat("k", 41), Type: form.Text, Words: words("X")}, []string{"/f/fields/0/key invalid_key"}},
		{"no type", form.Field{Key: "x", Words: words("X")}, []string{"/f/fields/0/type unknown_type"}},
		{"unknown type", form.Field{Key: "x", Type: "float", Words: words("X")}, []string{"/f/fields/0/type unknown_type"}},
		{"language is built in", form.Field{Key: "x", Type: form.Language, Words: words("X")}, []string{"/f/fields/0/type unknown_type"}},
		{"unknown ask", form.Field{Key: "x", Ask: "all", Type: form.Text, Words: words("X")}, []string{"/f/fields/0/ask unknown_value"}},
		{"no words", form.Field{Key: "x", Type: form.Text}, []string{"/f/fields/0/words/en/label missing_label", "/f/fields/0/words/de/label missing_label"}},
		{"one language", form.Field{Key: "x", Type: form.Text, Words: map[string]form.Words{"en": {Label: "X"}}}, []string{"/f/fields/0/words/de/label missing_label"}},
		{"built in, one language", form.Field{Key: form.KeyName, Words: map[string]form.Words{"en": {Label: "X"}}}, []string{"/f/fields/0/words/de/label missing_label"}},
		{"another language", form.Field{Key: form.KeyName, Words: map[string]form.Words{"en": {Label: "X"}, "de": {Label: "X"}, "f/r": {Label: "X"}}}, []string{"/f/fields/0/words/f~1r unknown_language"}},
		{"hostile label", form.Field{Key: "x", Type: form.Text, Words: words("a\u202eb")}, []string{
			"/f/fields/0/words/de/label hidden_character", "/f/fields/0/words/en/label hidden_character"}},
		{"reserved key", form.Field{Key: form.KeyEmail, Type: form.Text}, []string{"/f/fields/0/type reserved_key"}},
		{"reserved options", form.Field{Key: form.KeySource, Options: option}, []string{"/f/fields/0/options/0/value reserved_key"}},
		{"reserved ask", form.Field{Key: form.KeySource, Ask: form.AskPerson}, []string{"/f/fields/0/ask reserved_key"}},
		{"no name for the referrer", form.Field{Key: form.KeyName, Ask: form.AskPerson}, []string{"/f/fields/0/ask reserved_key"}},
		{"no options", form.Field{Key: "x", Type: form.Choice, Words: words("X")}, []string{"/f/fields/0/options required"}},
		{"options of a text", form.Field{Key: "x", Type: form.Text, Words: words("X"), Options: option}, []string{"/f/fields/0/options no_options"}},
		{"repeated option", form.Field{Key: "x", Type: form.Choice, Words: words("X"), Options: append(option, option...)}, []string{"/f/fields/0/options/1/value repeated"}},
		{"option without label", form.Field{Key: "x", Type: form.Choice, Words: words("X"), Options: []form.Option{{Value: "A", Labels: map[string]string{"en": "A"}}}}, []string{
			"/f/fields/0/options/0/value invalid_value", "/f/fields/0/options/0/labels/de missing_label"}},
		{"too many options", form.Field{Key: "x", Type: form.Choice, Words: words("X"), Options: make([]form.Option, 61)}, []string{"/f/fields/0/options too_many"}},
		{"limit of another type", form.Field{Key: "x", Type: form.Number, Words: words("X"), Limits: form.Limits{MaxLength: 5}}, []string{"/f/fields/0/limits/max_length unfit_limit"}},
		{"long text", form.Field{Key: "x", Type: form.Text, Words: words("X"), Limits: form.Limits{MaxLength: 501}}, []string{"/f/fields/0/limits/max_length bad_limit"}},
		{"short above long", form.Field{Key: "x", Type: form.Text, Words: words("X"), Limits: form.Limits{MinLength: 9, MaxLength: 8}}, []string{"/f/fields/0/limits/min_length bad_limit"}},
		{"negative", form.Field{Key: "x", Type: form.LongText, Words: words("X"), Limits: form.Limits{MinLength: -1}}, []string{"/f/fields/0/limits/min_length bad_limit"}},
		{"more choices than options", form.Field{Key: "x", Type: form.Several, Words: words("X"), Options: option, Limits: form.Limits{MinChoices: 2}}, []string{"/f/fields/0/limits/min_choices bad_limit"}},
		{"numbers", form.Field{Key: "x", Type: form.Number, Words: words("X"), Limits: form.Limits{Min: new(int64(2)), Max: new(int64(1))}}, []string{"/f/fields/0/limits/min bad_limit"}},
		{"huge number", form.Field{Key: "x", Type: form.Number, Words: words("X"), Limits: form.Limits{Max: new(int64(1) << 60)}}, []string{"/f/fields/0/limits/max bad_limit"}},
		{"dates", form.Field{Key: "x", Type: form.Date, Words: words("X"), Limits: form.Limits{Earliest: "2026-02-30"}}, []string{"/f/fields/0/limits/earliest bad_limit"}},
		{"dates in disorder", form.Field{Key: "x", Type: form.Date, Words: words("X"), Limits: form.Limits{Earliest: "2026-02-03", Latest: "2026-02-02"}}, []string{"/f/fields/0/limits/earliest bad_limit"}},
	} {
		_, f := form.Form{Fields: []form.Field{c.field}}.Check("/f", languages)
		same(t, c.name, f, c.want...)
	}
}

func TestCheckWhole(t *testing.T) {
	t.Parallel()
	twice := form.Form{Fields: []form.Field{{Key: "x", Type: form.Text, Words: words("X")}, {Key: "x", Type: form.Text, Words: words("X")}}}
	_, f := twice.Check("", languages)
	same(t, "repeated key", f, "/fields/1/key repeated_key")
	_, f = form.Form{Fields: make([]form.Field, 41)}.Check("", languages)
	same(t, "too many fields", f, "/fields too_many")
	_, f = form.Form{Fields: make([]form.Field, 40)}.Check("", languages)
	if len(f.Fields) != 50 {
		t.Errorf("%d faults are named, want 50 at most", len(f.Fields))
	}
}

// What Check returns is cleaned and passes again unchanged.
func TestCheckCleans(t *testing.T) {
	t.Parallel()
	f := form.Form{Fields: []form.Field{
		{Key: "x", Type: form.Text, Words: words("  X ")},
		{Key: form.KeySource, Required: true},
	}}
	clean, err := f.Check("", languages)
	same(t, "first", err)
	if clean.Fields[0].Words["en"].Label != "X" || clean.Fields[0].Ask != form.AskBoth {
		t.Errorf("%+v", clean.Fields[0])
	}
	if s := clean.Fields[1]; s.Type != form.Choice || s.Ask != form.AskReferrer || len(s.Options) != 5 {
		t.Errorf("%+v", s)
	}
	_, err = clean.Check("", languages)
	same(t, "again", err)
	if f.Fields[0].Words["en"].Label != "  X " {
		t.Error("Check changed its input")
	}
}
