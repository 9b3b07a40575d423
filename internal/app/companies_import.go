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
	return s.runImport(ctx, s.imports, call, member.Installation, file, s.importer(call.Actor))
}

// PreviewCSV says what ImportCSV would do with a file, and writes nothing.
func (s *Companies) PreviewCSV(ctx context.Context, actor aggregate.Actor, file []byte) (ImportPreview, error) {
	if err := keepsCompanies(actor); err != nil {
		return ImportPreview{}, err
	}
	return previewImport(ctx, file, s.importer(actor))
}

func (s *Companies) importer(by aggregate.Actor) importer {
	return importer{
		kind:    "companies",
		columns: companyColumns(),
		take: func(ctx context.Context, cells map[string]string) (string, RowResult, error) {
			in, err := companyRow(cells)
			if err != nil {
				return "", RowRefused, err
			}
			u, err := s.Upsert(ctx, Call{Actor: by}, in)
			if err != nil {
				return "", RowRefused, err
			}
			return u.Doc.ID, rowResult(u), nil
		},
		look: func(ctx context.Context, cells map[string]string) (string, RowResult, error) {
			in, err := companyRow(cells)
			if err != nil {
				return "", RowRefused, err
			}
			return s.lookAtRow(ctx, by, in)
		},
	}
}

// companyRow is what a row says about a company.
func companyRow(cells map[string]string) (CompanyInput, error) {
	meta, err := cellMetadata(cells["metadata"])
	return CompanyInput{
		ExternalID: cells["external_id"], Name: cells["name"], Domains: strings.Fields(cells["domains"]),
		State: cells["state"], Since: cells["since"], Metadata: meta,
	}, err
}

// lookAtRow tries a row on what is there.
func (s *Companies) lookAtRow(ctx context.Context, by aggregate.Actor, in CompanyInput) (string, RowResult, error) {
	facts, err := s.facts(in)
	if err != nil {
		return "", RowRefused, err
	}
	in.ExternalID, _ = cleanExternalID(in.ExternalID) // facts checked it
	c, err := s.bySourceKey(ctx, member.SourceKey(member.Installation, in.ExternalID))
	if c == nil || err != nil {
		return "", RowCreated, err
	}
	was := c.Revision
	c.Update(facts, by, nil, s.clock.Now())
	return c.ID, lookedAt(was, c.Revision), nil
}

// ImportReport reads the report of an import of companies.
func (s *Companies) ImportReport(ctx context.Context, actor aggregate.Actor, id string) (*Import, error) {
	if err := keepsCompanies(actor); err != nil {
		return nil, err
	}
	return importReport(ctx, s.imports, actor, id)
}
