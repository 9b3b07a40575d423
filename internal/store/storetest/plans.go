package storetest

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/store"
)

// Explainer is an engine that tells how it answers a query.
type Explainer interface {
	store.Engine
	Explain(ctx context.Context, collection string, q store.Query, args store.Args) (string, error)
}

// Plans checks that each declared query of the schemas is answered from its
// index alone, with and without a range, on the first page and on a later one.
func Plans(t *testing.T, e store.Engine, schemas ...store.Schema) {
	t.Helper()
	x, ok := e.(Explainer)
	if !ok {
		t.Fatalf("%T doesn't explain its plans", e)
	}
	for _, s := range schemas {
		ensure(t, e, s)
		for _, q := range s.Queries {
			for name, args := range shapes(q) {
				plan, err := x.Explain(context.Background(), s.Collection, q, args)
				if err != nil {
					t.Errorf("%s.%s %s: %v", s.Collection, q.Name, name, err)
					continue
				}
				if flaw := flawOf(plan, q); flaw != "" {
					t.Errorf("%s.%s %s: %s:\n%s", s.Collection, q.Name, name, flaw, plan)
				}
			}
		}
	}
}

// shapes are the forms in which a query can be asked.
func shapes(q store.Query) map[string]store.Args {
	first := store.Args{Limit: 50}
	for n := range q.Equal {
		first.Equal = append(first.Equal, fmt.Sprint("value", n))
	}
	all := map[string]store.Args{"first page": first}
	next := first
	next.After = &store.Cursor{ID: "x"}
	if q.Sort != "" {
		next.After.Sort = int64(5)
		ranged := first
		ranged.From, ranged.To = int64(math.MinInt32), int64(9)
		all["range"] = ranged
		ranged.After = next.After
		all["later page of a range"] = ranged
	}
	all["later page"] = next
	return all
}

// flawOf says what is wrong with a plan of either engine, or "".
func flawOf(plan string, q store.Query) string {
	for _, bad := range []string{"SCAN ", "TEMP B-TREE", "COLLSCAN", `"SORT"`} {
		if bad == "SCAN " && strings.Contains(plan, "IXSCAN") {
			continue
		}
		if strings.Contains(plan, bad) {
			return "has " + bad
		}
	}
	if !strings.Contains(plan, q.Index) && q.Index != "id" {
		return "doesn't use " + q.Index
	}
	return ""
}
