package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/domain/search"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// LinkFilter narrows the links of one member; all of it may be set.
type LinkFilter struct {
	Search    string // the beginnings of words of the name
	State     string // on or off
	ProgramID string
}

// Search lists a member's links that a filter lets through, newest first.
func (s *Links) Search(ctx context.Context, actor aggregate.Actor, memberID string, f LinkFilter, p Page) (Listed[link.Link], error) {
	if _, err := s.members.Get(ctx, actor, memberID); err != nil {
		return Listed[link.Link]{}, err
	}
	only, err := f.sieve()
	if err != nil {
		return Listed[link.Link]{}, err
	}
	return selected(ctx, s.core, s.links, linksByMember, []any{memberID}, p, func(l *link.Link) int64 { return l.CreatedMS }, only)
}

func (f LinkFilter) sieve() (only sieve[link.Link], err error) {
	switch link.State(f.State) {
	case "", link.On, link.Off:
	default:
		return only, fault.OfField("?state", "not_one_of", "Use one of: on, off.")
	}
	if f.Search != "" {
		query, wrong := search.Parse("?q", f.Search)
		if wrong != nil {
			return only, wrong
		}
		only = only.and("search", query.String(), func(l *link.Link) bool { return query.Matches(search.Words(l.Name)) })
	}
	return only.
		and("state", f.State, func(l *link.Link) bool { return string(l.State) == f.State }).
		and("program", f.ProgramID, func(l *link.Link) bool { return l.ProgramID == f.ProgramID }), nil
}

// CameByLinks counts a member's referrals by the id of the link that the person
// came by; those that came another way are under "".
func (s *Referrals) CameByLinks(ctx context.Context, actor aggregate.Actor, memberID string) (map[string]int64, error) {
	if _, err := s.members.Get(ctx, actor, memberID); err != nil {
		return nil, err
	}
	return s.referrals.Count(ctx, referralsByReferrer, store.Args{Equal: []any{memberID}, Limit: 1}, "link_id")
}
