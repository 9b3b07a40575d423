package form

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"

	"github.com/goodword/goodword/internal/domain/contact"
)

// Answers are the checked answers by field key. In JSON each is the plain value
// that was sent (string, array of strings, number, true or false), keys in
// alphabetical order; documents and the API share that form.
type Answers map[string]Answer

// Answer is one answer: a text, several texts, a whole number, or yes or no. The
// zero value is an empty text.
type Answer struct {
	value any // string, []string, int64 or bool; nil stands for ""
}

// OfText returns the answer to a field of text, choice, date and the like.
func OfText(s string) Answer { return Answer{s} }

// OfNumber returns the answer to a number field.
func OfNumber(n int64) Answer { return Answer{n} }

// OfYes returns the answer to a consent field.
func OfYes(yes bool) Answer { return Answer{yes} }

// Text returns a text answer, and "" for any other.
func (a Answer) Text() string { s, _ := a.value.(string); return s }

// Texts returns the chosen values of a several answer, and nil for any other.
func (a Answer) Texts() []string { s, _ := a.value.([]string); return slices.Clone(s) }

// Number returns a number answer, and 0 for any other.
func (a Answer) Number() int64 { n, _ := a.value.(int64); return n }

// Yes returns a consent answer, and false for any other.
func (a Answer) Yes() bool { yes, _ := a.value.(bool); return yes }

// Value returns the answer as string, []string, int64 or bool.
func (a Answer) Value() any {
	switch v := a.value.(type) {
	case nil:
		return ""
	case []string:
		return slices.Clone(v)
	default:
		return v
	}
}

// MarshalJSON writes the plain value.
func (a Answer) MarshalJSON() ([]byte, error) { return json.Marshal(a.Value()) }

var errAnswer = errors.New("an answer is a string, an array of strings, a whole number, true or false")

// UnmarshalJSON reads the plain value. It is for stored answers; what a client sends
// goes through Form.Read.
func (a *Answer) UnmarshalJSON(b []byte) error {
	b = bytes.TrimSpace(b)
	if len(b) == 0 {
		return errAnswer
	}
	switch b[0] {
	case '"':
		return into[string](a, b)
	case '[':
		return into[[]string](a, b)
	case 't', 'f':
		return into[bool](a, b)
	}
	n, err := strconv.ParseInt(string(b), 10, 64)
	if err != nil {
		return errAnswer
	}
	a.value = n
	return nil
}

func into[T any](a *Answer, b []byte) error {
	var v T
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	a.value = v
	return nil
}

// Text returns the text answer under key, "" where there is none.
func (a Answers) Text(key string) string { return a[key].Text() }

// Plain returns the answers as string, []string, int64 and bool values: what Read
// takes.
func (a Answers) Plain() map[string]any {
	plain := make(map[string]any, len(a))
	for key, answer := range a {
		plain[key] = answer.Value()
	}
	return plain
}

// Keys returns the keys that were answered, in alphabetical order.
func (a Answers) Keys() []string { return slices.Sorted(maps.Keys(a)) }

// Details returns what the built-in fields say about who the person is.
func (a Answers) Details() contact.Details {
	return contact.Details{
		Name:     a.Text(KeyName),
		Company:  a.Text(KeyCompany),
		Role:     a.Text(KeyRole),
		Email:    a.Text(KeyEmail),
		Phone:    a.Text(KeyPhone),
		Country:  a.Text(KeyCountry),
		Language: a.Text(KeyLanguage),
	}
}
