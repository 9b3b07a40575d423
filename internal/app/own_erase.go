package app

import (
	"context"
	"iter"

	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// MayErase returns the reason why the actor's data can't be erased now, or nil:
// money that is on its way to them or due back from them, work that waits for them,
// or being the last admin.
func (s *Own) MayErase(ctx context.Context, actor aggregate.Actor) error {
	m, err := s.members.self(ctx, actor)
	if err != nil {
		return err
	}
	if err := s.nothingOwed(ctx, actor.ID); err != nil {
		return err
	}
	if m.Kind != member.Staff {
		return nil
	}
	if err := s.nothingAssigned(ctx, actor.ID); err != nil {
		return err
	}
	if m.IsAdmin() {
		return s.notLastAdmin(ctx)
	}
	return nil
}

// owing are the statuses of rewards that still move money.
var owing = store.In{
	string(reward.Held), string(reward.AwaitingApproval), string(reward.Approved), string(reward.Paying), string(reward.Blocked), string(reward.ClawbackDue),
}

// nothingOwed refuses while a reward of the member moves money: their name and
// account are needed for it.
func (s *Own) nothingOwed(ctx context.Context, id string) error {
	for _, q := range []store.Query{rewardsByPayee, rewardsByReferrerS} {
		due, err := s.rewards.rewards.Find(ctx, q, store.Args{Equal: []any{id, owing}, Limit: 1})
		if err != nil {
			return err
		}
		if len(due) > 0 {
			return fault.New(fault.Conflict, "rewards_open", "A reward of yours isn't settled yet. Wait until it is, or ask us to cancel it.")
		}
	}
	return nil
}

// inWork are the statuses of referrals that somebody follows up.
var inWork = store.In{string(referral.Agreed), string(referral.InContact), string(referral.Met)}

// nothingAssigned refuses while somebody was promised that this rep writes to them.
func (s *Own) nothingAssigned(ctx context.Context, id string) error {
	work, err := s.referrals.referrals.Find(ctx, referralsByRepStatus, store.Args{Equal: []any{id, inWork}, Limit: 1})
	if err != nil {
		return err
	}
	if len(work) > 0 {
		return fault.New(fault.Conflict, "work_assigned", "People wait for you to follow up. Hand your introductions over first.")
	}
	return nil
}

func (s *Own) notLastAdmin(ctx context.Context) error {
	admins, err := s.members.withRole(ctx, aggregate.Admin)
	if err != nil {
		return err
	}
	if len(admins) < 2 {
		return member.LastAdmin()
	}
	return nil
}

// Erase blanks what is personal of the actor and ends their part for good. Before
// the yes their introductions are withdrawn; after it only their claim and reward
// end, because the promise to the person stands. It can be repeated: a step that
// failed is made up for.
func (s *Own) Erase(ctx context.Context, call Call) error {
	if err := fresh(call.Actor); err != nil {
		return err
	}
	if err := s.MayErase(ctx, call.Actor); err != nil {
		return err
	}
	for _, step := range []func(context.Context, aggregate.Actor) error{s.withdrawAll, s.endLinks, s.endKeys, s.endPasskeys, s.endSessions} {
		if err := step(ctx, call.Actor); err != nil {
			return err
		}
	}
	_, err := s.members.govern(ctx, Call{Actor: call.Actor}, call.Actor.ID, func(m *member.Member) error {
		m.Erase(call.Actor, s.clock.Now())
		return nil
	})
	return err
}

func (s *Own) withdrawAll(ctx context.Context, by aggregate.Actor) error {
	for r, err := range s.ownReferrals(ctx, by.ID) {
		if err != nil {
			return err
		}
		_, err := s.referrals.Withdraw(ctx, Call{Actor: by}, r.ID, Remarked{})
		if err = ignoreState(err); err != nil {
			return err
		}
	}
	return nil
}

func (s *Own) endLinks(ctx context.Context, by aggregate.Actor) error {
	for l, err := range s.ownLinks(ctx, by.ID) {
		if err != nil {
			return err
		}
		_, err := s.links.links.Update(ctx, l.ID, func(l *link.Link) error {
			l.Switch(link.Off, by, nil, s.clock.Now())
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Own) endKeys(ctx context.Context, by aggregate.Actor) error {
	if by.Kind != aggregate.Staff {
		return nil
	}
	keys, err := s.keys.keys.Find(ctx, keysByOwner, store.Args{Equal: []any{by.ID}, Limit: store.MaxLimit})
	if err != nil {
		return err
	}
	for _, k := range keys {
		if _, err := s.keys.Revoke(ctx, Call{Actor: by}, k.ID); err != nil {
			return err
		}
	}
	return nil
}

// endPasskeys deletes the passkeys: their public halves name nobody any more, and
// their names were typed by the member.
func (s *Own) endPasskeys(ctx context.Context, by aggregate.Actor) error {
	passkeys, err := s.passkeys.of(ctx, by.ID)
	if err != nil {
		return err
	}
	for _, p := range passkeys {
		if err := s.passkeys.record.buried(ctx, activity.Passkey, p.Meta, by); err != nil {
			return err
		}
		if err := ignoreMissing(s.passkeys.passkeys.Delete(ctx, p.ID)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Own) endSessions(ctx context.Context, by aggregate.Actor) error {
	all, err := s.sessions.sessions.Find(ctx, sessionsByMember, store.Args{Equal: []any{by.ID}, Limit: maxSessions})
	if err != nil {
		return err
	}
	for _, n := range all {
		if err := ignoreMissing(s.sessions.sessions.Delete(ctx, n.ID)); err != nil {
			return err
		}
	}
	return nil
}

// ownReferrals goes through a member's introductions.
func (s *Own) ownReferrals(ctx context.Context, id string) iter.Seq2[*referral.Referral, error] {
	return Each(ctx, func(p Page) (Listed[referral.Referral], error) {
		return list(ctx, s.core, s.referrals.referrals, referralsByReferrer, []any{id}, p, func(r *referral.Referral) int64 { return r.CreatedMS })
	}, Page{})
}

// ownLinks goes through a member's links.
func (s *Own) ownLinks(ctx context.Context, id string) iter.Seq2[*link.Link, error] {
	return Each(ctx, func(p Page) (Listed[link.Link], error) {
		return list(ctx, s.core, s.links.links, linksByMember, []any{id}, p, func(l *link.Link) int64 { return l.CreatedMS })
	}, Page{})
}
