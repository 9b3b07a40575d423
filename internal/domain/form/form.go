// Package form holds the intro form of a program: typed fields, and the answers to
// them.
//
// A form is asked in several circumstances (Asking): of a referrer about somebody
// else, or of a person who came by a link about themself, under each kind of
// consent. Fields tells what is asked then, and Read checks what came back; both
// stand on the same rules, so what a page shows as required is what is refused when
// missing.
//
// Neighbours: promise says which kind of consent is asked under; program owns a form
// and freezes it in a revision; vetting judges the
// answers; referral keeps them in its personal block; portal and api render and
// read it. Invariants: values in, values out; answers that left Read are clean,
// within their field's limits and complete; all answers are personal data and are
// erased together.
package form

import "github.com/goodword/goodword/internal/domain/promise"

// Form is the definition that a program owns.
type Form struct {
	Fields []Field `json:"fields"`
}

// Field is one question.
type Field struct {
	Key      string `json:"key"` // [a-z][a-z0-9_]*; reserved keys have a fixed type (see builtin.go)
	Type     Type   `json:"type"`
	Ask      Ask    `json:"ask,omitempty"`      // who is asked; empty means both
	Required bool   `json:"required,omitempty"` // the consent may require more, or less (see Fields)

	// Words and PersonWords are by language: how a referrer is asked about somebody,
	// and how a person is asked about themself (default Words). A built-in field
	// without words has those of the catalogues.
	Words       map[string]Words `json:"words,omitempty"`
	PersonWords map[string]Words `json:"person_words,omitempty"`

	Options []Option `json:"options,omitempty"` // of choice and several
	Limits  Limits   `json:"limits,omitzero"`
}

// Words are how a field reads in one language.
type Words struct {
	Label string `json:"label"`
	Help  string `json:"help,omitempty"`
}

// Option is one value to choose, with its label by language.
type Option struct {
	Value  string            `json:"value"`
	Labels map[string]string `json:"labels,omitempty"` // may be absent for built-in fields
}

// Limits narrow an answer. What is absent has the default of the field's type.
type Limits struct {
	MinLength  int    `json:"min_length,omitempty"`  // text: characters
	MaxLength  int    `json:"max_length,omitempty"`  // text: characters
	MinChoices int    `json:"min_choices,omitempty"` // several
	MaxChoices int    `json:"max_choices,omitempty"` // several
	Min        *int64 `json:"min,omitempty"`         // number
	Max        *int64 `json:"max,omitempty"`         // number
	Earliest   string `json:"earliest,omitempty"`    // date, as YYYY-MM-DD
	Latest     string `json:"latest,omitempty"`      // date, as YYYY-MM-DD
}

// Type is what an answer has to be.
type Type string

// The types, with the JSON that an answer has.
const (
	Text     Type = "text"      // string, one line
	LongText Type = "long_text" // string, may hold line breaks
	Email    Type = "email"     // string
	Phone    Type = "phone"     // string; kept as E.164
	Choice   Type = "choice"    // string, one of the options' values
	Several  Type = "several"   // array of strings, each one of the options' values
	Number   Type = "number"    // whole number
	Date     Type = "date"      // string, YYYY-MM-DD
	Country  Type = "country"   // string, ISO 3166 alpha-2
	Language Type = "language"  // string, BCP 47; for the built-in field only
	Consent  Type = "consent"   // true or false; required means true
)

// Ask says who is asked a field.
type Ask string

// The ones who may be asked.
const (
	AskBoth     Ask = "both"
	AskReferrer Ask = "referrer"
	AskPerson   Ask = "person"
)

// Submitter is who answers.
type Submitter string

// The submitters. Staff and keys answer as the referrer for whom they act.
const (
	ByReferrer Submitter = "referrer" // about somebody else
	ByPerson   Submitter = "person"   // about themself, having come by a link
)

// Asking is the circumstances in which a form is asked.
type Asking struct {
	By      Submitter
	Consent promise.Consent // on which it depends what a referrer has to say
	Region  string          // ISO 3166 alpha-2 by which phone numbers without "+" are read, unless the answers name a country
}
