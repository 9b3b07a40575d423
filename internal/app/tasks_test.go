package app

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/sqlite"
	"github.com/goodword/goodword/internal/worker"
)

// chore is a document with tasks and nothing else.
type chore struct {
	aggregate.Meta
	Done int `json:"done"` // settlements
}

var choresSchema = store.Schema{Collection: "chores", Indexes: []store.Index{dueIndex, parkedIndex}, Queries: []store.Query{dueQuery, parkedQuery}}

// workbench is a queue of chores, with both clocks in the test's hand.
type workbench struct {
	*Queue[chore, *chore]
	t     *testing.T
	clock *manualClock
}

func newWorkbench(t *testing.T, do performer[chore]) *workbench {
	t.Helper()
	engine, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = engine.Close() })
	clock := &manualClock{now: monday()}
	c := &core{engine: engine, clock: clock, random: rand.Reader, wallTime: clock.Now, log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	col := store.NewCollection[chore](engine, choresSchema)
	if err := col.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	return &workbench{t: t, clock: clock, Queue: &Queue[chore, *chore]{
		core: c, col: col, meta: func(c *chore) *aggregate.Meta { return &c.Meta }, perform: map[string]performer[chore]{"do": do},
	}}
}

// add stores a chore with so many tasks that are due.
func (b *workbench) add(id string, tasks int) {
	b.t.Helper()
	c := &chore{Meta: aggregate.NewMeta(id, b.clock.Now())}
	for range tasks {
		c.Schedule("do", b.clock.Now(), nil)
	}
	if err := b.col.Insert(b.t.Context(), c); err != nil {
		b.t.Fatal(err)
	}
}

func (b *workbench) get(id string) *chore {
	b.t.Helper()
	c, err := b.col.Get(b.t.Context(), id)
	if err != nil {
		b.t.Fatal(err)
	}
	return c
}

func (b *workbench) run(id string, want aggregate.Outcome) {
	b.t.Helper()
	if got, err := b.Run(b.t.Context(), id); got != want {
		b.t.Fatalf("got %s (%v), want %s", got, err, want)
	}
}

func settles(c *chore) error { c.Done++; return nil }

// A worker that was paused beyond its lease settles nothing: somebody else did.
func TestFencing(t *testing.T) {
	t.Parallel()
	var b *workbench
	first := true
	b = newWorkbench(t, func(context.Context, *chore, aggregate.Task) (func(*chore) error, error) {
		if first {
			first = false
			b.clock.advance(lease + time.Second) // paused here; another worker comes by
			b.run("a", aggregate.Settled)
			return func(c *chore) error { c.Done += 100; return nil }, nil
		}
		return settles, nil
	})
	b.add("a", 1)
	b.run("a", aggregate.Fenced)
	if c := b.get("a"); c.Done != 1 || len(c.Agenda) != 0 {
		t.Fatalf("done %d, agenda %v", c.Done, c.Agenda)
	}
}

// A late failure changes nothing either.
func TestFencedFailure(t *testing.T) {
	t.Parallel()
	var b *workbench
	first := true
	b = newWorkbench(t, func(context.Context, *chore, aggregate.Task) (func(*chore) error, error) {
		if first {
			first = false
			b.clock.advance(lease + time.Second)
			b.run("a", aggregate.Settled)
			return nil, errors.New("too late")
		}
		return settles, nil
	})
	b.add("a", 1)
	b.run("a", aggregate.Fenced)
	if c := b.get("a"); c.Done != 1 || len(c.Agenda) != 0 {
		t.Fatalf("done %d, agenda %v", c.Done, c.Agenda)
	}
}

// What a killed worker had in hand is taken up when its lease ends, within 30 s.
func TestLeaseOfTheDead(t *testing.T) {
	t.Parallel()
	b := newWorkbench(t, func(context.Context, *chore, aggregate.Task) (func(*chore) error, error) { return settles, nil })
	b.add("a", 1)
	_, err := b.col.Update(t.Context(), "a", func(c *chore) error { // claimed, and then killed
		_, _ = c.Claim(b.clock.Now(), b.wall(), lease)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if ids, err := b.Due(t.Context(), 10); err != nil || len(ids) != 0 {
		t.Fatalf("due while it is leased: %v %v", ids, err)
	}
	b.run("a", aggregate.Idle)
	b.clock.advance(30 * time.Second)
	if ids, err := b.Due(t.Context(), 10); err != nil || len(ids) != 1 {
		t.Fatalf("due after the lease: %v %v", ids, err)
	}
	b.run("a", aggregate.Settled)
}

// A task that fails is tried again, ever later, and given to a person in the end.
func TestBackoffAndParking(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]performer[chore]{
		"error": func(context.Context, *chore, aggregate.Task) (func(*chore) error, error) {
			return nil, errors.New("secret@example.org")
		},
		"panic": func(context.Context, *chore, aggregate.Task) (func(*chore) error, error) { panic("secret@example.org") },
		"panic in settlement": func(context.Context, *chore, aggregate.Task) (func(*chore) error, error) {
			return func(*chore) error { panic("x") }, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newWorkbench(t, fail)
			b.add("a", 1)
			var pause time.Duration
			for range maxTries - 1 {
				b.run("a", aggregate.Retried)
				next := time.UnixMilli(*b.get("a").DueMS).Sub(b.clock.Now())
				if next < firstRetry || next > lastRetry+lastRetry/4 || pause < lastRetry && next < pause {
					t.Fatalf("a pause of %v after %v", next, pause)
				}
				pause = next
				b.clock.advance(next)
			}
			b.run("a", aggregate.Parked)
			c := b.get("a")
			if c.DueMS != nil || c.Parked == nil || c.Agenda[0].LastError != "internal/internal" {
				t.Fatalf("%+v", c.Meta)
			}
			b.clock.advance(24 * time.Hour)
			b.run("a", aggregate.Idle)
		})
	}
}

// Waiting isn't failing, and what nobody performs goes to a person at once.
func TestWaitAndUnknown(t *testing.T) {
	t.Parallel()
	until := monday().Add(time.Hour)
	b := newWorkbench(t, func(context.Context, *chore, aggregate.Task) (func(*chore) error, error) {
		return nil, waitUntil{until, "early"}
	})
	b.add("a", 1)
	b.run("a", aggregate.Settled)
	if task := b.get("a").Agenda[0]; task.Tries != 0 || task.DueMS != until.UnixMilli() || task.LastError != "early" {
		t.Fatalf("%+v", task)
	}
	delete(b.Queue.perform, "do")
	b.clock.advance(time.Hour)
	b.run("a", aggregate.Parked)
	b.run("nobody", aggregate.Idle)
}

// Two workers on one database settle each task once.
func TestTwoWorkersShareTheWork(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	performed := map[string]int{}
	b := newWorkbench(t, func(_ context.Context, c *chore, task aggregate.Task) (func(*chore) error, error) {
		mu.Lock()
		performed[c.ID+"."+task.ID]++
		mu.Unlock()
		return settles, nil
	})
	for i := range 8 {
		b.add("c"+itoa(int64(i)), 5)
	}
	var wg sync.WaitGroup
	for range 2 {
		w, err := worker.New(worker.Config{Queues: []worker.Queue{b.Queue}, Log: b.log})
		if err != nil {
			t.Fatal(err)
		}
		wg.Go(func() { w.Drain(t.Context()) })
	}
	wg.Wait()
	w, _ := worker.New(worker.Config{Queues: []worker.Queue{b.Queue}, Log: b.log})
	w.Drain(t.Context()) // what the other had just claimed when one looked last
	for i := range 8 {
		if c := b.get("c" + itoa(int64(i))); c.Done != 5 || len(c.Agenda) != 0 {
			t.Errorf("%s: %d settled, %d left", c.ID, c.Done, len(c.Agenda))
		}
	}
	for id, n := range performed {
		if n != 1 {
			t.Errorf("%s was performed %d times", id, n)
		}
	}
}
