package contact

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold returns text for comparing: lower case, without accents, apostrophes and
// punctuation, words parted by single blanks. "Müller" and "Muller" fold alike, as
// do "Strauß" and "Strauss"; "Mueller" doesn't, which is what likeness is for.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			writeFolded(&b, unicode.ToLower(r))
		case r == '&':
			b.WriteString(" and")
			gap = true
		case unicode.Is(unicode.M, r), strings.ContainsRune(".'’‘ʼ\u200c\u200d", r):
			// part of the word: "S.A." is "sa", "O'Neil" is "oneil"
		default:
			gap = true
		}
	}
	return strings.Join(strings.Fields(norm.NFC.String(b.String())), " ")
}

// writeFolded writes a lower-case letter, the ones that Unicode doesn't decompose
// as people write them without their keyboard.
func writeFolded(b *strings.Builder, r rune) {
	switch r {
	case 'ß':
		b.WriteString("ss")
	case 'æ':
		b.WriteString("ae")
	case 'œ':
		b.WriteString("oe")
	case 'ø':
		b.WriteByte('o')
	case 'đ', 'ð':
		b.WriteByte('d')
	case 'þ':
		b.WriteString("th")
	case 'ł':
		b.WriteByte('l')
	case 'ı':
		b.WriteByte('i')
	default:
		b.WriteRune(r)
	}
}

// script is a writing system that a word stays within.
type script struct {
	name  string
	table []*unicode.RangeTable
}

// scripts are the ones that look-alikes are made of and those in wide use. Japanese
// and Korean words mix tables lawfully (the "highly restrictive" profile of Unicode
// Technical Standard 39), so each is one entry.
var scripts = []script{
	{"latin", []*unicode.RangeTable{unicode.Latin}},
	{"cyrillic", []*unicode.RangeTable{unicode.Cyrillic}},
	{"greek", []*unicode.RangeTable{unicode.Greek}},
	{"asian", []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo}},
	{"arabic", []*unicode.RangeTable{unicode.Arabic}},
	{"hebrew", []*unicode.RangeTable{unicode.Hebrew}},
	{"armenian", []*unicode.RangeTable{unicode.Armenian}},
	{"georgian", []*unicode.RangeTable{unicode.Georgian}},
	{"cherokee", []*unicode.RangeTable{unicode.Cherokee}},
	{"devanagari", []*unicode.RangeTable{unicode.Devanagari}},
	{"thai", []*unicode.RangeTable{unicode.Thai}},
}

// MixedScript reports whether one word of s has letters of several scripts, which
// is how a look-alike is made ("Аcme" with a Cyrillic A). Two words in two scripts
// are fine, and so is Latin beside Chinese, Japanese or Korean.
func MixedScript(s string) bool {
	word := ""
	for _, r := range s {
		if !unicode.IsLetter(r) {
			if !unicode.Is(unicode.M, r) {
				word = ""
			}
			continue
		}
		switch now := scriptOf(r); {
		case now == "" || now == word:
		case word == "" || word == "latin" && now == "asian" || word == "asian" && now == "latin":
			word = now
		default:
			return true
		}
	}
	return false
}

// scriptOf names the script of a letter; letters that all scripts share have none.
func scriptOf(r rune) string {
	if r < 0x80 {
		return "latin"
	}
	if unicode.In(r, unicode.Common, unicode.Inherited) {
		return ""
	}
	for _, s := range scripts {
		if unicode.In(r, s.table...) {
			return s.name
		}
	}
	return "other"
}
