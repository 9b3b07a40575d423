package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	_ "modernc.org/sqlite" // the database/sql driver "sqlite"

	"github.com/goodword/goodword/internal/store"
)

var _ store.Engine = (*Engine)(nil)

// Engine is a SQLite file as a store.Engine.
type Engine struct {
	readers *sql.DB
	write   *writer
	check   *checkpointer

	close sync.Once

	mu     sync.RWMutex
	tables map[string]*table    // by collection, set by Ensure
	stmts  map[string]*sql.Stmt // readers' statements by their text
}

// Option changes how an Engine is opened.
type Option func(*settings)

type settings struct {
	patience time.Duration
}

// WithPatience sets how long a group of writes tries to get the file's write lock
// from other processes before it answers Unavailable; 3 s when not given.
func WithPatience(d time.Duration) Option {
	return func(s *settings) { s.patience = d }
}

// Open opens or creates the database file at path. The caller closes it.
func Open(ctx context.Context, path string, opts ...Option) (*Engine, error) {
	s := settings{patience: 3 * time.Second}
	for _, o := range opts {
		o(&s)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("sqlite: %w", err)
	}
	e := &Engine{tables: map[string]*table{}, stmts: map[string]*sql.Stmt{}}
	if e.check, err = startCheckpointer(abs); err != nil {
		return nil, err
	}
	if e.write, err = openWriter(ctx, abs, s.patience, e.check); err != nil {
		return nil, errors.Join(err, e.check.close())
	}
	e.readers, err = sql.Open("sqlite", dsn(abs, "busy_timeout(5000)", "query_only(1)", "temp_store(memory)"))
	if err != nil {
		e.write.close()
		return nil, errors.Join(err, e.check.close())
	}
	n := max(4, runtime.GOMAXPROCS(0))
	e.readers.SetMaxOpenConns(n)
	e.readers.SetMaxIdleConns(n)
	return e, nil
}

// dsn is the driver's address of the file with the given pragmas, which it runs
// on every new connection.
func dsn(path string, pragmas ...string) string {
	u := url.URL{Scheme: "file", Path: path, RawQuery: url.Values{"_pragma": pragmas}.Encode()}
	return u.String()
}

// Close ends the writer after the writes that it has taken, and closes the file.
// Later calls answer Unavailable.
func (e *Engine) Close() error {
	var err error
	e.close.Do(func() {
		e.write.close()
		err = errors.Join(e.check.close(), e.readers.Close())
	})
	return err
}

// Ping makes a durable write, so that a full disk, a lost lock or a closed engine
// shows.
func (e *Engine) Ping(ctx context.Context) error {
	return e.write.do(ctx, func(tx *session) error {
		if _, err := tx.exec(`CREATE TABLE IF NOT EXISTS "_ping" (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)`); err != nil {
			return err
		}
		_, err := tx.exec(`INSERT INTO "_ping" (id, n) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET n = n + 1`)
		return err
	})
}

// Stats are counters since Open.
type Stats struct {
	Writes  int64 // writes that were answered with their own outcome
	Commits int64 // groups that were committed, each with one fsync
}

// Stats returns the engine's counters.
func (e *Engine) Stats() Stats {
	return Stats{Writes: e.write.writes.Load(), Commits: e.write.commits.Load()}
}

// table returns the collection's table; Ensure must have run.
func (e *Engine) table(collection string) (*table, error) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	if t, ok := e.tables[collection]; ok {
		return t, nil
	}
	return nil, fmt.Errorf("sqlite: collection %q was not ensured", collection)
}

// stmt returns a reader's statement, prepared once for each connection.
func (e *Engine) stmt(ctx context.Context, text string) (*sql.Stmt, error) {
	e.mu.RLock()
	s, ok := e.stmts[text]
	e.mu.RUnlock()
	if ok {
		return s, nil
	}
	s, err := e.readers.PrepareContext(ctx, text)
	if err != nil {
		return nil, readError(err)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if first, ok := e.stmts[text]; ok {
		s.Close()
		return first, nil
	}
	e.stmts[text] = s
	return s, nil
}
