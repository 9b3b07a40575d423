package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// payFacts looks up what payment waits for; fresh has the payee's account fetched,
// whatever we know of it.
func (s *Rewards) payFacts(ctx context.Context, r *reward.Reward, fresh bool) (reward.Facts, error) {
	payable, pause, err := s.payouts.payable(ctx, r.PayeeID, fresh)
	if err != nil {
		return reward.Facts{}, err
	}
	f := reward.Facts{Payable: payable, PauseEndsMS: pause}
	sums, err := s.rewards.Sum(ctx, rewardsInPot, store.Args{Equal: []any{reward.Pot(r.PayeeID, r.Amount.Currency)}, Limit: 1}, "minor", "")
	if err != nil {
		return f, err
	}
	f.Pot = money.Of(sums[""], r.Amount.Currency)
	if !payable {
		f.FundsUnknown = true // nothing would be sent anyway
		return f, nil
	}
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	balance, err := s.payer.Balance(ctx)
	f.FundsUnknown = err != nil
	f.Funds = money.Of(balance[r.Amount.Currency], r.Amount.Currency)
	return f, nil
}

// clearPot notes on every reward of the pot that the minimum was reached, before
// the first one leaves it: what reached it together is paid together.
func (s *Rewards) clearPot(ctx context.Context, r *reward.Reward) error {
	pot, err := s.rewards.Find(ctx, rewardsInPot, store.Args{Equal: []any{reward.Pot(r.PayeeID, r.Amount.Currency)}, Limit: store.MaxLimit})
	if err != nil {
		return err
	}
	for _, other := range pot {
		if other.ID == r.ID || other.Clearance.Minimum {
			continue
		}
		_, err := s.rewards.Update(ctx, other.ID, func(o *reward.Reward) error {
			o.MinimumReached()
			o.LookAgain(s.clock.Now(), s.wall())
			return nil
		})
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	return nil
}

// nextLook is when a reward that can't be paid yet is looked at again.
func (s *Rewards) nextLook(r *reward.Reward) time.Time {
	now := s.clock.Now()
	due := now.Add(dailyLook)
	for _, w := range r.WaitsFor() {
		if w.Code == reward.WaitFunds {
			due = now.Add(fundsLook)
		}
		for _, at := range []int64{w.FromMS, w.ByMS} {
			if t := time.UnixMilli(at); at != 0 && t.After(now) && t.Before(due) {
				due = t
			}
		}
	}
	return due
}
