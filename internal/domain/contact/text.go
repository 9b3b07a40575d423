package contact

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/goodword/goodword/internal/fault"
)

// maxStacked is how many combining marks may follow one letter. Living scripts
// stay below it; more only draws over the lines around.
const maxStacked = 8

// Text cleans free text: NFC, trimmed, at most maxRunes characters. It refuses,
// naming pointer, broken UTF-8, control and invisible characters and those that
// change the direction of writing (they make a text read as something else than it
// holds). Only with multiline may it hold line breaks and tabs; CRLF becomes LF.
// Empty text is fine: whether it is required is the caller's rule.
func Text(pointer, s string, maxRunes int, multiline bool) (string, *fault.Error) {
	// Refused before any work is spent on it. Twelve bytes are enough for a character
	// whose accents are typed one by one, and for the blanks around.
	if len(s) > 12*maxRunes+64 {
		return "", tooLong(pointer, maxRunes)
	}
	if !utf8.ValidString(s) {
		return "", fault.OfField(pointer, "invalid_utf8", "Send the text as UTF-8.")
	}
	if multiline {
		s = strings.ReplaceAll(s, "\r\n", "\n")
	}
	s = strings.TrimSpace(norm.NFC.String(strings.TrimSpace(s)))
	if f := checkRunes(pointer, s, multiline); f != nil {
		return "", f
	}
	if utf8.RuneCountInString(s) > maxRunes {
		return "", tooLong(pointer, maxRunes)
	}
	return s, nil
}

func tooLong(pointer string, maxRunes int) *fault.Error {
	return fault.OfField(pointer, "too_long", "Use at most "+strconv.Itoa(maxRunes)+" characters.")
}

func checkRunes(pointer, s string, multiline bool) *fault.Error {
	stacked := 0
	for _, r := range s {
		switch {
		case r >= ' ' && r < 0x7f:
			stacked = 0
			continue
		case r == '\n' || r == '\t':
			if !multiline {
				return fault.OfField(pointer, "line_break", "Write it on one line, without tabs.")
			}
		case hidden(r):
			return fault.OfField(pointer, "hidden_character",
				"The text holds a control, invisible or direction-changing character. Type it again instead of pasting it.")
		}
		if !unicode.Is(unicode.M, r) {
			stacked = 0
		} else if stacked++; stacked > maxStacked {
			return fault.OfField(pointer, "stacked_marks", "The text has too many marks on one letter.")
		}
	}
	return nil
}

// hidden reports whether r steers or hides text instead of being text. The two
// joiners stay: Persian, Indic scripts and emoji need them.
func hidden(r rune) bool {
	switch {
	case r == 0x200c, r == 0x200d:
		return false
	case r == 0x2028, r == 0x2029, r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0:
		return true
	case r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe: // noncharacters
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs)
}
