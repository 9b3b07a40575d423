package wording

import (
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// autofill are HTML's tokens for the built-in fields that a person answers about
// themself.
var autofill = map[string]string{
	form.KeyName: "name", form.KeyCompany: "organization", form.KeyRole: "organization-title",
	form.KeyEmail: "email", form.KeyPhone: "tel", form.KeyCountry: "country",
}

// Form draws questions in the reader's language: the program's own words, or those
// of the catalogues.
func Form(w ui.Words, questions []form.Question) view.Form {
	var f view.Form
	for _, q := range questions {
		f.Fields = append(f.Fields, view.Field{
			Name: q.Key, Type: view.FieldType(q.Type), Label: wording(w, q.Label(w.Lang())), Help: wording(w, q.Help(w.Lang())),
			Required: q.Required, MaxLength: maxLength(q), Min: lowest(q), Max: highest(q), Options: options(w, q),
			Autocomplete: autofill[q.Key],
		})
	}
	return f
}

func wording(w ui.Words, t form.Wording) string {
	if t.Text != "" {
		return t.Text
	}
	return w.Text(t.Message)
}

func options(w ui.Words, q form.Question) []view.Option {
	var out []view.Option
	for _, o := range q.Options {
		out = append(out, view.Option{Value: o.Value, Label: wording(w, q.OptionLabel(o, w.Lang()))})
	}
	return out
}

// maxLength is how much a text field takes; the other types limit themselves.
func maxLength(q form.Question) int {
	switch {
	case q.Limits.MaxLength > 0:
		return q.Limits.MaxLength
	case q.Type == form.LongText:
		return form.DefaultLongText
	case q.Type == form.Text:
		return form.DefaultText
	}
	return 0
}

func lowest(q form.Question) string {
	if q.Limits.Min != nil {
		return strconv.FormatInt(*q.Limits.Min, 10)
	}
	return q.Limits.Earliest
}

func highest(q form.Question) string {
	if q.Limits.Max != nil {
		return strconv.FormatInt(*q.Limits.Max, 10)
	}
	return q.Limits.Latest
}

// Typed turns what a browser sent into what the application reads. Only numbers
// can fail here; everything else is the application's to judge.
func Typed(questions []form.Question, a view.Answers) (map[string]any, error) {
	out := map[string]any{}
	var wrong []fault.Field
	for _, q := range questions {
		values := a[q.Key]
		if len(values) == 0 {
			continue
		}
		switch q.Type {
		case form.Several:
			out[q.Key] = values
		case form.Consent:
			out[q.Key] = values[0] == "yes"
		case form.Number:
			n, err := strconv.ParseInt(strings.TrimSpace(values[0]), 10, 64)
			if err != nil {
				wrong = append(wrong, fault.Field{Pointer: form.Pointer(q.Key), Code: "not_a_number", Detail: "Give a whole number."})
			}
			out[q.Key] = n
		default:
			out[q.Key] = values[0]
		}
	}
	if len(wrong) > 0 {
		return nil, fault.OfFields(wrong...)
	}
	return out, nil
}

// Retyped is Typed for answers that stood on the page already: what was emptied
// counts as taken back.
func Retyped(questions []form.Question, a view.Answers) (map[string]any, error) {
	out, err := Typed(questions, a)
	if err != nil {
		return nil, err
	}
	for _, q := range questions {
		if _, given := out[q.Key]; given {
			continue
		}
		switch q.Type {
		case form.Several:
			out[q.Key] = []string{}
		case form.Consent:
			out[q.Key] = false
		case form.Number: // has no empty answer
		default:
			out[q.Key] = ""
		}
	}
	return out, nil
}

// Shown turns kept answers into what a form's controls hold.
func Shown(a form.Answers) view.Answers {
	out := view.Answers{}
	for key, answer := range a {
		switch v := answer.Value().(type) {
		case string:
			out[key] = []string{v}
		case []string:
			out[key] = v
		case int64:
			out[key] = []string{strconv.FormatInt(v, 10)}
		case bool:
			if v {
				out[key] = []string{"yes"}
			}
		}
	}
	return out
}

// Facts are answers as they are read once more: a choice by its label.
func Facts(w ui.Words, f view.Form, a view.Answers) []view.Fact {
	var out []view.Fact
	for _, q := range f.Fields {
		var values []string
		for _, v := range a[q.Name] {
			values = append(values, label(w, q, v))
		}
		if len(values) > 0 {
			out = append(out, view.Fact{Label: q.Label, Value: strings.Join(values, ", ")})
		}
	}
	return out
}

func label(w ui.Words, q view.Field, value string) string {
	for _, o := range q.Options {
		if o.Value == value {
			return o.Label
		}
	}
	switch q.Type {
	case view.Consent:
		return w.T("page.field.yes")
	case view.Country:
		return ui.CountryName(w.Lang(), value)
	case view.Language:
		return ui.LanguageName(w.Lang(), value)
	}
	return value
}
