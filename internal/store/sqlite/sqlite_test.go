package sqlite_test

import (
	"path/filepath"
	"sync"
	"testing"

	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/sqlite"
	"github.com/goodword/goodword/internal/store/storetest"
)

func TestContract(t *testing.T) {
	t.Parallel()
	var dirs sync.Map
	open := func(t *testing.T, database string) store.Engine {
		dir, _ := dirs.LoadOrStore(database, t.TempDir())
		return openFile(t, filepath.Join(dir.(string), "store.db"))
	}
	storetest.Run(t, open, storetest.Properties{Atomic: true, Durable: true, Plans: true})
}

func openFile(t testing.TB, path string, opts ...sqlite.Option) *sqlite.Engine {
	t.Helper()
	e, err := sqlite.Open(t.Context(), path, opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}
