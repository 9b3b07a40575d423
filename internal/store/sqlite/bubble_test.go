package sqlite_test

import (
	"context"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/goodword/goodword/internal/store/sqlite"
)

// TestInsideBubble: an Engine that is opened in a synctest bubble works there and
// leaves nothing behind, so that tests of whole months can use it.
func TestInsideBubble(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		e, err := sqlite.Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		if err := e.Ensure(ctx, marks()); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		for _, id := range []string{"a", "b", "c"} {
			if err := e.Insert(ctx, "marks", mark(id)); err != nil {
				t.Error(err)
			}
			time.Sleep(24 * time.Hour)
		}
		if _, err := e.Get(ctx, "marks", "c"); err != nil || time.Since(start) != 72*time.Hour {
			t.Error(err, time.Since(start))
		}
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
}
