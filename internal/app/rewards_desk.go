package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/store"
)

// DeskFilter narrows the approvers' desk. Everything that is set has to hold.
type DeskFilter struct {
	Search     string // the beginnings of words of the referred person's name, company, e-mail or phone
	Statuses   []reward.Status
	Mine       bool // what waits for the actor's word, see WaitingFor
	Person     bool // what waits for somebody of ours: reward.NeedsPerson
	ProgramID  string
	ReferrerID string
}

// Desk lists rewards with the evidence beside them. With a search or several filters
// a part may be short, or empty, while there is a next one.
func (s *Rewards) Desk(ctx context.Context, actor aggregate.Actor, f DeskFilter, p Page) (WaitingRewards, error) {
	if err := need(actor, aggregate.Approver); err != nil {
		return WaitingRewards{}, err
	}
	l, err := s.desk(ctx, actor, f, p)
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

// desk reads one part by the index that narrows it most.
func (s *Rewards) desk(ctx context.Context, actor aggregate.Actor, f DeskFilter, p Page) (Listed[reward.Reward], error) {
	if f.Mine {
		f.Statuses = []reward.Status{reward.AwaitingApproval}
	}
	if f.Search != "" {
		return s.deskSearched(ctx, actor, f, p)
	}
	q, equal := rewardsAll, []any(nil)
	switch {
	case f.Person:
		q, equal = rewardsByWaiting, []any{needsPerson()}
	case f.ReferrerID != "" && len(f.Statuses) > 0:
		q, equal = rewardsByReferrerS, []any{f.ReferrerID, f.statuses()}
	case f.ReferrerID != "":
		q, equal = rewardsByReferrer, []any{f.ReferrerID}
	case f.ProgramID != "" && len(f.Statuses) > 0:
		q, equal = rewardsByProgramS, []any{f.ProgramID, f.statuses()}
	case f.ProgramID != "":
		q, equal = rewardsByProgram, []any{f.ProgramID}
	case len(f.Statuses) > 0:
		q, equal = rewardsByStatus, []any{f.statuses()}
	}
	only := sieve[reward.Reward]{}.and("desk", f.mark(), f.holds)
	if f.Mine {
		only = only.andAsk("for", actor.ID, s.awaitsWordOf(ctx, actor))
	}
	return selected(ctx, s.core, s.rewards, q, equal, p, func(r *reward.Reward) int64 { return r.CreatedMS }, only)
}

// deskSearched finds the referrals that are meant first: the words are theirs. A
// referral's rewards stay together in one part.
func (s *Rewards) deskSearched(ctx context.Context, actor aggregate.Actor, f DeskFilter, p Page) (Listed[reward.Reward], error) {
	q, equal, only, err := searched(s.core, referralsSearched, f.Search, referralWords)
	if err != nil {
		return Listed[reward.Reward]{}, err
	}
	kept := map[string][]*reward.Reward{}
	waits := s.awaitsWordOf(ctx, actor)
	only = only.andAsk("desk", cmp.Or(f.mark(), "all"), func(r *referral.Referral) (bool, error) {
		list, err := s.ofReferral(ctx, r.ID)
		for _, w := range list {
			keep := f.holds(w)
			if keep && f.Mine && err == nil {
				keep, err = waits(w)
			}
			if keep {
				kept[r.ID] = append(kept[r.ID], w)
			}
		}
		return len(kept[r.ID]) > 0, err
	})
	found, err := selected(ctx, s.core, s.referrals, q, equal, p, func(r *referral.Referral) int64 { return r.CreatedMS }, only)
	if err != nil {
		return Listed[reward.Reward]{}, err
	}
	out := Listed[reward.Reward]{Next: found.Next}
	for _, r := range found.Docs {
		out.Docs = append(out.Docs, kept[r.ID]...)
	}
	return out, nil
}

// holds reports whether a reward passes all of the filter but the search.
func (f DeskFilter) holds(r *reward.Reward) bool {
	return (len(f.Statuses) == 0 || slices.Contains(f.Statuses, r.Status)) &&
		(!f.Person || slices.Contains(reward.NeedsPerson, reward.Code(r.Waiting))) &&
		(f.ProgramID == "" || f.ProgramID == r.ProgramID) && (f.ReferrerID == "" || f.ReferrerID == r.ReferrerID)
}

// mark is the filter in a word, for the cursor; "" for no filter.
func (f DeskFilter) mark() string {
	var parts []string
	for _, st := range f.Statuses {
		parts = append(parts, string(st))
	}
	if f.Mine {
		parts = append(parts, "mine")
	}
	if f.Person {
		parts = append(parts, NeedsPerson)
	}
	if f.ProgramID != "" {
		parts = append(parts, "program "+f.ProgramID)
	}
	if f.ReferrerID != "" {
		parts = append(parts, "referrer "+f.ReferrerID)
	}
	return strings.Join(parts, "|")
}

func (f DeskFilter) statuses() store.In {
	in := make(store.In, len(f.Statuses))
	for i, st := range f.Statuses {
		in[i] = string(st)
	}
	return in
}

// ReferrerHistory is what an approver knows of a referrer besides the reward at
// hand.
type ReferrerHistory struct {
	Introduced int64
	Referrals  map[referral.Status]int64
	Rewards    map[reward.Status]int64
}

// History counts what came of a referrer's introductions.
func (s *Rewards) History(ctx context.Context, actor aggregate.Actor, referrerID string) (ReferrerHistory, error) {
	h := ReferrerHistory{Referrals: map[referral.Status]int64{}, Rewards: map[reward.Status]int64{}}
	if err := need(actor, aggregate.Approver); err != nil {
		return h, err
	}
	of := store.Args{Equal: []any{referrerID}}
	referrals, err := s.referrals.Count(ctx, referralsByReferrer, of, "status")
	if err != nil {
		return h, err
	}
	for status, n := range referrals {
		h.Introduced += n
		h.Referrals[referral.Status(status)] = n
	}
	rewards, err := s.rewards.Count(ctx, rewardsByReferrer, of, "status")
	for status, n := range rewards {
		h.Rewards[reward.Status(status)] = n
	}
	return h, err
}
