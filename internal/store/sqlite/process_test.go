package sqlite_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/sqlite"
)

// childFile names the database that TestKilledProcess's child writes to.
const childFile = "GOODWORD_TEST_SQLITE_CHILD"

func marks() store.Schema { return store.Schema{Collection: "marks"} }

func mark(id string) store.Doc {
	return store.Doc{ID: id, Version: 1, Body: fmt.Appendf(nil, `{"id":%q,"version":1}`, id)}
}

func openMarks(t testing.TB, path string, opts ...sqlite.Option) *sqlite.Engine {
	t.Helper()
	e := openFile(t, path, opts...)
	if err := e.Ensure(t.Context(), marks()); err != nil {
		t.Fatal(err)
	}
	return e
}

// TestForeignLock: a process that holds the write lock makes writes Unavailable
// after their patience; reads go on, and so do writes once it lets go.
func TestForeignLock(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "store.db")
	e := openMarks(t, path, sqlite.WithPatience(20*time.Millisecond))
	if err := e.Insert(ctx, "marks", mark("a")); err != nil {
		t.Fatal(err)
	}
	foreign, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer foreign.Close()
	foreign.SetMaxOpenConns(1)
	if _, err := foreign.Exec("BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	if err := e.Insert(ctx, "marks", mark("b")); !fault.Is(err, fault.Unavailable) {
		t.Errorf("insert beside a lock: %v", err)
	}
	if err := e.Ping(ctx); !fault.Is(err, fault.Unavailable) {
		t.Errorf("ping beside a lock: %v", err)
	}
	if _, err := e.Get(ctx, "marks", "a"); err != nil {
		t.Errorf("read beside a lock: %v", err)
	}
	if _, err := foreign.Exec("ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if err := e.Insert(ctx, "marks", mark("b")); err != nil {
		t.Errorf("insert after the lock: %v", err)
	}
}

// TestKilledProcess kills a process while it writes: all that it acknowledged is
// there.
func TestKilledProcess(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "store.db")
	child := exec.Command(os.Args[0], "-test.run=^TestChildThatIsKilled$", "-test.v")
	child.Env = append(os.Environ(), childFile+"="+path)
	output, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var acknowledged []string
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if id, ok := strings.CutPrefix(lines.Text(), "wrote "); ok {
			acknowledged = append(acknowledged, id)
		}
		if len(acknowledged) == 50 {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = child.Wait() // it was killed
	if len(acknowledged) < 50 {
		t.Fatalf("the child wrote %d marks", len(acknowledged))
	}
	e := openMarks(t, path)
	for _, id := range acknowledged {
		if _, err := e.Get(t.Context(), "marks", id); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// TestChildThatIsKilled is the process that TestKilledProcess kills.
func TestChildThatIsKilled(t *testing.T) {
	path := os.Getenv(childFile)
	if path == "" {
		t.Skip("this is the child of TestKilledProcess")
	}
	e := openMarks(t, path)
	for n := 0; ; n++ {
		id := fmt.Sprintf("mark%d", n)
		if err := e.Insert(context.Background(), "marks", mark(id)); err != nil {
			t.Fatal(err)
		}
		fmt.Println("wrote " + id)
	}
}
