package web

import (
	"encoding"
	"encoding/json"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// rules are what the tags of a field demand of its value, or of each entry where
// it is a list. The generator of openapi.yaml reads the same tags.
type rules struct {
	nullable             bool
	minItems, maxItems   int
	minLength, maxLength int // in characters
	minimum, maximum     float64
	enums                []string
	pattern              *regexp.Regexp
	format               string
}

// rulesOf reads the tags of a field. A tag that can't be read is a mistake in the
// source, which the first test that decodes the type shows.
func rulesOf(tag reflect.StructTag) rules {
	r := rules{
		nullable:  strings.Contains(tag.Get("extensions"), "x-nullable"),
		minItems:  intTag(tag, "minItems"),
		maxItems:  intTag(tag, "maxItems"),
		minLength: intTag(tag, "minLength"),
		maxLength: intTag(tag, "maxLength"),
		minimum:   floatTag(tag, "minimum", math.Inf(-1)),
		maximum:   floatTag(tag, "maximum", math.Inf(1)),
		format:    tag.Get("format"),
	}
	if s := tag.Get("enums"); s != "" {
		r.enums = strings.Split(s, ",")
	}
	if s := tag.Get("pattern"); s != "" {
		r.pattern = regexp.MustCompile(s)
	}
	return r
}

func intTag(tag reflect.StructTag, name string) int { return int(floatTag(tag, name, 0)) }

func floatTag(tag reflect.StructTag, name string, absent float64) float64 {
	s, ok := tag.Lookup(name)
	if !ok {
		return absent
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic("web: tag " + name + " is no number: " + s)
	}
	return f
}

// ofElements are the rules for the entries of a list.
func (r rules) ofElements() rules {
	r.nullable, r.minItems, r.maxItems = false, 0, 0
	return r
}

// checkLeaf checks a value that is no object and no array of ours. It returns the
// code and the detail of a fault, or nothing.
func (s *shape) checkLeaf(raw jsontext.Value, r rules) (code, detail string) {
	switch s.kind {
	case text:
		return r.checkText(unquoteJSON(raw))
	case textual:
		str := unquoteJSON(raw)
		if code, detail := r.checkText(str); code != "" {
			return code, detail
		}
		v := reflect.New(s.goType).Interface().(encoding.TextUnmarshaler)
		if v.UnmarshalText([]byte(str)) != nil {
			return "bad_format", "This is not written as it should be; the reference shows the form."
		}
	case custom:
		v := reflect.New(s.goType).Interface().(json.Unmarshaler)
		if v.UnmarshalJSON(raw) != nil {
			return "bad_format", "This is not written as it should be; the reference shows the form."
		}
	case integer:
		return s.checkInteger(string(raw), r)
	case number:
		f, err := strconv.ParseFloat(string(raw), 64)
		if err != nil {
			return "out_of_range", "This number is too large."
		}
		return r.checkNumber(f)
	}
	return "", ""
}

func unquoteJSON(raw jsontext.Value) string {
	out, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		return "" // the decoder has read it as a string already
	}
	return string(out)
}

func (r rules) checkText(s string) (code, detail string) {
	n := utf8.RuneCountInString(s)
	switch {
	case strings.ContainsRune(s, 0):
		return "nul_character", "Text can't hold the character NUL."
	case n < r.minLength && n == 0:
		return "empty", "This can't be empty."
	case n < r.minLength:
		return "too_short", "This needs at least " + strconv.Itoa(r.minLength) + " characters."
	case r.maxLength > 0 && n > r.maxLength:
		return "too_long", "This takes at most " + strconv.Itoa(r.maxLength) + " characters."
	case r.enums != nil && !slices.Contains(r.enums, s):
		return "not_allowed", "This is one of: " + strings.Join(r.enums, ", ") + "."
	case r.pattern != nil && !r.pattern.MatchString(s):
		return "bad_format", "This must match " + r.pattern.String() + "."
	}
	return r.checkFormat(s)
}

// checkFormat checks the formats whose meaning is a matter of form alone; e-mail
// addresses, phones and web addresses are the domain's.
func (r rules) checkFormat(s string) (code, detail string) {
	layout := map[string]string{"date": time.DateOnly, "date-time": time.RFC3339}[r.format]
	if layout == "" {
		return "", ""
	}
	if _, err := time.Parse(layout, s); err != nil {
		return "bad_format", "This is written like " + layout + "."
	}
	return "", ""
}

// digits is an integer as we take it: no sign but minus, no fraction, no exponent.
var digits = regexp.MustCompile(`^(0|-?[1-9][0-9]*)$`)

func (s *shape) checkInteger(raw string, r rules) (code, detail string) {
	if !digits.MatchString(raw) {
		return "wrong_type", "This must be " + integer.String() + "."
	}
	if s.goType.Kind() >= reflect.Uint && s.goType.Kind() <= reflect.Uint64 {
		n, err := strconv.ParseUint(raw, 10, s.goType.Bits())
		if err != nil {
			return "out_of_range", "This number is out of range."
		}
		return r.checkNumber(float64(n))
	}
	n, err := strconv.ParseInt(raw, 10, s.goType.Bits())
	if err != nil {
		return "out_of_range", "This number is out of range."
	}
	return r.checkNumber(float64(n))
}

func (r rules) checkNumber(f float64) (code, detail string) {
	switch {
	case f < r.minimum:
		return "too_small", "This is at least " + strconv.FormatFloat(r.minimum, 'f', -1, 64) + "."
	case f > r.maximum:
		return "too_large", "This is at most " + strconv.FormatFloat(r.maximum, 'f', -1, 64) + "."
	}
	return "", ""
}
