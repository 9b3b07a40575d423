package app

import (
	"context"
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/transfer"
)

// Payer moves money at Stripe. Errors are transfer.Refusals: transfer.ClassOf says
// what one means.
type Payer interface {
	// Send asks for one transfer, under the request's key.
	Send(ctx context.Context, r transfer.Request) (transfer.Result, error)
	// Find lists the transfers in a reward's group.
	Find(ctx context.Context, rewardID string) ([]transfer.Result, error)
	// Balance is what can be sent now, in minor units by currency.
	Balance(ctx context.Context) (map[string]int64, error)
}

const (
	// callLimit bounds the call that moves money, lookLimit one that only looks;
	// together they stay below performLimit.
	callLimit = 9 * time.Second
	lookLimit = 3 * time.Second
	// dailyLook is how often a reward is looked at that waits for something which
	// tells us by itself when it comes.
	dailyLook = 24 * time.Hour
	// fundsLook is how often one is looked at that waits for our balance.
	fundsLook = time.Hour
	// openLook is how often one is looked up that may not be resent.
	openLook = 30 * time.Minute
)

// pay performs TaskPay by the protocol of STRIPE.md §4, the only one: intent and
// claim are one write before the call, a reward that is already paying is looked up
// first, and the answer's class alone decides what comes next.
func (s *Rewards) pay(ctx context.Context, r *reward.Reward, task aggregate.Task) (func(*reward.Reward) error, error) {
	switch r.Status {
	case reward.Approved:
		return s.payApproved(ctx, r, task)
	case reward.Paying:
		return s.payOpen(ctx, r, task)
	}
	return nil, nil
}

// payApproved checks what payment waits for, claims the reward and sends it.
func (s *Rewards) payApproved(ctx context.Context, r *reward.Reward, task aggregate.Task) (func(*reward.Reward) error, error) {
	if r.Rule.Kind != reward.Cash {
		return nil, nil
	}
	f, err := s.payFacts(ctx, r, false)
	if err != nil {
		return nil, err
	}
	clear := false
	r, err = s.holding(ctx, r.ID, task, func(r *reward.Reward) error {
		clear = r.Clear(s.clock.Now(), f)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if !clear {
		return nil, waitUntil{s.nextLook(r), r.Waiting}
	}
	if err := s.clearPot(ctx, r); err != nil {
		return nil, err
	}
	account, err := s.payouts.destination(ctx, r.PayeeID)
	if err != nil {
		return nil, err
	}
	r, err = s.holding(ctx, r.ID, task, func(r *reward.Reward) error { return r.Claim(s.byClock(), account) })
	if err != nil {
		return nil, err
	}
	return s.send(ctx, r, task)
}

// payOpen goes on with a reward whose answer isn't known: look first, and resend
// only if the time allows.
func (s *Rewards) payOpen(ctx context.Context, r *reward.Reward, task aggregate.Task) (func(*reward.Reward) error, error) {
	found, err := s.find(ctx, r)
	switch {
	case err != nil:
		return s.answered(task, err), nil
	case found != nil:
		return s.paid(*found), nil
	}
	now := s.clock.Now()
	switch r.Payout.Sends().Next(ms(now)) {
	case transfer.Look:
		due := now.Add(openLook)
		if change := time.UnixMilli(r.Payout.Sends().NextChangeMS()); change.After(now) && change.Before(due) {
			due = change
		}
		return s.unknown(transfer.CodeNoAnswer, due, task), nil
	case transfer.Park:
		return s.park(transfer.CodeNoAnswer), nil
	}
	r, err = s.holding(ctx, r.ID, task, func(r *reward.Reward) error { return r.Resend(s.clock.Now()) })
	if err != nil {
		return nil, err
	}
	return s.send(ctx, r, task)
}

// find looks a reward's transfer up; nil means that there is none.
func (s *Rewards) find(ctx context.Context, r *reward.Reward) (*transfer.Result, error) {
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	list, err := s.payer.Find(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	return transfer.Match(r.Request(s.env), list)
}

// send makes the call. Just before it, it reads the wall clock once more: a process
// that was paused past its lease must not send, because another one may have.
func (s *Rewards) send(ctx context.Context, r *reward.Reward, task aggregate.Task) (func(*reward.Reward) error, error) {
	ends := s.wall().Add(callLimit)
	if ends.UnixMilli() >= task.LeaseUntilMS {
		return s.answered(task, &transfer.Refusal{Class: transfer.TryLater, Code: transfer.CodeTooLate}), nil
	}
	ctx, cancel := context.WithDeadline(ctx, ends)
	defer cancel()
	result, err := s.payer.Send(ctx, r.Request(s.env))
	if err != nil {
		return s.answered(task, err), nil
	}
	return s.paid(result), nil
}

// answered turns an answer that isn't a yes into what follows from its class.
func (s *Rewards) answered(task aggregate.Task, err error) func(*reward.Reward) error {
	no := transfer.RefusalOf(err)
	s.log.Warn("a payout has no clear yes", "class", no.Class, "code", no.Code, "stripe_request", no.RequestID, "operator", no.Operator, "cause", no.Cause)
	switch no.Class {
	case transfer.DefiniteNo:
		return func(r *reward.Reward) error { return r.Refused(s.byClock(), no.Code) }
	case transfer.Frozen:
		return s.park(no.Code)
	}
	return s.unknown(no.Code, s.clock.Now().Add(backoff(tries(task)+1)), task)
}

// paid settles a reward whose transfer exists.
func (s *Rewards) paid(t transfer.Result) func(*reward.Reward) error {
	return func(r *reward.Reward) error { return r.Paid(s.byClock(), t, s.env) }
}

// unknown marks a reward for review and looks again at due. The tries travel in the
// new task, so that the pauses grow although none of them counts as a failure.
func (s *Rewards) unknown(code string, due time.Time, task aggregate.Task) func(*reward.Reward) error {
	return func(r *reward.Reward) error {
		if err := r.Unknown(s.byClock(), code, false); err != nil {
			return err
		}
		r.Reschedule(reward.TaskPay, due, map[string]string{"tries": strconv.FormatInt(tries(task)+1, 10)})
		return nil
	}
}

// park sets a reward aside for a person.
func (s *Rewards) park(code string) func(*reward.Reward) error {
	return func(r *reward.Reward) error { return r.Unknown(s.byClock(), code, true) }
}

func tries(task aggregate.Task) int64 {
	n, _ := strconv.ParseInt(task.Payload["tries"], 10, 64) // absent is none
	return n
}

// holding changes a reward in the middle of its task, as long as the claim is
// still the newest.
func (s *Rewards) holding(ctx context.Context, id string, task aggregate.Task, change func(*reward.Reward) error) (*reward.Reward, error) {
	r, err := s.rewards.Update(ctx, id, func(r *reward.Reward) error {
		if !r.Holds(task) {
			return errFenced
		}
		return change(r)
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}
