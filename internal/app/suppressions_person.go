package app

import (
	"context"
	"slices"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/suppression"
	"github.com/goodword/goodword/internal/store"
)

// wordOn is where a person said something: on a referral, and at how many of its
// events.
type wordOn struct {
	referral string
	seq      int64
}

func wordNow(r *referral.Referral) wordOn { return wordOn{r.ID, int64(len(r.Events))} }

// hold puts a referred person on the list for what they answered on a referral.
// keys are keyed hashes of package contact. It is stored before the answer is, and
// again after it: between the two, a lift that was under way for an older yes may
// have met it. A repeat changes nothing.
func (s *Suppressions) hold(ctx context.Context, by aggregate.Actor, on wordOn, keys []string, r suppression.Reason) error {
	same, err := s.covering(ctx, keys, func(n *suppression.Suppression) bool { return n.Origin == on.referral && n.Reason == r })
	if err != nil || same != nil && same.OriginSeq >= on.seq {
		return err
	}
	if same != nil {
		renewed, err := s.suppressions.Update(ctx, same.ID, func(n *suppression.Suppression) error { n.Renew(on.seq); return nil })
		if err != nil || renewed.State == suppression.Active {
			return err
		}
	}
	n, err := suppression.New(s.newID(suppression.Prefix, Call{}), keys, r, on.referral, by, nil, s.clock.Now())
	if err != nil {
		return err
	}
	n.Renew(on.seq)
	return s.suppressions.Insert(ctx, n)
}

// lift ends every suppression that a referral's person had made, because they took
// their no back. One that they made after that word stays.
func (s *Suppressions) lift(ctx context.Context, on wordOn, by aggregate.Actor) error {
	made, err := s.suppressions.Find(ctx, suppressionsByOrigin, store.Args{Equal: []any{on.referral}, Limit: perKeyLimit})
	if err != nil {
		return err
	}
	for _, m := range made {
		_, err := s.suppressions.Update(ctx, m.ID, func(m *suppression.Suppression) error {
			if m.OriginSeq >= on.seq {
				return nil
			}
			return m.Lift(by, nil, s.clock.Now())
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Recognised reports whether the person of a page, who said no, is known to the list
// by e-mail or phone, so that nobody can put them forward again. By name and company
// alone a later match is only looked at.
func (s *Referrals) Recognised(ctx context.Context, p Person) (bool, error) {
	made, err := s.suppressions.suppressions.Find(ctx, suppressionsByOrigin, store.Args{Equal: []any{p.Referral.ID}, Limit: perKeyLimit})
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(made, func(m *suppression.Suppression) bool {
		return slices.ContainsFunc(m.Keys, suppression.Strong)
	}), nil
}
