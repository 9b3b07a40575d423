package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// Members keeps the people of the house.
type Members struct {
	*core
	members *memberCollection
	rosters *rosterCollection
	imports *importCollection
}

func newMembers(c *core) *Members {
	return &Members{
		core:    c,
		members: store.NewCollection[member.Member](c.engine, membersSchema).Deriving(c.indexMember),
		rosters: store.NewCollection[member.Roster](c.engine, rostersSchema),
		imports: store.NewCollection[Import](c.engine, importsSchema),
	}
}

// ensure creates the collections.
func (s *Members) ensure(ctx context.Context) error {
	for _, ensure := range []func(context.Context) error{s.members.Ensure, s.rosters.Ensure, s.imports.Ensure} {
		if err := ensure(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Upserted is the outcome of an upsert.
type Upserted[T any] struct {
	Done[T]
	Created bool // it wasn't there before this call
	Changed bool // it was, with other content
}

// Upsert makes a member, or brings the one with the same external id of the same
// source up to date. The same content again changes nothing.
func (s *Members) Upsert(ctx context.Context, call Call, in MemberInput) (Upserted[member.Member], error) {
	source, err := keeps(call.Actor)
	if err != nil {
		return Upserted[member.Member]{}, err
	}
	p, err := s.profile(in)
	if err != nil {
		return Upserted[member.Member]{}, err
	}
	if p.Kind == member.Staff {
		if err := hires(call.Actor); err != nil {
			return Upserted[member.Member]{}, err
		}
	}
	in.ExternalID, _ = cleanExternalID(in.ExternalID) // profile checked it
	id := s.newID(member.Prefix, call)
	old, err := earlier(ctx, s.members, call, id, func(m *member.Member) *aggregate.Meta { return &m.Meta })
	if old != nil || err != nil {
		return Upserted[member.Member]{Done: Done[member.Member]{Doc: old, Replayed: old != nil}}, err
	}
	if m, err := s.bySourceKey(ctx, member.SourceKey(source, in.ExternalID)); err != nil {
		return Upserted[member.Member]{}, err
	} else if m != nil {
		return s.update(ctx, call, m.ID, p)
	}
	m := member.New(id, source, in.ExternalID, p, call.Actor, call.Replay, s.clock.Now())
	err = s.members.Insert(ctx, m)
	switch store.Taken(err) {
	case "source_key", "id": // somebody else was faster
		return s.upsertRaced(ctx, call, id, source, in.ExternalID, p, err)
	}
	if err != nil {
		return Upserted[member.Member]{}, err
	}
	return Upserted[member.Member]{Done: Done[member.Member]{Doc: m}, Created: true}, nil
}

// upsertRaced goes on when an insert met a member that wasn't there a moment ago:
// the same request sent twice at once, or two with the same external id.
func (s *Members) upsertRaced(ctx context.Context, call Call, id, source, externalID string, p member.Profile, cause error) (Upserted[member.Member], error) {
	old, err := earlier(ctx, s.members, call, id, func(m *member.Member) *aggregate.Meta { return &m.Meta })
	if old != nil || err != nil {
		return Upserted[member.Member]{Done: Done[member.Member]{Doc: old, Replayed: old != nil}}, err
	}
	m, err := s.bySourceKey(ctx, member.SourceKey(source, externalID))
	if err != nil {
		return Upserted[member.Member]{}, err
	}
	if m == nil {
		return Upserted[member.Member]{}, cause
	}
	return s.update(ctx, call, m.ID, p)
}

// update gives a member another profile.
func (s *Members) update(ctx context.Context, call Call, id string, p member.Profile) (Upserted[member.Member], error) {
	var out Upserted[member.Member]
	m, err := s.members.Update(ctx, id, func(m *member.Member) (err error) {
		out = Upserted[member.Member]{}
		if out.Replayed, err = admit(call, &m.Meta); out.Replayed || err != nil {
			return err
		}
		before := m.Revision
		err = s.reprofile(call, m, p)
		out.Changed = m.Revision != before
		return err
	})
	if err != nil {
		return Upserted[member.Member]{}, err
	}
	out.Doc = m
	return out, nil
}

// Patch changes some fields of a member.
func (s *Members) Patch(ctx context.Context, call Call, id string, in MemberPatch) (Done[member.Member], error) {
	if _, err := keeps(call.Actor); err != nil {
		return Done[member.Member]{}, err
	}
	if err := s.check(in); err != nil {
		return Done[member.Member]{}, err
	}
	return s.change(ctx, call, id, func(m *member.Member) error {
		if m.Kind == member.Staff {
			if err := hires(call.Actor); err != nil {
				return err
			}
		}
		p, err := s.profile(in.onto(m))
		if err != nil {
			return err
		}
		return s.reprofile(call, m, p)
	})
}

// change is the frame of every verb on a member: who may see it, replays and
// revision first.
func (s *Members) change(ctx context.Context, call Call, id string, verb func(*member.Member) error) (Done[member.Member], error) {
	var again bool
	m, err := s.members.Update(ctx, id, func(m *member.Member) (err error) {
		if !seesMember(call.Actor, m) {
			return store.NotFound()
		}
		if again, err = admit(call, &m.Meta); again || err != nil {
			return err
		}
		return verb(m)
	})
	if err != nil {
		return Done[member.Member]{}, err
	}
	return Done[member.Member]{Doc: m, Replayed: again}, nil
}

// Get reads one member. One that the actor may not see isn't there.
func (s *Members) Get(ctx context.Context, actor aggregate.Actor, id string) (*member.Member, error) {
	m, err := s.members.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if !seesMember(actor, m) {
		return nil, store.NotFound()
	}
	return m, nil
}

// find reads a member for a service that decides itself what the actor may do.
func (s *Members) find(ctx context.Context, id string) (*member.Member, error) {
	return s.members.Get(ctx, id)
}

// bySourceKey returns the member with a source key, or nil.
func (s *Members) bySourceKey(ctx context.Context, key string) (*member.Member, error) {
	if key == "" {
		return nil, nil
	}
	return found(s.members.One(ctx, membersByKey, key))
}

// ByPayoutAccount returns the member who has a Stripe account.
func (s *Members) ByPayoutAccount(ctx context.Context, accountID string) (*member.Member, error) {
	return s.members.One(ctx, membersByPayout, accountID)
}

// emailKey is the keyed hash by which a member is found.
func (s *Members) emailKey(address string) string { return contact.EmailHash(s.secret, address) }

// seesMember reports whether the actor may know of a member: staff and the
// installation of all, a partner of its own, anybody of themself.
func seesMember(a aggregate.Actor, m *member.Member) bool {
	switch a.Kind {
	case aggregate.Partner:
		return a.Source == m.Source && m.Kind != member.Staff
	case aggregate.Referrer:
		return a.ID == m.ID
	case aggregate.Person, aggregate.Mailer:
		return false
	}
	return true
}

// keeps returns the source whose records an actor keeps.
func keeps(a aggregate.Actor) (string, error) {
	switch a.Kind {
	case aggregate.Partner:
		if a.Source != "" && a.Source != member.Installation {
			return a.Source, nil
		}
	case aggregate.Installation, aggregate.Operator, aggregate.Clock:
		return member.Installation, nil
	case aggregate.Staff:
		return member.Installation, need(a, aggregate.Admin)
	}
	return "", fault.New(fault.Forbidden, "not_allowed", "You can't do this.")
}

// hires returns a fault unless the actor may take in and change staff: an admin
// in person, or the operator. It gives a way in, and power, so a session has to be
// fresh.
func hires(a aggregate.Actor) error {
	if err := need(a, aggregate.Admin); err != nil {
		return err
	}
	return fresh(a)
}

// reprofile gives a member another profile. Another e-mail address changes who can
// sign in as them, so a session has to be fresh for it.
func (s *Members) reprofile(call Call, m *member.Member, p member.Profile) error {
	if p.EmailKey != m.EmailKey {
		if err := fresh(call.Actor); err != nil {
			return err
		}
	}
	return m.Update(p, call.Actor, call.Replay, s.clock.Now())
}

// found turns not_found into nil.
func found[T any](doc *T, err error) (*T, error) {
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return doc, err
}
