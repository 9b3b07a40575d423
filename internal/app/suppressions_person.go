package app

import (
	"context"
	"slices"

	"github.com/goodword/goodword/internal/domain/suppression"
	"github.com/goodword/goodword/internal/store"
)

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
