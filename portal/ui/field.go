package ui

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/a-h/templ"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/portal/view"
)

// Fault is one thing to mend, and the name of the control that it is about. A
// control's id is its name after "f-", so that a form's own names never meet the
// page's ids.
type Fault struct {
	Control string
	Text    string
	Label   string // what the control is called, where a page has several; see Named
}

// Faults are what is to be mended on a page, in the order of its controls.
type Faults []Fault

// Of returns the words about a control, or "".
func (fs Faults) Of(control string) string {
	for _, f := range fs {
		if f.Control == control {
			return f.Text
		}
	}
	return ""
}

// Named are the faults with what the fields of a form are called, so that a list of
// them says which is which.
func (fs Faults) Named(fields []view.Field) Faults {
	out := slices.Clone(fs)
	for i := range out {
		for _, q := range fields {
			if q.Name == out[i].Control {
				out[i].Label = q.Label
			}
		}
	}
	return out
}

// words are those of a fault where it stands away from its control.
func (f Fault) words(w Words) string {
	if f.Label == "" {
		return f.Text
	}
	return w.T("page.summary.about", "field", f.Label, "fault", f.Text)
}

// describedBy lists the ids of a control's hint and error.
func describedBy(id, hint, fault string) string {
	var ids []string
	if hint != "" {
		ids = append(ids, id+"-hint")
	}
	if fault != "" {
		ids = append(ids, id+"-error")
	}
	return strings.Join(ids, " ")
}

func invalid(fault string) string { return pressed(fault != "") }

// inputType is the HTML type of a one-line field. Numbers stay text with a
// numeric keyboard: a number field loses what it can't read.
func inputType(t view.FieldType) string {
	switch t {
	case view.Email:
		return "email"
	case view.Phone:
		return "tel"
	case view.Date:
		return "date"
	case view.Time:
		return "time"
	}
	return "text"
}

func inputMode(t view.FieldType) string {
	switch t {
	case view.Email:
		return "email"
	case view.Phone:
		return "tel"
	case view.Number:
		return "decimal"
	}
	return "text"
}

func maxLength(n int) string {
	if n <= 0 {
		n = 5000
	}
	return strconv.Itoa(n)
}

// radioLimit is how many options still show as radio buttons; more are a select.
const radioLimit = 7

func chosen(values []string, v string) bool { return slices.Contains(values, v) }

// countries lists the countries in the reader's language, by name. The caller
// doesn't change the list.
func countries(lang string) []view.Option {
	if once, ok := sortedCountries[lang]; ok {
		return once()
	}
	return sortCountries(lang)
}

// sortedCountries are listed once for each language of the portal: naming and
// sorting some 250 of them was a quarter of what a landing page costs.
var sortedCountries = map[string]func() []view.Option{
	"en": sync.OnceValue(func() []view.Option { return sortCountries("en") }),
	"de": sync.OnceValue(func() []view.Option { return sortCountries("de") }),
}

// sortCountries names those that app takes, and no other region.
func sortCountries(lang string) []view.Option {
	names := display.Regions(language.Make(lang))
	var out []view.Option
	for _, code := range contact.Countries() {
		out = append(out, view.Option{Value: code, Label: names.Name(language.MustParseRegion(code))})
	}
	slices.SortFunc(out, func(x, y view.Option) int { return strings.Compare(fold(x.Label), fold(y.Label)) })
	return out
}

// languages are those that a person can ask us to write in.
func languages(lang string) []view.Option {
	names := display.Languages(language.Make(lang))
	var out []view.Option
	for _, code := range []string{"de", "en", "es", "fr", "it", "nl", "pl", "pt", "cs", "da", "sv", "fi", "tr", "uk"} {
		out = append(out, view.Option{Value: code, Label: names.Name(language.Make(code))})
	}
	slices.SortFunc(out, func(x, y view.Option) int { return strings.Compare(fold(x.Label), fold(y.Label)) })
	return out
}

// CountryName and LanguageName name a choice in the reader's language; what nobody
// knows stays as it is.
func CountryName(lang, code string) string { return optionLabel(countries(lang), code) }

// LanguageName is CountryName for a language.
func LanguageName(lang, code string) string { return optionLabel(languages(lang), code) }

func optionLabel(options []view.Option, value string) string {
	for _, o := range options {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

// fold sorts Ägypten beside Ägäis and not after Zypern.
func fold(s string) string { return plainLetters.Replace(s) }

// plainLetters is made once: making it costs more than all its uses on a page.
var plainLetters = strings.NewReplacer("Ä", "A", "Ö", "O", "Ü", "U", "ä", "a", "ö", "o", "ü", "u", "Å", "A", "é", "e", "ô", "o", "ç", "c")

// described ties a control to its hint and error.
func described(q view.Field, fault string) templ.Attributes {
	ids := describedBy("f-"+q.Name, q.Help, fault)
	if ids == "" {
		return nil
	}
	return templ.Attributes{"aria-describedby": ids}
}

// limits are a one-line field's own limits and its autofill token.
func limits(q view.Field) templ.Attributes {
	a := templ.Attributes{}
	if q.Type == view.Date {
		if q.Min != "" {
			a["min"] = q.Min
		}
		if q.Max != "" {
			a["max"] = q.Max
		}
	} else {
		a["maxlength"] = maxLength(q.MaxLength)
	}
	if q.Autocomplete != "" {
		a["autocomplete"] = q.Autocomplete
	}
	return a
}
