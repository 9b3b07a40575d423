package programs

import (
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/domain/money"
)

// The codes of what can't be read; page.told has the words of the first two.
const (
	required     = "required"
	notANumber   = "not_a_number"
	notAnAmount  = "not_an_amount"
	notAPercent  = "not_a_percent"
	notACurrency = "unknown_currency"
	repeated     = "repeated"
)

// whole reads a whole number; an empty text is none.
func whole(s string) (n int64, code string) {
	if s == "" {
		return 0, required
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0, notANumber
	}
	return n, ""
}

// wholeOrNone is whole where an empty text is 0.
func wholeOrNone(s string) (n int64, code string) {
	if s == "" {
		return 0, ""
	}
	return whole(s)
}

// wholeText writes a number; 0 is empty where that means none.
func wholeText(n int64, zeroIsNone bool) string {
	if n == 0 && zeroIsNone {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// decimal reads a number with up to so many digits after a point or comma, in the
// smallest unit: "12.5" with 2 digits is 1250. Thousands are grouped by spaces or
// not at all, so that no sign has two meanings.
func decimal(s string, digits int) (n int64, ok bool) {
	s = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(s)
	before, after, _ := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	if before == "" || len(before) > 13 || len(after) > digits || strings.Trim(before+after, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(before+after+strings.Repeat("0", digits-len(after)), 10, 64)
	return n, err == nil
}

// decimalText writes what decimal reads, without zeros that say nothing.
func decimalText(n int64, digits int, fixed bool) string {
	text := strconv.FormatInt(n, 10)
	if digits == 0 || n < 0 {
		return text
	}
	for len(text) <= digits {
		text = "0" + text
	}
	before, after := text[:len(text)-digits], text[len(text)-digits:]
	if !fixed {
		after = strings.TrimRight(after, "0")
	}
	if after == "" {
		return before
	}
	return before + "." + after
}

// amount reads an amount of a currency in minor units.
func amount(s, currency string) (n int64, code string) {
	n, ok := decimal(s, money.Digits(currency))
	if !ok {
		return 0, notAnAmount
	}
	return n, ""
}

// amountOrNone is amount where an empty text is 0.
func amountOrNone(s, currency string) (n int64, code string) {
	if s == "" {
		return 0, ""
	}
	return amount(s, currency)
}

// amountText writes what amount reads.
func amountText(n int64, currency string) string {
	return decimalText(n, money.Digits(currency), true)
}

// pointed is a number with a point where it has a comma alone.
func pointed(text string) string {
	if strings.Count(text, ",") == 1 && !strings.Contains(text, ".") {
		return strings.Replace(text, ",", ".", 1)
	}
	return text
}

// spelled is a number that decimalText wrote, with the decimal sign of a language.
// What is no such number stays as it was typed.
func spelled(lang, text string) string {
	before, after, found := strings.Cut(text, ".")
	if lang != "de" || !found || strings.Trim(before+after, "0123456789") != "" {
		return text
	}
	return before + "," + after
}
