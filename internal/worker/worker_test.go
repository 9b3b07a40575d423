package worker_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/worker"
)

// list is a queue in memory: each id is done once, by what run says.
type list struct {
	mu    sync.Mutex
	ids   []string
	done  map[string]int
	run   func(ctx context.Context, id string) (aggregate.Outcome, error)
	asked int
	fails error
}

func queue(ids ...string) *list {
	l := &list{ids: ids, done: map[string]int{}}
	l.run = func(context.Context, string) (aggregate.Outcome, error) { return aggregate.Settled, nil }
	return l
}

func (l *list) Name() string { return "things" }

func (l *list) Due(_ context.Context, limit int) ([]string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.asked++
	return append([]string(nil), l.ids[:min(limit, len(l.ids))]...), l.fails
}

func (l *list) Run(ctx context.Context, id string) (aggregate.Outcome, error) {
	o, err := l.run(ctx, id)
	l.mu.Lock()
	defer l.mu.Unlock()
	if o == aggregate.Settled {
		l.done[id]++
		l.take(id)
	}
	return o, err
}

func (l *list) take(id string) {
	for i := range l.ids {
		if l.ids[i] == id {
			l.ids = append(l.ids[:i:i], l.ids[i+1:]...)
			return
		}
	}
}

func (l *list) add(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ids = append(l.ids, id)
}

func (l *list) count() (done, asked int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.done), l.asked
}

func start(t *testing.T, c worker.Config) *worker.Worker {
	t.Helper()
	c.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	w, err := worker.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestNewNeedsItsParts(t *testing.T) {
	t.Parallel()
	if _, err := worker.New(worker.Config{}); err == nil {
		t.Fatal("a worker without queues and log")
	}
}

// Drain does everything that is due, and what is added meanwhile.
func TestDrain(t *testing.T) {
	t.Parallel()
	l := queue("a", "b", "c")
	var once sync.Once
	l.run = func(context.Context, string) (aggregate.Outcome, error) {
		once.Do(func() { l.add("d") })
		return aggregate.Settled, nil
	}
	start(t, worker.Config{Queues: []worker.Queue{l}, Batch: 2}).Drain(t.Context())
	if done, _ := l.count(); done != 4 {
		t.Fatalf("%d done", done)
	}
}

// One document that panics or fails holds up nobody else, and is told of.
func TestPoison(t *testing.T) {
	t.Parallel()
	l := queue("bad", "worse", "good")
	l.run = func(_ context.Context, id string) (aggregate.Outcome, error) {
		switch id {
		case "bad":
			panic("poisoned")
		case "worse":
			return aggregate.Idle, errors.New("broken")
		}
		return aggregate.Settled, nil
	}
	var mu sync.Mutex
	seen := map[aggregate.Outcome]int{}
	w := start(t, worker.Config{Queues: []worker.Queue{l}, Observe: func(_ string, o aggregate.Outcome, _ time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		seen[o]++
	}})
	if moved := w.Step(t.Context()); moved != 1 {
		t.Fatalf("%d moved", moved)
	}
	if seen[aggregate.Idle] != 2 || seen[aggregate.Settled] != 1 {
		t.Fatalf("seen: %v", seen)
	}
}

// A queue that can't be read is tried again; the others go on.
func TestOutage(t *testing.T) {
	t.Parallel()
	down, up := queue(), queue("a")
	down.fails = errors.New("down")
	w := start(t, worker.Config{Queues: []worker.Queue{down, up}})
	if moved := w.Step(t.Context()); moved != 1 {
		t.Fatalf("%d moved", moved)
	}
}

// A nudge wakes the worker long before its poll; without one it looks at the poll.
func TestNudgeAndPoll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := queue()
		w := start(t, worker.Config{Queues: []worker.Queue{l}, Poll: time.Hour})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); w.Run(ctx) }()
		synctest.Wait()
		l.add("a")
		synctest.Wait()
		if done, _ := l.count(); done != 0 {
			t.Fatal("done before anybody asked")
		}
		began := time.Now()
		w.Nudge()
		w.Nudge() // as often as one likes
		synctest.Wait()
		if done, _ := l.count(); done != 1 || time.Since(began) != 0 {
			t.Fatal("the nudge didn't wake it")
		}
		l.add("b")
		time.Sleep(76 * time.Minute) // the poll with its jitter
		synctest.Wait()
		if done, _ := l.count(); done != 2 {
			t.Fatal("the poll didn't come")
		}
		stop()
		<-ended
	})
}

// Stopping finishes what is in hand, with a context that lives, and starts nothing
// new.
func TestGracefulStop(t *testing.T) {
	t.Parallel()
	l := queue("a", "b")
	inHand, goOn := make(chan struct{}), make(chan struct{})
	l.run = func(ctx context.Context, _ string) (aggregate.Outcome, error) {
		inHand <- struct{}{}
		<-goOn
		return aggregate.Settled, ctx.Err()
	}
	w := start(t, worker.Config{Queues: []worker.Queue{l}, Parallel: 1})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); w.Run(ctx) }()
	<-inHand
	stop()
	select {
	case <-ended:
		t.Fatal("it left with work in hand")
	default:
	}
	close(goOn)
	for {
		select {
		case <-inHand: // the second may have waited for the slot already
		case <-ended:
			if l.done["a"] != 1 {
				t.Fatalf("what was in hand isn't done: %v", l.done)
			}
			return
		}
	}
}

// At most Parallel tasks run at once.
func TestParallel(t *testing.T) {
	t.Parallel()
	ids := make([]string, 40)
	for i := range ids {
		ids[i] = string(rune('A' + i))
	}
	l := queue(ids...)
	var mu sync.Mutex
	now, most := 0, 0
	l.run = func(context.Context, string) (aggregate.Outcome, error) {
		mu.Lock()
		now++
		most = max(most, now)
		mu.Unlock()
		defer func() { mu.Lock(); now--; mu.Unlock() }()
		return aggregate.Settled, nil
	}
	start(t, worker.Config{Queues: []worker.Queue{l}, Parallel: 3}).Drain(t.Context())
	if done, _ := l.count(); done != 40 || most > 3 {
		t.Fatalf("%d done, %d at once", done, most)
	}
}
