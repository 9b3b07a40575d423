package storetest

import (
	"context"
	"testing"

	"github.com/goodword/goodword/internal/store"
)

func membership(t *testing.T, s *subject) {
	s.insert(t,
		thing{ID: "a", CreatedMS: 1, Phones: []string{"1", "2"}, Tags: []string{"x"}},
		thing{ID: "b", CreatedMS: 3, Phones: []string{"2", "2"}},
		thing{ID: "c", CreatedMS: 3, Phones: []string{"3", "2"}, Tags: []string{"x", "y"}},
		thing{ID: "d", CreatedMS: 2, Phones: []string{}},
		thing{ID: "e", CreatedMS: 2},
	)
	s.want(t, "of_phone", store.Args{Equal: []any{"2"}}, "c", "b", "a")
	s.want(t, "of_phone", store.Args{Equal: []any{"2"}, Limit: 1, After: &store.Cursor{Sort: int64(3), ID: "c"}}, "b")
	s.want(t, "of_phone", store.Args{Equal: []any{"2"}, From: int64(2), To: int64(4)}, "c", "b")
	s.want(t, "of_phone", store.Args{Equal: []any{store.In{"3", "1", "2"}}}, "c", "b", "a")
	s.want(t, "of_phone", store.Args{Equal: []any{"4"}})
	s.want(t, "of_tag", store.Args{Equal: []any{"x"}}, "a", "c")
	s.want(t, "of_tag", store.Args{Equal: []any{"x"}, After: &store.Cursor{ID: "a"}}, "c")
}

func membershipFollowsReplace(t *testing.T, s *subject) {
	ctx := context.Background()
	s.insert(t, thing{ID: "a", CreatedMS: 1, Phones: []string{"1", "2"}}, thing{ID: "b", CreatedMS: 1, Phones: []string{"1"}})
	if err := s.Replace(ctx, "things", 1, doc(t, thing{ID: "a", Version: 2, CreatedMS: 1, Phones: []string{"2", "3"}})); err != nil {
		t.Fatal(err)
	}
	s.want(t, "of_phone", store.Args{Equal: []any{"1"}}, "b")
	s.want(t, "of_phone", store.Args{Equal: []any{"3"}}, "a")
	if err := s.Replace(ctx, "things", 2, doc(t, thing{ID: "a", Version: 3, CreatedMS: 9, Phones: []string{"2"}})); err != nil {
		t.Fatal(err)
	}
	s.want(t, "of_phone", store.Args{Equal: []any{"2"}, From: int64(9)}, "a")
	s.want(t, "of_phone", store.Args{Equal: []any{"2"}, To: int64(9)})
	if err := s.Replace(ctx, "things", 3, doc(t, thing{ID: "a", Version: 4, CreatedMS: 9})); err != nil {
		t.Fatal(err)
	}
	s.want(t, "of_phone", store.Args{Equal: []any{"2"}})
}

func countAndSum(t *testing.T, s *subject) {
	ctx := context.Background()
	s.insert(t,
		thing{ID: "a", Status: "new", Owner: "ann", Amount: 1 << 53, CreatedMS: 1},
		thing{ID: "b", Status: "new", Owner: "bob", Amount: 5, CreatedMS: 2},
		thing{ID: "c", Status: "new", Owner: "ann", Amount: 1, CreatedMS: 3},
		thing{ID: "d", Status: "new", CreatedMS: 4},
		thing{ID: "e", Status: "old", Owner: "ann", Amount: 100, CreatedMS: 5},
	)
	q := query(t, "of_status")
	count := func(args store.Args, group string) map[string]int64 {
		m, err := s.Count(ctx, "things", q, args, group)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	sum := func(args store.Args, group string) map[string]int64 {
		m, err := s.Sum(ctx, "things", q, args, "amount", group)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	news := store.Args{Equal: []any{"new"}}
	both := store.Args{Equal: []any{store.In{"new", "old"}}}
	part := store.Args{Equal: []any{"new"}, From: int64(2), To: int64(4)}
	wantTotals(t, count(news, ""), map[string]int64{"": 4})
	wantTotals(t, count(news, "owner"), map[string]int64{"ann": 2, "bob": 1, "": 1})
	wantTotals(t, count(both, "status"), map[string]int64{"new": 4, "old": 1})
	wantTotals(t, count(part, "owner"), map[string]int64{"ann": 1, "bob": 1})
	wantTotals(t, sum(news, "owner"), map[string]int64{"ann": 1<<53 + 1, "bob": 5, "": 0})
	wantTotals(t, sum(both, ""), map[string]int64{"": 1<<53 + 106})
	wantTotals(t, count(store.Args{Equal: []any{"none"}}, ""), map[string]int64{})
}

func wantTotals(t *testing.T, got, want map[string]int64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("got %v, want %v", got, want)
		return
	}
	for k, v := range want {
		if got[k] != v {
			t.Errorf("got %v, want %v", got, want)
			return
		}
	}
}
