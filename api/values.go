package api

import (
	"maps"
	"time"

	"github.com/goodword/goodword/internal/domain/money"
)

// Money is an amount of money.
//
//	@Description	An amount in minor units (cents, or whole yen) of a currency.
type Money struct {
	Amount   int64  `json:"amount" minimum:"0" maximum:"999999999999" example:"15000"`
	Currency string `json:"currency" pattern:"^[a-z]{3}$" example:"eur"` // ISO 4217, lower case
}

func moneyOf(m money.Money) Money { return Money{Amount: m.Amount, Currency: m.Currency} }

// moneyOrNull is null where there is no amount.
func moneyOrNull(m money.Money) *Money {
	if m.IsZero() {
		return nil
	}
	return new(moneyOf(m))
}

func (m Money) domain() money.Money { return money.Of(m.Amount, m.Currency) }

// timeOf is a time of a document.
func timeOf(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// timeOrNull is null for 0: it didn't happen.
func timeOrNull(ms int64) *time.Time {
	if ms == 0 {
		return nil
	}
	return new(timeOf(ms))
}

// orNull is null for an empty text.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// metadataOf is never null.
func metadataOf(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return maps.Clone(m)
}
