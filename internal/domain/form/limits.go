package form

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

func (t Type) known() bool {
	switch t {
	case Text, LongText, Email, Phone, Choice, Several, Number, Date, Country, Language, Consent:
		return true
	}
	return false
}

// limits checks that a field has only the limits of its type, and that they leave
// something to answer.
func (c *checker) limits(at string, f Field) {
	l := f.Limits
	text := f.Type == Text || f.Type == LongText
	c.unfit(at, "min_length", l.MinLength != 0 && !text)
	c.unfit(at, "max_length", l.MaxLength != 0 && !text)
	c.unfit(at, "min_choices", l.MinChoices != 0 && f.Type != Several)
	c.unfit(at, "max_choices", l.MaxChoices != 0 && f.Type != Several)
	c.unfit(at, "min", l.Min != nil && f.Type != Number)
	c.unfit(at, "max", l.Max != nil && f.Type != Number)
	c.unfit(at, "earliest", l.Earliest != "" && f.Type != Date)
	c.unfit(at, "latest", l.Latest != "" && f.Type != Date)
	switch f.Type {
	case Text:
		c.span(at, "length", l.MinLength, l.MaxLength, DefaultText, MaxText)
	case LongText:
		c.span(at, "length", l.MinLength, l.MaxLength, DefaultLongText, MaxLongText)
	case Several:
		c.span(at, "choices", l.MinChoices, l.MaxChoices, len(f.Options), len(f.Options))
	case Number:
		c.numbers(at, l)
	case Date:
		c.dates(at, l)
	}
}

func (c *checker) unfit(at, name string, unfit bool) {
	if unfit {
		c.wrong(at+"/"+name, "unfit_limit", "A field of this type has no such limit.")
	}
}

// span checks a lower and an upper limit; an absent upper one is usual.
func (c *checker) span(at, what string, lowest, most, usual, highest int) {
	if most < 0 || most > highest {
		c.wrong(at+"/max_"+what, "bad_limit", "Use 1 to "+strconv.Itoa(highest)+".")
		return
	}
	if most == 0 {
		most = usual
	}
	if lowest < 0 || lowest > most {
		c.wrong(at+"/min_"+what, "bad_limit", "Use 0 to "+strconv.Itoa(most)+".")
	}
}

func (c *checker) numbers(at string, l Limits) {
	c.exact(at+"/min", l.Min)
	c.exact(at+"/max", l.Max)
	if l.Min != nil && l.Max != nil && *l.Min > *l.Max {
		c.wrong(at+"/min", "bad_limit", "The lowest number is above the highest.")
	}
}

func (c *checker) exact(at string, n *int64) {
	if n != nil && (*n < -MaxNumber || *n > MaxNumber) {
		c.wrong(at, "bad_limit", "Use a number that JSON readers keep exactly, up to 9007199254740991.")
	}
}

func (c *checker) dates(at string, l Limits) {
	earliest, latest := firstDay, lastDay
	if l.Earliest != "" {
		earliest = l.Earliest
	}
	if l.Latest != "" {
		latest = l.Latest
	}
	switch {
	case !validDate(earliest) || earliest < firstDay:
		c.wrong(at+"/earliest", "bad_limit", "Give a date as YYYY-MM-DD from "+firstDay+".")
	case !validDate(latest) || latest > lastDay:
		c.wrong(at+"/latest", "bad_limit", "Give a date as YYYY-MM-DD up to "+lastDay+".")
	case earliest > latest:
		c.wrong(at+"/earliest", "bad_limit", "The earliest date is after the latest.")
	}
}

// validKey accepts the names that fields and option values may have; they are map
// keys in documents.
func validKey(key string) bool {
	if key == "" || len(key) > maxKey || key[0] < 'a' || key[0] > 'z' {
		return false
	}
	return strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
