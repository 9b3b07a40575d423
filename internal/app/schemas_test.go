package app

import (
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/sqlite"
)

// Every declared query is answered through its index, in order, without
// sorting.
func TestQueriesAreIndexed(t *testing.T) {
	t.Parallel()
	r := newTreasury(t)
	engine, ok := r.core.engine.(*sqlite.Engine)
	if !ok {
		t.Fatal("the database isn't SQLite")
	}
	for _, s := range []store.Schema{
		membersSchema, companiesSchema, programsSchema, revisionsSchema, linksSchema, visitsSchema, keysSchema, suppressionsSchema,
		referralsSchema, outcomesSchema, previewsSchema, dealFactsSchema, rewardsSchema, quotasSchema, entriesSchema, importsSchema, rostersSchema, stripeEventsSchema, stripeRefsSchema, clockSchema,
		activitySchema, activityMarksSchema, sessionsSchema, signInsSchema, passkeysSchema, ceremoniesSchema,
	} {
		for _, q := range s.Queries {
			args := store.Args{Limit: 25}
			for range q.Equal {
				args.Equal = append(args.Equal, "x")
			}
			if q.Sort != "" {
				args.After = &store.Cursor{Sort: int64(1), ID: "x"}
			}
			plan, err := engine.Explain(t.Context(), s.Collection, q, args)
			if err != nil {
				t.Errorf("%s %s: %v", s.Collection, q.Name, err)
				continue
			}
			if !strings.Contains(plan, "SEARCH") || strings.Contains(plan, "SCAN") || strings.Contains(plan, "TEMP B-TREE") {
				t.Errorf("%s %s:\n%s", s.Collection, q.Name, plan)
			}
		}
	}
}
