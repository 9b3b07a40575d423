package worker

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"sync"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

// Queue is one kind of document with tasks on its agenda.
type Queue interface {
	// Name is the collection's, for logs and metrics.
	Name() string
	// Due lists documents that have a task due now, earliest first.
	Due(ctx context.Context, limit int) ([]string, error)
	// Run claims one due task of a document, performs and settles it, and reports
	// what became of it. Somebody else's claim is no error: aggregate.Idle.
	Run(ctx context.Context, id string) (aggregate.Outcome, error)
}

// Config of a Worker; zero values get defaults.
type Config struct {
	Queues   []Queue
	Poll     time.Duration // how often to look without being nudged; 1 s
	Parallel int           // tasks at once; 8
	Batch    int           // documents asked for at once; 64
	Log      *slog.Logger  // required
	// Observe is told of every try, for metrics; it may be nil.
	Observe func(queue string, o aggregate.Outcome, took time.Duration)
}

// Worker runs the queues.
type Worker struct {
	Config
	nudge chan struct{}
}

// New returns a worker that isn't running yet.
func New(c Config) (*Worker, error) {
	if c.Log == nil || len(c.Queues) == 0 {
		return nil, errors.New("worker: needs a log and queues")
	}
	c.Poll = cmp.Or(c.Poll, time.Second)
	c.Parallel = cmp.Or(c.Parallel, 8)
	c.Batch = cmp.Or(c.Batch, 64)
	if c.Observe == nil {
		c.Observe = func(string, aggregate.Outcome, time.Duration) {}
	}
	return &Worker{Config: c, nudge: make(chan struct{}, 1)}, nil
}

// Nudge makes a running worker look now instead of at its next poll.
func (w *Worker) Nudge() {
	select {
	case w.nudge <- struct{}{}:
	default:
	}
}

// Run works until ctx ends; what is in hand then is finished first.
func (w *Worker) Run(ctx context.Context) {
	for ctx.Err() == nil {
		if w.Step(ctx) > 0 {
			continue
		}
		// A little jitter keeps replicas from asking in step.
		t := time.NewTimer(w.Poll + rand.N(w.Poll/4+1))
		select {
		case <-ctx.Done():
		case <-w.nudge:
		case <-t.C:
		}
		t.Stop()
	}
}

// Drain works until nothing is due any more.
func (w *Worker) Drain(ctx context.Context) {
	for ctx.Err() == nil && w.Step(ctx) > 0 {
	}
}

// Step makes one pass over all queues and returns how many tasks it moved on.
func (w *Worker) Step(ctx context.Context) int {
	moved := 0
	for _, q := range w.Queues {
		moved += w.pass(ctx, q)
	}
	return moved
}

func (w *Worker) pass(ctx context.Context, q Queue) int {
	ids, err := q.Due(ctx, w.Batch)
	if err != nil {
		if ctx.Err() == nil {
			w.Log.Error("worker can't read what is due", "queue", q.Name(), "error", err)
		}
		return 0
	}
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		moved int
		slots = make(chan struct{}, w.Parallel)
	)
	for _, id := range ids {
		if ctx.Err() != nil {
			break
		}
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			if w.try(ctx, q, id) {
				mu.Lock()
				moved++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return moved
}

// try runs one task to its end even when ctx ends meanwhile, and reports whether
// anything was moved.
func (w *Worker) try(ctx context.Context, q Queue, id string) (moved bool) {
	start := time.Now()
	o, err := w.run(context.WithoutCancel(ctx), q, id)
	if o == "" {
		o = aggregate.Idle
	}
	w.Observe(q.Name(), o, time.Since(start))
	if err != nil {
		w.Log.Warn("task failed", "queue", q.Name(), "id", id, "outcome", string(o), "error", err)
	}
	return o != aggregate.Idle
}

func (w *Worker) run(ctx context.Context, q Queue, id string) (o aggregate.Outcome, err error) {
	defer func() {
		if p := recover(); p != nil {
			o, err = aggregate.Idle, fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return q.Run(ctx, id)
}
