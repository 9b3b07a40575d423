package app

import (
	"context"
	"strings"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
)

// companyColumns are the columns of a companies file; domains are separated by
// spaces.
func companyColumns() []string {
	return []string{"external_id", "name", "domains", "state", "since", "metadata"}
}

// ImportCSV upserts the companies of a CSV file, and reports on every row.
func (s *Companies) ImportCSV(ctx context.Context, call Call, file []byte) (Done[Import], error) {
	if err := keepsCompanies(call.Actor); err != nil {
		return Done[Import]{}, err
	}
	return s.runImport(ctx, s.imports, call, member.Installation, file, importer{
		kind:    "companies",
		columns: companyColumns(),
		take: func(ctx context.Context, cells map[string]string) (string, RowResult, error) {
			return s.takeRow(ctx, call.Actor, cells)
		},
	})
}

func (s *Companies) takeRow(ctx context.Context, by aggregate.Actor, cells map[string]string) (string, RowResult, error) {
	meta, err := cellMetadata(cells["metadata"])
	if err != nil {
		return "", RowRefused, err
	}
	u, err := s.Upsert(ctx, Call{Actor: by}, CompanyInput{
		ExternalID: cells["external_id"], Name: cells["name"], Domains: strings.Fields(cells["domains"]),
		State: cells["state"], Since: cells["since"], Metadata: meta,
	})
	if err != nil {
		return "", RowRefused, err
	}
	return u.Doc.ID, rowResult(u), nil
}

// ImportReport reads the report of an import of companies.
func (s *Companies) ImportReport(ctx context.Context, actor aggregate.Actor, id string) (*Import, error) {
	if err := keepsCompanies(actor); err != nil {
		return nil, err
	}
	return importReport(ctx, s.imports, actor, id)
}
