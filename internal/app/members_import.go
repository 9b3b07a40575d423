package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
)

// memberColumns are the columns of a members file. Staff don't come by file.
func memberColumns() []string {
	return []string{"external_id", "kind", "name", "email", "phone", "company", "country", "language", "zone", "metadata"}
}

// ImportCSV upserts the members of a CSV file, and reports on every row: good
// rows are taken, the others are told what is wrong.
func (s *Members) ImportCSV(ctx context.Context, call Call, file []byte) (Done[Import], error) {
	source, err := keeps(call.Actor)
	if err != nil {
		return Done[Import]{}, err
	}
	return s.runImport(ctx, s.imports, call, source, file, importer{
		kind:    "members",
		columns: memberColumns(),
		take: func(ctx context.Context, cells map[string]string) (string, RowResult, error) {
			return s.takeRow(ctx, call.Actor, cells)
		},
	})
}

func (s *Members) takeRow(ctx context.Context, by aggregate.Actor, cells map[string]string) (string, RowResult, error) {
	if cells["kind"] == "staff" {
		return "", RowRefused, fault.OfField("/kind", "not_one_of", "Use one of: customer, friend.")
	}
	meta, err := cellMetadata(cells["metadata"])
	if err != nil {
		return "", RowRefused, err
	}
	u, err := s.Upsert(ctx, Call{Actor: by}, MemberInput{
		ExternalID: cells["external_id"], Kind: cells["kind"], Name: cells["name"], Email: cells["email"], Phone: cells["phone"],
		Company: cells["company"], Country: cells["country"], Language: cells["language"], Zone: cells["zone"], Metadata: meta,
	})
	if err != nil {
		return "", RowRefused, err
	}
	return u.Doc.ID, rowResult(u), nil
}

// ImportReport reads the report of an import by the same source.
func (s *Members) ImportReport(ctx context.Context, actor aggregate.Actor, id string) (*Import, error) {
	return importReport(ctx, s.imports, actor, id)
}
