package app

import (
	"context"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/company"
	"github.com/goodword/goodword/internal/domain/member"
)

// companyColumns are the columns of a companies file; domains are separated by
// spaces.
func companyColumns() []string {
	return []string{"external_id", "name", "domains", "state", "since", "metadata"}
}

// ImportCSV upserts the companies of a CSV file, and reports on every row. What the
// file has no column for stays as it was; an empty cell empties what was there.
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
		kind: "companies", columns: companyColumns(), passed: []string{"id"},
		take: func(ctx context.Context, cells map[string]string) (string, RowResult, error) {
			return s.takeRow(ctx, by, cells)
		},
		look: func(ctx context.Context, cells map[string]string) (string, RowResult, error) {
			return s.lookAtRow(ctx, by, cells)
		},
	}
}

// inputOf is what is said about a company.
func inputOf(c *company.Company) CompanyInput {
	in := CompanyInput{ExternalID: c.ExternalID, Name: c.Name, Domains: c.Domains, State: string(c.State), Metadata: c.Metadata}
	if c.SinceMS != 0 {
		in.Since = time.UnixMilli(c.SinceMS).UTC().Format(time.DateOnly)
	}
	return in
}

// rowOnto is what is said about a company with a row: what the file has no column
// for stays as it was.
func rowOnto(in CompanyInput, cells map[string]string) (_ CompanyInput, err error) {
	for column, to := range map[string]*string{"name": &in.Name, "state": &in.State, "since": &in.Since} {
		if text := cell(cells, column); text != nil {
			*to = *text
		}
	}
	if text := cell(cells, "domains"); text != nil {
		in.Domains = strings.Fields(*text)
	}
	if text := cell(cells, "metadata"); text != nil {
		in.Metadata, err = cellMetadata(*text)
	}
	return in, err
}

// ofRow finds the company that a row is about, or none.
func (s *Companies) ofRow(ctx context.Context, cells map[string]string) (*company.Company, error) {
	id, _ := cleanExternalID(cells["external_id"]) // facts names what is wrong with it
	return s.bySourceKey(ctx, member.SourceKey(member.Installation, id))
}

// takeRow makes the company of a row, or changes what the row says of one.
func (s *Companies) takeRow(ctx context.Context, by aggregate.Actor, cells map[string]string) (string, RowResult, error) {
	c, err := s.ofRow(ctx, cells)
	if err != nil {
		return "", RowRefused, err
	}
	if c == nil {
		in, err := rowOnto(CompanyInput{ExternalID: cells["external_id"]}, cells)
		if err != nil {
			return "", RowRefused, err
		}
		u, err := s.Upsert(ctx, Call{Actor: by}, in)
		if err != nil {
			return "", RowRefused, err
		}
		return u.Doc.ID, rowResult(u), nil
	}
	result := RowRefused
	_, err = s.companies.Update(ctx, c.ID, func(c *company.Company) (err error) {
		result, err = s.applyRow(by, c, cells)
		return err
	})
	return c.ID, result, err
}

// lookAtRow tries a row on what is there.
func (s *Companies) lookAtRow(ctx context.Context, by aggregate.Actor, cells map[string]string) (string, RowResult, error) {
	c, err := s.ofRow(ctx, cells)
	if err != nil {
		return "", RowRefused, err
	}
	if c == nil {
		in, err := rowOnto(CompanyInput{ExternalID: cells["external_id"]}, cells)
		if err == nil {
			_, err = s.facts(in)
		}
		return "", RowCreated, err
	}
	result, err := s.applyRow(by, c, cells)
	return c.ID, result, err
}

// applyRow changes a company that is there as a row says.
func (s *Companies) applyRow(by aggregate.Actor, c *company.Company, cells map[string]string) (RowResult, error) {
	in, err := rowOnto(inputOf(c), cells)
	if err != nil {
		return RowRefused, err
	}
	facts, err := s.facts(in)
	if err != nil {
		return RowRefused, err
	}
	before := c.Revision
	c.Update(facts, by, nil, s.clock.Now())
	return lookedAt(before, c.Revision), nil
}

// ImportReport reads the report of an import of companies.
func (s *Companies) ImportReport(ctx context.Context, actor aggregate.Actor, id string) (*Import, error) {
	if err := keepsCompanies(actor); err != nil {
		return nil, err
	}
	return importReport(ctx, s.imports, actor, id)
}
