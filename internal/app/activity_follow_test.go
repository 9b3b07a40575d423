package app

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/mongo/mongotest"
)

// frail is an engine that breaks off some of the follower's writes: before them,
// or after a part of them.
type frail struct {
	store.Engine
	n atomic.Int64
}

var errBroken = errors.New("the process died here")

func (f *frail) InsertMany(ctx context.Context, collection string, docs []store.Doc) error {
	if collection != activitySchema.Collection {
		return f.Engine.InsertMany(ctx, collection, docs)
	}
	switch f.n.Add(1) % 5 {
	case 1:
		return errBroken
	case 2:
		return errors.Join(f.Engine.InsertMany(ctx, collection, docs[:len(docs)/2]), errBroken)
	case 3:
		return errors.Join(f.Engine.InsertMany(ctx, collection, docs), errBroken)
	}
	return f.Engine.InsertMany(ctx, collection, docs)
}

func newFollower(e store.Engine, c Clock) *Activity {
	return newActivity(&core{
		engine: e, clock: c, random: rand.Reader, secret: []byte("0123456789abcdef0123456789abcdef"),
		log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
}

// However many followers run, break off and start anew while others write and the
// clock jumps: each event is in the record once.
func TestFollowersMissNothing(t *testing.T) {
	t.Parallel()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		missNothing(t, template.Open(t))
	})
	for _, server := range mongotest.Servers(t) {
		t.Run(server.Name, func(t *testing.T) {
			t.Parallel()
			missNothing(t, server.Open(t, server.Database(t)))
		})
	}
}

// Writers and the events that each writes.
const (
	writers = 6
	written = 25
)

func missNothing(t *testing.T, e store.Engine) {
	ctx := t.Context()
	clock := &manualClock{now: monday()}
	first := newFollower(e, clock)
	ensureFollowed(t, first)
	var writing, following sync.WaitGroup
	for n := range writers {
		writing.Go(func() { writeHistory(t, e, clock, "lnk_"+strconv.Itoa(n)) })
	}
	ctx, stop := context.WithCancel(ctx)
	weak := &frail{Engine: e}
	for range 3 {
		following.Go(func() {
			for ctx.Err() == nil {
				s := newFollower(weak, clock) // a process that has just started
				_ = s.CatchUp(ctx)
				_ = s.CatchUp(ctx)
			}
		})
	}
	writing.Wait()
	stop()
	following.Wait()
	audited, err := newFollower(e, clock).Audit(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if audited.Documents != writers || audited.Entries != writers*written || len(audited.Findings) != 0 {
		t.Errorf("%+v, want %d documents with %d events each", audited, writers, written)
	}
}

// ensureFollowed makes the collections that are followed.
func ensureFollowed(t *testing.T, s *Activity) {
	t.Helper()
	if err := s.ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, from := range s.sources {
		if err := from.docs.Ensure(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// writeHistory makes a link and switches it on and off, while it moves the clock
// between reading the time and writing.
func writeHistory(t *testing.T, e store.Engine, clock *manualClock, id string) {
	col := store.NewCollection[activity.History](e, linksSchema)
	h := &activity.History{Meta: aggregate.NewMeta(id, clock.Now())}
	h.Record(clock.Now(), aggregate.Event{Actor: operator, Verb: "created", To: string(link.On)})
	if err := col.Insert(t.Context(), h); err != nil {
		t.Error(err)
		return
	}
	for n := range written - 1 {
		now := clock.Now()
		if n%5 == 0 {
			clock.advance(40 * 24 * time.Hour)
		}
		_, err := col.Update(t.Context(), id, func(h *activity.History) error {
			h.Record(now, aggregate.Event{Actor: operator, Verb: "switched"})
			return nil
		})
		if err != nil {
			t.Error(err)
			return
		}
	}
}

// A write that committed late is found as long as it isn't later than the
// overlap, though the mark is ahead of it; beyond that an audit tells.
func TestLateCommits(t *testing.T) {
	t.Parallel()
	e := template.Open(t)
	clock := &manualClock{now: monday()}
	s := newFollower(e, clock)
	ensureFollowed(t, s)
	wall := time.Now()
	if err := s.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	mark, err := s.marks.Get(t.Context(), activityMarkID)
	if err != nil || mark.ReachedMS < ms(wall) {
		t.Fatalf("mark at %d, want %d or later; %v", mark.ReachedMS, ms(wall), err)
	}
	late := func(id string, by time.Duration) {
		h := &activity.History{Meta: aggregate.NewMeta(id, monday())}
		h.Record(monday(), aggregate.Event{Actor: operator, Verb: "created"})
		if err := store.NewCollection[unstoried](e, linksSchema).Insert(t.Context(), &unstoried{fact{ID: id}, h.Events, mark.ReachedMS - by.Milliseconds()}); err != nil {
			t.Fatal(err)
		}
	}
	late("lnk_late", activityOverlap-time.Second)
	late("lnk_too_late", activityOverlap+time.Second)
	audited, err := newFollower(e, clock).Audit(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := activity.Finding{Flaw: activity.Missing, EntryID: activity.EntryID("lnk_too_late", 1)}
	if audited.Entries != 1 || len(audited.Findings) != 1 || audited.Findings[0] != want {
		t.Errorf("%+v", audited)
	}
}

// unstoried is a document with a history whose wall time package store leaves
// alone.
type unstoried struct {
	fact
	Events   []aggregate.Event `json:"events"`
	StoredMS int64             `json:"stored_ms"`
}

// Follow copies by itself, goes on after a failure, and ends with its context.
func TestFollow(t *testing.T) {
	t.Parallel()
	e := &noted{Engine: template.Open(t), inserted: make(chan struct{}, 1)}
	clock := &manualClock{now: monday()}
	s := newFollower(e, clock)
	ensureFollowed(t, s)
	writeHistory(t, e, clock, "lnk_1")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); s.Follow(ctx) }()
	<-e.inserted
	stop()
	<-ended
	if got, err := s.stored(t.Context(), "lnk_1"); err != nil || len(got) != written {
		t.Errorf("%d entries, %v", len(got), err)
	}
}

// noted is an engine that tells when the record was written to.
type noted struct {
	store.Engine
	inserted chan struct{}
}

func (n *noted) InsertMany(ctx context.Context, collection string, docs []store.Doc) error {
	err := n.Engine.InsertMany(ctx, collection, docs)
	select {
	case n.inserted <- struct{}{}:
	default:
	}
	return err
}

// Package store notes the time of a write that made a history longer, and of no
// other: the worker's bookkeeping has nobody read the document again.
func TestOnlyHistoryIsNoted(t *testing.T) {
	t.Parallel()
	col := store.NewCollection[activity.History](template.Open(t), linksSchema)
	if err := col.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	h := &activity.History{Meta: aggregate.NewMeta("lnk_1", monday())}
	h.Record(monday(), aggregate.Event{Actor: operator, Verb: "created"})
	began := ms(time.Now())
	if err := col.Insert(t.Context(), h); err != nil || h.StoredMS < began {
		t.Fatalf("stored at %d, %v", h.StoredMS, err)
	}
	old, err := col.Update(t.Context(), "lnk_1", func(h *activity.History) error { h.StoredMS = 1; return nil })
	if err != nil || old.StoredMS != 1 {
		t.Fatalf("%d, %v", old.StoredMS, err)
	}
	kept, err := col.Update(t.Context(), "lnk_1", func(h *activity.History) error {
		h.Schedule("mail", monday(), nil)
		return nil
	})
	if err != nil || kept.StoredMS != 1 {
		t.Errorf("a task noted %d, %v", kept.StoredMS, err)
	}
	told, err := col.Update(t.Context(), "lnk_1", func(h *activity.History) error {
		h.Record(monday(), aggregate.Event{Actor: operator, Verb: "switched"})
		return nil
	})
	if err != nil || told.StoredMS < began {
		t.Errorf("an event noted %d, %v", told.StoredMS, err)
	}
}
