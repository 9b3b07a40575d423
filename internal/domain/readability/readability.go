// Package readability tells how hard a text is to read, by the two measures that
// the promise is held to (PRODUCT.md §3): Flesch–Kincaid for English and the
// first Wiener Sachtextformel for German. Both give a school grade.
//
// Neighbours: the tests of package locale, and whoever shows an author the grade
// of their own words. Syllables are counted by rules, not from a dictionary;
// single words can be off by one, a text hardly.
package readability

import (
	"slices"
	"strings"
	"unicode"
)

// FleschKincaid returns the US school grade of an English text:
// 0.39·words/sentences + 11.8·syllables/words − 15.59. A text without words is 0.
func FleschKincaid(text string) float64 {
	s := measure(text, englishSyllables)
	if s.words == 0 {
		return 0
	}
	return 0.39*s.perSentence() + 11.8*float64(s.syllables)/float64(s.words) - 15.59
}

// Wiener returns the school grade of a German text by the first Wiener
// Sachtextformel: 0.1935·MS + 0.1672·SL + 0.1297·IW − 0.0327·ES − 0.875, where MS,
// IW and ES are the percentages of words with three syllables or more, with more
// than six letters, and with one syllable, and SL is words per sentence. A text
// without words is 0.
func Wiener(text string) float64 {
	s := measure(text, germanSyllables)
	if s.words == 0 {
		return 0
	}
	return 0.1935*s.percent(s.threeSyllables) + 0.1672*s.perSentence() + 0.1297*s.percent(s.long) - 0.0327*s.percent(s.oneSyllable) - 0.875
}

// counts is what both measures need of a text.
type counts struct {
	sentences, words, syllables       int
	oneSyllable, threeSyllables, long int
}

func (c counts) perSentence() float64 { return float64(c.words) / float64(max(c.sentences, 1)) }

func (c counts) percent(n int) float64 { return 100 * float64(n) / float64(c.words) }

func measure(text string, syllables func(string) int) counts {
	var c counts
	tokens := strings.Fields(text)
	for i, token := range tokens {
		for _, w := range words(token) {
			n := max(syllables(w), 1)
			c.words++
			c.syllables += n
			if n == 1 {
				c.oneSyllable++
			}
			if n >= 3 {
				c.threeSyllables++
			}
			if len([]rune(w)) > 6 {
				c.long++
			}
		}
		if i == len(tokens)-1 || ends(token, tokens[i+1]) {
			c.sentences++
		}
	}
	return c
}

// words returns the words of a token in lower case; a hyphen joins, a slash
// parts, and a number is a word of one syllable.
func words(token string) []string {
	parts := strings.FieldsFunc(strings.ToLower(token), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-'’:", r)
	})
	return slices.DeleteFunc(parts, func(w string) bool { return strings.Trim(w, "-'’:") == "" })
}

// ends reports whether a sentence ends between two tokens: after . ! or ?,
// unless the next one goes on in lower case or the first is an ordinal ("24.").
func ends(token, next string) bool {
	bare := strings.TrimRight(token, `"')“”’»`)
	if bare == "" || !strings.ContainsRune(".!?", rune(bare[len(bare)-1])) {
		return false
	}
	if body := strings.TrimRight(bare, "."); body != bare && strings.Trim(body, "0123456789") == "" {
		return false
	}
	for _, r := range next {
		return !unicode.IsLower(r)
	}
	return true
}

// englishSyllables counts groups of vowels, less an e that isn't heard.
func englishSyllables(word string) int {
	n := 0
	for part := range strings.SplitSeq(word, "-") {
		n += englishPart(part)
	}
	return n
}

func englishPart(w string) int {
	if w == "business" {
		return 2 // our most frequent exception to the rules
	}
	n := groups(w, "aeiouy", nil)
	switch {
	case n <= 1:
		return n
	case strings.HasSuffix(w, "le") && len(w) > 2 && !isVowel(w[len(w)-3]):
		return n // ta-ble
	case strings.HasSuffix(w, "e") && !isVowel(w[len(w)-2]):
		return n - 1 // time
	case strings.HasSuffix(w, "ed") && !isVowel(w[len(w)-3]) && w[len(w)-3] != 't' && w[len(w)-3] != 'd':
		return n - 1 // asked
	case strings.HasSuffix(w, "es") && strings.IndexByte("szxhcg", w[len(w)-3]) < 0 && !isVowel(w[len(w)-3]):
		return n - 1 // times
	}
	return n
}

func isVowel(b byte) bool { return strings.IndexByte("aeiouy", b) >= 0 }

// germanSyllables counts vowels, where two that are spoken as one count once.
func germanSyllables(word string) int {
	return groups(word, "aeiouyäöü", []string{"ei", "ai", "au", "äu", "eu", "ie", "ee", "aa", "oo", "ey", "ui"})
}

// groups counts vowels in a word. With pairs only those two-vowel groups count
// once; without, every run of vowels does.
func groups(word, vowels string, pairs []string) int {
	n := 0
	previous, joined := rune(0), false
	for _, r := range word {
		if !strings.ContainsRune(vowels, r) {
			previous, joined = 0, false
			continue
		}
		switch {
		case previous == 0:
			n++
		case pairs == nil:
		case joined || !slices.Contains(pairs, string([]rune{previous, r})):
			n++
			joined = false
			previous = r
			continue
		default:
			joined = true
		}
		previous = r
	}
	return n
}
