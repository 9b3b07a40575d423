package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"github.com/goodword/goodword/internal/store"
)

// Get implements store.Engine.
func (e *Engine) Get(ctx context.Context, collection, id string) (store.Doc, error) {
	t, err := e.table(collection)
	if err != nil {
		return store.Doc{}, err
	}
	st, err := e.stmt(ctx, t.get)
	if err != nil {
		return store.Doc{}, err
	}
	d := store.Doc{ID: id}
	err = st.QueryRowContext(ctx, id).Scan(&d.Version, &d.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return store.Doc{}, store.NotFound()
	}
	if err != nil {
		return store.Doc{}, readError(err)
	}
	return d, nil
}

// Find implements store.Engine.
func (e *Engine) Find(ctx context.Context, collection string, q store.Query, args store.Args) ([]store.Doc, error) {
	t, err := e.table(collection)
	if err != nil {
		return nil, err
	}
	if q, err = t.schema.Query(q.Name); err != nil {
		return nil, err
	}
	runs, err := q.Runs(args)
	if err != nil {
		return nil, err
	}
	found := make([][]store.Hit, len(runs))
	for i, r := range runs {
		if found[i], err = e.run(ctx, t.find(q, r)); err != nil {
			return nil, err
		}
	}
	return q.Merge(found, args.Limit), nil
}

// run answers one statement that selects id, version, document and sort value.
func (e *Engine) run(ctx context.Context, s statement) ([]store.Hit, error) {
	st, err := e.stmt(ctx, s.text)
	if err != nil {
		return nil, err
	}
	rows, err := st.QueryContext(ctx, s.args...)
	if err != nil {
		return nil, readError(err)
	}
	defer rows.Close()
	var hits []store.Hit
	for rows.Next() {
		var h store.Hit
		if err := rows.Scan(&h.ID, &h.Version, &h.Body, &h.Sort); err != nil {
			return nil, readError(err)
		}
		hits = append(hits, h)
	}
	return hits, readError(rows.Err())
}

// Count implements store.Engine.
func (e *Engine) Count(ctx context.Context, collection string, q store.Query, args store.Args, group string) (map[string]int64, error) {
	return e.total(ctx, collection, q, args, "", group)
}

// Sum implements store.Engine.
func (e *Engine) Sum(ctx context.Context, collection string, q store.Query, args store.Args, field, group string) (map[string]int64, error) {
	return e.total(ctx, collection, q, args, field, group)
}

// total adds up a member, or counts when there is none.
func (e *Engine) total(ctx context.Context, collection string, q store.Query, args store.Args, field, group string) (map[string]int64, error) {
	t, err := e.table(collection)
	if err != nil {
		return nil, err
	}
	if q, err = t.schema.Query(q.Name); err != nil {
		return nil, err
	}
	runs, err := q.TotalRuns(t.schema, args, field, group)
	if err != nil {
		return nil, err
	}
	totals := map[string]int64{}
	for _, r := range runs {
		if err := e.add(ctx, totals, t.total(q, r, field, group)); err != nil {
			return nil, err
		}
	}
	return totals, nil
}

// add adds the rows (group, number) of a statement to totals.
func (e *Engine) add(ctx context.Context, totals map[string]int64, s statement) error {
	st, err := e.stmt(ctx, s.text)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(ctx, s.args...)
	if err != nil {
		return readError(err)
	}
	defer rows.Close()
	for rows.Next() {
		var group string
		var n int64
		if err := rows.Scan(&group, &n); err != nil {
			return readError(err)
		}
		totals[group] += n
	}
	return readError(rows.Err())
}

// Explain returns SQLite's plan for a query, one step a line.
func (e *Engine) Explain(ctx context.Context, collection string, q store.Query, args store.Args) (string, error) {
	t, err := e.table(collection)
	if err != nil {
		return "", err
	}
	if q, err = t.schema.Query(q.Name); err != nil {
		return "", err
	}
	runs, err := q.Runs(args)
	if err != nil {
		return "", err
	}
	plan := ""
	for _, r := range runs {
		s := t.find(q, r)
		rows, err := e.readers.QueryContext(ctx, "EXPLAIN QUERY PLAN "+s.text, s.args...)
		if err != nil {
			return "", readError(err)
		}
		defer rows.Close()
		for rows.Next() {
			var id, parent, unused int
			var step string
			if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
				return "", readError(err)
			}
			plan += step + "\n"
		}
		if err := rows.Err(); err != nil {
			return "", readError(err)
		}
	}
	return plan, nil
}
