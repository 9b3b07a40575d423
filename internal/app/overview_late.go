package app

import (
	"context"
	"maps"
	"slices"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/store"
)

// Late is what somebody of ours should have done. A pile is empty for who has
// nothing to do with it.
type Late struct {
	Steps     Pile // promised steps of introductions
	Decisions Pile // on rewards
	Reports   Pile // of breaches, unanswered
	Blocked   Pile // rewards that met a definite no
	Parked    Pile // tasks that were given up
}

// Any reports whether anything is late.
func (l Late) Any() bool {
	return l.Steps.Count+l.Decisions.Count+l.Reports.Count+l.Blocked.Count+l.Parked.Count > 0
}

// Pile is a number of things of one kind, and the oldest of them.
type Pile struct {
	Count int64
	First []Overdue
}

// Overdue is one thing that is late.
type Overdue struct {
	ID      string // of the referral or reward; of a parked task's document
	Queue   string // of a parked task
	Name    string // of the person; empty for a task, and once it is erased
	What    string // code of a step, a reward's reason or a task's kind
	SinceMS int64
}

// pileShown is how many things of a pile are named.
const pileShown = 5

var (
	referralsOwed      = store.Query{Name: "owed", Index: "owed", Sort: "owed_ms"}
	referralsOwedByRep = store.Query{Name: "owed_by_rep", Index: "rep_owed", Equal: []string{"rep_id"}, Sort: "owed_ms"}
	referralsByReached = newest("by_reached", "reached", "reached")
	referralsByEntry   = newest("by_entry", "entry", "entry")
	rewardsToDecide    = store.Query{Name: "to_decide", Index: "decide", Sort: "decide_ms"}
)

// late fills the piles that are the actor's business.
func (s *Overviews) late(ctx context.Context, actor aggregate.Actor, o *Overview) error {
	may := func(roles ...aggregate.Role) bool { return need(actor, roles...) == nil }
	for _, p := range []struct {
		yours bool
		fill  func(context.Context, aggregate.Actor, *Late) error
	}{
		{may(aggregate.Rep, aggregate.Reviewer), s.lateSteps},
		{may(aggregate.Approver), s.lateDecisions},
		{may(aggregate.Reviewer), s.unanswered},
		{may(aggregate.Approver), s.blocked},
		{may(), s.parkedTasks},
	} {
		if !p.yours {
			continue
		}
		if err := p.fill(ctx, actor, &o.Late); err != nil {
			return err
		}
	}
	return nil
}

// lateSteps are everybody's for reviewers and admins, and one's own for a rep.
func (s *Overviews) lateSteps(ctx context.Context, actor aggregate.Actor, l *Late) (err error) {
	q, args := referralsOwed, store.Args{To: ms(s.clock.Now()), Limit: pileShown}
	if need(actor, aggregate.Reviewer) != nil {
		q, args.Equal = referralsOwedByRep, []any{actor.ID}
	}
	l.Steps, err = pile(ctx, s.referrals.referrals, q, args, func(r *referral.Referral) Overdue {
		step, _ := r.OwedStep()
		return Overdue{ID: r.ID, Name: r.Personal.Name, What: string(step.Code), SinceMS: step.DueMS}
	})
	return err
}

func (s *Overviews) unanswered(ctx context.Context, _ aggregate.Actor, l *Late) (err error) {
	l.Reports, err = pile(ctx, s.referrals.referrals, referralsReported, store.Args{Limit: pileShown}, func(r *referral.Referral) Overdue {
		return Overdue{ID: r.ID, Name: r.Personal.Name, SinceMS: r.ReportedMS}
	})
	return err
}

func (s *Overviews) lateDecisions(ctx context.Context, _ aggregate.Actor, l *Late) (err error) {
	args := store.Args{To: ms(s.clock.Now()), Limit: pileShown}
	l.Decisions, err = pile(ctx, s.rewards.rewards, rewardsToDecide, args, func(r *reward.Reward) Overdue {
		return Overdue{ID: r.ID, SinceMS: r.DecideMS}
	})
	return s.named(ctx, l.Decisions.First, err)
}

func (s *Overviews) blocked(ctx context.Context, _ aggregate.Actor, l *Late) (err error) {
	args := store.Args{Equal: []any{reward.Blocked}, Limit: pileShown}
	l.Blocked, err = pile(ctx, s.rewards.rewards, oldest(rewardsByStatus), args, func(r *reward.Reward) Overdue {
		return Overdue{ID: r.ID, What: r.Reason, SinceMS: r.UpdatedMS}
	})
	return s.named(ctx, l.Blocked.First, err)
}

func (s *Overviews) parkedTasks(ctx context.Context, _ aggregate.Actor, l *Late) error {
	tasks, err := s.parked(ctx)
	l.Parked.Count = int64(len(tasks))
	for _, t := range tasks[:min(len(tasks), pileShown)] {
		l.Parked.First = append(l.Parked.First, Overdue{ID: t.ID, Queue: t.Queue, What: t.Kind, SinceMS: t.ParkedMS})
	}
	return err
}

// named gives rewards the names of the people who were introduced.
func (s *Overviews) named(ctx context.Context, rewards []Overdue, err error) error {
	for i := range rewards {
		if err != nil {
			return err
		}
		var w *reward.Reward
		if w, err = s.rewards.rewards.Get(ctx, rewards[i].ID); err != nil {
			return err
		}
		var r *referral.Referral
		if r, err = found(s.referrals.referrals.Get(ctx, w.ReferralID)); r != nil {
			rewards[i].Name = r.Personal.Name
		}
	}
	return err
}

// pile counts what a query finds and shows the first ones.
func pile[T any, P interface {
	*T
	store.Document
}](ctx context.Context, c *store.Collection[T, P], q store.Query, args store.Args, show func(*T) Overdue) (Pile, error) {
	all, err := c.Count(ctx, q, args, "")
	if err != nil {
		return Pile{}, err
	}
	p := Pile{Count: all[""]}
	first, err := c.Find(ctx, q, args)
	for _, d := range first {
		p.First = append(p.First, show(d))
	}
	return p, err
}

// RewardsByStatus is what the rewards of one status come to in one currency.
type RewardsByStatus struct {
	Status reward.Status
	Sum    money.Money
}

// owedStatuses are those of rewards that may still be paid, in the order of their
// life.
func owedStatuses() []reward.Status {
	return []reward.Status{reward.Held, reward.AwaitingApproval, reward.Approved, reward.Paying, reward.Blocked}
}

// owed adds up unpaid rewards, for approvers and admins.
func (s *Overviews) owed(ctx context.Context, actor aggregate.Actor, o *Overview) error {
	if need(actor, aggregate.Approver) != nil {
		return nil
	}
	o.Owed = []RewardsByStatus{}
	for _, status := range owedStatuses() {
		sums, err := s.rewards.rewards.Sum(ctx, rewardsByStatus, store.Args{Equal: []any{status}}, "minor", "currency")
		if err != nil {
			return err
		}
		for _, c := range slices.Sorted(maps.Keys(sums)) {
			o.Owed = append(o.Owed, RewardsByStatus{status, money.Of(sums[c], c)})
		}
	}
	return nil
}
