package app

import (
	"context"
	"io"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// The queries of keys.
var (
	keysAll      = newest("all", "created")
	keysByOwner  = newest("by_owner", "owner", "owner_key")
	keysByTag    = newest("by_tag", "tag", "tag")
	keysByPublic = store.Query{Name: "by_public_id", Index: store.UniqueName("public_id"), Equal: []string{"public_id"}}
	keysBySlot   = store.Query{Name: "by_slot", Index: store.UniqueName("slot_key"), Equal: []string{"slot_key"}}
)

// keysSchema declares the keys.
var keysSchema = store.Schema{
	Collection: "keys",
	Unique:     []string{"public_id", "slot_key"},
	Indexes: []store.Index{
		storedIndex,
		{Name: "created", Fields: []string{"created_ms"}},
		{Name: "owner", Fields: []string{"owner_key", "created_ms"}},
		{Name: "tag", Fields: []string{"tag", "created_ms"}, Optional: true},
	},
	Queries: bothWays(keysAll, keysByOwner, keysByTag, keysByPublic, keysBySlot, storedQuery, everyQuery),
}

const (
	maxKeyName = 60
	maxKeyLife = 10 * 366 * 24 * time.Hour // of a key that names its end
)

// Keys issues and checks the keys of the API.
type Keys struct {
	*core
	keys    *store.Collection[apikey.Key, *apikey.Key]
	members *Members
	mode    apikey.Mode
}

func newKeys(c *core, members *Members, mode apikey.Mode) *Keys {
	return &Keys{core: c, keys: store.NewCollection[apikey.Key](c.engine, keysSchema), members: members, mode: mode}
}

func (s *Keys) ensure(ctx context.Context) error { return s.keys.Ensure(ctx) }

// IssuedKey is a new key. Token is shown this once, and empty on a replay.
type IssuedKey struct {
	Done[apikey.Key]
	Token string
}

// ServiceKeyInput asks for a key of the installation or of a partner.
type ServiceKeyInput struct {
	Name      string   `json:"name" validate:"required"`
	Partner   string   `json:"partner,omitempty" validate:"omitempty,max=40"` // the partner's id; empty for the installation
	Scopes    []string `json:"scopes" validate:"required,max=40"`
	ExpiresMS int64    `json:"expires_at,omitempty"` // 0: until it is revoked
	Tag       string   `json:"-"`                    // keys that are revoked together
}

// PersonalKeyInput asks for a key of one staff member.
type PersonalKeyInput struct {
	MemberID  string
	Name      string
	Scopes    []string
	ExpiresMS int64 // 0: until it is revoked, or 24 hours for an approver's key
	Tag       string
}

// IssueService makes a service key. held are the scopes of the key that asks, none
// of which it may exceed; the operator holds all. An admin makes one in a fresh
// session: a key outlives it.
func (s *Keys) IssueService(ctx context.Context, call Call, held []apikey.Scope, in ServiceKeyInput) (IssuedKey, error) {
	if err := s.mayIssue(call.Actor); err != nil {
		return IssuedKey{}, err
	}
	if err := fresh(call.Actor); err != nil {
		return IssuedKey{}, err
	}
	if err := s.check(in); err != nil {
		return IssuedKey{}, err
	}
	spec := apikey.Spec{Kind: apikey.Service, Source: member.Installation, Name: in.Name, Scopes: scopes(in.Scopes), Tag: in.Tag}
	if in.Partner != "" {
		if !partnerID(in.Partner) {
			return IssuedKey{}, fault.OfField("/partner", "invalid_partner", "Use up to 40 of a-z, 0-9, - and _; not installation.")
		}
		spec.Source, spec.Partner = in.Partner, true
	}
	if _, err := spec.Check(); err != nil {
		return IssuedKey{}, err
	}
	if call.Actor.Kind != aggregate.Operator {
		if err := apikey.Grants(held, spec.Scopes); err != nil {
			return IssuedKey{}, err
		}
	}
	return s.issue(ctx, call, spec, in.ExpiresMS)
}

// IssuePersonal makes a key for one staff member: for themself in a fresh session,
// or for anybody by the operator. No key makes a personal key.
func (s *Keys) IssuePersonal(ctx context.Context, call Call, in PersonalKeyInput) (IssuedKey, error) {
	if err := mayIssuePersonal(call.Actor, in.MemberID); err != nil {
		return IssuedKey{}, err
	}
	if err := s.members.mustBeStaff(ctx, "/member_id", in.MemberID); err != nil || in.MemberID == "" {
		if err == nil {
			err = fault.OfField("/member_id", "required", "Name the staff member.")
		}
		return IssuedKey{}, err
	}
	spec := apikey.Spec{Kind: apikey.Personal, MemberID: in.MemberID, Name: in.Name, Scopes: scopes(in.Scopes), Tag: in.Tag}
	return s.issue(ctx, call, spec, in.ExpiresMS)
}

// issue makes a key that the actor may make.
func (s *Keys) issue(ctx context.Context, call Call, spec apikey.Spec, expiresMS int64) (IssuedKey, error) {
	now := s.clock.Now()
	name, f := contact.Text("/name", spec.Name, maxKeyName, false)
	if f == nil && name == "" {
		f = fault.OfField("/name", "required", "Give the key a name.")
	}
	if f != nil {
		return IssuedKey{}, f
	}
	spec.Name = name
	if expiresMS != 0 {
		spec.Life = time.UnixMilli(expiresMS).Sub(now)
		if spec.Life <= 0 {
			return IssuedKey{}, fault.OfField("/expires_at", "in_the_past", "The key would have expired already.")
		}
		if spec.Life > maxKeyLife {
			return IssuedKey{}, fault.OfField("/expires_at", "too_late", "Name a time within ten years, or none.")
		}
	}
	spec, err := spec.Check()
	if err != nil {
		return IssuedKey{}, err
	}
	id := s.newID(apikey.Prefix, call)
	old, err := earlier(ctx, s.keys, call, id, keyMeta)
	if old != nil || err != nil {
		return IssuedKey{Done: Done[apikey.Key]{Doc: old, Replayed: old != nil}}, err
	}
	for slot := range apikey.Slots {
		out, err := s.issueInto(ctx, call, id, spec, slot, now)
		if store.Taken(err) != "slot_key" {
			return out, err
		}
	}
	return IssuedKey{}, fault.New(fault.Conflict, "two_keys_alive", "Two keys of this name are alive already: revoke one first.")
}

// issueInto makes a key in a slot. A key in it that has expired gives way.
func (s *Keys) issueInto(ctx context.Context, call Call, id string, spec apikey.Spec, slot int, now time.Time) (IssuedKey, error) {
	if err := s.vacate(ctx, spec.SlotKey(slot), now); err != nil {
		return IssuedKey{}, err
	}
	var random [apikey.RandomBytes]byte
	if _, err := io.ReadFull(s.random, random[:]); err != nil {
		return IssuedKey{}, err
	}
	t := apikey.NewToken(s.mode, random)
	k := apikey.New(id, t, spec, slot, call.Actor, call.Replay, now)
	err := s.keys.Insert(ctx, k)
	if store.Taken(err) == "id" {
		old, err := earlier(ctx, s.keys, call, id, keyMeta)
		return IssuedKey{Done: Done[apikey.Key]{Doc: old, Replayed: true}}, err
	}
	if err != nil {
		return IssuedKey{}, err
	}
	return IssuedKey{Done: Done[apikey.Key]{Doc: k}, Token: t.String()}, nil
}

// vacate revokes the key in a slot if it has expired.
func (s *Keys) vacate(ctx context.Context, slotKey string, now time.Time) error {
	k, err := found(s.keys.One(ctx, keysBySlot, slotKey))
	if k == nil || err != nil || k.Alive(now) {
		return err
	}
	_, err = s.keys.Update(ctx, k.ID, func(k *apikey.Key) error {
		if !k.Alive(now) {
			k.Revoke(aggregate.ByClock, "expired", nil, now)
		}
		return nil
	})
	return err
}

// mayIssuePersonal returns a fault unless the actor may make a key for a member
// (PRODUCT.md §13).
func mayIssuePersonal(a aggregate.Actor, memberID string) error {
	switch {
	case a.Kind == aggregate.Operator:
		return nil
	case !inPerson(a) || a.Session == nil:
		return fault.New(fault.Forbidden, "personal_key_by_key", "A personal key is made by its person or by the operator, never by a key.")
	case a.ID != memberID:
		return fault.New(fault.Forbidden, "not_yours_to_do", "Everybody makes their own personal keys.")
	}
	return fresh(a)
}

// mayIssue returns a fault unless the actor may make and revoke keys: an admin, a
// key of the installation, or the operator.
func (s *Keys) mayIssue(a aggregate.Actor) error {
	if a.Kind == aggregate.Installation {
		return nil
	}
	return need(a, aggregate.Admin)
}

func scopes(in []string) []apikey.Scope {
	out := make([]apikey.Scope, len(in))
	for i, s := range in {
		out[i] = apikey.Scope(s)
	}
	return out
}

// partnerID reports whether s can be a partner's id: a source is part of keys
// that are joined by "|".
func partnerID(s string) bool {
	if s == "" || len(s) > 40 || s == member.Installation {
		return false
	}
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_' {
			return false
		}
	}
	return true
}

func keyMeta(k *apikey.Key) *aggregate.Meta { return &k.Meta }
