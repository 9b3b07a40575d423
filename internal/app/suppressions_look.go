package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/suppression"
	"github.com/goodword/goodword/internal/fault"
)

// Look answers whether an e-mail address or phone number is on the list: its entry,
// or nil. There is no other way to read the list by person, because nobody's name
// is on it.
func (s *Suppressions) Look(ctx context.Context, actor aggregate.Actor, in SuppressInput) (*suppression.Suppression, error) {
	if err := suppresses(actor); err != nil {
		return nil, err
	}
	d, f := contact.Details{Email: in.Email, Phone: in.Phone}.Check("", "")
	if f != nil {
		return nil, f
	}
	keys := s.keys(d)
	if len(keys) == 0 {
		return nil, fault.OfField("/email", "required", "Give an e-mail address or a phone number.")
	}
	for _, key := range keys {
		if n, err := s.covering(ctx, []string{key}, anySuppression); n != nil || err != nil {
			return n, err
		}
	}
	return nil, nil
}
