package app

import (
	"context"
	"slices"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/store"
)

// WaitingReward is a reward that waits for somebody's word, with the evidence
// beside it.
type WaitingReward struct {
	Reward   *reward.Reward
	Referral *referral.Referral // nil when there is none any more
	Payee    string             // names
	Referrer string
	Needed   int // people whose word it takes, at least 1
	Given    int // those who gave it
}

// WaitingRewards is one part of them.
type WaitingRewards struct {
	Rows []WaitingReward
	Next string
}

// WaitingFor lists the rewards that wait for the actor's word: in approval, not
// decided by them before, and not about money or work of their own. What is due
// first is on top with Page.Oldest.
func (s *Rewards) WaitingFor(ctx context.Context, actor aggregate.Actor, p Page) (WaitingRewards, error) {
	l, err := s.waitingFor(ctx, actor, p)
	if err != nil {
		return WaitingRewards{}, err
	}
	w := WaitingRewards{Rows: make([]WaitingReward, len(l.Docs)), Next: l.Next}
	names := newNameBook(s.payouts.members)
	for i, r := range l.Docs {
		if w.Rows[i], err = s.waitingRow(ctx, names, r); err != nil {
			return WaitingRewards{}, err
		}
	}
	return w, nil
}

// waitingRow reads what stands beside a reward.
func (s *Rewards) waitingRow(ctx context.Context, names nameBook, r *reward.Reward) (WaitingReward, error) {
	row := WaitingReward{Reward: r, Needed: max(r.Needed(), 1), Given: r.Given()}
	var err error
	if row.Referral, err = found(s.referrals.Get(ctx, r.ReferralID)); err != nil {
		return row, err
	}
	if row.Payee, err = names.of(ctx, r.PayeeID); err != nil {
		return row, err
	}
	row.Referrer, err = names.of(ctx, r.ReferrerID)
	return row, err
}

// waitingFor holds each reward in approval against the rule of who may approve, and
// against who has worked its referral by now.
func (s *Rewards) waitingFor(ctx context.Context, actor aggregate.Actor, p Page) (Listed[reward.Reward], error) {
	if err := need(actor, aggregate.Approver); err != nil {
		return Listed[reward.Reward]{}, err
	}
	only := sieve[reward.Reward]{}.andAsk("for", actor.ID, s.awaitsWordOf(ctx, actor))
	return selected(ctx, s.core, s.rewards, rewardsByStatus, []any{string(reward.AwaitingApproval)}, p,
		func(r *reward.Reward) int64 { return r.CreatedMS }, only)
}

// awaitsWordOf asks of a reward whether it waits for the actor's word.
func (s *Rewards) awaitsWordOf(ctx context.Context, actor aggregate.Actor) func(*reward.Reward) (bool, error) {
	return func(r *reward.Reward) (bool, error) {
		if !r.AwaitsWordOf(s.act(Call{Actor: actor}, "")) {
			return false, nil
		}
		worked, err := s.workedBy(ctx, r.ReferralID)
		return err == nil && !slices.Contains(worked, actor.ID), err
	}
}

// Tally is how many rewards there are, and how much money that is in each
// currency.
type Tally struct {
	Count int
	Sums  []money.Money // by currency
}

// CountWaitingFor counts and adds up what WaitingFor lists.
func (s *Rewards) CountWaitingFor(ctx context.Context, actor aggregate.Actor) (Tally, error) {
	var t Tally
	for r, err := range Each(ctx, func(p Page) (Listed[reward.Reward], error) { return s.waitingFor(ctx, actor, p) }, Page{}) {
		if err != nil {
			return Tally{}, err
		}
		if err := t.add(r.Amount); err != nil {
			return Tally{}, err
		}
	}
	return t, nil
}

func (t *Tally) add(m money.Money) error {
	t.Count++
	i, found := slices.BinarySearchFunc(t.Sums, m.Currency, func(have money.Money, currency string) int {
		switch {
		case have.Currency < currency:
			return -1
		case have.Currency > currency:
			return 1
		}
		return 0
	})
	if !found {
		t.Sums = slices.Insert(t.Sums, i, m)
		return nil
	}
	sum, err := t.Sums[i].Add(m)
	t.Sums[i] = sum
	return err
}

// needsPerson is the value of the index of what rewards wait for, for those that
// only somebody of ours can move on.
func needsPerson() store.In {
	in := make(store.In, len(reward.NeedsPerson))
	for i, c := range reward.NeedsPerson {
		in[i] = string(c)
	}
	return in
}
