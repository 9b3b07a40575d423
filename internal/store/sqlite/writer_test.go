package sqlite

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

func notes() store.Schema {
	return store.Schema{Collection: "notes", Unique: []string{"code"}, Queries: []store.Query{{Name: "all", Index: "id"}}}
}

func note(id, code string) store.Doc {
	return store.Doc{ID: id, Version: 1, Body: fmt.Appendf(nil, `{"id":%q,"version":1,"code":%q}`, id, code)}
}

func openNotes(t *testing.T, opts ...Option) *Engine {
	t.Helper()
	e, err := Open(t.Context(), filepath.Join(t.TempDir(), "a b?c#%d.db"), opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := e.Ensure(t.Context(), notes()); err != nil {
		t.Fatal(err)
	}
	return e
}

// stall keeps the writer inside a group until release is called, so that what is
// sent meanwhile forms the next one.
func (e *Engine) stall(t *testing.T) (release func()) {
	t.Helper()
	entered, leave, left := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		left <- e.write.do(context.Background(), func(*session) error {
			close(entered)
			<-leave
			return nil
		})
	}()
	<-entered
	return func() {
		t.Helper()
		close(leave)
		if err := <-left; err != nil {
			t.Error(err)
		}
	}
}

// waitQueued returns when n jobs wait for the writer.
func (e *Engine) waitQueued(n int) {
	for len(e.write.queue) < n {
		runtime.Gosched()
	}
}

// group runs writes in one group and returns their outcomes in order.
func (e *Engine) group(t *testing.T, writes ...func() error) []error {
	t.Helper()
	release := e.stall(t)
	out := make([]error, len(writes))
	var wg sync.WaitGroup
	for n, w := range writes {
		wg.Go(func() { out[n] = w() })
		e.waitQueued(n + 1)
	}
	release()
	wg.Wait()
	return out
}

func (e *Engine) has(t *testing.T, id string) bool {
	t.Helper()
	_, err := e.Get(context.Background(), "notes", id)
	if err != nil && !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	return err == nil
}

func TestGroupCommit(t *testing.T) {
	t.Parallel()
	e := openNotes(t)
	var writes []func() error
	for n := range 200 {
		writes = append(writes, func() error { return e.Insert(context.Background(), "notes", note(fmt.Sprint(n), fmt.Sprint(n))) })
	}
	before := e.Stats()
	for n, err := range e.group(t, writes...) {
		if err != nil {
			t.Errorf("%d: %v", n, err)
		}
	}
	after := e.Stats()
	if w, c := after.Writes-before.Writes, after.Commits-before.Commits; w != 201 || c != 2 {
		t.Errorf("%d writes in %d commits, want 201 in 2", w, c)
	}
}

func TestRefusedWritesLeaveTheGroupAlone(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	e := openNotes(t)
	insert := func(d store.Doc) func() error { return func() error { return e.Insert(ctx, "notes", d) } }
	got := e.group(t,
		insert(note("a", "1")),
		insert(note("a", "2")),
		insert(note("b", "1")),
		func() error { return e.Replace(ctx, "notes", 5, note("a", "3")) },
		func() error { return e.Replace(ctx, "notes", 5, note("none", "3")) },
		func() error { return e.InsertMany(ctx, "notes", []store.Doc{note("m", "4"), note("n", "1")}) },
		insert(note("c", "5")),
	)
	for n, want := range []string{"", "duplicate", "duplicate", "version_conflict", "not_found", "duplicate", ""} {
		if reason := reasonOf(got[n]); reason != want {
			t.Errorf("write %d: got %q, want %q: %v", n, reason, want, got[n])
		}
	}
	for id, want := range map[string]bool{"a": true, "b": false, "m": false, "n": false, "c": true} {
		if e.has(t, id) != want {
			t.Errorf("%s: there is %v", id, !want)
		}
	}
}

func reasonOf(err error) string {
	if err == nil {
		return ""
	}
	return fault.Of(err).Reason
}

func TestBrokenGroupIsUnavailableToEach(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	e := openNotes(t)
	got := e.group(t,
		func() error { return e.Insert(ctx, "notes", note("a", "1")) },
		func() error {
			return e.write.do(ctx, func(*session) error { return errors.New("the disk is on fire") })
		},
		func() error { return e.Insert(ctx, "notes", note("b", "2")) },
	)
	for n, err := range got {
		if !fault.Is(err, fault.Unavailable) {
			t.Errorf("write %d: %v", n, err)
		}
	}
	if e.has(t, "a") || e.has(t, "b") {
		t.Error("a discarded group left something behind")
	}
	if err := e.Insert(ctx, "notes", note("a", "1")); err != nil {
		t.Errorf("the next write: %v", err)
	}
}

func TestCallerThatGivesUpBeforeItsGroup(t *testing.T) {
	t.Parallel()
	e := openNotes(t)
	release := e.stall(t)
	ctx, cancel := context.WithCancel(context.Background())
	answer := make(chan error)
	go func() { answer <- e.Insert(ctx, "notes", note("a", "1")) }()
	e.waitQueued(1)
	cancel()
	if err := <-answer; !fault.Is(err, fault.Unavailable) || !errors.Is(err, context.Canceled) {
		t.Errorf("answered while the writer was busy: %v", err)
	}
	release()
	if err := e.Insert(context.Background(), "notes", note("b", "2")); err != nil {
		t.Error(err)
	}
	if e.has(t, "a") {
		t.Error("a write was made for a caller that had gone before")
	}
	if err := e.Insert(ctx, "notes", note("c", "3")); !fault.Is(err, fault.Unavailable) {
		t.Errorf("cancelled from the start: %v", err)
	}
}

func TestCallerThatGivesUpInsideItsGroup(t *testing.T) {
	t.Parallel()
	e := openNotes(t)
	table, err := e.table("notes")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	got := e.group(t,
		func() error {
			return e.write.do(ctx, func(tx *session) error {
				cancel()
				_, err := tx.exec(table.insert, "a", 1, `{"id":"a","version":1}`)
				return err
			})
		},
		func() error { return e.Insert(context.Background(), "notes", note("b", "2")) },
	)
	if got[0] != nil || got[1] != nil || !e.has(t, "a") || !e.has(t, "b") {
		t.Errorf("got %v, want the real outcome", got)
	}
}

func TestFullDisk(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	e := openNotes(t)
	// The limit belongs to the writer's connection, which is given up after an
	// error: what follows is a disk with room again.
	err := e.write.do(ctx, func(tx *session) error {
		_, err := tx.strings("PRAGMA max_page_count = 1")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	big := store.Doc{ID: "big", Version: 1, Body: fmt.Appendf(nil, `{"id":"big","version":1,"text":%q}`, strings.Repeat("x", 100_000))}
	if err := e.Insert(ctx, "notes", big); !fault.Is(err, fault.Unavailable) {
		t.Fatalf("full: %v", err)
	}
	if e.has(t, "big") {
		t.Error("a refused document is there")
	}
	if err := e.Insert(ctx, "notes", big); err != nil {
		t.Errorf("with room again: %v", err)
	}
}

func TestClosed(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	e := openNotes(t)
	for range 2 {
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	}
	_, getErr := e.Get(ctx, "notes", "a")
	_, findErr := e.Find(ctx, "notes", notes().Queries[0], store.Args{Limit: 1})
	for n, err := range []error{e.Ping(ctx), e.Insert(ctx, "notes", note("a", "1")), getErr, findErr} {
		if !fault.Is(err, fault.Unavailable) {
			t.Errorf("call %d: %v", n, err)
		}
	}
}

func TestUniqueOverWhatIsNotUnique(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	e := openNotes(t)
	plain := store.Schema{Collection: "plain"}
	if err := e.Ensure(ctx, plain); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"a", "b"} {
		if err := e.Insert(ctx, "plain", note(id, "same")); err != nil {
			t.Fatal(err)
		}
	}
	plain.Unique = []string{"code"}
	for range 2 {
		if err := e.Ensure(ctx, plain); err == nil || fault.Is(err, fault.Unavailable) {
			t.Errorf("two documents share a key: %v", err)
		}
	}
}
