package stripesandbox

import (
	"context"
	"errors"
	"time"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// journalID is the id of the one document through which every change goes.
const journalID = "journal"

// journal is the redo log of the sandbox. An operation is committed when the
// compare-and-swap that writes it here succeeds; its objects are stored right
// after that, under their own ids. Whoever reads the journal first stores what is
// still open, so a crash between the two leaves nothing half done, and no
// transaction of the database is needed.
type journal struct {
	ID      string      `json:"id"`
	Version int64       `json:"version"`
	Seq     int64       `json:"seq"`   // of the last operation
	Epoch   int64       `json:"epoch"` // how often the sandbox was reset; part of every id
	Open    []operation `json:"open,omitempty"`
	Faults  []Fault     `json:"faults,omitempty"`
}

// operation is a committed change: the objects as they are after it.
type operation struct {
	Seq  int64    `json:"seq"`
	Puts []object `json:"puts"`
}

func (j *journal) DocID() string         { return j.ID }
func (j *journal) DocVersion() int64     { return j.Version }
func (j *journal) SetDocVersion(v int64) { j.Version = v }

func journalSchema() store.Schema { return store.Schema{Collection: "sandbox_journal"} }

// errRaced means that another process committed first.
var errRaced = errors.New("stripesandbox: another operation was committed first")

// commit runs change on the state as it is now and commits what it put. change
// may run several times; when it returns an error nothing is written. An error
// after that point means that the operation may have been committed.
func (s *Sandbox) commit(ctx context.Context, change func(*tx) error) error {
	if err := s.queue(ctx); err != nil {
		return err
	}
	defer s.yield()
	return s.commitNow(ctx, change)
}

// queue waits for this process's turn; it is a channel so that a caller may give
// up.
func (s *Sandbox) queue(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return store.Unavailable(ctx.Err())
	}
}

func (s *Sandbox) yield() { <-s.turn }

func (s *Sandbox) commitNow(ctx context.Context, change func(*tx) error) error {
	for {
		err := s.attempt(ctx, change)
		if !errors.Is(err, errRaced) {
			return err
		}
	}
}

func (s *Sandbox) attempt(ctx context.Context, change func(*tx) error) error {
	t, err := s.begin(ctx)
	if err != nil {
		return err
	}
	if err := change(t); err != nil {
		return err
	}
	if !t.changed() {
		return nil
	}
	op := operation{Seq: t.seq, Puts: t.puts}
	ctx = context.WithoutCancel(ctx) // from here on the outcome counts, not the caller
	_, err = s.journals.Update(ctx, journalID, func(j *journal) error {
		if j.Version != t.base {
			return errRaced
		}
		j.Seq, j.Epoch, j.Faults, j.Open = t.seq, t.epoch, t.faults, nil
		if len(op.Puts) > 0 {
			j.Open = []operation{op}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.apply(ctx, op); err != nil {
		return err
	}
	if t.events {
		s.Wake()
	}
	return nil
}

// begin loads the journal, stores what is still open, and returns a view of the
// state.
func (s *Sandbox) begin(ctx context.Context) (*tx, error) {
	j, err := s.journals.Get(ctx, journalID)
	if err != nil {
		return nil, err
	}
	for _, op := range j.Open {
		if err := s.apply(ctx, op); err != nil {
			return nil, err
		}
	}
	return &tx{
		s: s, ctx: ctx, now: s.deps.Clock.Now().UTC().Truncate(time.Millisecond),
		base: j.Version, seq: j.Seq + 1, epoch: j.Epoch, faults: append([]Fault{}, j.Faults...),
	}, nil
}

// apply stores the objects of a committed operation, unless they are there
// already in this state or a later one.
func (s *Sandbox) apply(ctx context.Context, op operation) error {
	if op.Seq <= s.applied.Load() {
		return nil
	}
	for _, o := range op.Puts {
		if err := s.store(ctx, o); err != nil {
			return err
		}
	}
	for {
		was := s.applied.Load()
		if was >= op.Seq || s.applied.CompareAndSwap(was, op.Seq) {
			return nil
		}
	}
}

func (s *Sandbox) store(ctx context.Context, o object) error {
	if o.Version == 0 {
		fresh := o
		if err := s.objects.Insert(ctx, &fresh); err == nil || store.Taken(err) == "" {
			return err
		}
	}
	_, err := s.objects.Update(ctx, o.ID, func(stored *object) error {
		if stored.Rev < o.Rev {
			version := stored.Version
			*stored = o
			stored.Version = version
		}
		return nil
	})
	if fault.Is(err, fault.NotFound) { // an expired key was swept in between
		fresh := o
		if err = s.objects.Insert(ctx, &fresh); store.Taken(err) != "" {
			return nil // another process stores the same operation
		}
	}
	return err
}
