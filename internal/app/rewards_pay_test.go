package app

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/stripesandbox"
)

// flaky stands between the worker and Stripe and does what networks do.
type flaky struct {
	Payer
	mu     sync.Mutex
	before func(context.Context) error // of a send, before it leaves
	after  func() error                // of a send, when Stripe has done it
	blind  error                       // of look-ups
	sends  atomic.Int64
	finds  atomic.Int64
}

func (f *flaky) Send(ctx context.Context, r transfer.Request) (transfer.Result, error) {
	f.mu.Lock()
	before, after := f.before, f.after
	f.mu.Unlock()
	if before != nil {
		if err := before(ctx); err != nil {
			return transfer.Result{}, err
		}
	}
	f.sends.Add(1)
	t, err := f.Payer.Send(ctx, r)
	if err == nil && after != nil {
		if err := after(); err != nil {
			return transfer.Result{}, err
		}
	}
	return t, err
}

func (f *flaky) Find(ctx context.Context, id string) ([]transfer.Result, error) {
	f.finds.Add(1)
	f.mu.Lock()
	blind := f.blind
	f.mu.Unlock()
	if blind != nil {
		return nil, blind
	}
	return f.Payer.Find(ctx, id)
}

func (f *flaky) set(before func(context.Context) error, after func() error, blind error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.before, f.after, f.blind = before, after, blind
}

// between puts a flaky network between the treasury and Stripe.
func (w *treasury) between() *flaky {
	f := &flaky{Payer: w.app.Rewards.payer}
	w.app.Rewards.payer = f
	return f
}

var errNetwork = errors.New("connection reset")

func fails() error { return errNetwork }

// TestEveryFaultEndsWithOneTransfer arms each fault of the sandbox once and lets
// time pass: the money arrives once, or the reward says what stands against it.
func TestEveryFaultEndsWithOneTransfer(t *testing.T) {
	t.Parallel()
	for _, kind := range []stripesandbox.FaultKind{
		stripesandbox.DropBefore, stripesandbox.DropAfterCommit, stripesandbox.TruncateBody, stripesandbox.Error500NoCommit,
		stripesandbox.Error500AfterCommit, stripesandbox.Error502HTML, stripesandbox.Error503, stripesandbox.Lock409,
		stripesandbox.Rate429, stripesandbox.Lock429, stripesandbox.BalanceInsufficient,
	} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			w := newTreasury(t)
			r := w.approvedReward(1, 5_000)
			w.must(w.sandbox.Arm(t.Context(), stripesandbox.Fault{Kind: kind, Method: "POST", Path: "/v1/transfers"}))
			w.run()
			for range 60 {
				if w.get(r.ID).Status == reward.Paid {
					break
				}
				w.after(time.Hour)
			}
			if kind == stripesandbox.Error500NoCommit {
				// Stripe keeps the 500 under the key: only a person may start the next attempt.
				w.sentAgain(r.ID)
			}
			w.paidOnce(r.ID)
			if got := w.get(r.ID).Payout.Attempt; got != attemptsAfter(kind) {
				t.Errorf("attempt %d", got)
			}
		})
	}
}

// attemptsAfter is how many attempts a fault takes: a new one follows only a
// stored refusal, or a person's decision.
func attemptsAfter(kind stripesandbox.FaultKind) int {
	if kind == stripesandbox.BalanceInsufficient || kind == stripesandbox.Error500NoCommit {
		return 2
	}
	return 1
}

// sentAgain presses "send again" on a parked reward.
func (w *treasury) sentAgain(id string) {
	w.t.Helper()
	r := w.in(id, reward.Paying)
	if r.Payout.ParkedMS == 0 || r.Waiting != string(reward.WaitReview) {
		w.t.Fatalf("not parked: %+v", r.Payout)
	}
	_, err := w.app.Rewards.SendAgain(w.t.Context(), Call{Actor: w.anna}, id)
	w.must(err)
	w.run()
}

// TestACrashAtAnyPoint stops the worker before and after the call, each time
// without a word to the database, as a killed process would.
func TestACrashAtAnyPoint(t *testing.T) {
	t.Parallel()
	dies := func(context.Context) error { panic("killed") }
	tests := map[string]struct {
		before func(context.Context) error
		after  func() error
	}{
		"between claim and call":  {before: dies},
		"between call and settle": {after: func() error { panic("killed") }},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTreasury(t)
			r := w.approvedReward(1, 5_000)
			f := w.between()
			f.set(tt.before, tt.after, nil)
			w.killed(r.ID)
			if got := w.in(r.ID, reward.Paying); got.Payout.FirstSentMS == 0 {
				t.Fatal("the intent wasn't stored before the call")
			}
			f.set(nil, nil, nil)
			looked := f.finds.Load()
			w.leaseEnds(r.ID)
			w.run()
			if f.finds.Load() == looked {
				t.Error("it was sent again without looking")
			}
			w.paidOnce(r.ID)
		})
	}
}

// killed claims the reward's payment and dies in the middle of it.
func (w *treasury) killed(id string) {
	w.t.Helper()
	defer func() {
		if recover() == nil {
			w.t.Fatal("it lived on")
		}
	}()
	var task aggregate.Task
	doc, err := w.app.Rewards.rewards.Update(w.t.Context(), id, func(r *reward.Reward) error {
		for {
			var ok bool
			if task, ok = r.Meta.Claim(w.clock.Now(), time.Now(), lease); !ok {
				return errIdle
			}
			if task.Kind == reward.TaskPay {
				return nil
			}
		}
	})
	w.must(err)
	_, _ = w.app.Rewards.pay(w.t.Context(), doc, task)
}

// leaseEnds lets the leases of a reward run out.
func (w *treasury) leaseEnds(id string) {
	w.t.Helper()
	_, err := w.app.Rewards.rewards.Update(w.t.Context(), id, func(r *reward.Reward) error {
		for i := range r.Agenda {
			r.Agenda[i].LeaseUntilMS, r.Agenda[i].DueMS = 0, ms(w.clock.Now())
		}
		r.DueMS = new(ms(w.clock.Now()))
		return nil
	})
	w.must(err)
}

// TestAnOutageLongerThanStripesMemory loses the answer, and then everything for 26
// hours, in which Stripe forgets the key.
func TestAnOutageLongerThanStripesMemory(t *testing.T) {
	t.Parallel()
	t.Run("the money had moved", func(t *testing.T) {
		t.Parallel()
		w := newTreasury(t)
		r := w.approvedReward(1, 5_000)
		f := w.between()
		f.set(nil, fails, errNetwork)
		w.outage(26)
		w.in(r.ID, reward.Paying)
		f.set(nil, nil, nil)
		w.after(time.Hour)
		w.paidOnce(r.ID)
		if f.sends.Load() != 1 {
			t.Errorf("sent %d times", f.sends.Load())
		}
	})
	t.Run("it had not", func(t *testing.T) {
		t.Parallel()
		w := newTreasury(t)
		w.person("ada", aggregate.Admin)
		r := w.approvedReward(1, 5_000)
		f := w.between()
		f.set(func(context.Context) error { return errNetwork }, nil, errNetwork)
		w.outage(26)
		f.set(nil, nil, nil)
		_, err := w.app.Rewards.SendAgain(t.Context(), Call{Actor: w.anna}, r.ID)
		w.refused(err, "not_parked")
		w.after(time.Hour)
		if f.sends.Load() != 0 {
			t.Error("it was sent again by itself after 25 hours")
		}
		if n, _ := w.mails.of("payout_parked"); n == 0 {
			t.Error("nobody was told")
		}
		w.sentAgain(r.ID)
		w.paidOnce(r.ID)
	})
	t.Run("the look-up at the press finds it", func(t *testing.T) {
		t.Parallel()
		w := newTreasury(t)
		r := w.approvedReward(1, 5_000)
		w.between().set(nil, fails, nil)
		w.must(w.sandbox.Arm(t.Context(), stripesandbox.Fault{Kind: stripesandbox.ListLag, Method: "GET", Path: "/v1/transfers", Count: 500, Seconds: 90 * 3600}))
		w.outage(49) // resent under the same key for 23 hours, parked 25 hours after the last send
		w.must(w.sandbox.Disarm(t.Context()))
		w.sentAgain(r.ID)
		w.paidOnce(r.ID)
	})
}

// outage lets hours pass, with the worker trying all the while.
func (w *treasury) outage(hours int) {
	w.t.Helper()
	w.run()
	for range hours {
		w.after(time.Hour)
	}
}

// TestAPausedProcessDoesNotSend wakes the worker after its lease has run out.
func TestAPausedProcessDoesNotSend(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	r := w.approvedReward(1, 5_000)
	f := w.between()
	w.app.Rewards.wall = func() time.Time { return time.Now().Add(lease) }
	w.run()
	w.in(r.ID, reward.Paying)
	if f.sends.Load() != 0 {
		t.Fatal("it was sent after the lease")
	}
	w.app.Rewards.wall = time.Now
	w.after(time.Hour)
	w.paidOnce(r.ID)
}

// TestTwoWorkers has several workers run on the same rewards.
func TestTwoWorkers(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	var ids []string
	for n := range 5 {
		ids = append(ids, w.settle(w.owed(n, cashRule(5_000))).ID)
	}
	w.after(31 * aDay)
	for _, id := range ids {
		w.must(w.approve(id, w.anna))
	}
	var wg sync.WaitGroup
	queue := w.app.Rewards.queue()
	for range 4 {
		wg.Go(func() {
			for range 12 {
				for _, id := range ids {
					_, _ = queue.Run(t.Context(), id)
				}
			}
		})
	}
	wg.Wait()
	w.after(time.Hour)
	for _, id := range ids {
		w.paidOnce(id)
	}
}

func TestTheMinimumIsReachedTogether(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	a := w.approvedReward(1, 1_500)
	w.run()
	if r := w.in(a.ID, reward.Approved); r.Waiting != string(reward.WaitMinimum) {
		t.Fatalf("waits for %s", r.Waiting)
	}
	b := w.approvedReward(2, 1_500)
	w.run()
	w.after(time.Hour)
	w.paidOnce(a.ID)
	w.paidOnce(b.ID)
	c := w.approvedReward(3, 1_500)
	w.after(89 * aDay)
	w.in(c.ID, reward.Approved)
	w.after(2 * aDay)
	w.paidOnce(c.ID)
}

func TestARewardWaitsForBankDetails(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	w.must(w.sandbox.SetAccount(t.Context(), w.account, stripesandbox.StateRestricted))
	_, err := w.app.Payouts.refresh(t.Context(), w.referrer.ID, aggregate.ByClock)
	w.must(err)
	r := w.approvedReward(1, 5_000)
	w.run()
	if r = w.in(r.ID, reward.Approved); r.Waiting != string(reward.WaitBank) {
		t.Fatalf("waits for %s", r.Waiting)
	}
	w.must(w.sandbox.SetAccount(t.Context(), w.account, stripesandbox.StateFinished))
	_, err = w.app.Payouts.Return(t.Context(), aggregate.Actor{Kind: aggregate.Referrer, ID: w.referrer.ID})
	w.must(err)
	w.run()
	w.paidOnce(r.ID)
}

func TestARewardWaitsForFunds(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	r := w.settle(w.owed(1, cashRule(100_000_001)))
	w.after(31 * aDay)
	w.must(w.approve(r.ID, w.anna))
	w.must(w.approve(r.ID, w.ben))
	w.run()
	if r = w.in(r.ID, reward.Approved); r.Waiting != string(reward.WaitFunds) {
		t.Fatalf("waits for %s", r.Waiting)
	}
	floats, err := w.app.Rewards.Floats(t.Context(), w.anna)
	w.must(err)
	if len(floats) != 1 || floats[0].Available != 100_000_000 || floats[0].Owed != 100_000_001 {
		t.Errorf("%+v", floats)
	}
	w.must(w.sandbox.TopUp(t.Context(), 100, "eur"))
	w.after(time.Hour)
	w.paidOnce(r.ID)
}

// TestARevokedAccountBlocks has Stripe refuse for good, and mends it.
func TestARevokedAccountBlocks(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	r := w.approvedReward(1, 5_000)
	w.must(w.sandbox.Arm(t.Context(), stripesandbox.Fault{Kind: stripesandbox.CapabilityRevoked}))
	w.run()
	if r = w.in(r.ID, reward.Blocked); r.Waiting != string(reward.WaitCheck) || r.Booked != 5_000 {
		t.Fatalf("waits for %s, %d booked", r.Waiting, r.Booked)
	}
	w.agree()
	w.after(3 * time.Hour)
	w.in(r.ID, reward.Blocked)
	w.must(w.sandbox.SetAccount(t.Context(), w.account, stripesandbox.StateFinished))
	w.after(2 * time.Hour)
	w.paidOnce(r.ID)
	if got := w.get(r.ID).Payout.Attempt; got != 2 {
		t.Errorf("attempt %d", got)
	}
}

func TestFailWhilePayingTakesALook(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	r := w.approvedReward(1, 5_000)
	f := w.between()
	f.set(func(context.Context) error { return errNetwork }, nil, nil)
	w.run()
	_, err := w.app.Rewards.Fail(t.Context(), Call{Actor: w.anna}, r.ID, FailReward{Reason: "other"})
	w.refused(err, "not_parked")
	f.set(func(context.Context) error { return errNetwork }, nil, errNetwork)
	w.outage(27)
	_, err = w.app.Rewards.Fail(t.Context(), Call{Actor: w.anna}, r.ID, FailReward{Reason: "other"})
	if err == nil {
		t.Fatal("it failed without a look-up")
	}
	f.set(nil, nil, nil)
	w.after(time.Hour)
	_, err = w.app.Rewards.Fail(t.Context(), Call{Actor: w.anna}, r.ID, FailReward{Reason: "other"})
	w.must(err)
	w.run()
	w.in(r.ID, reward.Failed)
	w.agree()
}
