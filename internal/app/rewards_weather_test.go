package app

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/stripesandbox"
)

// TestManyRewardsInBadWeather pays many rewards while half of all calls go wrong
// before or after Stripe did its part, look-ups fail and the balance runs dry; the
// worker comes back after anything from a minute to fourteen hours. Once the
// weather clears, each is paid by exactly one transfer, and the books agree.
func TestManyRewardsInBadWeather(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			w := newTreasury(t)
			rnd := rand.New(rand.NewPCG(seed, 7))
			var ids []string
			for n := range 8 {
				ids = append(ids, w.settle(w.owed(n, cashRule(5_000+int64(n)))).ID)
			}
			w.after(31 * aDay)
			for _, id := range ids {
				w.must(w.approve(id, w.anna))
			}
			w.storm(rnd)
			for round := 0; w.unpaid(ids) > 0; round++ {
				if round > 60 {
					t.Fatalf("seed %d: %d are still unpaid", seed, w.unpaid(ids))
				}
				w.after(26 * time.Hour)
				w.sendParkedAgain(ids)
			}
			for _, id := range ids {
				if n := len(w.transfers(id)); n != 1 {
					t.Errorf("seed %d: %s has %d transfers", seed, id, n)
				}
			}
			w.agree()
		})
	}
}

// storm lets the worker run in bad weather for some days.
func (w *treasury) storm(rnd *rand.Rand) {
	w.t.Helper()
	f := w.between()
	var mu sync.Mutex
	chance := func(percent int) error {
		mu.Lock()
		defer mu.Unlock()
		if rnd.IntN(100) < percent {
			return errNetwork
		}
		return nil
	}
	for range 12 {
		f.set(func(context.Context) error { return chance(30) }, func() error { return chance(40) }, chance(30))
		if rnd.IntN(4) == 0 {
			w.must(w.sandbox.Arm(w.t.Context(), stripesandbox.Fault{Kind: stripesandbox.BalanceInsufficient}))
		}
		w.after(time.Minute + time.Duration(rnd.IntN(14*60))*time.Minute)
	}
	w.must(w.sandbox.Disarm(w.t.Context()))
	f.set(nil, nil, nil)
}

func (w *treasury) unpaid(ids []string) (n int) {
	w.t.Helper()
	for _, id := range ids {
		if w.get(id).Status != reward.Paid {
			n++
		}
	}
	return n
}

// sendParkedAgain presses "send again" wherever the worker gave up.
func (w *treasury) sendParkedAgain(ids []string) {
	w.t.Helper()
	for _, id := range ids {
		if r := w.get(id); r.Payout.ParkedMS != 0 {
			_, err := w.app.Rewards.SendAgain(w.t.Context(), Call{Actor: w.anna}, id)
			w.must(err)
		}
	}
	w.run()
}
