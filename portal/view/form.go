package view

import (
	"maps"
	"slices"
)

// FieldType is a type of the intro form (PRODUCT.md §5).
type FieldType string

// The types of a field.
const (
	Text     FieldType = "text"
	LongText FieldType = "long_text"
	Email    FieldType = "email"
	Phone    FieldType = "phone"
	Choice   FieldType = "choice"
	Several  FieldType = "several"
	Number   FieldType = "number"
	Date     FieldType = "date"
	Country  FieldType = "country"
	Consent  FieldType = "consent"
	Language FieldType = "language"
	Time     FieldType = "time" // of day; our own questions only
)

// Form is a program's form in the reader's language.
type Form struct {
	Fields []Field
}

// Field is one question. Label, Help and the options' labels are in the reader's
// language already: the company wrote them.
type Field struct {
	Name         string // stable, [a-z0-9_]
	Type         FieldType
	Label        string
	Help         string
	Required     bool
	OneOf        bool   // one of several fields is enough, so that none is marked optional
	MaxLength    int    // characters; 0 without a limit
	Min, Max     string // of a number or an ISO date; "" without
	Options      []Option
	Autocomplete string // a token of HTML's autofill; "" without
}

// Option is one answer of a choice.
type Option struct {
	Value string
	Label string
}

// Answers are what somebody typed: the name of a field and its values, one for
// every type but several.
type Answers map[string][]string

// One returns the first value of a field, or "".
func (a Answers) One(name string) string {
	if len(a[name]) == 0 {
		return ""
	}
	return a[name][0]
}

// Names returns the names in a stable order.
func (a Answers) Names() []string { return slices.Sorted(maps.Keys(a)) }
