package stripesandbox

import (
	"context"
	"encoding/json"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// Ledger is what the sandbox holds, for tests and for reconciliation by eye.
type Ledger struct {
	Balances  map[string]map[string]int64 `json:"balances"`  // by account, "platform" for the platform's own; by currency
	Transfers []json.RawMessage           `json:"transfers"` // newest first, as the API shows them
	Entries   []json.RawMessage           `json:"entries"`   // the platform's balance transactions, newest first
	Outbox    int                         `json:"outbox"`    // webhook deliveries that are still to be made
}

// TopUp gives the platform money.
func (s *Sandbox) TopUp(ctx context.Context, amount int64, currency string) error {
	if bad := checkMoney(amount, currency); bad != nil {
		return fault.OfField("/"+bad.Param, "invalid_amount", bad.Message)
	}
	return asFault(s.commit(ctx, func(t *tx) error {
		_, err := t.move(platform, entry{amount: amount, currency: currency, kind: "topup"})
		return err
	}))
}

// SetAccount puts a connected account in a state, as the member or Stripe would.
func (s *Sandbox) SetAccount(ctx context.Context, id string, state AccountState) error {
	if _, ok := parseState(string(state)); !ok {
		return fault.OfField("/state", "unknown_state", "There is no such state of an account.")
	}
	return asFault(s.commit(ctx, func(t *tx) error { return t.alterAccount(id, state) }))
}

// Replay delivers an event once more to every endpoint that wants it.
func (s *Sandbox) Replay(ctx context.Context, eventID string) error {
	return asFault(s.commit(ctx, func(t *tx) error {
		e, err := fetch[event](t, "event", eventID)
		if err != nil {
			return err
		}
		return t.deliverLater(e, s.wanted(e.Type, e.Account))
	}))
}

// Dump returns the ledger.
func (s *Sandbox) Dump(ctx context.Context) (Ledger, error) {
	l := Ledger{Balances: map[string]map[string]int64{}, Transfers: []json.RawMessage{}, Entries: []json.RawMessage{}}
	t, err := s.begin(ctx)
	if err != nil {
		return l, err
	}
	err = s.walk(ctx, func(o *object) error {
		switch {
		case o.Kind == "balance":
			f := funds{}
			if err := json.Unmarshal([]byte(o.Body), &f); err != nil {
				return err
			}
			l.Balances[o.ID[len("bal_"):]] = f
		case o.Kind == "delivery" && o.DueMS != nil:
			l.Outbox++
		}
		return nil
	})
	if err != nil {
		return l, err
	}
	collect := func(name string, into *[]json.RawMessage) error {
		return t.scan(newestFirst, store.Args{Equal: []any{name}, Limit: scanAtOnce}, func(o *object) bool {
			*into = append(*into, json.RawMessage(o.Body))
			return true
		})
	}
	if err := collect(listName("transfer"), &l.Transfers); err != nil {
		return l, err
	}
	return l, collect(listName("balance_transaction", "owner", platform), &l.Entries)
}

// Reset forgets everything; other processes on the same database should be at
// rest. Ids that it gives out afterwards are new ones.
func (s *Sandbox) Reset(ctx context.Context) error {
	if err := s.queue(ctx); err != nil {
		return err
	}
	defer s.yield()
	err := s.commitNow(ctx, func(t *tx) error {
		t.epoch, t.faults, t.taken = t.epoch+1, nil, true
		return nil
	})
	if err != nil {
		return err
	}
	return s.walk(ctx, func(o *object) error { return s.objects.Delete(ctx, o.ID) })
}

// walk visits every object in the order of ids.
func (s *Sandbox) walk(ctx context.Context, visit func(*object) error) error {
	args := store.Args{Limit: scanAtOnce}
	for {
		found, err := s.objects.Find(ctx, everything, args)
		if err != nil {
			return err
		}
		for _, o := range found {
			if err := visit(o); err != nil {
				return err
			}
		}
		if len(found) < args.Limit {
			return nil
		}
		args.After = &store.Cursor{ID: found[len(found)-1].ID}
	}
}
