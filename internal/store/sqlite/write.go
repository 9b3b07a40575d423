package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/goodword/goodword/internal/store"
)

// Insert implements store.Engine.
func (e *Engine) Insert(ctx context.Context, collection string, d store.Doc) error {
	t, err := e.table(collection)
	if err != nil {
		return err
	}
	if err := sound(d); err != nil {
		return err
	}
	return e.write.do(ctx, func(tx *session) error {
		body := string(d.Body)
		tx.written += int64(len(body))
		_, err := tx.exec(t.insert, d.ID, d.Version, body)
		if !refusedKey(err) {
			return err
		}
		return t.taken(tx, d.ID, body, true)
	})
}

// InsertMany implements store.Engine.
func (e *Engine) InsertMany(ctx context.Context, collection string, docs []store.Doc) error {
	t, err := e.table(collection)
	if err != nil || len(docs) == 0 {
		return err
	}
	for _, d := range docs {
		if err := sound(d); err != nil {
			return err
		}
	}
	return e.write.do(ctx, func(tx *session) error {
		return tx.atomically(func() error {
			for _, d := range docs {
				body := string(d.Body)
				tx.written += int64(len(body))
				_, err := tx.exec(t.insertNew, d.ID, d.Version, body)
				if refusedKey(err) {
					return t.taken(tx, d.ID, body, false)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// Replace implements store.Engine.
func (e *Engine) Replace(ctx context.Context, collection string, version int64, d store.Doc) error {
	t, err := e.table(collection)
	if err != nil {
		return err
	}
	if err := sound(d); err != nil {
		return err
	}
	return e.write.do(ctx, func(tx *session) error {
		body := string(d.Body)
		tx.written += int64(len(body))
		n, err := tx.exec(t.replace, d.Version, body, d.ID, version)
		if refusedKey(err) {
			return t.taken(tx, d.ID, body, false)
		}
		if err != nil || n == 1 {
			return err
		}
		there, err := tx.exists(t.has, d.ID)
		if err != nil {
			return err
		}
		if there {
			return store.VersionConflict()
		}
		return store.NotFound()
	})
}

// Delete implements store.Engine.
func (e *Engine) Delete(ctx context.Context, collection, id string) error {
	t, err := e.table(collection)
	if err != nil {
		return err
	}
	return e.write.do(ctx, func(tx *session) error {
		_, err := tx.exec(t.remove, id)
		return err
	})
}

// taken looks up which declared key another document holds, after a unique index
// refused this one. It runs in the same transaction, so the answer is exact.
func (t *table) taken(tx *session, id, body string, inserting bool) error {
	if inserting {
		there, err := tx.exists(t.has, id)
		if err != nil {
			return err
		}
		if there {
			return store.Duplicate("id")
		}
	}
	for _, o := range t.owners {
		there, err := tx.exists(o.find, body, id)
		if err != nil {
			return err
		}
		if there {
			return store.Duplicate(o.member)
		}
	}
	return fmt.Errorf("sqlite: %s: a key was refused, but none is taken", t.schema.Collection)
}

// sound keeps what SQLite would choke on out of the group.
func sound(d store.Doc) error {
	if d.ID == "" || !json.Valid(d.Body) {
		return fmt.Errorf("sqlite: document %q has no id or is no JSON", d.ID)
	}
	return nil
}

// atomically undoes what do wrote when it fails, and nothing else of the group.
func (s *session) atomically(do func() error) error {
	if _, err := s.exec("SAVEPOINT one"); err != nil {
		return err
	}
	result := do()
	if result != nil {
		if _, err := s.exec("ROLLBACK TO one"); err != nil {
			return err
		}
	}
	if _, err := s.exec("RELEASE one"); err != nil {
		return err
	}
	return result
}
