package app

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"hash"
	"strings"

	"github.com/oklog/ulid/v2"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// Call says who asks for an action, and under which conditions.
type Call struct {
	Actor   aggregate.Actor
	Replay  *aggregate.Replay // from the Idempotency-Key; nil when there is none
	IfMatch int64             // the revision that the caller has seen; 0 when it named none
}

// Done is the outcome of an action that changes one aggregate.
type Done[T any] struct {
	Doc      *T
	Replayed bool // nothing was done now: the Idempotency-Key had done it before
}

// Replay ties a request to its Idempotency-Key. owner is whose key asked (it
// outlives rotation), route names the action, and input is the request's input,
// of which only a keyed hash is kept.
func (c *core) Replay(owner, route, key string, input any) (*aggregate.Replay, error) {
	if key == "" {
		return nil, nil
	}
	body, err := json.Marshal(input)
	if err != nil {
		return nil, err
	}
	return &aggregate.Replay{
		Key:   hex.EncodeToString(c.mac("idempotency", owner, route, key)),
		Input: hex.EncodeToString(c.mac("input", owner, route, string(body)))[:32],
	}, nil
}

// replayed answers whether call's Idempotency-Key took effect on m before; the
// same key with another input is a fault.
func replayed(call Call, m *aggregate.Meta) (bool, error) {
	if call.Replay == nil {
		return false, nil
	}
	e, ok := m.Replayed(call.Replay.Key)
	if !ok {
		return false, nil
	}
	if !hmac.Equal([]byte(e.Replay.Input), []byte(call.Replay.Input)) {
		return false, fault.New(fault.Invalid, "idempotency_key_reused", "This Idempotency-Key was used with another body before. Use a fresh key for a new request.")
	}
	return true, nil
}

// admit answers a repeated call as replayed, and otherwise checks the revision
// that the caller has seen. Every verb on an aggregate starts with it.
func admit(call Call, m *aggregate.Meta) (bool, error) {
	if again, err := replayed(call, m); again || err != nil {
		return again, err
	}
	if call.IfMatch != 0 && call.IfMatch != m.Revision {
		return false, fault.New(fault.Precondition, "revision_changed", "This was changed since you read it. Read it again and decide anew.")
	}
	return false, nil
}

// newID returns the id of an aggregate that is being made: derived from the
// Idempotency-Key, so that a repeat meets the first one's document, else fresh.
func (c *core) newID(prefix string, call Call) string {
	if call.Replay != nil {
		return prefix + strings.ToLower(base32.HexEncoding.EncodeToString(c.mac("id", prefix, call.Replay.Key))[:26])
	}
	return prefix + strings.ToLower(ulid.MustNew(ulid.Timestamp(c.clock.Now()), c.random).String())
}

// mac is HMAC-SHA256 under the installation's secret; the parts are joined so
// that no two lists of parts collide.
func (c *core) mac(purpose string, parts ...string) []byte {
	return sum(hmac.New(sha256.New, c.secret), purpose, parts...)
}

// sum is mac with a hash that its caller keeps for the next one.
func sum(h hash.Hash, purpose string, parts ...string) []byte {
	h.Reset()
	h.Write([]byte(purpose))
	for _, p := range parts {
		var n [8]byte
		for i, l := 0, len(p); i < 8; i++ {
			n[i] = byte(l >> (8 * i))
		}
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return h.Sum(nil)
}

// earlier answers a repeated create: the document that the same Idempotency-Key
// made before, or nil. Creates look first and insert afterwards, so that a repeat
// is never refused for what the first one did.
func earlier[T any, P interface {
	*T
	store.Document
}](ctx context.Context, c *store.Collection[T, P], call Call, id string, meta func(*T) *aggregate.Meta) (*T, error) {
	if call.Replay == nil {
		return nil, nil
	}
	doc, err := c.Get(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if _, err := replayed(call, meta(doc)); err != nil {
		return nil, err
	}
	return doc, nil
}
