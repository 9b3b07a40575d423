package portaltest

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/goodword/goodword/internal/store"
)

// Watch counts what the application asks of the database, and how long that takes.
type Watch struct {
	store.Engine
	calls atomic.Int64
	took  atomic.Int64 // nanoseconds
}

// Read returns the number of calls so far, and the time that they took together.
func (w *Watch) Read() (calls int64, took time.Duration) {
	return w.calls.Load(), time.Duration(w.took.Load())
}

func (w *Watch) since(start time.Time) {
	w.calls.Add(1)
	w.took.Add(int64(time.Since(start)))
}

// Get implements store.Engine.
func (w *Watch) Get(ctx context.Context, collection, id string) (store.Doc, error) {
	defer w.since(time.Now())
	return w.Engine.Get(ctx, collection, id)
}

// Find implements store.Engine.
func (w *Watch) Find(ctx context.Context, collection string, q store.Query, args store.Args) ([]store.Doc, error) {
	defer w.since(time.Now())
	return w.Engine.Find(ctx, collection, q, args)
}

// Count implements store.Engine.
func (w *Watch) Count(ctx context.Context, collection string, q store.Query, args store.Args, group string) (map[string]int64, error) {
	defer w.since(time.Now())
	return w.Engine.Count(ctx, collection, q, args, group)
}

// Sum implements store.Engine.
func (w *Watch) Sum(ctx context.Context, collection string, q store.Query, args store.Args, field, group string) (map[string]int64, error) {
	defer w.since(time.Now())
	return w.Engine.Sum(ctx, collection, q, args, field, group)
}
