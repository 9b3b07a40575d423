package form

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/fault"
)

// What a field without limits of its own takes, and the most that limits may allow.
const (
	DefaultText     = 200
	MaxText         = 500
	DefaultLongText = 2000
	MaxLongText     = 5000
	MaxNumber       = 1<<53 - 1 // JavaScript's safe integers
	firstDay        = "1900-01-01"
	lastDay         = "2200-12-31"
)

// read checks one answer; answered is false for blank texts and empty lists.
func (q Question) read(at string, raw any, region string) (a Answer, answered bool, f *fault.Error) {
	switch q.Type {
	case Number:
		n, f := q.readNumber(at, raw)
		return OfNumber(n), f == nil, f
	case Consent:
		yes, ok := raw.(bool)
		if !ok {
			return a, false, wrongType(at, "true or false")
		}
		// A required consent that is refused is the same as none.
		return OfYes(yes), yes || !q.Required, nil
	case Several:
		chosen, f := q.readSeveral(at, raw)
		return Answer{chosen}, f == nil && len(chosen) > 0, f
	}
	s, ok := raw.(string)
	if !ok {
		return a, false, wrongType(at, "a string")
	}
	s, f = contact.Text(at, s, q.maxLength(), q.Type == LongText)
	if f != nil || s == "" {
		return a, false, f
	}
	s, f = q.readText(at, s, region)
	return OfText(s), f == nil, f
}

// readText checks a text that is clean and not empty.
func (q Question) readText(at, s, region string) (string, *fault.Error) {
	switch q.Type {
	case Email:
		e, f := contact.ParseEmail(at, s)
		return e.Address, f
	case Phone:
		p, f := contact.ParsePhone(at, s, region)
		return p.E164, f
	case Country:
		return contact.Country(at, s)
	case Language:
		return contact.Language(at, s)
	case Date:
		return s, q.checkDate(at, s)
	case Choice:
		if !q.has(s) {
			return "", unknownOption(at)
		}
		return s, nil
	}
	if utf8.RuneCountInString(s) < q.Limits.MinLength {
		return "", fault.OfField(at, "too_short", "Use at least "+strconv.Itoa(q.Limits.MinLength)+" characters.")
	}
	return s, nil
}

// maxLength is the most characters that an answer in text may have. What is typed
// for phones, dates and the like may hold more than what is kept.
func (q Question) maxLength() int {
	if q.Limits.MaxLength > 0 {
		return q.Limits.MaxLength
	}
	switch {
	case q.Type == LongText:
		return DefaultLongText
	case q.Type == Email:
		return contact.MaxEmail
	case q.Key == KeyName:
		return contact.MaxName
	case q.Key == KeyCompany:
		return contact.MaxCompany
	}
	return DefaultText
}

func (q Question) has(value string) bool {
	return slices.ContainsFunc(q.Options, func(o Option) bool { return o.Value == value })
}

// readSeveral returns the chosen values in the order of the options.
func (q Question) readSeveral(at string, raw any) ([]string, *fault.Error) {
	given, ok := texts(raw)
	if !ok {
		return nil, wrongType(at, "an array of strings")
	}
	for i, value := range given {
		switch {
		case !q.has(value):
			return nil, unknownOption(at + "/" + strconv.Itoa(i))
		case slices.Contains(given[:i], value):
			return nil, fault.OfField(at+"/"+strconv.Itoa(i), "repeated", "Choose each option once.")
		}
	}
	lowest, most := q.Limits.MinChoices, q.Limits.MaxChoices
	if len(given) > 0 && len(given) < lowest {
		return nil, fault.OfField(at, "too_few", "Choose at least "+strconv.Itoa(lowest)+".")
	}
	if most > 0 && len(given) > most {
		return nil, fault.OfField(at, "too_many", "Choose at most "+strconv.Itoa(most)+".")
	}
	chosen := make([]string, 0, len(given))
	for _, o := range q.Options {
		if slices.Contains(given, o.Value) {
			chosen = append(chosen, o.Value)
		}
	}
	return chosen, nil
}

// texts reads an array of strings; one that is longer than any list of options is
// no answer.
func texts(raw any) ([]string, bool) {
	switch list := raw.(type) {
	case []string:
		return list, len(list) <= maxOptions
	case []any:
		if len(list) > maxOptions {
			return nil, false
		}
		out := make([]string, len(list))
		for i, v := range list {
			s, ok := v.(string)
			if !ok {
				return nil, false
			}
			out[i] = s
		}
		return out, true
	}
	return nil, false
}

func (q Question) readNumber(at string, raw any) (int64, *fault.Error) {
	n, ok := whole(raw)
	if !ok {
		return 0, wrongType(at, "a whole number")
	}
	lowest, most := int64(-MaxNumber), int64(MaxNumber)
	if q.Limits.Min != nil {
		lowest = *q.Limits.Min
	}
	if q.Limits.Max != nil {
		most = *q.Limits.Max
	}
	switch {
	case n < lowest:
		return 0, fault.OfField(at, "too_small", "Give at least "+strconv.FormatInt(lowest, 10)+".")
	case n > most:
		return 0, fault.OfField(at, "too_large", "Give at most "+strconv.FormatInt(most, 10)+".")
	}
	return n, nil
}

// whole reads a JSON number without losing digits; 3.0 is 3, 3.5 is none.
func whole(raw any) (int64, bool) {
	switch n := raw.(type) {
	case int64:
		return n, true
	case int:
		return int64(n), true
	case json.Number:
		if i, err := n.Int64(); err == nil {
			return i, true
		}
		f, err := n.Float64()
		if err != nil {
			return 0, false
		}
		return whole(f)
	case float64:
		if n != math.Trunc(n) || math.Abs(n) > MaxNumber {
			return 0, false
		}
		return int64(n), true
	}
	return 0, false
}

func (q Question) checkDate(at, s string) *fault.Error {
	if !validDate(s) {
		return fault.OfField(at, "invalid_date", "Give a date as YYYY-MM-DD.")
	}
	// Dates in this notation are in order when their texts are.
	earliest, latest := firstDay, lastDay
	if q.Limits.Earliest != "" {
		earliest = q.Limits.Earliest
	}
	if q.Limits.Latest != "" {
		latest = q.Limits.Latest
	}
	switch {
	case s < earliest:
		return fault.OfField(at, "too_early", "Give "+earliest+" or a later date.")
	case s > latest:
		return fault.OfField(at, "too_late", "Give "+latest+" or an earlier date.")
	}
	return nil
}

func validDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func wrongType(pointer, want string) *fault.Error {
	return fault.OfField(pointer, "wrong_type", "Give "+want+".")
}

func unknownOption(pointer string) *fault.Error {
	return fault.OfField(pointer, "unknown_option", "Choose one of the options of this field.")
}
