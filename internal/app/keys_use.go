package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/search"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// Identity is who a request's key stands for.
type Identity struct {
	Actor aggregate.Actor // a staff member with the roles of this moment, or the key itself
	Key   *apikey.Key     // its scopes, owner and life
	Owner string          // whose key it is; outlives rotation
}

// Authenticate checks a token. Whatever is wrong with it, the answer is the same,
// but for a key of the other mode, which can be told by its prefix alone.
func (s *Keys) Authenticate(ctx context.Context, token string) (Identity, error) {
	t, ok := apikey.ParseToken(token)
	if !ok {
		return Identity{}, badKey()
	}
	if t.Mode != s.mode {
		return Identity{}, fault.Newf(fault.Unauthenticated, "other_mode", "This is a %s key, and this installation works in %s mode.", t.Mode, s.mode)
	}
	k, err := found(s.keys.One(ctx, keysByPublic, t.ID))
	if err != nil {
		return Identity{}, err
	}
	if k == nil || !k.Opens(t) || !k.Alive(s.clock.Now()) {
		return Identity{}, badKey()
	}
	actor, err := s.actor(ctx, k)
	if err != nil {
		return Identity{}, err
	}
	return Identity{Actor: actor, Key: k, Owner: k.OwnerKey}, s.used(ctx, k)
}

// actor is who acts through a key. A personal key does what its person may do
// now, and nothing once they have left.
func (s *Keys) actor(ctx context.Context, k *apikey.Key) (aggregate.Actor, error) {
	if k.Kind == apikey.Personal {
		m, err := found(s.members.find(ctx, k.MemberID))
		if err != nil {
			return aggregate.Actor{}, err
		}
		if m == nil || m.State != member.Active || m.Kind != member.Staff {
			return aggregate.Actor{}, badKey()
		}
		return m.Actor(k.ID), nil
	}
	kind := aggregate.Partner
	if k.Source == member.Installation {
		kind = aggregate.Installation
	}
	return aggregate.Actor{Kind: kind, ID: k.ID, Source: k.Source}, nil
}

// used notes the day of the last use: one write a day and key, whose failure
// refuses nobody.
func (s *Keys) used(ctx context.Context, k *apikey.Key) error {
	now := s.clock.Now()
	if !k.Used(now) {
		return nil
	}
	_, err := s.keys.Update(ctx, k.ID, func(k *apikey.Key) error {
		k.Used(now)
		return nil
	})
	if err != nil {
		s.log.WarnContext(ctx, "the last use of a key was not noted", "key", k.ID, "error", err)
	}
	return nil
}

// ActAs returns the actor for whom a service key acts (on_behalf_of): a staff
// member with their roles, or a customer or friend as referrer. A partner's key
// acts for members of its own source only; for others there is nobody.
func (s *Keys) ActAs(ctx context.Context, by aggregate.Actor, memberID string) (aggregate.Actor, error) {
	if by.Kind != aggregate.Partner && by.Kind != aggregate.Installation {
		return aggregate.Actor{}, fault.New(fault.Forbidden, "acts_for_itself", "Only a service key acts on behalf of somebody. A personal key acts for its person.")
	}
	m, err := found(s.members.Get(ctx, by, memberID))
	if err != nil {
		return aggregate.Actor{}, err
	}
	if m == nil {
		return aggregate.Actor{}, fault.OfField("/on_behalf_of", "unknown_member", "There is no member under this id.")
	}
	if m.State != member.Active {
		return aggregate.Actor{}, fault.New(fault.Conflict, "member_deactivated", "This member is deactivated.")
	}
	return m.Actor(by.ID), nil
}

// Get reads what is kept of a key: one's own, or any for who may issue them.
func (s *Keys) Get(ctx context.Context, actor aggregate.Actor, id string) (*apikey.Key, error) {
	k, err := s.keys.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if !owns(actor, k) && s.mayIssue(actor) != nil {
		return nil, store.NotFound()
	}
	return k, nil
}

// The states by which keys are listed.
const (
	KeyAlive = "alive" // it opens something
	KeyEnded = "ended" // revoked, or run out
)

// KeyFilter narrows a list of keys.
type KeyFilter struct {
	Owner  string // a member's id, "installation" or a partner's
	Search string // the beginnings of words of the name
	State  string // KeyAlive or KeyEnded
}

// List returns the keys, newest first. Staff may list their own. There are few
// enough of them to look at each, so that names and states have no index.
func (s *Keys) List(ctx context.Context, actor aggregate.Actor, f KeyFilter, p Page) (Listed[apikey.Key], error) {
	if own := actor.Kind == aggregate.Staff && actor.ID == f.Owner; !own {
		if err := s.mayIssue(actor); err != nil {
			return Listed[apikey.Key]{}, err
		}
	}
	var only sieve[apikey.Key]
	if f.Search != "" {
		query, bad := search.Parse("?q", f.Search)
		if bad != nil {
			return Listed[apikey.Key]{}, bad
		}
		only = only.and("search", query.String(), func(k *apikey.Key) bool { return query.Matches(search.Words(k.Name)) })
	}
	if f.State != "" && f.State != KeyAlive && f.State != KeyEnded {
		return Listed[apikey.Key]{}, fault.OfField("?state", "not_one_of", "Use one of: alive, ended.")
	}
	now := s.clock.Now()
	only = only.and("state", f.State, func(k *apikey.Key) bool { return k.Alive(now) == (f.State == KeyAlive) })
	created := func(k *apikey.Key) int64 { return k.CreatedMS }
	if f.Owner == "" {
		return selected(ctx, s.core, s.keys, keysAll, nil, p, created, only)
	}
	return selected(ctx, s.core, s.keys, keysByOwner, []any{f.Owner}, p, created, only)
}

// Revoke ends a key at once. Everybody may end their own.
func (s *Keys) Revoke(ctx context.Context, call Call, id string) (Done[apikey.Key], error) {
	var again bool
	k, err := s.keys.Update(ctx, id, func(k *apikey.Key) (err error) {
		if !owns(call.Actor, k) && s.mayIssue(call.Actor) != nil {
			return store.NotFound()
		}
		if again, err = admit(call, &k.Meta); again || err != nil {
			return err
		}
		k.Revoke(call.Actor, "", call.Replay, s.clock.Now())
		return nil
	})
	if err != nil {
		return Done[apikey.Key]{}, err
	}
	return Done[apikey.Key]{Doc: k, Replayed: again}, nil
}

func owns(a aggregate.Actor, k *apikey.Key) bool {
	return k.ID == a.ID || k.Kind == apikey.Personal && a.Kind == aggregate.Staff && a.ID == k.MemberID
}

// RevokeTagged ends all living keys of a tag, and returns how many.
func (s *Keys) RevokeTagged(ctx context.Context, tag string) (int, error) {
	n := 0
	args := store.Args{Equal: []any{tag}, Limit: store.MaxLimit}
	for {
		keys, err := s.keys.Find(ctx, keysByTag, args)
		if err != nil {
			return n, err
		}
		for _, k := range keys {
			if k.RevokedMS != 0 {
				continue
			}
			if _, err := s.Revoke(ctx, Call{Actor: aggregate.Actor{Kind: aggregate.Operator}}, k.ID); err != nil {
				return n, err
			}
			n++
		}
		if len(keys) < store.MaxLimit {
			return n, nil
		}
		last := keys[len(keys)-1]
		args.After = &store.Cursor{Sort: last.CreatedMS, ID: last.ID}
	}
}

func badKey() error {
	return fault.New(fault.Unauthenticated, "invalid_key", "This key isn't valid: it is unknown, mistyped, expired or revoked.")
}
