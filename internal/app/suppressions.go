package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/suppression"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// The queries of suppressions.
var (
	suppressionsAll      = newest("all", "created")
	suppressionsByKey    = newest("by_key", "key", "keys")
	suppressionsByOrigin = newest("by_origin", "origin", "origin")
)

// suppressionsSchema declares the suppressions.
var suppressionsSchema = store.Schema{
	Collection: "suppressions",
	Indexes: []store.Index{
		storedIndex,
		{Name: "created", Fields: []string{"created_ms"}},
		{Name: "key", Fields: []string{"keys", "created_ms"}, Members: true},
		{Name: "origin", Fields: []string{"origin", "created_ms"}, Optional: true},
	},
	Queries: bothWays(suppressionsAll, suppressionsByKey, suppressionsByOrigin, storedQuery, everyQuery),
}

// perKeyLimit is how many suppressions one contact or one referral can have at
// most: one for each no, after each of which there was a yes.
const perKeyLimit = 200

// Suppressions keeps who must not be contacted or referred again.
type Suppressions struct {
	*core
	suppressions *store.Collection[suppression.Suppression, *suppression.Suppression]
}

func newSuppressions(c *core) *Suppressions {
	return &Suppressions{core: c, suppressions: store.NewCollection[suppression.Suppression](c.engine, suppressionsSchema)}
}

func (s *Suppressions) ensure(ctx context.Context) error { return s.suppressions.Ensure(ctx) }

// SuppressInput names a person who told us, outside their page, that they don't
// want to hear from us. Nothing of it is kept but keyed hashes.
type SuppressInput struct {
	Email   string `json:"email,omitempty"`
	Phone   string `json:"phone,omitempty"` // with its country code
	Name    string `json:"name,omitempty"`  // together with company: marks a later match for review
	Company string `json:"company,omitempty"`
}

// Add puts a person on the list. Adding them again changes nothing and answers
// with the entry that is there.
func (s *Suppressions) Add(ctx context.Context, call Call, in SuppressInput) (Upserted[suppression.Suppression], error) {
	if err := suppresses(call.Actor); err != nil {
		return Upserted[suppression.Suppression]{}, err
	}
	d, f := contact.Details{Name: in.Name, Company: in.Company, Email: in.Email, Phone: in.Phone}.Check("", "")
	if f != nil {
		return Upserted[suppression.Suppression]{}, f
	}
	id := s.newID(suppression.Prefix, call)
	old, err := earlier(ctx, s.suppressions, call, id, suppressionMeta)
	if old != nil || err != nil {
		return repeated(old), err
	}
	keys := s.keys(d)
	if same, err := s.covering(ctx, keys, anySuppression); same != nil || err != nil {
		return Upserted[suppression.Suppression]{Done: Done[suppression.Suppression]{Doc: same}}, err
	}
	n, err := suppression.New(id, keys, suppression.Request, "", call.Actor, call.Replay, s.clock.Now())
	if err != nil {
		return Upserted[suppression.Suppression]{}, err
	}
	err = s.suppressions.Insert(ctx, n)
	if store.Taken(err) == "id" {
		old, err := earlier(ctx, s.suppressions, call, id, suppressionMeta)
		return repeated(old), err
	}
	if err != nil {
		return Upserted[suppression.Suppression]{}, err
	}
	return Upserted[suppression.Suppression]{Done: Done[suppression.Suppression]{Doc: n}, Created: true}, nil
}

// repeated answers an Upsert whose Idempotency-Key met what it had made before; doc
// may be nil.
func repeated[T any](doc *T) Upserted[T] {
	return Upserted[T]{Done: Done[T]{Doc: doc, Replayed: doc != nil}}
}

// match answers for vetting and for every mail whether a person is on the list:
// Found by e-mail address or phone, ByName by name and company.
func (s *Suppressions) match(ctx context.Context, d contact.Details) (vetting.Lookup, error) {
	return s.matchExcept(ctx, d, "")
}

// matchExcept is match without what the person said on one referral: they may
// change their mind there.
func (s *Suppressions) matchExcept(ctx context.Context, d contact.Details, referralID string) (vetting.Lookup, error) {
	out := vetting.None
	for _, key := range s.keys(d) {
		n, err := s.covering(ctx, []string{key}, func(n *suppression.Suppression) bool { return referralID == "" || n.Origin != referralID })
		switch {
		case err != nil:
			return vetting.Unknown, err
		case n != nil && suppression.Strong(key):
			return vetting.Found, nil
		case n != nil:
			out = vetting.ByName
		}
	}
	return out, nil
}

// Get reads one entry.
func (s *Suppressions) Get(ctx context.Context, actor aggregate.Actor, id string) (*suppression.Suppression, error) {
	if err := suppresses(actor); err != nil {
		return nil, err
	}
	return s.suppressions.Get(ctx, id)
}

// List returns the entries, newest first; none of them names anybody.
func (s *Suppressions) List(ctx context.Context, actor aggregate.Actor, p Page) (Listed[suppression.Suppression], error) {
	if err := suppresses(actor); err != nil {
		return Listed[suppression.Suppression]{}, err
	}
	return list(ctx, s.core, s.suppressions, suppressionsAll, nil, p, func(n *suppression.Suppression) int64 { return n.CreatedMS })
}

// covering returns the newest suppression that holds all of keys and that want
// accepts, or nil. Lifted ones hold no keys and are never found.
func (s *Suppressions) covering(ctx context.Context, keys []string, want func(*suppression.Suppression) bool) (*suppression.Suppression, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	held, err := s.suppressions.Find(ctx, suppressionsByKey, store.Args{Equal: []any{keys[0]}, Limit: perKeyLimit})
	if err != nil {
		return nil, err
	}
	for _, n := range held {
		if n.Covers(keys) && want(n) {
			return n, nil
		}
	}
	return nil, nil
}

// keys are the keyed hashes of all that is known of a person.
func (s *Suppressions) keys(d contact.Details) []string {
	keys := contact.Keys(s.secret, d)
	if name := contact.NameHash(s.secret, d.Name, d.Company); name != "" {
		keys = append(keys, name)
	}
	return keys
}

// suppresses returns a fault unless the actor may enter what people told us: any
// staff, or a key of the installation.
func suppresses(a aggregate.Actor) error {
	switch a.Kind {
	case aggregate.Installation, aggregate.Operator, aggregate.Clock:
		return nil
	case aggregate.Staff:
		if len(a.Roles) > 0 {
			return nil
		}
	}
	return fault.New(fault.Forbidden, "not_allowed", "You can't do this.")
}

func suppressionMeta(n *suppression.Suppression) *aggregate.Meta { return &n.Meta }

func anySuppression(*suppression.Suppression) bool { return true }
