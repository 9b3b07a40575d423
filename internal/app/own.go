package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
)

// inPerson reports whether a member acts themself, and no key for them.
func inPerson(a aggregate.Actor) bool {
	return (a.Kind == aggregate.Staff || a.Kind == aggregate.Referrer) && a.ID != "" && a.Via == ""
}

// self reads the member who acts. What is only their own is never a key's.
func (s *Members) self(ctx context.Context, a aggregate.Actor) (*member.Member, error) {
	if !inPerson(a) {
		return nil, fault.New(fault.Forbidden, "not_yours_to_do", "Only the member sees and changes this, signed in themself.")
	}
	return s.members.Get(ctx, a.ID)
}

// fresh refuses an actor whose session is too old for what moves money or gives
// power away (PRODUCT.md §9, §13).
func fresh(a aggregate.Actor) error {
	if a.Stale() {
		return fault.New(fault.Forbidden, staleSession, "Please show once more that it is you: your sign-in is more than 15 minutes old.")
	}
	return nil
}

// staleSession is the reason of a refusal that signing in again mends.
const staleSession = "stale_session"
