package session

import (
	"math/big"
	"strings"
)

const (
	// codeLetters has neither vowels nor digits: no word comes about, and nothing
	// looks like something else.
	codeLetters = "BCDFGHJKLMNPQRSTVWXZ"
	// CodeLength is how many letters a code has: 20^8 is more than 34 bits.
	CodeLength = 8
	codeGroup  = CodeLength / 2
)

// Code is the code that a MAC stands for, without its hyphen. The MAC needs 16
// bytes or more, so that the remainder favours no letter.
func Code(mac []byte) string {
	n, base, digit := new(big.Int).SetBytes(mac), big.NewInt(int64(len(codeLetters))), new(big.Int)
	var b [CodeLength]byte
	for i := range b {
		n.DivMod(n, base, digit)
		b[i] = codeLetters[digit.Int64()]
	}
	return string(b[:])
}

// SpelledCode is a code as people read it: BCDF-GHJK.
func SpelledCode(code string) string { return code[:codeGroup] + "-" + code[codeGroup:] }

// maxTyped is how much of a typed text is looked at.
const maxTyped = 40

// ParseCode reads a code as people type it: in any case, with spaces and hyphens
// wherever they like. False means that it can't be one.
func ParseCode(typed string) (string, bool) {
	if len(typed) > maxTyped {
		return "", false
	}
	var b strings.Builder
	for _, r := range strings.ToUpper(typed) {
		switch {
		case r == ' ' || r == '-' || r == '\t' || r == '\u2010' || r == '\u2011' || r == '\u2013' || r == '\u00a0':
		case r < 0x80 && strings.IndexByte(codeLetters, byte(r)) >= 0:
			b.WriteByte(byte(r))
		default:
			return "", false
		}
	}
	return b.String(), b.Len() == CodeLength
}
