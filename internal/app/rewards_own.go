package app

import (
	"context"
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/search"
	"github.com/goodword/goodword/internal/fault"
)

// RewardRow is a reward as its referrer's list shows it.
type RewardRow struct {
	Reward  *reward.Reward
	Person  string // who was introduced; "" once their details are erased
	Company string
}

// OwnRewardFilter narrows a referrer's own rewards; all of it may be set.
type OwnRewardFilter struct {
	Search string // the beginnings of words of the person's name or company
	Status string
	Year   int // in which it came about, in UTC; 0 for all
}

// Own lists a referrer's rewards, each with whom it is for, newest first. With a
// search a part may be short, or empty, while there is a next one.
func (s *Rewards) Own(ctx context.Context, actor aggregate.Actor, f OwnRewardFilter, p Page) (Listed[RewardRow], error) {
	if actor.Kind != aggregate.Referrer || actor.ID == "" {
		return Listed[RewardRow]{}, fault.New(fault.Forbidden, "not_allowed", "Only a referrer has rewards of their own.")
	}
	only, err := s.ownSieve(ctx, f)
	if err != nil {
		return Listed[RewardRow]{}, err
	}
	q, equal := rewardsByReferrer, []any{actor.ID}
	if f.Status != "" {
		q, equal = rewardsByReferrerS, []any{actor.ID, f.Status}
	}
	l, err := selected(ctx, s.core, s.rewards, q, equal, p, func(r *reward.Reward) int64 { return r.CreatedMS }, only)
	if err != nil {
		return Listed[RewardRow]{}, err
	}
	out := Listed[RewardRow]{Docs: make([]*RewardRow, len(l.Docs)), Next: l.Next}
	for i, r := range l.Docs {
		who, err := s.introduced(ctx, r)
		if err != nil {
			return Listed[RewardRow]{}, err
		}
		out.Docs[i] = &RewardRow{Reward: r, Person: who.Name, Company: who.Company}
	}
	return out, nil
}

// OfOwn is one of the rewards that Own lists, or that a referrer is paid.
func (s *Rewards) OfOwn(ctx context.Context, actor aggregate.Actor, id string) (RewardRow, error) {
	r, err := s.Get(ctx, actor, id)
	if err != nil {
		return RewardRow{}, err
	}
	who, err := s.introduced(ctx, r)
	return RewardRow{Reward: r, Person: who.Name, Company: who.Company}, err
}

// ownSieve holds the year against the index and what was typed against the names.
func (s *Rewards) ownSieve(ctx context.Context, f OwnRewardFilter) (only sieve[reward.Reward], err error) {
	if f.Year != 0 {
		if f.Year < firstYear || f.Year > lastYear {
			return only, fault.OfField("?year", "out_of_range", "Use a year.")
		}
		only = only.and("year", strconv.Itoa(f.Year), func(*reward.Reward) bool { return true })
		only.from = ms(time.Date(f.Year, 1, 1, 0, 0, 0, 0, time.UTC))
		only.to = ms(time.Date(f.Year+1, 1, 1, 0, 0, 0, 0, time.UTC))
	}
	if f.Search == "" {
		return only, nil
	}
	query, wrong := search.Parse("?q", f.Search)
	if wrong != nil {
		return only, wrong
	}
	return only.andAsk("search", query.String(), func(r *reward.Reward) (bool, error) {
		who, err := s.introduced(ctx, r)
		// Only what the referrer wrote, so that nobody can try out an address.
		return query.Matches(search.Words(who.Name, who.Company)), err
	}), nil
}

// The years that a filter may name.
const (
	firstYear = 1970
	lastYear  = 9999
)

// introduced is whom a reward is for; blank once the details are erased.
func (s *Rewards) introduced(ctx context.Context, r *reward.Reward) (referral.Personal, error) {
	doc, err := found(s.referrals.Get(ctx, r.ReferralID))
	if doc == nil || err != nil {
		return referral.Personal{}, err
	}
	return doc.Personal, nil
}
