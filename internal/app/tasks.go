package app

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

const (
	// lease is how long a claim holds; an outside call ends well before it.
	lease = 25 * time.Second
	// performLimit bounds what a task does between claim and settlement.
	performLimit = 15 * time.Second
	// maxTries is when a failing task is parked for a person: about three hours of
	// backoff.
	maxTries   = 20
	firstRetry = 2 * time.Second
	lastRetry  = 15 * time.Minute
)

// performer does what a claimed task asks for. It gets the document as it was
// claimed, may call outside, and returns what to change in the document when the
// task is settled; the change runs under the fencing check and may run several
// times.
type performer[T any] func(ctx context.Context, doc *T, task aggregate.Task) (settle func(*T) error, err error)

// parkNow makes a failed task go to a person at once.
type parkNow struct{ error }

func (p parkNow) Unwrap() error { return p.error }

// waitUntil gives a task back until a time, without counting as a failure.
type waitUntil struct {
	due time.Time
	why string
}

func (w waitUntil) Error() string { return "waits: " + w.why }

// Queue performs the tasks of one collection; it implements worker.Queue.
type Queue[T any, P interface {
	*T
	store.Document
}] struct {
	*core
	col     *store.Collection[T, P]
	meta    func(*T) *aggregate.Meta
	perform map[string]performer[T]
	// parked is told, inside the write, that a task was given up.
	parked func(*T, aggregate.Task, time.Time)
}

// Name is the collection's.
func (q *Queue[T, P]) Name() string { return q.col.Schema.Collection }

// Due lists the documents with work due now.
func (q *Queue[T, P]) Due(ctx context.Context, limit int) ([]string, error) {
	docs, err := q.col.Find(ctx, dueQuery, store.Args{To: ms(q.clock.Now()) + 1, Limit: limit})
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(docs))
	for i, d := range docs {
		ids[i] = P(d).DocID()
	}
	return ids, nil
}

// Next is when the earliest task is due; zero when there is none.
func (q *Queue[T, P]) Next(ctx context.Context) (time.Time, error) {
	docs, err := q.col.Find(ctx, dueQuery, store.Args{Limit: 1})
	if err != nil || len(docs) == 0 {
		return time.Time{}, err
	}
	return time.UnixMilli(*q.meta(docs[0]).DueMS).UTC(), nil
}

// maxParked is how many documents with parked work one list shows.
const maxParked = 200

// Parked lists the tasks that were given up, the oldest first.
func (q *Queue[T, P]) Parked(ctx context.Context) ([]ParkedTask, error) {
	docs, err := q.col.Find(ctx, parkedQuery, store.Args{Limit: maxParked})
	if err != nil {
		return nil, err
	}
	var out []ParkedTask
	for _, d := range docs {
		m := q.meta(d)
		for _, t := range m.Agenda {
			if t.ParkedAtMS != 0 {
				out = append(out, ParkedTask{Queue: q.Name(), ID: m.ID, Kind: t.Kind, Why: t.LastError, ParkedMS: t.ParkedAtMS})
			}
		}
	}
	return out, nil
}

// Resume makes a document's parked tasks due again and says how many there were.
func (q *Queue[T, P]) Resume(ctx context.Context, id string) (int, error) {
	n := 0
	_, err := q.col.Update(ctx, id, func(t *T) error {
		n = q.meta(t).Unpark(q.clock.Now())
		return nil
	})
	return n, err
}

// dueQuery finds what is due; every collection with an agenda declares it.
var (
	dueIndex = store.Index{Name: "due", Fields: []string{"due_ms"}, Optional: true}
	dueQuery = store.Query{Name: "due", Index: "due", Sort: "due_ms"}
	// parkedQuery finds what waits for a person.
	parkedIndex = store.Index{Name: "parked", Fields: []string{"parked_ms"}, Optional: true}
	parkedQuery = store.Query{Name: "parked", Index: "parked", Sort: "parked_ms"}
)

// Run claims one due task of a document, performs it and settles it.
func (q *Queue[T, P]) Run(ctx context.Context, id string) (aggregate.Outcome, error) {
	var task aggregate.Task
	doc, err := q.col.Update(ctx, id, func(t *T) error {
		var ok bool
		if task, ok = q.meta(t).Claim(q.clock.Now(), q.wall(), lease); !ok {
			return errIdle
		}
		return nil
	})
	if errors.Is(err, errIdle) || fault.Is(err, fault.NotFound) {
		return aggregate.Idle, nil
	}
	if err != nil {
		return aggregate.Idle, err
	}
	settle, err := q.performed(ctx, doc, task)
	if err != nil {
		return q.failed(ctx, id, task, err)
	}
	return q.settle(ctx, id, task, settle)
}

var (
	errIdle   = errors.New("app: nothing to claim")
	errFenced = errors.New("app: a newer claim has this task")
)

func (q *Queue[T, P]) performed(ctx context.Context, doc *T, task aggregate.Task) (settle func(*T) error, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	do, ok := q.perform[task.Kind]
	if !ok {
		return nil, parkNow{fmt.Errorf("app: nobody performs %q", task.Kind)}
	}
	ctx, cancel := context.WithTimeout(ctx, performLimit)
	defer cancel()
	return do(ctx, doc, task)
}

func (q *Queue[T, P]) settle(ctx context.Context, id string, task aggregate.Task, settle func(*T) error) (aggregate.Outcome, error) {
	_, err := q.col.Update(ctx, id, func(t *T) error {
		if !q.meta(t).Holds(task) {
			return errFenced
		}
		q.meta(t).Settle(task)
		return guarded(t, settle)
	})
	switch {
	case errors.Is(err, errFenced):
		return aggregate.Fenced, nil
	case fault.Is(err, fault.NotFound): // the task was to delete its document
		return aggregate.Settled, nil
	case err != nil:
		return q.failed(ctx, id, task, err)
	}
	return aggregate.Settled, nil
}

// guarded runs a settlement; a panic in it is a failed try, not the end of the
// worker.
func guarded[T any](t *T, settle func(*T) error) (err error) {
	if settle == nil {
		return nil
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return settle(t)
}

// failed gives a task back with a jittered pause, or to a person when it has
// failed too often.
func (q *Queue[T, P]) failed(ctx context.Context, id string, task aggregate.Task, why error) (aggregate.Outcome, error) {
	now := q.clock.Now()
	outcome := aggregate.Retried
	var wait waitUntil
	var park parkNow
	_, err := q.col.Update(ctx, id, func(t *T) error {
		m := q.meta(t)
		if !m.Holds(task) {
			return errFenced
		}
		switch {
		case errors.As(why, &wait):
			outcome = aggregate.Settled
			m.Wait(task, wait.due, wait.why)
		case errors.As(why, &park), task.Tries >= maxTries:
			outcome = aggregate.Parked
			m.Park(task, now, short(why))
			if q.parked != nil {
				q.parked(t, task, now)
			}
		default:
			outcome = aggregate.Retried
			m.Retry(task, now.Add(backoff(task.Tries)), short(why))
		}
		return nil
	})
	switch {
	case errors.Is(err, errFenced):
		return aggregate.Fenced, why
	case outcome == aggregate.Settled:
		return outcome, err
	}
	return outcome, errors.Join(why, err)
}

// short is an error's code for the document: never its text, which might quote
// somebody's data.
func short(err error) string {
	f := fault.Of(err)
	return string(f.Code) + "/" + f.Reason
}

// backoff doubles from firstRetry to lastRetry, with up to a quarter of jitter.
func backoff(tries int64) time.Duration {
	d := lastRetry
	if tries < 10 {
		d = min(firstRetry<<max(tries-1, 0), lastRetry)
	}
	return d + rand.N(d/4+1)
}
