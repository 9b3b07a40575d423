package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	lib "modernc.org/sqlite/lib"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// maxGroup is the most writes in one commit. At 64 clients groups of 20 to 60
// form by themselves; the bound keeps the first of a burst from waiting for all.
const maxGroup = 256

// writer is the one goroutine that writes. It works on its own context, so that
// no caller's end can undo the work of the others in its group.
type writer struct {
	db       *sql.DB
	patience time.Duration
	queue    chan *job
	done     chan struct{}
	check    *checkpointer

	writes, commits atomic.Int64

	mu     sync.RWMutex // held for reading while a job enters the queue
	closed bool
}

// job is one write that waits for its group.
type job struct {
	run    func(*session) error
	state  atomic.Int32 // waiting, then taken or dropped
	answer chan error
}

const (
	waiting int32 = iota
	taken         // its group has started: the real outcome will come
	dropped       // its caller gave up first: nothing will be written
)

// openWriter turns the file to WAL, which is kept in the file, and starts the
// writer.
func openWriter(ctx context.Context, path string, patience time.Duration, c *checkpointer) (*writer, error) {
	first, err := sql.Open("sqlite", dsn(path, "busy_timeout(5000)", "journal_mode(wal)"))
	if err != nil {
		return nil, err
	}
	err = errors.Join(first.PingContext(ctx), first.Close())
	if err != nil {
		return nil, store.Unavailable(err)
	}
	db, err := sql.Open("sqlite", dsn(path, "busy_timeout(0)", "synchronous(full)", "wal_autocheckpoint(0)", "temp_store(memory)"))
	if err != nil {
		return nil, err
	}
	w := &writer{db: db, patience: patience, check: c, queue: make(chan *job, maxGroup), done: make(chan struct{})}
	go w.loop()
	return w, nil
}

// do runs one write inside a group and returns its outcome after the commit. run
// works on the group's transaction; an error of it that is a conflict or
// not_found is this write's own answer and must leave nothing behind.
func (w *writer) do(ctx context.Context, run func(*session) error) error {
	if err := ctx.Err(); err != nil {
		return store.Unavailable(err)
	}
	j := &job{run: run, answer: make(chan error, 1)}
	if err := w.enter(ctx, j); err != nil {
		return err
	}
	select {
	case err := <-j.answer:
		return err
	case <-ctx.Done():
	}
	if j.state.CompareAndSwap(waiting, dropped) {
		return store.Unavailable(ctx.Err())
	}
	return <-j.answer
}

func (w *writer) enter(ctx context.Context, j *job) error {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.closed {
		return store.Unavailable(errClosed)
	}
	select {
	case w.queue <- j:
		return nil
	case <-ctx.Done():
		return store.Unavailable(ctx.Err())
	}
}

// close is called once. It lets the writer finish what is in its queue and waits for it.
func (w *writer) close() {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	close(w.queue)
	<-w.done
}

// loop takes groups until the queue is closed and empty.
func (w *writer) loop() {
	defer close(w.done)
	defer w.db.Close()
	s := &session{db: w.db}
	defer s.close()
	for j := range w.queue {
		group := w.gather(j)
		if len(group) == 0 {
			continue
		}
		w.commit(s, group)
		if w.check.behind.CompareAndSwap(true, false) {
			s.checkpoint()
		}
	}
}

// gather returns the jobs that wait now, without those whose callers gave up.
func (w *writer) gather(first *job) []*job {
	var group []*job
	take := func(j *job) {
		if j.state.CompareAndSwap(waiting, taken) {
			group = append(group, j)
		}
	}
	take(first)
	for len(group) < maxGroup {
		select {
		case j, ok := <-w.queue:
			if !ok {
				return group
			}
			take(j)
		default:
			return group
		}
	}
	return group
}

// commit runs a group in one transaction and answers each of its jobs.
func (w *writer) commit(s *session, group []*job) {
	outcomes, err := w.attempt(s, group)
	if err != nil {
		// The connection's state is not known: the next group starts on a new one.
		s.close()
		for _, j := range group {
			j.answer <- store.Unavailable(err)
		}
		return
	}
	w.commits.Add(1)
	w.writes.Add(int64(len(group)))
	w.check.note(s.written)
	for i, j := range group {
		j.answer <- outcomes[i]
	}
}

// attempt returns the outcome of each job, or the error that discards all.
func (w *writer) attempt(s *session, group []*job) ([]error, error) {
	if err := s.begin(time.Now().Add(w.patience)); err != nil {
		return nil, err
	}
	outcomes := make([]error, len(group))
	for i, j := range group {
		err := j.run(s)
		if err != nil && !ownAnswer(err) {
			s.rollback()
			return nil, err
		}
		outcomes[i] = err
	}
	if _, err := s.exec("COMMIT"); err != nil {
		s.rollback()
		return nil, err
	}
	return outcomes, nil
}

// ownAnswer reports whether err answers one write alone.
func ownAnswer(err error) bool {
	return fault.Is(err, fault.Conflict) || fault.Is(err, fault.NotFound) || fault.Is(err, fault.Invalid)
}

// begin takes the write lock, trying until the deadline with pauses of 0.5 to 1.5
// ms: SQLite's own growing pauses starve a lone writer beside a busy process.
func (s *session) begin(deadline time.Time) error {
	s.written = 0
	for {
		_, err := s.exec("BEGIN IMMEDIATE")
		if code(err) != lib.SQLITE_BUSY || !time.Now().Before(deadline) {
			return err
		}
		time.Sleep(500*time.Microsecond + rand.N(time.Millisecond))
	}
}
