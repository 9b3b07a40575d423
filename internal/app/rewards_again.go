package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/fault"
)

// SendAgain starts the next attempt of a payment that was parked without an answer.
// The look-up that it depends on is made here, at the press; if it finds the
// transfer, the reward is paid instead.
func (s *Rewards) SendAgain(ctx context.Context, call Call, id string) (Done[reward.Reward], error) {
	return s.afterLooking(ctx, call, id, func(r *reward.Reward, act reward.Act) error { return r.SendAgain(act, s.wall()) })
}

// Fail gives a payment up for good. One that may still be on its way needs what
// SendAgain needs.
func (s *Rewards) Fail(ctx context.Context, call Call, id string, in FailReward) (Done[reward.Reward], error) {
	note, err := s.note(in, in.Note)
	if err != nil {
		return Done[reward.Reward]{}, err
	}
	fail := func(r *reward.Reward, act reward.Act) error {
		act.Note = note
		return r.Failed(act, s.wall(), in.Reason)
	}
	seen, err := s.Get(ctx, call.Actor, id)
	if err != nil {
		return Done[reward.Reward]{}, err
	}
	if seen.Status == reward.Paying {
		return s.afterLooking(ctx, call, id, fail)
	}
	return s.change(ctx, call, id, func(r *reward.Reward, act reward.Act) error {
		if r.Status == reward.Paying {
			return fault.New(fault.Conflict, "being_sent", "The worker has just taken this reward up. Please try again in a minute.")
		}
		return fail(r, act)
	})
}

// afterLooking does what must not be done to a payment that exists: it looks first.
func (s *Rewards) afterLooking(ctx context.Context, call Call, id string, verb func(*reward.Reward, reward.Act) error) (Done[reward.Reward], error) {
	var none Done[reward.Reward]
	if err := decidesRewards(call.Actor); err != nil {
		return none, err
	}
	seen, err := s.Get(ctx, call.Actor, id)
	if err != nil {
		return none, err
	}
	if again, err := admit(call, &seen.Meta); again || err != nil {
		return Done[reward.Reward]{Doc: seen, Replayed: again}, err
	}
	if err := seen.MaySendAgain(s.act(call, ""), s.wall()); err != nil {
		return none, err
	}
	found, err := s.find(ctx, seen)
	if err != nil {
		return none, unanswered(err)
	}
	attempt := seen.Payout.Attempt
	return s.change(ctx, call, id, func(r *reward.Reward, act reward.Act) error {
		switch {
		case found != nil:
			r.Unschedule(reward.TaskPay)
			return r.Paid(s.byClock(), *found, s.env)
		case r.Payout.Attempt != attempt:
			return fault.New(fault.Conflict, "sent_again_already", "Somebody has just had this payment sent again.")
		}
		return verb(r, act)
	})
}

// unanswered is the fault for a look-up at Stripe that gave no clear answer.
func unanswered(err error) error {
	no := transfer.RefusalOf(err)
	if no.Class == transfer.Frozen {
		return fault.New(fault.Conflict, no.Code, "Stripe has a transfer for this reward that differs from what was asked for. Please compare it by hand.").Wrap(err)
	}
	return fault.New(fault.Unavailable, "stripe_unavailable", "Stripe doesn't answer clearly at the moment. Please try again in a few minutes.").Wrap(err)
}
