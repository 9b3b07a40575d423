package app

import (
	"context"
	"slices"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// MemberFilter narrows a list of members. ExternalID and Email name one member, and
// take none of the others but Source; Role, Kind, State, Source and Search go
// together. A partner's source is always its own.
type MemberFilter struct {
	Search     string // the beginnings of words of name, company, e-mail, phone or external id
	Role       string
	Kind       string
	State      string
	Source     string
	ExternalID string
	Email      string
}

// List returns members, newest first. With several filters a part may be short, or
// empty, while there is a next one.
func (s *Members) List(ctx context.Context, actor aggregate.Actor, f MemberFilter, p Page) (Listed[member.Member], error) {
	if actor.Kind == aggregate.Partner {
		if f.Source != "" && f.Source != actor.Source {
			return Listed[member.Member]{}, nil
		}
		f.Source = actor.Source
	} else if err := reads(actor); err != nil {
		return Listed[member.Member]{}, err
	}
	if err := f.check(); err != nil {
		return Listed[member.Member]{}, err
	}
	if f.ExternalID != "" {
		f.ExternalID, _ = cleanExternalID(f.ExternalID) // one that can't be finds nobody
		m, err := s.bySourceKey(ctx, member.SourceKey(f.Source, f.ExternalID))
		if m == nil || err != nil {
			return Listed[member.Member]{}, err
		}
		return Listed[member.Member]{Docs: []*member.Member{m}}, nil
	}
	q, equal, only, err := s.query(f)
	if err != nil {
		return Listed[member.Member]{}, err
	}
	return selected(ctx, s.core, s.members, q, equal, p, func(m *member.Member) int64 { return m.CreatedMS }, only)
}

// check refuses values that no member has, and one member named in two ways.
func (f MemberFilter) check() error {
	switch {
	case f.ExternalID != "" && f.Email != "", f.ExternalID+f.Email != "" && f.Role+f.Kind+f.State+f.Search != "":
		return unsupportedFilter()
	case f.ExternalID != "" && f.Source == "":
		return fault.OfField("?source", "required", "An external id is unique within its source only: name the source too.")
	case f.Role != "" && !knownRole(f.Role):
		return fault.OfField("?role", "not_one_of", "Use one of: rep, reviewer, approver, admin.")
	case f.Kind != "" && !slices.Contains(member.Kinds(), member.Kind(f.Kind)):
		return fault.OfField("?kind", "not_one_of", "Use one of: customer, friend, staff.")
	case f.State != "" && f.State != string(member.Active) && f.State != string(member.Deactivated):
		return fault.OfField("?state", "not_one_of", "Use one of: active, deactivated.")
	}
	return nil
}

// query picks the declared query that leaves the fewest members, and has the other
// conditions sifted.
func (s *Members) query(f MemberFilter) (q store.Query, equal []any, only sieve[member.Member], err error) {
	switch {
	case f.Email != "":
		key := s.emailKey(f.Email)
		switch {
		case key == "":
			err = fault.OfField("?email", "invalid_email", "Give an e-mail address such as kim@example.com.")
		case f.Source != "":
			q, equal, f.Source = membersOwnEmail, []any{f.Source, key}, ""
		default:
			q, equal = membersByEmail, []any{key}
		}
	case f.Search != "":
		q, equal, only, err = searched(s.core, membersSearched, f.Search, memberWords)
	case f.Role != "":
		q, equal, f.Role = membersByRole, []any{f.Role}, ""
	case f.State == string(member.Deactivated):
		q, equal, f.State = membersByState, []any{f.State}, ""
	case f.Source != "":
		q, equal, f.Source = membersBySource, []any{f.Source}, ""
	case f.Kind != "":
		q, equal, f.Kind = membersByKind, []any{f.Kind}, ""
	case f.State != "":
		q, equal, f.State = membersByState, []any{f.State}, ""
	default:
		q = membersAll
	}
	only = only.
		and("role", f.Role, func(m *member.Member) bool { return slices.Contains(m.Roles, aggregate.Role(f.Role)) }).
		and("kind", f.Kind, func(m *member.Member) bool { return string(m.Kind) == f.Kind }).
		and("state", f.State, func(m *member.Member) bool { return string(m.State) == f.State }).
		and("source", f.Source, func(m *member.Member) bool { return m.Source == f.Source })
	return q, equal, only, err
}

// withRole returns the active staff who have a role. Admins have every role.
func (s *Members) withRole(ctx context.Context, r aggregate.Role) ([]*member.Member, error) {
	docs, err := s.members.Find(ctx, membersByRole, store.Args{Equal: []any{store.In{string(r), string(aggregate.Admin)}}, Limit: store.MaxLimit})
	if err != nil {
		return nil, err
	}
	var out []*member.Member
	seen := map[string]bool{}
	for _, m := range docs {
		if m.State == member.Active && !seen[m.ID] {
			seen[m.ID] = true
			out = append(out, m)
		}
	}
	return out, nil
}

func knownRole(r string) bool {
	return slices.Contains(member.Roles(), aggregate.Role(r))
}

// reads returns a fault unless the actor may look into what the installation
// keeps: any staff, its own keys, and our own.
func reads(a aggregate.Actor) error {
	switch a.Kind {
	case aggregate.Staff, aggregate.Installation, aggregate.Operator, aggregate.Clock:
		return nil
	}
	return fault.New(fault.Forbidden, "not_allowed", "You can't do this.")
}
