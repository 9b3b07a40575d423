package sqlite_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/goodword/goodword/internal/store"
)

// clients is how many callers the benchmarks have at once.
const clients = 64

// letters is a collection with a key and four indexes.
func letters() store.Schema {
	return store.Schema{
		Collection: "letters",
		Unique:     []string{"code"},
		Indexes: []store.Index{
			{Name: "by_status", Fields: []string{"status", "created_ms"}},
			{Name: "by_owner", Fields: []string{"owner", "created_ms"}},
			{Name: "by_due", Fields: []string{"due_ms"}, Optional: true},
		},
		Queries: []store.Query{{Name: "latest_of_status", Index: "by_status", Equal: []string{"status"}, Sort: "created_ms", Desc: true}},
	}
}

// pad is what fills a letter to about 2.3 kB.
func pad() string {
	return `"events":[{"verb":"move","text":"` + strings.Repeat("word ", 20) + `"}` + strings.Repeat(`,{"verb":"move","text":"`+strings.Repeat("word ", 20)+`"}`, 15) + "]"
}

// letter is a document that costs next to nothing to make.
func letter(n int64, pad string) store.Doc {
	id := fmt.Sprintf("letter%010d", n)
	body := fmt.Appendf(make([]byte, 0, len(pad)+200), `{"id":"%s","version":1,"code":"code%d","status":"%s","owner":"owner%d","created_ms":%d,"due_ms":%d,`,
		id, n, []string{"new", "open", "won"}[n%3], n%97, n, n)
	return store.Doc{ID: id, Version: 1, Body: append(append(body, pad...), '}')}
}

// BenchmarkInsert is durable inserts by 64 clients. Its floor is
// BenchmarkInsertFloor, its size in the disk's terms the commits for each write.
func BenchmarkInsert(b *testing.B) {
	e := openFile(b, filepath.Join(b.TempDir(), "store.db"))
	if err := e.Ensure(b.Context(), letters()); err != nil {
		b.Fatal(err)
	}
	var n atomic.Int64
	text := pad()
	before := e.Stats()
	b.SetParallelism(clients / 2)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := e.Insert(context.Background(), "letters", letter(n.Add(1), text)); err != nil {
				b.Error(err)
				return
			}
		}
	})
	after := e.Stats()
	b.ReportMetric(float64(after.Commits-before.Commits)/float64(after.Writes-before.Writes), "commits/op")
}

// BenchmarkInsertFloor is the same rows with the same indexes in bare statements,
// 64 to a durable commit.
func BenchmarkInsertFloor(b *testing.B) {
	path := filepath.Join(b.TempDir(), "floor.db")
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(wal)&_pragma=synchronous(full)")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE letters (id TEXT PRIMARY KEY, version INTEGER, code TEXT, status TEXT, owner TEXT, created_ms INTEGER, due_ms INTEGER, doc TEXT);
		CREATE UNIQUE INDEX u ON letters (code); CREATE INDEX s ON letters (status, created_ms, id);
		CREATE INDEX o ON letters (owner, created_ms, id); CREATE INDEX d ON letters (due_ms, id)`); err != nil {
		b.Fatal(err)
	}
	insert, err := db.Prepare("INSERT INTO letters VALUES (?, 1, ?, ?, ?, ?, ?, ?)")
	if err != nil {
		b.Fatal(err)
	}
	text := pad()
	b.ReportAllocs()
	for n := int64(0); b.Loop(); {
		tx, err := db.Begin()
		if err != nil {
			b.Fatal(err)
		}
		st := tx.Stmt(insert)
		for range clients {
			n++
			d := letter(n, text)
			if _, err := st.Exec(d.ID, fmt.Sprint("code", n), "new", fmt.Sprint("owner", n%97), n, n, string(d.Body)); err != nil {
				b.Fatal(err)
			}
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/clients, "ns/row")
}

// BenchmarkFind is a page of 50 out of 20,000.
func BenchmarkFind(b *testing.B) {
	e := openFile(b, filepath.Join(b.TempDir(), "store.db"))
	if err := e.Ensure(b.Context(), letters()); err != nil {
		b.Fatal(err)
	}
	text := pad()
	for n := int64(0); n < 20_000; n += 1000 {
		var docs []store.Doc
		for k := range int64(1000) {
			docs = append(docs, letter(n+k, text))
		}
		if err := e.InsertMany(b.Context(), "letters", docs); err != nil {
			b.Fatal(err)
		}
	}
	args := store.Args{Equal: []any{"open"}, Limit: 50, After: &store.Cursor{Sort: int64(10_000), ID: "x"}}
	b.ReportAllocs()
	for b.Loop() {
		docs, err := e.Find(context.Background(), "letters", letters().Queries[0], args)
		if err != nil || len(docs) != 50 {
			b.Fatal(len(docs), err)
		}
	}
}
