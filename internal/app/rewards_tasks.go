package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// performers lists what the worker does with a reward's tasks.
func (s *Rewards) performers() map[string]performer[reward.Reward] {
	return map[string]performer[reward.Reward]{
		reward.TaskRelease:  s.releaseHeld,
		reward.TaskEscalate: s.escalate,
		reward.TaskDecided:  s.countDecision,
		reward.TaskPay:      s.pay,
		reward.TaskRecheck:  s.recheck,
		reward.TaskQuota:    s.settleQuota,
		reward.TaskBook:     s.book,
		reward.TaskTell:     s.tell,
	}
}

// releaseHeld ends a hold whose time has come.
func (s *Rewards) releaseHeld(_ context.Context, r *reward.Reward, _ aggregate.Task) (func(*reward.Reward) error, error) {
	if end := time.UnixMilli(r.HoldUntilMS); r.Status == reward.Held && end.After(s.clock.Now()) {
		return nil, waitUntil{end, "hold"}
	}
	return func(r *reward.Reward) error { return outlived(r.Release(s.byClock())) }, nil
}

// escalate marks a decision as late; the mail to those in charge follows.
func (s *Rewards) escalate(context.Context, *reward.Reward, aggregate.Task) (func(*reward.Reward) error, error) {
	return func(r *reward.Reward) error { return outlived(r.Escalate(s.byClock())) }, nil
}

// countDecision counts how a promised decision came out, once each.
func (s *Rewards) countDecision(ctx context.Context, r *reward.Reward, task aggregate.Task) (func(*reward.Reward) error, error) {
	out, at, counts := r.Judged(task.Payload, ms(s.clock.Now()))
	if !counts {
		return nil, nil
	}
	err := s.outcomes.Insert(ctx, &outcome{
		fact: fact{ID: r.ID + "|decision|" + task.Payload["due"]}, ProgramID: r.ProgramID, Referral: r.ReferralID, Outcome: string(out), AtMS: at,
	})
	if store.Taken(err) == "id" {
		return nil, nil
	}
	return nil, err
}

// outlived drops the refusal of a verb that the state has outlived.
func outlived(err error) error {
	if fault.Is(err, fault.Conflict) {
		return nil
	}
	return err
}

// book inserts the ledger entry that a task names.
func (s *Rewards) book(ctx context.Context, r *reward.Reward, task aggregate.Task) (func(*reward.Reward) error, error) {
	return nil, s.ledger.book(ctx, r.ID, task.Payload)
}

// tell writes to the people whom the reward's move concerns.
func (s *Rewards) tell(ctx context.Context, r *reward.Reward, task aggregate.Task) (func(*reward.Reward) error, error) {
	return nil, s.news.rewardMoved(ctx, r, task.Payload["news"], task.Payload["event"])
}

// recheck lifts the block of a refused payment once account and balance look
// right. What it can't judge it leaves to a person.
func (s *Rewards) recheck(ctx context.Context, r *reward.Reward, _ aggregate.Task) (func(*reward.Reward) error, error) {
	if !r.MendsItself() {
		return nil, nil
	}
	f, err := s.payFacts(ctx, r, true)
	if err != nil {
		return nil, err
	}
	if !f.Payable || f.FundsUnknown || f.Funds.Amount < r.Amount.Amount {
		return nil, waitUntil{s.clock.Now().Add(time.Hour), "blocked"}
	}
	return func(r *reward.Reward) error { return outlived(r.Mended(s.byClock(), nil)) }, nil
}

// lookAgain has the worker look at once at a payee's rewards, because something
// that they waited for may have come.
func (s *Rewards) lookAgain(ctx context.Context, payeeID string) error {
	waiting, err := s.rewards.Find(ctx, rewardsByPayee, store.Args{
		Equal: []any{payeeID, store.In{string(reward.Approved), string(reward.Blocked)}}, Limit: store.MaxLimit,
	})
	if err != nil {
		return err
	}
	for _, r := range waiting {
		if err := s.lookAgainAt(ctx, r.ID); err != nil {
			return err
		}
	}
	return nil
}

func (s *Rewards) lookAgainAt(ctx context.Context, id string) error {
	_, err := s.rewards.Update(ctx, id, func(r *reward.Reward) error {
		r.LookAgain(s.clock.Now(), s.wall())
		return nil
	})
	return ignoreMissing(err)
}
