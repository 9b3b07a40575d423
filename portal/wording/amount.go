package wording

import (
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
)

// Amount reads an amount of a currency as people write it, in English or German:
// "1200", "1,200.50", "1.200,50" or "1 200,5". The last mark is the decimal one
// unless three digits follow it, as no currency of ours has so many; a sign is none.
func Amount(pointer, typed, currency string) (money.Money, error) {
	currency = strings.ToLower(currency)
	wrong := fault.OfField(pointer, "not_an_amount", "Give an amount such as 1200.50.")
	if !money.Known(currency) {
		return money.Money{}, fault.OfField("/currency", "unknown_currency", "Use an ISO 4217 code such as eur.")
	}
	whole, decimals := split(strings.Map(unspace, typed))
	if whole == "" || len(decimals) > money.Digits(currency) {
		return money.Money{}, wrong
	}
	digits := whole + decimals + strings.Repeat("0", money.Digits(currency)-len(decimals))
	n, err := strconv.ParseUint(digits, 10, 62)
	if err != nil {
		return money.Money{}, wrong
	}
	return money.Of(int64(n), currency), nil
}

// unspace drops the spaces and apostrophes by which some group digits.
func unspace(r rune) rune {
	if strings.ContainsRune(" \u00a0\u202f'’", r) {
		return -1
	}
	return r
}

// split parts an amount at its decimal mark and drops those that group the digits
// by three; whole is "" for what isn't an amount.
func split(s string) (whole, decimals string) {
	if n := strings.LastIndexAny(s, ".,"); n >= 0 && len(s)-n-1 != 3 {
		s, decimals = s[:n], s[n+1:]
		if decimals == "" {
			return "", ""
		}
	}
	groups := strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == ',' })
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && len(g) > 3 {
			return "", ""
		}
	}
	return strings.Join(groups, ""), decimals
}
