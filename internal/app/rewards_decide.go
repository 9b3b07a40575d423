package app

import (
	"context"
	"errors"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// HoldReward holds a reward longer than its rule does.
type HoldReward struct {
	// Until when it is held.
	Until time.Time `json:"until" validate:"required"`
	// Why, as a stable word; the referrer is told.
	Reason string `json:"reason" validate:"required,oneof=checking_deal checking_referral customer_unsure other"`
	// What you want to say about it, for the team.
	Note string `json:"note,omitempty" validate:"max=2000"`
}

// RejectReward refuses a reward for good.
type RejectReward struct {
	// Why, as a stable word; the referrer is told.
	Reason string `json:"reason" validate:"required,oneof=not_genuine already_customer duplicate against_rules employer_forbids referrer_wishes other"`
	// What you want to say about it, for the team.
	Note string `json:"note,omitempty" validate:"max=2000"`
}

// FailReward gives a payment up for good.
type FailReward struct {
	// Why, as a stable word; the referrer is told.
	Reason string `json:"reason" validate:"required,oneof=payee_unreachable country_impossible referrer_wishes paid_otherwise other"`
	// What you want to say about it, for the team.
	Note string `json:"note,omitempty" validate:"max=2000"`
}

// WriteOffReward gives up what a payee should have given back.
type WriteOffReward struct {
	// Why, as a stable word.
	Reason string `json:"reason" validate:"required,oneof=goodwill too_small payee_unreachable other"`
	// What you want to say about it, for the team.
	Note string `json:"note,omitempty" validate:"max=2000"`
}

// SettleByHand names what shows that something was given, or given back.
type SettleByHand struct {
	// The number of the receipt, order or statement.
	Reference string `json:"reference" validate:"required,max=200"`
	// What you want to say about it, for the team.
	Note string `json:"note,omitempty" validate:"max=2000"`
}

// MendReward lifts a block.
type MendReward struct {
	// The amount, where none could be computed; whoever sets it can't approve it.
	Amount *money.Money `json:"amount,omitempty"`
	// What you want to say about it, for the team.
	Note string `json:"note,omitempty" validate:"max=2000"`
}

// Approve gives the actor's word for a reward. The word that decides reserves the
// amount in the rule's budget first.
func (s *Rewards) Approve(ctx context.Context, call Call, id string) (Done[reward.Reward], error) {
	for range approveTries {
		done, err := s.approveOnce(ctx, call, id)
		if !errors.Is(err, errMoved) {
			return done, err
		}
	}
	return Done[reward.Reward]{}, store.VersionConflict()
}

// approveTries is how often an approval follows a reward that keeps changing.
const approveTries = 10

// errMoved says that a reward changed between a reservation and its use.
var errMoved = errors.New("app: the reward moved on")

func (s *Rewards) approveOnce(ctx context.Context, call Call, id string) (Done[reward.Reward], error) {
	var none Done[reward.Reward]
	if err := fresh(call.Actor); err != nil {
		return none, err
	}
	seen, err := s.Get(ctx, call.Actor, id)
	if err != nil {
		return none, err
	}
	if again, err := admit(call, &seen.Meta); again || err != nil {
		return Done[reward.Reward]{Doc: seen, Replayed: again}, err
	}
	worked, err := s.workedBy(ctx, seen.ReferralID)
	if err != nil {
		return none, err
	}
	revision := seen.Revision
	approve := func(r *reward.Reward, act reward.Act) error {
		if err := r.Involve(s.byClock(), worked); err != nil {
			return err
		}
		return r.Approve(act)
	}
	trial := *seen
	if err := approve(&trial, s.act(call, "")); err != nil {
		return none, err
	}
	if trial.Status == reward.Approved && seen.Status != reward.Approved && seen.Rule.Budget > 0 {
		if err := s.guardReservation(ctx, id); err != nil {
			return none, err
		}
		if err := s.withinBudget(ctx, seen); err != nil {
			return none, err
		}
	}
	return s.change(ctx, call, id, func(r *reward.Reward, act reward.Act) error {
		if r.Revision != revision {
			return errMoved
		}
		return approve(r, act)
	})
}

// workedBy lists who had a hand in a referral by now.
func (s *Rewards) workedBy(ctx context.Context, referralID string) ([]string, error) {
	r, err := found(s.referrals.Get(ctx, referralID))
	if r == nil || err != nil {
		return nil, err
	}
	return append(r.WorkedBy(), r.SubmitterID), nil
}

// guardReservation schedules, before a reservation is made, the task that gives it
// back if the approval doesn't come about.
func (s *Rewards) guardReservation(ctx context.Context, id string) error {
	_, err := s.rewards.Update(ctx, id, func(r *reward.Reward) error {
		r.Reschedule(reward.TaskQuota, s.clock.Now().Add(time.Minute), nil)
		return nil
	})
	return err
}

// Reject refuses a reward for good.
func (s *Rewards) Reject(ctx context.Context, call Call, id string, in RejectReward) (Done[reward.Reward], error) {
	return s.decide(ctx, call, id, in, in.Note, func(r *reward.Reward, act reward.Act) error { return r.Reject(act, in.Reason) })
}

// HoldUntil holds a reward longer than its rule does.
func (s *Rewards) HoldUntil(ctx context.Context, call Call, id string, in HoldReward) (Done[reward.Reward], error) {
	return s.decide(ctx, call, id, in, in.Note, func(r *reward.Reward, act reward.Act) error {
		return r.HoldUntil(act, ms(in.Until), in.Reason)
	})
}

// Release lifts what a person held.
func (s *Rewards) Release(ctx context.Context, call Call, id string) (Done[reward.Reward], error) {
	return s.change(ctx, call, id, (*reward.Reward).Release)
}

// MarkPaid records that a gift or donation was given.
func (s *Rewards) MarkPaid(ctx context.Context, call Call, id string, in SettleByHand) (Done[reward.Reward], error) {
	return s.decide(ctx, call, id, in, in.Note, func(r *reward.Reward, act reward.Act) error { return r.MarkPaid(act, in.Reference) })
}

// Mend lifts a block.
func (s *Rewards) Mend(ctx context.Context, call Call, id string, in MendReward) (Done[reward.Reward], error) {
	return s.decide(ctx, call, id, in, in.Note, func(r *reward.Reward, act reward.Act) error { return r.Mended(act, in.Amount) })
}

// ClawBack records that a payee gave back what was due.
func (s *Rewards) ClawBack(ctx context.Context, call Call, id string, in SettleByHand) (Done[reward.Reward], error) {
	return s.decide(ctx, call, id, in, in.Note, func(r *reward.Reward, act reward.Act) error { return r.ClawedBack(act, in.Reference) })
}

// WriteOff gives up what a payee should have given back.
func (s *Rewards) WriteOff(ctx context.Context, call Call, id string, in WriteOffReward) (Done[reward.Reward], error) {
	return s.decide(ctx, call, id, in, in.Note, func(r *reward.Reward, act reward.Act) error { return r.WrittenOff(act, in.Reason) })
}

// decide is change with an input and a written note.
func (s *Rewards) decide(ctx context.Context, call Call, id string, in any, note string, verb func(*reward.Reward, reward.Act) error) (Done[reward.Reward], error) {
	note, err := s.note(in, note)
	if err != nil {
		return Done[reward.Reward]{}, err
	}
	return s.change(ctx, call, id, func(r *reward.Reward, act reward.Act) error {
		act.Note = note
		return verb(r, act)
	})
}

// note checks an input and cleans its note.
func (s *Rewards) note(in any, note string) (string, error) {
	if err := s.check(in); err != nil {
		return "", err
	}
	clean, f := contact.Text("/note", note, maxWords, true)
	if f != nil {
		return "", f
	}
	return clean, nil
}

// change is the frame of every verb on a reward: who may see it, replays and
// revision first.
func (s *Rewards) change(ctx context.Context, call Call, id string, verb func(*reward.Reward, reward.Act) error) (Done[reward.Reward], error) {
	if err := decidesRewards(call.Actor); err != nil {
		return Done[reward.Reward]{}, err
	}
	var again bool
	r, err := s.rewards.Update(ctx, id, func(r *reward.Reward) (err error) {
		if !seesReward(call.Actor, r) {
			return store.NotFound()
		}
		if again, err = admit(call, &r.Meta); again || err != nil {
			return err
		}
		return verb(r, s.act(call, ""))
	})
	if err != nil {
		return Done[reward.Reward]{}, err
	}
	return Done[reward.Reward]{Doc: r, Replayed: again}, nil
}

// decidesRewards refuses actors who are no person of ours: money is never decided
// by a service key, nor in a session in which nobody has proved themself for a while.
func decidesRewards(a aggregate.Actor) error {
	if a.Kind == aggregate.Staff || a.Kind == aggregate.Operator {
		return fresh(a)
	}
	return fault.New(fault.Forbidden, "not_yours_to_do", "Only a person with the approver role decides about rewards.")
}
