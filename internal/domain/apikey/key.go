package apikey

import (
	"crypto/subtle"
	"slices"
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
)

// Prefix starts the id of every key's document.
const Prefix = "key_"

// MaxApproval is the longest life of a key that may approve rewards.
const MaxApproval = 24 * time.Hour

// Slots is how many living keys of one name an owner may have.
const Slots = 2

// Kind says whose a key is.
type Kind string

// The kinds of keys.
const (
	Service  Kind = "service"  // an installation's or a partner's
	Personal Kind = "personal" // one staff member's
)

// Key is what we keep of a key.
type Key struct {
	aggregate.Meta
	PublicID    string  `json:"public_id"` // unique: the 8 characters in the token
	Hash        string  `json:"hash"`      // of the secret
	Mode        Mode    `json:"mode"`
	Kind        Kind    `json:"kind"`
	Source      string  `json:"source,omitempty"`    // of a service key: the installation or a partner
	MemberID    string  `json:"member_id,omitempty"` // of a personal key
	Name        string  `json:"name"`
	Scopes      []Scope `json:"scopes"`
	ExpiresMS   int64   `json:"expires_ms,omitempty"`
	RevokedMS   int64   `json:"revoked_ms,omitempty"`
	LastUsedDay string  `json:"last_used_day,omitempty"` // "2026-11-22", UTC
	Tag         string  `json:"tag,omitempty"`           // a group that is revoked together
	OwnerKey    string  `json:"owner_key"`               // Owner(), for lists
	SlotKey     string  `json:"slot_key,omitempty"`      // unique: owner|name|slot; absent once revoked
}

// Spec is what a key is made by.
type Spec struct {
	Kind     Kind
	Source   string
	MemberID string
	Name     string
	Scopes   []Scope
	Life     time.Duration // 0: until it is revoked
	Tag      string
	Partner  bool // the source is a partner, not the installation
}

// Check returns the spec with its scopes in order, or a fault. now is needed to
// bound the life of an approver's key, which gets a day when none is named.
func (s Spec) Check() (Spec, error) {
	allowed := Scopes()
	if s.Kind == Service {
		allowed = ServiceScopes()
		if s.Partner {
			allowed = PartnerScopes()
		}
	}
	scopes, f := checkScopes("/scopes", s.Scopes, allowed)
	if f != nil {
		return Spec{}, f
	}
	s.Scopes = scopes
	if s.Life < 0 {
		return Spec{}, fault.OfField("/expires_at", "in_the_past", "The key would have expired already.")
	}
	if slices.Contains(scopes, RewardsApprove) {
		if s.Life == 0 {
			s.Life = MaxApproval
		}
		if s.Life > MaxApproval {
			return Spec{}, fault.OfField("/expires_at", "too_late", "A key that may approve rewards expires within 24 hours.")
		}
	}
	return s, nil
}

// New returns the key for a token; slot is below Slots.
func New(id string, t Token, s Spec, slot int, by aggregate.Actor, replay *aggregate.Replay, now time.Time) *Key {
	k := &Key{
		Meta: aggregate.NewMeta(id, now), PublicID: t.ID, Hash: t.Hash(), Mode: t.Mode, Kind: s.Kind,
		Source: s.Source, MemberID: s.MemberID, Name: s.Name, Scopes: s.Scopes, Tag: s.Tag,
	}
	if s.Life > 0 {
		k.ExpiresMS = now.Add(s.Life).UnixMilli()
	}
	k.OwnerKey = s.Owner()
	k.SlotKey = s.SlotKey(slot)
	k.Record(now, aggregate.Event{Actor: by, Verb: "issued", Replay: replay})
	return k
}

// Owner is whose key it is: it outlives the rotation of keys.
func (s Spec) Owner() string {
	if s.Kind == Personal {
		return s.MemberID
	}
	return s.Source
}

// SlotKey is what makes one of an owner's living keys of one name unique.
func (s Spec) SlotKey(slot int) string { return s.Owner() + "|" + s.Name + "|" + strconv.Itoa(slot) }

// Opens reports, in constant time, whether the token is this key's.
func (k *Key) Opens(t Token) bool {
	return k.Mode == t.Mode && subtle.ConstantTimeCompare([]byte(k.Hash), []byte(t.Hash())) == 1
}

// Alive reports whether the key is neither revoked nor expired.
func (k *Key) Alive(now time.Time) bool {
	return k.RevokedMS == 0 && (k.ExpiresMS == 0 || now.UnixMilli() < k.ExpiresMS)
}

// Revoke ends the key and frees its slot; repeating it changes nothing.
func (k *Key) Revoke(by aggregate.Actor, reason string, replay *aggregate.Replay, now time.Time) {
	if k.RevokedMS != 0 {
		return
	}
	k.RevokedMS = now.UnixMilli()
	k.SlotKey = ""
	k.Record(now, aggregate.Event{Actor: by, Verb: "revoked", Reason: reason, Replay: replay})
}

// Used notes the day of the last use; it is no event, and false when the day is
// known already.
func (k *Key) Used(now time.Time) bool {
	day := now.UTC().Format(time.DateOnly)
	if k.LastUsedDay >= day {
		return false
	}
	k.LastUsedDay = day
	return true
}

// May reports whether the key holds a scope.
func (k *Key) May(s Scope) bool { return slices.Contains(k.Scopes, s) }
