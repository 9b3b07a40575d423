package storetest

import (
	"context"
	"sync"
	"testing"

	"github.com/goodword/goodword/internal/store"
)

// wantTaken checks that err names the key that stood against a write.
func wantTaken(t *testing.T, err error, key string) {
	t.Helper()
	if got := store.Taken(err); got != key {
		t.Errorf("taken: got %q, want %q: %v", got, key, err)
	}
}

func uniqueOnInsert(t *testing.T, s *subject) {
	ctx := context.Background()
	s.insert(t, thing{ID: "a", Code: "x", Email: "a@example.com"})
	wantTaken(t, s.Insert(ctx, "things", doc(t, thing{ID: "a"})), "id")
	wantTaken(t, s.Insert(ctx, "things", doc(t, thing{ID: "b", Code: "x"})), "code")
	wantTaken(t, s.Insert(ctx, "things", doc(t, thing{ID: "b", Code: "y", Email: "a@example.com"})), "email")
	s.insert(t, thing{ID: "b", Code: "X", Email: "b@example.com"})
	s.want(t, "all", store.Args{}, "a", "b")
}

func uniqueOnReplace(t *testing.T, s *subject) {
	ctx := context.Background()
	s.insert(t, thing{ID: "a", Code: "x"}, thing{ID: "b", Code: "y", Email: "b@example.com"})
	wantTaken(t, s.Replace(ctx, "things", 1, doc(t, thing{ID: "a", Version: 2, Code: "y"})), "code")
	wantTaken(t, s.Replace(ctx, "things", 1, doc(t, thing{ID: "a", Version: 2, Code: "x", Email: "b@example.com"})), "email")
	same(t, s, doc(t, thing{ID: "a", Code: "x"}))
	if err := s.Replace(ctx, "things", 1, doc(t, thing{ID: "a", Version: 2, Code: "x", Status: "kept its own"})); err != nil {
		t.Error(err)
	}
}

func uniqueIsSparse(t *testing.T, s *subject) {
	s.insert(t, thing{ID: "a"}, thing{ID: "b"}, thing{ID: "c", Code: "x"})
	s.want(t, "all", store.Args{}, "a", "b", "c")
}

func uniqueKeyIsReleased(t *testing.T, s *subject) {
	ctx := context.Background()
	s.insert(t, thing{ID: "a", Code: "x"})
	if err := s.Replace(ctx, "things", 1, doc(t, thing{ID: "a", Version: 2})); err != nil {
		t.Fatal(err)
	}
	s.insert(t, thing{ID: "b", Code: "x"})
	wantTaken(t, s.Replace(ctx, "things", 2, doc(t, thing{ID: "a", Version: 3, Code: "x"})), "code")
	s.want(t, "of_code", store.Args{Equal: []any{"x"}}, "b")
}

// uniqueInsertRace: of many that claim one key at once exactly one gets it. It is
// the primitive that claims stand on.
func uniqueInsertRace(t *testing.T, s *subject) {
	for round := range 10 {
		code := number(round)
		won := race(16, func(n int) bool {
			err := s.Insert(context.Background(), "things", doc(t, thing{ID: code + number(n), Code: code}))
			if err != nil {
				wantTaken(t, err, "code")
			}
			return err == nil
		})
		if won != 1 {
			t.Errorf("round %d: %d winners", round, won)
		}
	}
}

// race runs do n times at once and returns how often it answered true.
func race(n int, do func(int) bool) int {
	var wg sync.WaitGroup
	start, results := make(chan struct{}), make(chan bool, n)
	for i := range n {
		wg.Go(func() {
			<-start
			results <- do(i)
		})
	}
	close(start)
	wg.Wait()
	close(results)
	won := 0
	for r := range results {
		if r {
			won++
		}
	}
	return won
}
