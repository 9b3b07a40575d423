package app

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"

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
}

// Listed is one part of a list. Lists are newest first.
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
	filter := k.filterMark(c.Schema.Collection, q.Name, equal)
	args := store.Args{Equal: equal}
	limit, err := p.limit()
	if err != nil {
		return Listed[T]{}, err
	}
	if args.After, err = p.after(filter); err != nil {
		return Listed[T]{}, err
	}
	args.Limit = limit + 1
	docs, err := c.Find(ctx, q, args)
	if err != nil {
		return Listed[T]{}, err
	}
	if len(docs) <= limit {
		return Listed[T]{Docs: docs}, nil
	}
	docs = docs[:limit]
	last := docs[limit-1]
	next, err := json.Marshal(place{Sort: sort(last), ID: P(last).DocID(), Filter: filter})
	if err != nil {
		return Listed[T]{}, err
	}
	return Listed[T]{Docs: docs, Next: base64.RawURLEncoding.EncodeToString(next)}, nil
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
