package store

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestMerge: merging the first pages of several values is the first page of their
// union, without repeats.
func TestMerge(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := Query{Name: "q", Sort: "at_ms", Desc: rapid.Bool().Draw(t, "desc")}
		limit := rapid.IntRange(1, 12).Draw(t, "limit")
		order := func(a, b Hit) int {
			c := Compare(a.Sort, b.Sort)
			if c == 0 {
				c = Compare(a.ID, b.ID)
			}
			if q.Desc {
				return -c
			}
			return c
		}
		var runs [][]Hit
		all := map[string]Hit{}
		for range rapid.IntRange(0, 4).Draw(t, "runs") {
			var run []Hit
			for _, n := range rapid.SliceOfDistinct(rapid.IntRange(0, 30), rapid.ID).Draw(t, "ids") {
				h := Hit{Doc: Doc{ID: fmt.Sprintf("d%02d", n)}, Sort: int64(n % 4)}
				run = append(run, h)
				all[h.ID] = h
			}
			slices.SortFunc(run, order)
			runs = append(runs, run[:min(limit, len(run))])
		}
		var union []Hit
		for _, h := range all {
			union = append(union, h)
		}
		slices.SortFunc(union, order)
		got := q.Merge(runs, limit)
		want := union[:min(limit, len(union))]
		if !slices.EqualFunc(got, want, func(d Doc, h Hit) bool { return d.ID == h.ID }) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

func TestRuns(t *testing.T) {
	t.Parallel()
	type status string
	q := Query{Name: "q", Equal: []string{"owner", "status"}, Sort: "at_ms"}
	runs, err := q.Runs(Args{Equal: []any{"ann", In{status("new"), "open", status("open"), "new"}}, From: 5, Limit: 10})
	if err != nil || len(runs) != 2 {
		t.Fatalf("%v, %v", runs, err)
	}
	for n, want := range []string{"new", "open"} {
		if r := runs[n]; r.Equal[0] != "ann" || r.Equal[1] != want || r.From != int64(5) {
			t.Errorf("run %d: %+v", n, r)
		}
	}
}

func TestTotalRuns(t *testing.T) {
	t.Parallel()
	s := Schema{Collection: "c", Indexes: []Index{{Name: "by_tag", Fields: []string{"tags"}, Members: true}}}
	q := Query{Name: "q", Index: "by_tag", Equal: []string{"tags"}}
	for name, c := range map[string]struct {
		equal        any
		field, group string
		ok           bool
	}{
		"one value":      {"a", "amount", "status", true},
		"several values": {In{"a", "b"}, "", "", false},
		"nested":         {"a", "a.b", "", false},
		"injected":       {"a", "", "x') --", false},
	} {
		if _, err := q.TotalRuns(s, Args{Equal: []any{c.equal}}, c.field, c.group); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
