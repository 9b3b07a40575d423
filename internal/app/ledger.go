package app

import (
	"context"
	"strings"

	"github.com/goodword/goodword/internal/domain/ledger"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/store"
)

// Ledger keeps the books of rewards: entries are inserted and never touched again.
type Ledger struct {
	*core
	entries *store.Collection[ledger.Entry, *ledger.Entry]
}

var (
	entriesByReward = store.Query{Name: "by_reward", Index: "reward", Equal: []string{"reward_id"}, Sort: "created_ms"}
	entriesDebit    = store.Query{Name: "debit", Index: "debit", Equal: []string{"debit"}, Sort: "created_ms"}
	entriesCredit   = store.Query{Name: "credit", Index: "credit", Equal: []string{"credit"}, Sort: "created_ms"}
	entriesOldest   = store.Query{Name: "oldest", Index: "created", Sort: "created_ms"}
	entriesSchema   = store.Schema{
		Collection: "ledger",
		Indexes: []store.Index{
			{Name: "created", Fields: []string{"created_ms"}},
			{Name: "reward", Fields: []string{"reward_id", "created_ms"}},
			{Name: "debit", Fields: []string{"debit", "created_ms"}},
			{Name: "credit", Fields: []string{"credit", "created_ms"}},
		},
		Queries: []store.Query{entriesByReward, entriesDebit, entriesCredit, entriesOldest},
	}
)

func newLedger(c *core) *Ledger {
	return &Ledger{core: c, entries: store.NewCollection[ledger.Entry](c.engine, entriesSchema)}
}

func (s *Ledger) ensure(ctx context.Context) error { return s.entries.Ensure(ctx) }

// book inserts the entry that a reward's task names; one that is there counts as
// done.
func (s *Ledger) book(ctx context.Context, rewardID string, payload map[string]string) error {
	e, err := ledger.FromTask(rewardID, payload, s.clock.Now())
	if err != nil {
		return err
	}
	err = s.entries.Insert(ctx, e)
	if store.Taken(err) == "id" {
		return nil
	}
	return err
}

// OfReward returns a reward's entries, oldest first.
func (s *Ledger) OfReward(ctx context.Context, rewardID string) ([]*ledger.Entry, error) {
	return s.entries.Find(ctx, entriesByReward, store.Args{Equal: []any{rewardID}, Limit: store.MaxLimit})
}

// Balances adds every account up.
func (s *Ledger) Balances(ctx context.Context) (ledger.Balances, error) {
	b := ledger.Balances{}
	add := func(q store.Query, a ledger.Account, sign int64) error {
		sums, err := s.entries.Sum(ctx, q, store.Args{Equal: []any{string(a)}, Limit: 1}, "minor", "currency")
		for currency, minor := range sums {
			b.Move(a, currency, sign*minor)
		}
		return err
	}
	for _, a := range ledger.Accounts() {
		if err := add(entriesDebit, a, 1); err != nil {
			return nil, err
		}
		if err := add(entriesCredit, a, -1); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// Reconciled is the outcome of a reconciliation.
type Reconciled struct {
	Rewards  int              `json:"rewards"`
	Entries  int              `json:"entries"`
	Pending  int              `json:"pending"` // rewards whose work is under way: not compared
	Findings []ledger.Finding `json:"findings"`
}

// Reconcile compares all rewards with the books and, where Stripe was asked for
// money, with the transfers there. It changes nothing.
func (s *Rewards) Reconcile(ctx context.Context) (Reconciled, error) {
	out := Reconciled{Findings: []ledger.Finding{}}
	known := map[string]bool{}
	err := each(ctx, s.rewards, rewardsOldest, func(r *reward.Reward) int64 { return r.CreatedMS }, func(r *reward.Reward) error {
		known[r.ID] = true
		out.Rewards++
		if ledger.Pending(r) {
			out.Pending++
			return nil
		}
		found, err := s.reconcileOne(ctx, r)
		out.Findings = append(out.Findings, found...)
		return err
	})
	if err != nil {
		return out, err
	}
	err = each(ctx, s.ledger.entries, entriesOldest, func(e *ledger.Entry) int64 { return e.CreatedMS }, func(e *ledger.Entry) error {
		out.Entries++
		if !known[e.RewardID] && strings.HasPrefix(e.RewardID, RewardPrefix) {
			known[e.RewardID] = true // a reward that was made meanwhile is no finding
			if _, err := s.rewards.Get(ctx, e.RewardID); err != nil {
				out.Findings = append(out.Findings, ledger.Check(nil, []*ledger.Entry{e}, nil, s.env)...)
			}
		}
		return nil
	})
	return out, err
}

func (s *Rewards) reconcileOne(ctx context.Context, r *reward.Reward) ([]ledger.Finding, error) {
	entries, err := s.ledger.OfReward(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	at := map[string][]transfer.Result{}
	if r.Payout.Attempt > 0 {
		if at[r.ID], err = s.payer.Find(ctx, r.ID); err != nil {
			return nil, refusedByStripe(err)
		}
	}
	return ledger.Check([]*reward.Reward{r}, entries, at, s.env), nil
}

// each walks a whole collection in the order of a query, page by page.
func each[T any, P interface {
	*T
	store.Document
}](ctx context.Context, c *store.Collection[T, P], q store.Query, sort func(*T) int64, do func(*T) error) error {
	args := store.Args{Limit: 200}
	for {
		docs, err := c.Find(ctx, q, args)
		if err != nil {
			return err
		}
		for _, d := range docs {
			if err := do(d); err != nil {
				return err
			}
		}
		if len(docs) < args.Limit {
			return nil
		}
		last := docs[len(docs)-1]
		args.After = &store.Cursor{Sort: sort(last), ID: P(last).DocID()}
	}
}
