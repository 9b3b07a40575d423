package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/goodword/goodword/internal/fault"
)

const (
	retryAfter = 2 * time.Second
	// updateTries is how often Update retries a lost race. With the jittered
	// pauses below 80 of 80 contending updates win within ten, and within twenty
	// on a machine that is ten times slower.
	updateTries = 20
)

// Document is what a collection stores; aggregate.Meta implements it.
type Document interface {
	DocID() string
	DocVersion() int64
	SetDocVersion(int64)
}

// Storied is a document with a history. Package store tells it when a write that
// made the history longer took place, so that followers find what is new.
type Storied interface {
	DocRevision() int64 // grows with the history, and only then
	SetStored(at time.Time)
}

// stored tells a document whose history grew the wall time of the write that
// follows. Every try of a write tells it anew: between the time and the commit
// lies one call of the engine and nothing else.
func stored(t any, before int64) {
	if d, ok := t.(Storied); ok && d.DocRevision() != before {
		d.SetStored(time.Now())
	}
}

// revision is how long a document's history is; 0 where it has none.
func revision(t any) int64 {
	if d, ok := t.(Storied); ok {
		return d.DocRevision()
	}
	return 0
}

// Collection is the typed view of one collection. T's pointer is a Document and
// T encodes to a JSON object with "id" and "version".
type Collection[T any, P interface {
	*T
	Document
}] struct {
	Schema Schema
	engine Engine
	derive func(*T) // see Deriving; may be nil
}

// NewCollection ties a schema to an engine. Call Ensure before use.
func NewCollection[T any, P interface {
	*T
	Document
}](e Engine, s Schema) *Collection[T, P] {
	return &Collection[T, P]{Schema: s, engine: e}
}

// Deriving has derive run before each write: it sets the members that follow from
// the others, such as what only an index reads, and so they agree with the
// document whoever wrote it. A document that nobody changes isn't written for it:
// one from before the member existed gets it with its next change.
func (c *Collection[T, P]) Deriving(derive func(*T)) *Collection[T, P] {
	c.derive = derive
	return c
}

func (c *Collection[T, P]) derived(t *T) {
	if c.derive != nil {
		c.derive(t)
	}
}

// Ensure creates the collection and its indexes.
func (c *Collection[T, P]) Ensure(ctx context.Context) error { return c.engine.Ensure(ctx, c.Schema) }

// Insert stores a new document as version 1.
func (c *Collection[T, P]) Insert(ctx context.Context, t *T) error {
	P(t).SetDocVersion(1)
	c.derived(t)
	stored(t, 0)
	d, err := encode[T, P](t)
	if err != nil {
		return err
	}
	if err := c.engine.Insert(ctx, c.Schema.Collection, d); err != nil {
		P(t).SetDocVersion(0)
		return err
	}
	return nil
}

// InsertMany stores facts in one batch; those whose id is there already are left
// out.
func (c *Collection[T, P]) InsertMany(ctx context.Context, ts []*T) error {
	docs := make([]Doc, len(ts))
	for i, t := range ts {
		P(t).SetDocVersion(1)
		c.derived(t)
		stored(t, 0)
		d, err := encode[T, P](t)
		if err != nil {
			return err
		}
		docs[i] = d
	}
	return c.engine.InsertMany(ctx, c.Schema.Collection, docs)
}

// Get reads one document.
func (c *Collection[T, P]) Get(ctx context.Context, id string) (*T, error) {
	d, err := c.engine.Get(ctx, c.Schema.Collection, id)
	if err != nil {
		return nil, err
	}
	return decode[T, P](d)
}

// Update loads a document, lets change alter it, and swaps it if nobody else
// wrote in between; a lost race is tried again with a jittered pause. change may
// run several times, so it does nothing but compute. When it leaves the document
// as it was nothing is written; when it returns an error nothing is written and
// the error is returned together with the document as it was loaded.
func (c *Collection[T, P]) Update(ctx context.Context, id string, change func(*T) error) (*T, error) {
	for try := 0; ; try++ {
		d, err := c.engine.Get(ctx, c.Schema.Collection, id)
		if err != nil {
			return nil, err
		}
		t, err := decode[T, P](d)
		if err != nil {
			return nil, err
		}
		before := revision(t)
		if err := change(t); err != nil {
			old, derr := decode[T, P](d)
			if derr != nil {
				return nil, derr
			}
			return old, err
		}
		P(t).SetDocVersion(d.Version)
		same, err := encode[T, P](t)
		if err != nil {
			return nil, err
		}
		if bytes.Equal(same.Body, d.Body) {
			return t, nil
		}
		P(t).SetDocVersion(d.Version + 1)
		c.derived(t)
		stored(t, before)
		next, err := encode[T, P](t)
		if err != nil {
			return nil, err
		}
		err = c.engine.Replace(ctx, c.Schema.Collection, d.Version, next)
		if err == nil {
			return t, nil
		}
		if !fault.Because(err, "version_conflict") || try+1 == updateTries {
			return nil, err
		}
		if err := pause(ctx, try); err != nil {
			return nil, err
		}
	}
}

// Find runs a declared query. The cursor is nil on the last page.
func (c *Collection[T, P]) Find(ctx context.Context, q Query, args Args) ([]*T, error) {
	docs, err := c.engine.Find(ctx, c.Schema.Collection, q, args)
	if err != nil {
		return nil, err
	}
	ts := make([]*T, len(docs))
	for i, d := range docs {
		if ts[i], err = decode[T, P](d); err != nil {
			return nil, err
		}
	}
	return ts, nil
}

// One returns the first document of a query, or not_found.
func (c *Collection[T, P]) One(ctx context.Context, q Query, equal ...any) (*T, error) {
	ts, err := c.Find(ctx, q, Args{Equal: equal, Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(ts) == 0 {
		return nil, NotFound()
	}
	return ts[0], nil
}

// Count counts the documents of a query by the value of a member.
func (c *Collection[T, P]) Count(ctx context.Context, q Query, args Args, group string) (map[string]int64, error) {
	return c.engine.Count(ctx, c.Schema.Collection, q, args, group)
}

// Sum adds up a member of the documents of a query by the value of another.
func (c *Collection[T, P]) Sum(ctx context.Context, q Query, args Args, field, group string) (map[string]int64, error) {
	return c.engine.Sum(ctx, c.Schema.Collection, q, args, field, group)
}

// Delete removes a document for good.
func (c *Collection[T, P]) Delete(ctx context.Context, id string) error {
	return c.engine.Delete(ctx, c.Schema.Collection, id)
}

func encode[T any, P interface {
	*T
	Document
}](t *T) (Doc, error) {
	body, err := json.Marshal(t)
	if err != nil {
		return Doc{}, fmt.Errorf("store: encode: %w", err)
	}
	return Doc{ID: P(t).DocID(), Version: P(t).DocVersion(), Body: body}, nil
}

func decode[T any, P interface {
	*T
	Document
}](d Doc) (*T, error) {
	t := new(T)
	if err := json.Unmarshal(d.Body, t); err != nil {
		return nil, fmt.Errorf("store: decode %s: %w", d.ID, err)
	}
	P(t).SetDocVersion(d.Version)
	return t, nil
}

// pause waits a little longer after each lost race, with full jitter.
func pause(ctx context.Context, try int) error {
	d := time.Duration(1+rand.Int64N(int64(2<<min(try, 6)))) * time.Millisecond
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return Unavailable(ctx.Err())
	case <-t.C:
		return nil
	}
}
