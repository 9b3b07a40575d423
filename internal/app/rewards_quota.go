package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// A budget and a monthly limit live in documents of their own, which own the
// number: what counts is reserved there first, under the reward's id and for a
// revision of it, and given back by the reward's own task.

// withinMonth reserves the reward's place in its referrer's month. It answers
// "limit_reached" when there is none left.
func (s *Rewards) withinMonth(ctx context.Context, o Owed, d due, id string) (string, error) {
	if d.rule.PerMonth == 0 {
		return "", nil
	}
	quota := reward.MonthID(o.ProgramID, d.rule.Key, o.ReferrerID, month(d.atMS, o.Calendar.Zone))
	err := s.reserve(ctx, quota, id, 1, int64(d.rule.PerMonth), 1, "limit_reached")
	if fault.Because(err, "limit_reached") {
		return "limit_reached", nil
	}
	return "", err
}

// withinBudget reserves the reward's amount in its rule's budget, for the revision
// that an approval would make.
func (s *Rewards) withinBudget(ctx context.Context, r *reward.Reward) error {
	if r.Rule.Budget == 0 {
		return nil
	}
	return s.reserve(ctx, reward.BudgetID(r.ProgramID, r.Rule.Key), r.ID, r.Amount.Amount, r.Rule.Budget, r.Revision+1, "budget_exhausted")
}

func (s *Rewards) reserve(ctx context.Context, quota, rewardID string, part, limit, revision int64, reason string) error {
	take := func(q *reward.Quota) error { return q.Reserve(rewardID, part, limit, revision, reason) }
	_, err := s.quotas.Update(ctx, quota, take)
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	q := &reward.Quota{ID: quota}
	if err := take(q); err != nil {
		return err
	}
	err = s.quotas.Insert(ctx, q)
	if store.Taken(err) == "id" { // somebody else was faster
		_, err = s.quotas.Update(ctx, quota, take)
	}
	return err
}

// settleQuota brings budget and limit in line with the reward as it was claimed.
func (s *Rewards) settleQuota(ctx context.Context, r *reward.Reward, _ aggregate.Task) (func(*reward.Reward) error, error) {
	if r.Rule.PerMonth > 0 {
		id := reward.MonthID(r.ProgramID, r.Rule.Key, r.ReferrerID, month(r.TriggerMS, r.Calendar.Zone))
		if err := s.meet(ctx, id, r, r.MonthNeed()); err != nil {
			return nil, err
		}
	}
	if r.Rule.Budget > 0 {
		if err := s.meet(ctx, reward.BudgetID(r.ProgramID, r.Rule.Key), r, r.BudgetNeed()); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func (s *Rewards) meet(ctx context.Context, quota string, r *reward.Reward, need reward.Need) error {
	if need == reward.Keep {
		return nil // it was reserved before it counted
	}
	_, err := s.quotas.Update(ctx, quota, func(q *reward.Quota) error {
		if need == reward.Shut {
			q.Close(r.ID)
		} else {
			q.Release(r.ID, r.Revision)
		}
		return nil
	})
	return ignoreMissing(err)
}
