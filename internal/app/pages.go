package app

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// The lengths of a page.
const (
	pageDefault = 25
	pageMax     = 100
)

// Page asks for one part of a list.
type Page struct {
	Cursor string // Listed.Next of the part before; empty for the first part
	Limit  int    // 1 to 100; 0 means 25
	Oldest bool   // oldest first; newest first otherwise
}

// Listed is one part of a list.
type Listed[T any] struct {
	Docs []*T
	Next string // cursor of the next part; empty on the last one
}

// place is what a cursor holds. Filter ties it to the query and its values, so
// that it can't be used with another list.
type place struct {
	Sort   int64  `json:"s"`
	ID     string `json:"i"`
	Filter string `json:"f"`
}

// list answers one page of a declared query that is sorted by an int64 member;
// sort returns that member.
func list[T any, P interface {
	*T
	store.Document
}](ctx context.Context, k *core, c *store.Collection[T, P], q store.Query, equal []any, p Page, sort func(*T) int64) (Listed[T], error) {
	return selected(ctx, k, c, q, equal, p, sort, sieve[T]{})
}

// sieve is a condition that no index serves, and the range of the index that is
// read for it.
type sieve[T any] struct {
	keep     func(*T) (bool, error) // nil keeps all
	values   []any                  // what the condition is made of, for the cursor
	from, to any                    // lowest value of the sort member, and its bound; nil for none
}

func (s sieve[T]) keeps(doc *T) (bool, error) {
	if s.keep == nil {
		return true, nil
	}
	return s.keep(doc)
}

// and narrows a sieve by a condition on a member of the documents; an empty value
// is none.
func (s sieve[T]) and(name, value string, has func(*T) bool) sieve[T] {
	return s.andAsk(name, value, func(doc *T) (bool, error) { return has(doc), nil })
}

// andAsk is and with a condition that something has to be read for.
func (s sieve[T]) andAsk(name, value string, has func(*T) (bool, error)) sieve[T] {
	if value == "" {
		return s
	}
	before := s
	s.values = append(s.values[:len(s.values):len(s.values)], name, value)
	s.keep = func(doc *T) (bool, error) {
		if keep, err := before.keeps(doc); !keep || err != nil {
			return false, err
		}
		return has(doc)
	}
	return s
}

// maxSifted is how many documents one page looks at for a sieve's sake.
const maxSifted = 1000

// selected is list with a sieve. It looks at so many documents and no more; when
// it finds too few among them the page is short, or empty, and yet has a Next.
func selected[T any, P interface {
	*T
	store.Document
}](ctx context.Context, k *core, c *store.Collection[T, P], q store.Query, equal []any, p Page, sort func(*T) int64, only sieve[T]) (Listed[T], error) {
	if p.Oldest {
		q = oldest(q)
	}
	filter := k.filterMark(c.Schema.Collection, q.Name, slices.Concat(equal, only.values))
	limit, err := p.limit()
	if err != nil {
		return Listed[T]{}, err
	}
	args := store.Args{Equal: equal, From: only.from, To: only.to, Limit: limit + 1}
	if args.After, err = p.after(filter); err != nil {
		return Listed[T]{}, err
	}
	next := func(docs []*T, last *T) (Listed[T], error) {
		at, err := json.Marshal(place{Sort: sort(last), ID: P(last).DocID(), Filter: filter})
		return Listed[T]{Docs: docs, Next: base64.RawURLEncoding.EncodeToString(at)}, err
	}
	var kept []*T
	for seen := 0; ; {
		docs, err := c.Find(ctx, q, args)
		if err != nil {
			return Listed[T]{}, err
		}
		for _, doc := range docs {
			if keep, err := only.keeps(doc); err != nil {
				return Listed[T]{}, err
			} else if !keep {
				continue
			}
			if len(kept) == limit {
				return next(kept, kept[limit-1])
			}
			kept = append(kept, doc)
		}
		if len(docs) < args.Limit {
			return Listed[T]{Docs: kept}, nil
		}
		last := docs[len(docs)-1]
		if seen += len(docs); seen >= maxSifted {
			return next(kept, last)
		}
		args.After = &store.Cursor{Sort: sort(last), ID: P(last).DocID()}
		args.Limit = sifted
	}
}

// sifted is how many documents are read at once where the first ones didn't do.
const sifted = 200

// oldest is a query that lists newest first, turned round. The schema declares it
// too, see bothWays.
func oldest(q store.Query) store.Query {
	q.Name, q.Desc = q.Name+"_oldest", false
	return q
}

// bothWays declares queries, and those that list newest first turned round too.
func bothWays(queries ...store.Query) []store.Query {
	all := slices.Clone(queries)
	for _, q := range queries {
		if q.Desc {
			all = append(all, oldest(q))
		}
	}
	return all
}

// maxEach is how many documents Each goes through.
const maxEach = 100_000

// Each goes through a whole list, part by part, as an export does. It ends with an
// error, among others when the list is longer than an export may be.
func Each[T any](ctx context.Context, part func(Page) (Listed[T], error), order Page) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		p := Page{Limit: pageMax, Oldest: order.Oldest}
		for seen := 0; ; {
			l, err := part(p)
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if seen += len(l.Docs); seen > maxEach {
				yield(nil, fault.Newf(fault.TooLarge, "too_many_rows", "This is more than %d rows. Narrow the list first.", maxEach))
				return
			}
			for _, doc := range l.Docs {
				if !yield(doc, nil) {
					return
				}
			}
			if l.Next == "" {
				return
			}
			p.Cursor = l.Next
		}
	}
}

func (p Page) limit() (int, error) {
	switch {
	case p.Limit == 0:
		return pageDefault, nil
	case p.Limit < 0 || p.Limit > pageMax:
		return 0, fault.OfField("?limit", "out_of_range", "Use 1 to 100.")
	}
	return p.Limit, nil
}

func (p Page) after(filter string) (*store.Cursor, error) {
	if p.Cursor == "" {
		return nil, nil
	}
	var at place
	raw, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err == nil {
		err = json.Unmarshal(raw, &at)
	}
	if err != nil || at.Filter != filter || at.ID == "" {
		return nil, fault.New(fault.Malformed, "bad_cursor", "This cursor is not from this list with these filters. Start again without one.")
	}
	return &store.Cursor{Sort: at.Sort, ID: at.ID}, nil
}

// filterMark is a short mark of a query and its values.
func (c *core) filterMark(collection, query string, equal []any) string {
	parts := []string{collection, query}
	for _, v := range equal {
		parts = append(parts, fmt.Sprint(v))
	}
	return base64.RawURLEncoding.EncodeToString(c.mac("cursor", parts...)[:9])
}
