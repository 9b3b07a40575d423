package storetest

import (
	"context"
	"slices"
	"testing"

	"github.com/goodword/goodword/internal/store"
)

// insertRows stores 40 things in two statuses, many of them at the same time, and
// returns the ids of each status in order.
func (s *subject) insertRows(t *testing.T) map[string][]string {
	t.Helper()
	ids := map[string][]string{}
	for n := range 40 {
		status := []string{"new", "open"}[n%2]
		s.insert(t, thing{ID: number(n), Status: status, CreatedMS: int64(n / 8)})
		ids[status] = append(ids[status], number(n))
	}
	return ids
}

func reversed(ids []string) []string {
	ids = slices.Clone(ids)
	slices.Reverse(ids)
	return ids
}

func pages(t *testing.T, s *subject) {
	ids := s.insertRows(t)
	for _, n := range []int{1, 3, 7, 20, 100} {
		args := store.Args{Equal: []any{"new"}}
		if got := s.byPages(t, "of_status", args, n); !slices.Equal(got, ids["new"]) {
			t.Errorf("pages of %d: %v", n, got)
		}
		if got := s.byPages(t, "latest_of_status", args, n); !slices.Equal(got, reversed(ids["new"])) {
			t.Errorf("pages of %d backwards: %v", n, got)
		}
		args.From, args.To = int64(1), int64(4)
		if got := s.byPages(t, "of_status", args, n); !slices.Equal(got, ids["new"][4:16]) {
			t.Errorf("pages of %d in a range: %v", n, got)
		}
		if got := s.byPages(t, "latest_of_status", args, n); !slices.Equal(got, reversed(ids["new"][4:16])) {
			t.Errorf("pages of %d in a range backwards: %v", n, got)
		}
	}
	// A cursor outside the range changes nothing about the range.
	s.want(t, "of_status", store.Args{Equal: []any{"new"}, From: int64(4), After: &store.Cursor{Sort: int64(0), ID: number(2)}}, ids["new"][16:]...)
	s.want(t, "latest_of_status", store.Args{Equal: []any{"new"}, To: int64(1), After: &store.Cursor{Sort: int64(3), ID: number(28)}}, reversed(ids["new"][:4])...)
}

func pagesOfSeveralValues(t *testing.T, s *subject) {
	ids := s.insertRows(t)
	s.insert(t, thing{ID: "x", Status: "other"})
	all := append(slices.Clone(ids["new"]), ids["open"]...)
	slices.Sort(all) // ids and times rise together
	args := store.Args{Equal: []any{store.In{"new", "open", "new", "none"}}}
	for _, n := range []int{1, 3, 7, 40} {
		if got := s.byPages(t, "of_status", args, n); !slices.Equal(got, all) {
			t.Errorf("pages of %d: %v", n, got)
		}
		if got := s.byPages(t, "latest_of_status", args, n); !slices.Equal(got, reversed(all)) {
			t.Errorf("pages of %d backwards: %v", n, got)
		}
	}
	s.want(t, "of_status", store.Args{Equal: []any{store.In{}}})
}

func pagesByID(t *testing.T, s *subject) {
	ids := s.insertRows(t)
	all := append(slices.Clone(ids["new"]), ids["open"]...)
	slices.Sort(all)
	for _, n := range []int{1, 7, 40} {
		if got := s.byPages(t, "all", store.Args{}, n); !slices.Equal(got, all) {
			t.Errorf("pages of %d: %v", n, got)
		}
		if got := s.byPages(t, "all_back", store.Args{}, n); !slices.Equal(got, reversed(all)) {
			t.Errorf("pages of %d backwards: %v", n, got)
		}
	}
}

func rangeIsHalfOpen(t *testing.T, s *subject) {
	s.insert(t, thing{ID: "a", CreatedMS: -5}, thing{ID: "b", CreatedMS: 1}, thing{ID: "c", CreatedMS: 2}, thing{ID: "d", CreatedMS: 3})
	s.want(t, "oldest", store.Args{From: int64(1), To: int64(3)}, "b", "c")
	s.want(t, "oldest", store.Args{To: int64(1)}, "a")
	s.want(t, "latest", store.Args{From: int64(2)}, "d", "c")
	s.want(t, "oldest", store.Args{From: int64(2), To: int64(2)})
	s.want(t, "latest", store.Args{Limit: 2}, "d", "c")
}

// dueOrder is the worker's query: what is due, longest first, and nothing that
// waits for nothing.
func dueOrder(t *testing.T, s *subject) {
	s.insert(t, thing{ID: "a", DueMS: ms(30)}, thing{ID: "b"}, thing{ID: "c", DueMS: ms(10)}, thing{ID: "d", DueMS: ms(20)}, thing{ID: "e", DueMS: ms(10)})
	s.want(t, "due", store.Args{To: int64(21)}, "c", "e", "d")
	s.want(t, "due", store.Args{}, "c", "e", "d", "a")
	if err := s.Replace(context.Background(), "things", 1, doc(t, thing{ID: "c", Version: 2})); err != nil {
		t.Fatal(err)
	}
	s.want(t, "due", store.Args{To: int64(21)}, "e", "d")
}

func uniqueMemberIsFound(t *testing.T, s *subject) {
	s.insert(t, thing{ID: "a", Code: "x", Email: "2@example.com"}, thing{ID: "b", Code: "y", Email: "1@example.com"}, thing{ID: "c"})
	s.want(t, "of_code", store.Args{Equal: []any{"y"}}, "b")
	s.want(t, "of_code", store.Args{Equal: []any{store.In{"y", "x", "z"}}}, "a", "b")
	s.want(t, "by_email", store.Args{}, "b", "a")
	if got := s.byPages(t, "by_email", store.Args{}, 1); !slices.Equal(got, []string{"b", "a"}) {
		t.Error(got)
	}
}

// equalityOfTypes: values of defined types work, strings aren't numbers, and case
// and accents differ.
func equalityOfTypes(t *testing.T, s *subject) {
	type owner string
	s.insert(t, thing{ID: "a", Owner: "1", Open: true}, thing{ID: "b", Owner: "É", Open: false}, thing{ID: "c", Owner: "é", Open: false})
	s.want(t, "of_owner", store.Args{Equal: []any{owner("1"), true}}, "a")
	s.want(t, "of_owner", store.Args{Equal: []any{int64(1), true}})
	s.want(t, "of_owner", store.Args{Equal: []any{"1", false}})
	s.want(t, "of_owner", store.Args{Equal: []any{"é", false}}, "c")
}

func wrongArguments(t *testing.T, s *subject) {
	ctx := context.Background()
	s.insert(t, thing{ID: "a", Status: "new"})
	for name, args := range map[string]store.Args{
		"no value":          {Limit: 1},
		"two lists":         {Limit: 1, Equal: []any{store.In{"a"}, store.In{"b"}}},
		"no limit":          {Equal: []any{"new"}},
		"too high a limit":  {Equal: []any{"new"}, Limit: store.MaxLimit + 1},
		"nil":               {Equal: []any{nil}, Limit: 1},
		"a float":           {Equal: []any{1.5}, Limit: 1},
		"an operator":       {Equal: []any{map[string]any{"$ne": 1}}, Limit: 1},
		"cursor of another": {Equal: []any{"new"}, Limit: 1, After: &store.Cursor{ID: "a"}},
	} {
		if _, err := s.Find(ctx, "things", query(t, "of_status"), args); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := s.Find(ctx, "things", store.Query{Name: "undeclared", Index: "id"}, store.Args{Limit: 1}); err == nil {
		t.Error("an undeclared query ran")
	}
}
