package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/store"
)

// Totals adds up what a member got, year by year, and what they still get.
func (s *Rewards) Totals(ctx context.Context, actor aggregate.Actor, memberID string) (reward.Totals, error) {
	rewards, err := s.ofPayee(ctx, actor, memberID, reward.Statuses)
	return reward.Total(rewards), err
}

// ofPayee reads the rewards of one payee that the actor may see, newest first.
func (s *Rewards) ofPayee(ctx context.Context, actor aggregate.Actor, memberID string, statuses []reward.Status) ([]*reward.Reward, error) {
	if err := mayReadRewards(actor); err != nil {
		return nil, err
	}
	if _, err := s.payouts.members.Get(ctx, actor, memberID); err != nil {
		return nil, err
	}
	in := make(store.In, len(statuses))
	for i, st := range statuses {
		in[i] = string(st)
	}
	part := func(p Page) (Listed[reward.Reward], error) {
		return list(ctx, s.core, s.rewards, rewardsByPayee, []any{memberID, in}, p, func(r *reward.Reward) int64 { return r.CreatedMS })
	}
	var all []*reward.Reward
	for r, err := range Each(ctx, part, Page{}) {
		if err != nil {
			return nil, err
		}
		if seesReward(actor, r) {
			all = append(all, r)
		}
	}
	return all, nil
}

// Statement is what a member was paid in a year, the earliest first.
type Statement struct {
	Year int
	Rows []StatementRow
	Sums []money.Money // less what was given back, by currency
}

// StatementRow is one payment.
type StatementRow struct {
	Reward *reward.Reward
	Person string // who was introduced; "" once their details are erased
}

// Statement lists what a member was paid in a year, in UTC as the tax limit has it.
func (s *Rewards) Statement(ctx context.Context, actor aggregate.Actor, memberID string, year int) (Statement, error) {
	rewards, err := s.ofPayee(ctx, actor, memberID, []reward.Status{reward.Paid, reward.ClawbackDue, reward.ClawedBack, reward.WrittenOff})
	if err != nil {
		return Statement{}, err
	}
	st := Statement{Year: year}
	var paid []*reward.Reward
	for _, r := range rewards {
		if r.PaidMS != 0 && time.UnixMilli(r.PaidMS).UTC().Year() == year {
			paid = append(paid, r)
		}
	}
	for _, sum := range reward.Total(paid).Years {
		st.Sums = append(st.Sums, sum.Amount)
	}
	reward.ByPayment(paid)
	for _, r := range paid {
		row := StatementRow{Reward: r}
		doc, err := found(s.referrals.Get(ctx, r.ReferralID))
		if err != nil {
			return Statement{}, err
		}
		if doc != nil && sees(actor, doc) {
			row.Person = doc.Personal.Name
		}
		st.Rows = append(st.Rows, row)
	}
	return st, nil
}
