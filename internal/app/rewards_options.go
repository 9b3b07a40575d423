package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/reward"
)

// RewardOptions is what somebody can do to a reward now, and what their word would
// do.
type RewardOptions struct {
	Verbs []reward.Verb
	// Refused is why the actor can't give their word although the reward waits for
	// one; nil otherwise.
	Refused error
	// Decides says that the actor's word is the last one that is needed.
	Decides bool
}

// Options looks what the actor can do to a reward. How fresh their session is
// doesn't count here: it is asked when they do it.
func (s *Rewards) Options(ctx context.Context, actor aggregate.Actor, r *reward.Reward) (RewardOptions, error) {
	worked, err := s.workedBy(ctx, r.ReferralID)
	if err != nil {
		return RewardOptions{}, err
	}
	now, trial := s.act(Call{Actor: actor}, ""), *r
	if err := trial.Involve(s.byClock(), worked); err != nil {
		return RewardOptions{}, err
	}
	o := RewardOptions{Verbs: trial.Options(now, s.wall())}
	if trial.Status == reward.AwaitingApproval {
		o.Refused = trial.Approve(now)
		o.Decides = trial.Status == reward.Approved
	}
	return o, nil
}
