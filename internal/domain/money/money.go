// Package money holds amounts: integers in minor units with a currency.
//
// Neighbours: every domain package that prices something. Invariants: no floats;
// two currencies are never mixed; percentages round down to the minor unit
// (PRODUCT.md §9).
package money

import (
	"math/bits"
	"strings"

	"github.com/goodword/goodword/internal/fault"
)

// Max is the largest amount that we take, in minor units: below JavaScript's
// safe integers, and enough for any deal.
const Max = 999_999_999_999

// Money is an amount in minor units (cents, or whole yen) of a currency
// (lower-case ISO 4217).
type Money struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

// Of returns an amount.
func Of(amount int64, currency string) Money { return Money{Amount: amount, Currency: currency} }

// IsZero reports whether there is neither amount nor currency.
func (m Money) IsZero() bool { return m == Money{} }

// Add returns m+o, or a fault when the currencies differ or the sum is too large.
func (m Money) Add(o Money) (Money, error) {
	if m.Currency != o.Currency {
		return Money{}, fault.Newf(fault.Conflict, "currency_mismatch", "%s and %s can't be added.", m.Currency, o.Currency)
	}
	sum := m.Amount + o.Amount
	if sum > Max || sum < -Max {
		return Money{}, fault.New(fault.Invalid, "amount_too_large", "The sum is larger than we can hold.")
	}
	return Money{sum, m.Currency}, nil
}

// Percent returns bp basis points (1/100 of a percent) of m, rounded towards
// zero. It is exact for every amount up to Max.
func (m Money) Percent(bp int64) Money {
	if bp <= 0 {
		return Money{0, m.Currency}
	}
	neg := m.Amount < 0
	a := m.Amount
	if neg {
		a = -a
	}
	hi, lo := bits.Mul64(uint64(a), uint64(bp))
	q, _ := bits.Div64(hi, lo, 10_000)
	if neg {
		return Money{-int64(q), m.Currency}
	}
	return Money{int64(q), m.Currency}
}

// Share returns the part of m that part/whole stands for, rounded towards zero;
// whole must be positive and part between 0 and whole.
func (m Money) Share(part, whole int64) Money {
	if whole <= 0 || part <= 0 || m.Amount <= 0 {
		return Money{0, m.Currency}
	}
	hi, lo := bits.Mul64(uint64(m.Amount), uint64(min(part, whole)))
	q, _ := bits.Div64(hi, lo, uint64(whole))
	return Money{int64(q), m.Currency}
}

// zeroDecimal lists the currencies whose minor unit is the unit itself.
// Source: Stripe's list of zero-decimal currencies and ISO 4217.
var zeroDecimal = map[string]bool{"bif": true, "clp": true, "djf": true, "gnf": true, "jpy": true, "kmf": true, "krw": true,
	"mga": true, "pyg": true, "rwf": true, "ugx": true, "vnd": true, "vuv": true, "xaf": true, "xof": true, "xpf": true}

// currencies are the ones that Stripe pays out in and we accept.
var currencies = func() map[string]bool {
	m := map[string]bool{}
	for _, c := range strings.Fields("aed ars aud bgn brl cad chf clp cny cop crc czk dkk egp eur gbp hkd huf idr ils inr isk jpy kes krw " +
		"mad mxn myr ngn nok nzd pen php pln qar ron rsd sar sek sgd thb try twd uah ugx usd uyu vnd xof zar") {
		m[c] = true
	}
	return m
}()

// Known reports whether currency is one that we accept (lower-case ISO 4217).
func Known(currency string) bool { return currencies[currency] }

// Digits returns how many digits the minor unit of a currency has.
func Digits(currency string) int {
	if zeroDecimal[currency] {
		return 0
	}
	return 2
}

// Check returns a fault at pointer when m isn't an amount from lowest up to Max
// in a known currency.
func (m Money) Check(pointer string, lowest int64) *fault.Error {
	switch {
	case !Known(m.Currency):
		return fault.OfField(pointer+"/currency", "unknown_currency", "Use a lower-case ISO 4217 code such as eur.")
	case m.Amount < lowest:
		return fault.OfField(pointer+"/amount", "amount_too_small", "The amount is too small.")
	case m.Amount > Max:
		return fault.OfField(pointer+"/amount", "amount_too_large", "The amount is too large.")
	}
	return nil
}
