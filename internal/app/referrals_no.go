package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/referral"
)

// RecordNo writes down a no that the person gave without our asking, by reply or by
// a call of their own. It is no contact of ours, and so no breach; one that was made
// is recorded with its outcome instead.
func (s *Referrals) RecordNo(ctx context.Context, call Call, id string, in Reasoned) (Done[referral.Referral], error) {
	var none Done[referral.Referral]
	words, err := s.words(in, "/reason", in.Reason)
	if err != nil {
		return none, err
	}
	seen, err := s.Get(ctx, call.Actor, id)
	if err != nil {
		return none, err
	}
	if again, err := admit(call, &seen.Meta); again || err != nil {
		return Done[referral.Referral]{Doc: seen, Replayed: again}, err
	}
	if err := seen.May(referral.No, call.Actor); err != nil {
		return none, err
	}
	t, err := s.programs.Terms(ctx, seen.ProgramID, seen.RevisionN)
	if err != nil {
		return none, err
	}
	return s.refuse(ctx, call, seen, t, nil, false, words)
}
