package stripesandbox

import (
	"context"
	"encoding/json"
	"errors"
	"maps"

	"github.com/goodword/goodword/internal/store"
)

// Overlook is what the sandbox holds, for people to look at: the newest of each
// kind.
type Overlook struct {
	Balance   map[string]int64 // the platform's own, by currency
	Accounts  []AccountSight
	Charges   []ChargeSight
	Disputes  []DisputeSight
	Transfers []TransferSight
	Outbox    int // webhook deliveries that are still to be made
}

// AccountSight is a connected account.
type AccountSight struct {
	ID       string
	MemberID string
	Ready    bool // can be sent money
}

// ChargeSight is what a customer paid.
type ChargeSight struct {
	ID       string
	Amount   int64
	Refunded int64
	Currency string
	Disputed bool
	Unix     int64
}

// DisputeSight is a customer's objection to a charge.
type DisputeSight struct {
	ID       string
	Charge   string
	Amount   int64
	Currency string
	Status   string // needs_response, won or lost
}

// TransferSight is money that was sent to an account.
type TransferSight struct {
	ID       string
	Account  string
	RewardID string // as its metadata says
	Amount   int64
	Reversed int64
	Currency string
	Unix     int64
}

// overlooked is how many things of a kind are shown.
const overlooked = 12

// Overlook returns the newest of what is there.
func (s *Sandbox) Overlook(ctx context.Context) (Overlook, error) {
	o := Overlook{Balance: map[string]int64{}}
	t, err := s.begin(ctx)
	if err != nil {
		return o, err
	}
	f := funds{}
	if _, err := t.load("balance", "bal_"+platform, &f); err != nil {
		return o, err
	}
	maps.Copy(o.Balance, f)
	waiting, err := s.objects.Count(ctx, byDue, store.Args{}, "")
	o.Outbox = int(waiting[""])
	return o, errors.Join(err,
		newestOf(t, "account", func(a account) {
			o.Accounts = append(o.Accounts, AccountSight{a.ID, a.Metadata["member_id"], a.PayoutsEnabled && a.Capabilities["transfers"] == "active"})
		}),
		newestOf(t, "charge", func(c charge) {
			o.Charges = append(o.Charges, ChargeSight{c.ID, c.Amount, c.AmountRefunded, c.Currency, c.Disputed, c.Created})
		}),
		newestOf(t, "dispute", func(d dispute) {
			o.Disputes = append(o.Disputes, DisputeSight{d.ID, d.Charge, d.Amount, d.Currency, d.Status})
		}),
		newestOf(t, "transfer", func(tr transferObject) {
			o.Transfers = append(o.Transfers, TransferSight{
				ID: tr.ID, Account: tr.Destination, RewardID: tr.Metadata["reward_id"], Amount: tr.Amount, Reversed: tr.AmountReversed,
				Currency: tr.Currency, Unix: tr.Created,
			})
		}),
	)
}

// newestOf hands the newest objects of a kind to take.
func newestOf[T any](t *tx, kind string, take func(T)) error {
	n := 0
	var failed error
	err := t.scan(newestFirst, store.Args{Equal: []any{listName(kind)}, Limit: overlooked}, func(o *object) bool {
		var v T
		if failed = json.Unmarshal([]byte(o.Body), &v); failed != nil {
			return false
		}
		take(v)
		n++
		return n < overlooked
	})
	if err == nil {
		err = failed
	}
	return err
}
