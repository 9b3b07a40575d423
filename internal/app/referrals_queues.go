package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/store"
)

// ReviewCounts says how much waits for reviewers, and for what they asked.
type ReviewCounts struct {
	ToReview  int64
	NeedsInfo int64
	ToConfirm int64
	Reported  int64 // with a report that nobody has answered
}

// CountReview counts the reviewers' queues.
func (s *Referrals) CountReview(ctx context.Context, actor aggregate.Actor) (ReviewCounts, error) {
	if err := reads(actor); err != nil {
		return ReviewCounts{}, err
	}
	var out ReviewCounts
	for status, n := range map[referral.Status]*int64{
		referral.InReview: &out.ToReview, referral.NeedsInfo: &out.NeedsInfo, referral.ToConfirm: &out.ToConfirm,
	} {
		by, err := s.referrals.Count(ctx, referralsByStatus, store.Args{Equal: []any{string(status)}}, "")
		if err != nil {
			return ReviewCounts{}, err
		}
		*n = by[""]
	}
	by, err := s.referrals.Count(ctx, referralsReported, store.Args{}, "")
	out.Reported = by[""]
	return out, err
}
