package storetest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/goodword/goodword/internal/store"
)

// thing is the contract's document.
type thing struct {
	ID        string   `json:"id"`
	Version   int64    `json:"version"`
	Code      string   `json:"code,omitempty"`
	Email     string   `json:"email,omitempty"`
	Status    string   `json:"status,omitempty"`
	Owner     string   `json:"owner,omitempty"`
	Open      bool     `json:"open"`
	CreatedMS int64    `json:"created_ms"`
	DueMS     *int64   `json:"due_ms,omitempty"`
	Amount    int64    `json:"amount,omitempty"`
	Phones    []string `json:"phones,omitempty"`
	Tags      []string `json:"tags,omitempty"`
}

func (d *thing) DocID() string         { return d.ID }
func (d *thing) DocVersion() int64     { return d.Version }
func (d *thing) SetDocVersion(v int64) { d.Version = v }

// things declares one index and one query of each kind.
func things() store.Schema {
	return store.Schema{
		Collection: "things",
		Unique:     []string{"code", "email"},
		Indexes: []store.Index{
			{Name: "by_status", Fields: []string{"status", "created_ms"}},
			{Name: "by_owner", Fields: []string{"owner", "open"}},
			{Name: "by_created", Fields: []string{"created_ms"}},
			{Name: "by_due", Fields: []string{"due_ms"}, Optional: true},
			{Name: "by_phone", Fields: []string{"phones", "created_ms"}, Members: true},
			{Name: "by_tag", Fields: []string{"tags"}, Members: true},
		},
		Queries: []store.Query{
			{Name: "all", Index: "id"},
			{Name: "all_back", Index: "id", Desc: true},
			{Name: "of_status", Index: "by_status", Equal: []string{"status"}, Sort: "created_ms"},
			{Name: "latest_of_status", Index: "by_status", Equal: []string{"status"}, Sort: "created_ms", Desc: true},
			{Name: "of_owner", Index: "by_owner", Equal: []string{"owner", "open"}},
			{Name: "latest", Index: "by_created", Sort: "created_ms", Desc: true},
			{Name: "oldest", Index: "by_created", Sort: "created_ms"},
			{Name: "due", Index: "by_due", Sort: "due_ms"},
			{Name: "of_code", Index: "unique_code", Equal: []string{"code"}},
			{Name: "by_email", Index: "unique_email", Sort: "email"},
			{Name: "of_phone", Index: "by_phone", Equal: []string{"phones"}, Sort: "created_ms", Desc: true},
			{Name: "of_tag", Index: "by_tag", Equal: []string{"tags"}},
		},
	}
}

// query returns the declared query or ends the test.
func query(t *testing.T, name string) store.Query {
	t.Helper()
	q, err := things().Query(name)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func doc(t *testing.T, d thing) store.Doc {
	t.Helper()
	if d.Version == 0 {
		d.Version = 1
	}
	body, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return store.Doc{ID: d.ID, Version: d.Version, Body: body}
}

// insert stores things or ends the test.
func (s *subject) insert(t *testing.T, all ...thing) {
	t.Helper()
	for _, d := range all {
		if err := s.Insert(context.Background(), "things", doc(t, d)); err != nil {
			t.Fatalf("insert %s: %v", d.ID, err)
		}
	}
}

// ids returns the ids that a query finds.
func (s *subject) ids(t *testing.T, name string, args store.Args) []string {
	t.Helper()
	if args.Limit == 0 {
		args.Limit = 100
	}
	docs, err := s.Find(context.Background(), "things", query(t, name), args)
	if err != nil {
		t.Fatalf("find %s %+v: %v", name, args, err)
	}
	ids := []string{}
	for _, d := range docs {
		ids = append(ids, d.ID)
	}
	return ids
}

// want compares what a query finds.
func (s *subject) want(t *testing.T, name string, args store.Args, ids ...string) {
	t.Helper()
	if got := s.ids(t, name, args); !slices.Equal(got, ids) {
		t.Errorf("%s %v [%v,%v): got %v, want %v", name, args.Equal, args.From, args.To, got, ids)
	}
}

// byPages walks a query by pages of n and returns all ids.
func (s *subject) byPages(t *testing.T, name string, args store.Args, n int) []string {
	t.Helper()
	q := query(t, name)
	args.Limit, args.After = n, nil
	var ids []string
	for {
		docs, err := s.Find(context.Background(), "things", q, args)
		if err != nil {
			t.Fatal(err)
		}
		if len(docs) > n {
			t.Fatalf("%s: %d documents on a page of %d", name, len(docs), n)
		}
		for _, d := range docs {
			ids = append(ids, d.ID)
		}
		if len(docs) < n {
			return ids
		}
		last := docs[len(docs)-1]
		args.After = &store.Cursor{ID: last.ID, Sort: sortValue(t, q, last)}
	}
}

// sortValue reads a query's sort member from a document.
func sortValue(t *testing.T, q store.Query, d store.Doc) any {
	t.Helper()
	var m map[string]json.RawMessage
	if err := json.Unmarshal(d.Body, &m); err != nil {
		t.Fatal(err)
	}
	if q.Sort == "" {
		return nil
	}
	var n int64
	if json.Unmarshal(m[q.Sort], &n) == nil {
		return n
	}
	var s string
	if err := json.Unmarshal(m[q.Sort], &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func number(n int) string { return fmt.Sprintf("t%03d", n) }

func ms(n int64) *int64 { return &n }
