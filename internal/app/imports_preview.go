package app

import "context"

// ImportPreview is what an import of a file would do. It is kept nowhere, so that
// unlike the report it may show what stands in the rows.
type ImportPreview struct {
	Created, Updated, Unchanged, Refused int
	Rows                                 []PreviewRow
}

// PreviewRow is what would become of one row.
type PreviewRow struct {
	ImportRow
	ExternalID string
	Name       string
}

// Changes reports whether the import would write anything.
func (p ImportPreview) Changes() bool { return p.Created+p.Updated > 0 }

// previewImport looks at each row of a file.
func previewImport(ctx context.Context, file []byte, im importer) (ImportPreview, error) {
	records, err := im.read(file)
	if err != nil {
		return ImportPreview{}, err
	}
	rows, err := takeRows(ctx, records, im.look)
	if err != nil {
		return ImportPreview{}, err
	}
	p := ImportPreview{Rows: make([]PreviewRow, len(rows))}
	for i, r := range rows {
		p.Rows[i] = PreviewRow{ImportRow: r, ExternalID: records[i].cells["external_id"], Name: records[i].cells["name"]}
	}
	p.Created, p.Updated, p.Unchanged, p.Refused = countRows(rows)
	return p, nil
}

// countRows counts rows by what became of them.
func countRows(rows []ImportRow) (created, updated, unchanged, refused int) {
	for _, r := range rows {
		switch r.Result {
		case RowCreated:
			created++
		case RowUpdated:
			updated++
		case RowUnchanged:
			unchanged++
		default:
			refused++
		}
	}
	return created, updated, unchanged, refused
}

// lookedAt tells from the revisions of a document whether a row would change it.
func lookedAt(before, after int64) RowResult {
	if before != after {
		return RowUpdated
	}
	return RowUnchanged
}
