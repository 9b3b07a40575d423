package people

import (
	"strconv"

	"github.com/goodword/goodword/portal/ui"
)

// dash fills a cell that has nothing to say.
func dash(s string) string { return orWord(s, "–") }

// orWord is a value, or a word where there is none.
func orWord(s, word string) string {
	if s == "" {
		return word
	}
	return s
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// weight is the class of a form's button.
func weight(v formPage) string {
	if v.Stop {
		return "stop"
	}
	return "primary"
}

func truth(b bool) string { return strconv.FormatBool(b) }

// fileDescribed lists what describes the field of a file.
func fileDescribed(faults ui.Faults) string {
	if faults.Of("file") == "" {
		return "f-file-hint"
	}
	return "f-file-hint f-file-error"
}

// shownName is how many characters of a name in a file are shown: it may be any text.
const shownName = 80

// short is the beginning of a text that nobody has checked yet.
func short(text string) string {
	runes := []rune(text)
	if len(runes) <= shownName {
		return text
	}
	return string(runes[:shownName]) + "…"
}
