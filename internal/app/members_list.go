package app

import (
	"context"
	"slices"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// MemberFilter narrows a list of members. At most one of Role, ExternalID and
// Email may be set; Source goes with ExternalID or Email. A partner's source is
// always its own.
type MemberFilter struct {
	Role       string
	Source     string
	ExternalID string
	Email      string
}

// List returns members, newest first.
func (s *Members) List(ctx context.Context, actor aggregate.Actor, f MemberFilter, p Page) (Listed[member.Member], error) {
	if actor.Kind == aggregate.Partner {
		if f.Source != "" && f.Source != actor.Source {
			return Listed[member.Member]{}, nil
		}
		f.Source = actor.Source
	} else if err := reads(actor); err != nil {
		return Listed[member.Member]{}, err
	}
	q, equal, err := s.query(f)
	if err != nil {
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
	return list(ctx, s.core, s.members, q, equal, p, func(m *member.Member) int64 { return m.CreatedMS })
}

// query picks the declared query for a filter; a combination that none serves is
// refused.
func (s *Members) query(f MemberFilter) (store.Query, []any, error) {
	email := ""
	if f.Email != "" {
		if email = s.emailKey(f.Email); email == "" {
			return store.Query{}, nil, fault.OfField("?email", "invalid_email", "Give an e-mail address such as kim@example.com.")
		}
	}
	switch {
	case f.ExternalID != "" && (f.Role != "" || f.Email != ""), f.Role != "" && (f.Email != "" || f.Source != ""):
		return store.Query{}, nil, unsupportedFilter()
	case f.ExternalID != "" && f.Source == "":
		return store.Query{}, nil, fault.OfField("?source", "required", "An external id is unique within its source only: name the source too.")
	case f.Role != "":
		if !knownRole(f.Role) {
			return store.Query{}, nil, fault.OfField("?role", "not_one_of", "Use one of: rep, reviewer, approver, admin.")
		}
		return membersByRole, []any{f.Role}, nil
	case email != "" && f.Source != "":
		return membersOwnEmail, []any{f.Source, email}, nil
	case email != "":
		return membersByEmail, []any{email}, nil
	case f.Source != "":
		return membersBySource, []any{f.Source}, nil
	}
	return membersAll, nil, nil
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
