package store

import (
	"context"
	"fmt"

	"github.com/goodword/goodword/internal/fault"
)

// Engine is a database. Its methods are safe for concurrent use and return
// faults: not_found, conflict "version_conflict" (another write came first),
// conflict "duplicate" (see Taken), unavailable; anything else is internal.
type Engine interface {
	// Ensure creates a collection with its indexes, or checks that what is there
	// has the same keys. It is idempotent.
	Ensure(ctx context.Context, s Schema) error
	// Insert stores a new document.
	Insert(ctx context.Context, collection string, d Doc) error
	// InsertMany stores new documents in one batch and leaves out those whose id is
	// there already. It is for facts whose collection has no unique key but the id.
	InsertMany(ctx context.Context, collection string, docs []Doc) error
	// Get reads one document.
	Get(ctx context.Context, collection, id string) (Doc, error)
	// Replace swaps the document with d.ID whose version is version for d.
	Replace(ctx context.Context, collection string, version int64, d Doc) error
	// Find runs a declared query and returns at most args.Limit documents.
	Find(ctx context.Context, collection string, q Query, args Args) ([]Doc, error)
	// Count counts the documents of a declared query, by the value of a top-level
	// string member, or all under "" when group is "" or absent. The Limit and the
	// cursor of args don't matter.
	Count(ctx context.Context, collection string, q Query, args Args, group string) (map[string]int64, error)
	// Sum adds up a top-level integer member of a declared query, likewise.
	Sum(ctx context.Context, collection string, q Query, args Args, field, group string) (map[string]int64, error)
	// Delete removes a document for good; a missing one is no error. It is for
	// erasure and expiry.
	Delete(ctx context.Context, collection, id string) error
	// Ping answers whether the database can be written to now.
	Ping(ctx context.Context) error
	Close() error
}

// Doc is a document as an engine sees it.
type Doc struct {
	ID      string
	Version int64
	Body    []byte // the JSON object, including id and version
}

// Schema declares a collection.
type Schema struct {
	Collection string
	Unique     []string // top-level string members, each with a sparse unique index named "unique_"+member
	Indexes    []Index
	Queries    []Query
}

// Index is an ordinary index. Fields are top-level members, each ascending; the
// document's id is its last key.
type Index struct {
	Name     string
	Fields   []string
	Members  bool // the first field is an array of strings, indexed by each of its values; one more field may follow
	Optional bool // documents without the (only or first) field are left out of the index
}

// Query is a question that a collection answers through an index: equality on
// some members, one range, and an order.
type Query struct {
	Name  string
	Index string   // the Schema's Index that serves it, or "unique_"+member, or "id"
	Equal []string // members compared for equality, the index's first ones
	Sort  string   // the index's last member, by which it is ordered and ranged, and which every answer has; "" orders by id
	Desc  bool
}

// Args are the values of a query.
type Args struct {
	Equal []any // one for each of Query.Equal: string, int64, bool, or In
	From  any   // lowest value of Query.Sort, inclusive; nil for none
	To    any   // upper bound of Query.Sort, exclusive; nil for none
	After *Cursor
	Limit int // 1 to MaxLimit
}

// In asks for any of several values; at most one of Args.Equal may be one. The
// engine runs one query per value and merges them in order.
type In []any

// Cursor is the place of a document in a query's order.
type Cursor struct {
	Sort any    // value of Query.Sort: string or int64; nil when the query is ordered by id
	ID   string // breaks ties
}

// MaxLimit is the most documents that one Find returns.
const MaxLimit = 1000

// duplicate is the reason of a refused insert or replace.
const duplicate = "duplicate"

// Duplicate is the fault for a unique key that another document holds. key is
// "id" or the member's name.
func Duplicate(key string) *fault.Error {
	return fault.Newf(fault.Conflict, duplicate, "Another record has this %s already.", key).With("key", key)
}

// Taken returns which unique key stood against a write: "id", the name of a
// member, or "" when err is something else.
func Taken(err error) string {
	if fault.Because(err, duplicate) {
		return fault.Of(err).Args["key"]
	}
	return ""
}

// VersionConflict is the fault for a write whose version is no longer current.
func VersionConflict() *fault.Error {
	return fault.New(fault.Conflict, "version_conflict", "Somebody else changed this at the same moment. Please try again.")
}

// NotFound is the fault for a document that isn't there.
func NotFound() *fault.Error {
	return fault.New(fault.NotFound, "not_found", "There is nothing here under this id.")
}

// Unavailable is the fault for a database that can't be reached or is too busy.
func Unavailable(cause error) *fault.Error {
	return fault.New(fault.Unavailable, "store_unavailable", "The database can't take this at the moment. Please try again in a few seconds.").After(retryAfter).Wrap(cause)
}

// CheckArgs returns an error when args don't fit q. Engines call it first.
func (q Query) CheckArgs(args Args) error {
	if len(args.Equal) != len(q.Equal) {
		return fmt.Errorf("store: query %q takes %d values, got %d", q.Name, len(q.Equal), len(args.Equal))
	}
	ins := 0
	for _, v := range args.Equal {
		if _, ok := v.(In); ok {
			ins++
		}
	}
	if ins > 1 {
		return fmt.Errorf("store: query %q: only one value may be a list", q.Name)
	}
	if args.Limit < 1 || args.Limit > MaxLimit {
		return fmt.Errorf("store: query %q: limit %d", q.Name, args.Limit)
	}
	if q.Sort == "" && (args.From != nil || args.To != nil) {
		return fmt.Errorf("store: query %q has no range", q.Name)
	}
	return nil
}
