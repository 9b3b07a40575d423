// Package search finds records by the beginnings of the words in them: names,
// companies, e-mail addresses, phone numbers.
//
// Neighbours: app keeps the Prefixes of a record's words, as keyed hashes, in a
// member that an index serves; it asks for the Prefix of a query and lets Matches
// decide about each record that comes back. contact folds the words.
//
// Invariants: whatever Matches accepts has the query's Prefix among its Prefixes,
// so that the index leaves out nothing; a hash is no more than a hint, so that a
// few lengths of prefix are enough.
package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/fault"
)

const (
	// MaxQuery is how many characters of a query are read.
	MaxQuery = 120
	// maxWords bounds the words of a record, and so what a record adds to its index.
	maxWords = 32
	// maxTerms bounds the words of a query.
	maxTerms = 8
)

// lengths are those of the prefixes that a record is found by, in letters. A word
// is found from its second letter on; the rest of what was typed is compared.
var lengths = [...]int{2, 3, 5, 8}

// Words are the words of a record by which people look for it: folded, once each,
// at most 32. Texts come in the order of their weight.
func Words(texts ...string) []string {
	var words []string
	for _, t := range texts {
		for _, w := range split(t) {
			if len(words) == maxWords {
				return words
			}
			if !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
	}
	return words
}

// split returns a text's folded words, without the signs of addresses.
func split(s string) []string {
	return strings.Fields(contact.Fold(strings.NewReplacer(".", " ", "@", " ", "_", " ").Replace(s)))
}

// Prefixes are the beginnings of words, once each.
func Prefixes(words []string) []string {
	var out []string
	for _, w := range words {
		letters := []rune(w)
		for _, n := range lengths {
			if n > len(letters) {
				break
			}
			if p := string(letters[:n]); !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// Query is what somebody looks for: each of its terms begins a word of the record.
type Query struct{ terms []string }

// Parse reads what was typed. A number in any notation is one term, without its
// leading zeros; everything else is folded words. One of them needs two letters.
func Parse(pointer, typed string) (Query, *fault.Error) {
	typed, f := contact.Text(pointer, typed, MaxQuery, false)
	if f != nil {
		return Query{}, f
	}
	var q Query
	if number, ok := dialled(typed); ok {
		q.terms = []string{number}
	} else {
		q.terms = split(typed)
	}
	if len(q.terms) > maxTerms {
		return Query{}, fault.OfField(pointer, "too_many_words", "Search for at most 8 words.")
	}
	if q.Prefix() == "" {
		return Query{}, fault.OfField(pointer, "too_short", "Search for at least two letters.")
	}
	return q, nil
}

// dialled reads a number as it is typed: digits, with the signs around them.
func dialled(s string) (string, bool) {
	if s == "" || strings.Trim(s, "+0123456789 ()-./") != "" {
		return "", false
	}
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	return strings.TrimLeft(digits, "0"), true
}

// Prefix is the one prefix by which records are looked up: the longest that the
// query has.
func (q Query) Prefix() string {
	best := ""
	for _, t := range q.terms {
		if p := Prefixes([]string{t}); len(p) > 0 && utf8.RuneCountInString(p[len(p)-1]) > utf8.RuneCountInString(best) {
			best = p[len(p)-1]
		}
	}
	return best
}

// Matches reports whether each term begins one of the words.
func (q Query) Matches(words []string) bool {
	for _, t := range q.terms {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, t) }) {
			return false
		}
	}
	return true
}

// String is the query in one form for all ways of typing it. It is personal data.
func (q Query) String() string { return strings.Join(q.terms, " ") }
