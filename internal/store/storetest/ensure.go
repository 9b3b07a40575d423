package storetest

import (
	"context"
	"testing"

	"github.com/goodword/goodword/internal/store"
)

func ensureAgain(t *testing.T, s *subject) {
	s.insert(t, thing{ID: "a", Code: "x"})
	for range 2 {
		ensure(t, s.Engine, things())
	}
	s.want(t, "of_code", store.Args{Equal: []any{"x"}}, "a")
}

// ensureAdds: a later version of the product declares more, and finds the
// documents that were there before.
func ensureAdds(t *testing.T, s *subject) {
	ctx := context.Background()
	all := things()
	first, then := all, all
	first.Collection, then.Collection = "grown", "grown"
	first.Unique, first.Indexes, first.Queries = all.Unique[:1], all.Indexes[:1], nil
	ensure(t, s.Engine, first)
	old := thing{ID: "a", Code: "x", Email: "a@example.com", CreatedMS: 5, DueMS: ms(3), Phones: []string{"1", "2"}, Tags: []string{"t"}}
	if err := s.Insert(ctx, "grown", doc(t, old)); err != nil {
		t.Fatal(err)
	}
	ensure(t, s.Engine, then)
	for name, equal := range map[string][]any{"due": nil, "by_email": nil, "of_phone": {"2"}, "of_tag": {"t"}, "latest": nil} {
		docs, err := s.Find(ctx, "grown", query(t, name), store.Args{Equal: equal, Limit: 5})
		if err != nil || len(docs) != 1 {
			t.Errorf("%s: %d documents, %v", name, len(docs), err)
		}
	}
	wantTaken(t, s.Insert(ctx, "grown", doc(t, thing{ID: "b", Email: "a@example.com"})), "email")
}

func ensureRefusesOtherKeys(t *testing.T, s *subject) {
	ctx := context.Background()
	for name, change := range map[string]func(*store.Index){
		"fields":   func(i *store.Index) { i.Fields = []string{"created_ms", "status"} },
		"optional": func(i *store.Index) { i.Name, i.Fields, i.Members = "by_phone", []string{"owner"}, false },
	} {
		other := store.Schema{Collection: "things", Indexes: []store.Index{{Name: "by_status", Fields: []string{"status", "created_ms"}}}}
		change(&other.Indexes[0])
		if err := s.Ensure(ctx, other); err == nil {
			t.Errorf("%s: an index of the same name with other keys passed", name)
		}
	}
	for name, broken := range map[string]store.Schema{
		"name":  {Collection: "drop table"},
		"index": {Collection: "x", Queries: []store.Query{{Name: "q", Index: "none"}}},
		"order": {Collection: "x", Indexes: things().Indexes, Queries: []store.Query{{Name: "q", Index: "by_status", Equal: []string{"created_ms"}, Sort: "status"}}},
		"part":  {Collection: "x", Indexes: things().Indexes, Queries: []store.Query{{Name: "q", Index: "by_status", Sort: "status"}}},
	} {
		if err := s.Ensure(ctx, broken); err == nil {
			t.Errorf("%s: a schema that contradicts itself passed", name)
		}
	}
	s.insert(t, thing{ID: "a", Status: "new"})
	s.want(t, "of_status", store.Args{Equal: []any{"new"}}, "a")
}

func reopen(t *testing.T, s *subject) {
	ctx := context.Background()
	s.insert(t, thing{ID: "a", Code: "x", CreatedMS: 1}, thing{ID: "b", CreatedMS: 2})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s.Engine = s.open()
	ensure(t, s.Engine, things())
	same(t, s, doc(t, thing{ID: "a", Code: "x", CreatedMS: 1}))
	s.want(t, "latest", store.Args{}, "b", "a")
	wantTaken(t, s.Insert(ctx, "things", doc(t, thing{ID: "c", Code: "x"})), "code")
}
