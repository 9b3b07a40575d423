package mongo_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/mongo"
	"github.com/goodword/goodword/internal/store/mongo/mongotest"
)

func marks() store.Schema { return store.Schema{Collection: "marks", Unique: []string{"code"}} }

func mark(id, code string) store.Doc {
	return store.Doc{ID: id, Version: 1, Body: []byte(`{"id":"` + id + `","version":1,"code":"` + code + `"}`)}
}

// TestServerAwayAndBack: while the server is away everything is Unavailable, and
// when it is back the same Engine goes on with the data that was there.
func TestServerAwayAndBack(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	dir := t.TempDir()
	server, err := mongotest.StartFerretDB(dir, "127.0.0.1:0")
	if err != nil {
		t.Skipf("left out: ferretdb: %v", err)
	}
	e := mongotest.Open(t, server.URI, "outage")
	if err := e.Ensure(ctx, marks()); err != nil {
		t.Fatal(err)
	}
	if err := e.Insert(ctx, "marks", mark("a", "1")); err != nil {
		t.Fatal(err)
	}
	server.Kill()
	var wg sync.WaitGroup
	for name, call := range map[string]func() error{
		"insert": func() error { return e.Insert(ctx, "marks", mark("b", "2")) },
		"get":    func() error { _, err := e.Get(ctx, "marks", "a"); return err },
		"ping":   func() error { return e.Ping(ctx) },
	} {
		wg.Go(func() {
			if err := call(); !fault.Is(err, fault.Unavailable) {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
	wg.Wait()
	address := strings.TrimSuffix(strings.TrimPrefix(server.URI, "mongodb://"), "/")
	back, err := mongotest.StartFerretDB(dir, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := back.Stop(); err != nil {
			t.Error(err)
		}
	})
	if _, err := e.Get(ctx, "marks", "a"); err != nil {
		t.Errorf("get from the server that is back: %v", err)
	}
	if err := e.Insert(ctx, "marks", mark("c", "1")); store.Taken(err) != "code" {
		t.Errorf("insert into the server that is back: %v", err)
	}
}

func TestOpenWithoutServer(t *testing.T) {
	t.Parallel()
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := mongo.Open(ended, "mongodb://127.0.0.1:1/", "x"); !fault.Is(err, fault.Unavailable) {
		t.Errorf("no server: %v", err)
	}
	if _, err := mongo.Open(context.Background(), "postgres://x", "x"); err == nil || fault.Is(err, fault.Unavailable) {
		t.Errorf("another scheme: %v", err)
	}
}
