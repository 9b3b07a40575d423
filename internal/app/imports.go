package app

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// rowsAtOnce is how many rows of an import are written side by side: the engine
// commits them together.
const rowsAtOnce = 16

// Import is the report of one CSV import. It holds line numbers, ids and codes,
// and nothing that stood in the file.
type Import struct {
	aggregate.Meta
	Kind      string      `json:"kind"` // "members" or "companies"
	Source    string      `json:"source"`
	Created   int         `json:"created"`
	Updated   int         `json:"updated"`
	Unchanged int         `json:"unchanged"`
	Refused   int         `json:"refused"`
	Rows      []ImportRow `json:"rows"`
}

// RowResult is what became of a row.
type RowResult string

// The results of a row.
const (
	RowCreated   RowResult = "created"
	RowUpdated   RowResult = "updated"
	RowUnchanged RowResult = "unchanged"
	RowRefused   RowResult = "refused"
)

// ImportRow is what became of one row.
type ImportRow struct {
	Line   int           `json:"line"` // in the file, from 1; the header is line 1
	Result RowResult     `json:"result"`
	ID     string        `json:"id,omitempty"`     // of the member or company
	Faults []fault.Field `json:"faults,omitempty"` // pointers name columns: "/email"
}

// importsSchema declares the reports, which are read by their id.
var importsSchema = store.Schema{
	Collection: "imports", Indexes: []store.Index{storedIndex}, Queries: []store.Query{storedQuery, everyQuery},
}

type importCollection = store.Collection[Import, *Import]

// importer is one kind of import.
type importer struct {
	kind    string
	columns []string // that a header may name; "external_id" is always needed
	passed  []string // columns of our own exports that say nothing here
	// take writes one row and answers how it went; look answers how it would go.
	take, look func(ctx context.Context, cells map[string]string) (id string, result RowResult, err error)
}

// read reads a file with the columns of the import, and those that it passes over,
// so that what was exported can come back as it is.
func (im importer) read(file []byte) ([]record, error) {
	return readCSV(file, append(slices.Clone(im.columns), im.passed...))
}

// cell is what a row says in a column; nil where the file doesn't have it.
func cell(cells map[string]string, column string) *string {
	if text, ok := cells[column]; ok {
		return &text
	}
	return nil
}

// runImport reads a file, takes its good rows and reports on all. A repeat under
// the same Idempotency-Key returns the first report; without one the rows that
// were taken before come out as unchanged.
func (c *core) runImport(ctx context.Context, col *importCollection, call Call, source string, file []byte, im importer) (Done[Import], error) {
	id := c.newID("imp_", call)
	old, err := earlier(ctx, col, call, id, func(i *Import) *aggregate.Meta { return &i.Meta })
	if old != nil || err != nil {
		return Done[Import]{Doc: old, Replayed: old != nil}, err
	}
	records, err := im.read(file)
	if err != nil {
		return Done[Import]{}, err
	}
	rows, err := takeRows(ctx, records, im.take)
	if err != nil {
		return Done[Import]{}, err
	}
	report := newImport(id, im.kind, source, rows, call, c.clock.Now())
	if err := col.Insert(ctx, report); store.Taken(err) == "id" {
		old, err := earlier(ctx, col, call, id, func(i *Import) *aggregate.Meta { return &i.Meta })
		return Done[Import]{Doc: old, Replayed: true}, err
	} else if err != nil {
		return Done[Import]{}, err
	}
	return Done[Import]{Doc: report}, nil
}

// takeRows has take write, or look at, each row. It ends early only when the
// database fails: a repeat then goes on where it stopped.
func takeRows(ctx context.Context, records []record, take func(context.Context, map[string]string) (string, RowResult, error)) ([]ImportRow, error) {
	rows := make([]ImportRow, len(records))
	seen := map[string]bool{}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(rowsAtOnce)
	for i, r := range records {
		rows[i] = ImportRow{Line: r.line, Result: RowRefused}
		if f := r.identify(seen); f != nil {
			rows[i].Faults = f.Fields
			continue
		}
		group.Go(func() error {
			id, result, err := take(ctx, r.cells)
			rows[i].ID, rows[i].Result = id, result
			if err != nil {
				rows[i].Result = RowRefused
				rows[i].Faults, err = rowFaults(err)
			}
			return err
		})
	}
	return rows, group.Wait()
}

// identify returns a fault unless the row has an external id of its own.
func (r record) identify(seen map[string]bool) *fault.Error {
	if r.fault != nil {
		return r.fault
	}
	id := r.cells["external_id"]
	if id == "" {
		return fault.OfField("/external_id", "required", "Each row needs an external id, so that it can be repeated.")
	}
	if seen[id] {
		return fault.OfField("/external_id", "repeated", "An earlier row has this external id.")
	}
	seen[id] = true
	return nil
}

// rowFaults returns what is wrong with a row, or the error that isn't the row's.
func rowFaults(err error) ([]fault.Field, error) {
	var f *fault.Error
	if !errors.As(err, &f) || f.Code == fault.Unavailable || f.Code == fault.Internal {
		return nil, err
	}
	if len(f.Fields) > 0 {
		return f.Fields, nil
	}
	return []fault.Field{{Pointer: "", Code: f.Reason, Detail: f.Message}}, nil
}

// newImport counts up the rows.
func newImport(id, kind, source string, rows []ImportRow, call Call, now time.Time) *Import {
	i := &Import{Meta: aggregate.NewMeta(id, now), Kind: kind, Source: source, Rows: rows}
	i.Created, i.Updated, i.Unchanged, i.Refused = countRows(rows)
	i.Record(now, aggregate.Event{Actor: call.Actor, Verb: "imported", Replay: call.Replay})
	return i
}

// rowResult tells how an upsert went.
func rowResult[T any](u Upserted[T]) RowResult {
	switch {
	case u.Created:
		return RowCreated
	case u.Changed:
		return RowUpdated
	}
	return RowUnchanged
}

// cellMetadata reads the column of metadata: a JSON object of strings.
func cellMetadata(cell string) (aggregate.Metadata, error) {
	if cell == "" {
		return nil, nil
	}
	var m aggregate.Metadata
	if err := json.Unmarshal([]byte(cell), &m); err != nil {
		return nil, fault.OfField("/metadata", "not_an_object", `Use a JSON object of texts, such as {"tier":"gold"}.`)
	}
	return m, nil
}

// importReport reads a report. One of another source isn't there.
func importReport(ctx context.Context, col *importCollection, actor aggregate.Actor, id string) (*Import, error) {
	source, err := keeps(actor)
	if err != nil {
		return nil, err
	}
	i, err := col.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if i.Source != source {
		return nil, store.NotFound()
	}
	return i, nil
}
