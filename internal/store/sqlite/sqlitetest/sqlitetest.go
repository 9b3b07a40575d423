// Package sqlitetest gives each test a SQLite database of its own without having
// each create the same tables: a Template is made once in a test binary and copied.
//
// Only tests import this package.
package sqlitetest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/sqlite"
)

// Template is a database file that is made when the first test asks for a copy.
type Template struct {
	file func() ([]byte, error)
}

// NewTemplate returns the template that prepare makes in an empty database:
// collections, as a rule, for creating them takes longer than most tests.
func NewTemplate(prepare func(context.Context, store.Engine) error) *Template {
	return &Template{sync.OnceValues(func() ([]byte, error) { return build(prepare) })}
}

// build closes the prepared database, which moves all of it into one file.
func build(prepare func(context.Context, store.Engine) error) (file []byte, err error) {
	dir, err := os.MkdirTemp("", "goodword-template-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "template.db")
	ctx := context.Background() // it serves more tests than the one that asks first
	e, err := sqlite.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	if err := prepare(ctx, e); err != nil {
		_ = e.Close()
		return nil, err
	}
	if err := e.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// Open opens a copy for one test and closes it when the test ends.
func (m *Template) Open(t testing.TB) *sqlite.Engine {
	t.Helper()
	file, err := m.file()
	if err != nil {
		t.Fatalf("template: %v", err)
	}
	path := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	e, err := sqlite.Open(t.Context(), path)
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
