package app

import (
	"context"
	"maps"
	"slices"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/ledger"
)

// Float compares what we can send with what we owe, in one currency and minor
// units.
type Float struct {
	Currency  string
	Available int64 // on our Stripe balance
	Owed      int64 // approved and not paid
}

// Floats shows admins and approvers, per currency, whether the balance covers what
// was approved.
func (s *Rewards) Floats(ctx context.Context, actor aggregate.Actor) ([]Float, error) {
	if err := need(actor, aggregate.Approver); err != nil {
		return nil, err
	}
	balance, err := s.payer.Balance(ctx)
	if err != nil {
		return nil, refusedByStripe(err)
	}
	books, err := s.ledger.Balances(ctx)
	if err != nil {
		return nil, err
	}
	rows := map[string]*Float{}
	row := func(currency string) *Float {
		if rows[currency] == nil {
			rows[currency] = &Float{Currency: currency}
		}
		return rows[currency]
	}
	for currency, minor := range balance {
		row(currency).Available = minor
	}
	for currency, minor := range books[ledger.Liability] {
		row(currency).Owed = -minor
	}
	out := make([]Float, 0, len(rows))
	for _, currency := range slices.Sorted(maps.Keys(rows)) {
		out = append(out, *rows[currency])
	}
	return out, nil
}
