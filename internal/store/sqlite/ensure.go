package sqlite

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/store"
)

// Ensure creates the collection's table, columns and indexes, or adds those that
// the file doesn't have; SQLite fills a new index from the documents that are
// there. It refuses an index of the same name with other keys.
func (e *Engine) Ensure(ctx context.Context, s store.Schema) error {
	if err := s.Check(); err != nil {
		return err
	}
	t := newTable(s)
	var refused error
	err := e.write.do(ctx, func(tx *session) error {
		var err error
		refused, err = t.ensure(tx)
		return err
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.tables[s.Collection] = t
	return nil
}

// ensure compares first and creates afterwards, so that a schema that doesn't fit
// changes nothing and answers with refused.
func (t *table) ensure(tx *session) (refused, err error) {
	steps, refused, err := t.missing(tx)
	if err != nil || refused != nil {
		return refused, err
	}
	err = tx.atomically(func() error {
		for _, s := range steps {
			if err := tx.once(s); err != nil {
				return fmt.Errorf("sqlite: %s: %w", t.schema.Collection, err)
			}
		}
		return nil
	})
	if refusedKey(err) { // two documents share what is to be unique from now on
		return err, nil
	}
	return nil, err
}

// missing returns the statements that lead from what the file has to what the
// schema declares.
func (t *table) missing(tx *session) (steps []string, refused, err error) {
	have, err := tx.strings("SELECT name FROM pragma_table_xinfo(?)", t.schema.Collection)
	if err != nil {
		return nil, nil, err
	}
	if len(have) == 0 {
		steps = append(steps, "CREATE TABLE "+t.name+" (id TEXT NOT NULL, version INTEGER NOT NULL, doc TEXT NOT NULL)",
			t.createIndex(store.Index{Name: "id"}))
	}
	for _, m := range t.columns() {
		if !slices.Contains(have, "m_"+m) {
			steps = append(steps, "ALTER TABLE "+t.name+" ADD COLUMN "+column(m)+" GENERATED ALWAYS AS (json_extract(doc, '$."+m+"')) VIRTUAL")
		}
	}
	all := slices.Clone(t.schema.Indexes)
	for _, u := range t.schema.Unique {
		i, _ := t.schema.Index(store.UniqueName(u))
		all = append(all, i)
	}
	for _, i := range all {
		create := []string{t.createIndex(i)}
		if i.Members {
			create = t.createMembers(i)
		}
		is, err := tx.strings("SELECT sql FROM sqlite_schema WHERE name = ?", strings.Trim(t.index(i.Name), `"`))
		switch {
		case err != nil:
			return nil, nil, err
		case len(is) == 0:
			steps = append(steps, create...)
		case is[0] != create[0]:
			return nil, fmt.Errorf("sqlite: %s: index %q is there with other keys: %s", t.schema.Collection, i.Name, is[0]), nil
		}
	}
	return steps, nil, nil
}
