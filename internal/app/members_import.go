package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
)

// memberColumns are the columns of a members file. Staff don't come by file.
func memberColumns() []string {
	return []string{"external_id", "kind", "name", "email", "phone", "company", "country", "language", "zone", "metadata"}
}

// ImportCSV upserts the members of a CSV file, and reports on every row: good
// rows are taken, the others are told what is wrong. What the file has no column
// for stays as it was; an empty cell empties what was there. Addresses to sign in with may
// change with it, so a session has to be fresh.
func (s *Members) ImportCSV(ctx context.Context, call Call, file []byte) (Done[Import], error) {
	source, err := keeps(call.Actor)
	if err != nil {
		return Done[Import]{}, err
	}
	if err := fresh(call.Actor); err != nil {
		return Done[Import]{}, err
	}
	return s.runImport(ctx, s.imports, call, source, file, s.importer(call.Actor, source))
}

// PreviewCSV says what ImportCSV would do with a file, and writes nothing.
func (s *Members) PreviewCSV(ctx context.Context, actor aggregate.Actor, file []byte) (ImportPreview, error) {
	source, err := keeps(actor)
	if err != nil {
		return ImportPreview{}, err
	}
	return previewImport(ctx, file, s.importer(actor, source))
}

func (s *Members) importer(by aggregate.Actor, source string) importer {
	return importer{
		kind: "members", columns: memberColumns(), passed: []string{"source", "state", "roles", "id", "since"},
		take: func(ctx context.Context, cells map[string]string) (string, RowResult, error) {
			return s.takeRow(ctx, by, source, cells)
		},
		look: func(ctx context.Context, cells map[string]string) (string, RowResult, error) {
			return s.lookAtRow(ctx, by, source, cells)
		},
	}
}

// memberRow is what a row says about a member: nothing of what the file has no
// column for. Where an export says whose member it is, it has to be ours.
func memberRow(source string, cells map[string]string) (MemberPatch, error) {
	if cells["kind"] == string(member.Staff) {
		return MemberPatch{}, staffByFile()
	}
	if of := cells["source"]; of != "" && of != source {
		return MemberPatch{}, fault.OfField("/source", "other_source", "This member belongs to somebody else.")
	}
	p := MemberPatch{
		Name: cell(cells, "name"), Email: cell(cells, "email"), Phone: cell(cells, "phone"), Company: cell(cells, "company"),
		Country: cell(cells, "country"), Language: cell(cells, "language"), Zone: cell(cells, "zone"),
	}
	if kind := cells["kind"]; kind != "" {
		p.Kind = &kind
	}
	if text := cell(cells, "metadata"); text != nil {
		meta, err := cellMetadata(*text)
		if err != nil {
			return p, err
		}
		p.Metadata = &meta
	}
	return p, nil
}

func staffByFile() error {
	return fault.OfField("/kind", "staff_by_file", "Staff don't come by file. Use one of: customer, friend.")
}

// ofRow finds the member that a row is about, or none.
func (s *Members) ofRow(ctx context.Context, source, externalID string) (*member.Member, error) {
	id, _ := cleanExternalID(externalID) // profile names what is wrong with it
	return s.bySourceKey(ctx, member.SourceKey(source, id))
}

// takeRow makes the member of a row, or changes what the row says of one.
func (s *Members) takeRow(ctx context.Context, by aggregate.Actor, source string, cells map[string]string) (string, RowResult, error) {
	row, err := memberRow(source, cells)
	if err != nil {
		return "", RowRefused, err
	}
	m, err := s.ofRow(ctx, source, cells["external_id"])
	if err != nil {
		return "", RowRefused, err
	}
	if m == nil {
		u, err := s.Upsert(ctx, Call{Actor: by}, row.onto(&member.Member{ExternalID: cells["external_id"]}))
		if err != nil {
			return "", RowRefused, err
		}
		return u.Doc.ID, rowResult(u), nil
	}
	result := RowRefused
	_, err = s.members.Update(ctx, m.ID, func(m *member.Member) (err error) {
		result, err = s.applyRow(by, m, row)
		return err
	})
	return m.ID, result, err
}

// lookAtRow tries a row on what is there.
func (s *Members) lookAtRow(ctx context.Context, by aggregate.Actor, source string, cells map[string]string) (string, RowResult, error) {
	row, err := memberRow(source, cells)
	if err != nil {
		return "", RowRefused, err
	}
	m, err := s.ofRow(ctx, source, cells["external_id"])
	if err != nil {
		return "", RowRefused, err
	}
	if m == nil {
		_, err := s.profile(row.onto(&member.Member{ExternalID: cells["external_id"]}))
		return "", RowCreated, err
	}
	result, err := s.applyRow(by, m, row)
	return m.ID, result, err
}

// applyRow changes a member who is there as a row says.
func (s *Members) applyRow(by aggregate.Actor, m *member.Member, row MemberPatch) (RowResult, error) {
	if m.Kind == member.Staff {
		return RowRefused, staffByFile()
	}
	p, err := s.profile(row.onto(m))
	if err != nil {
		return RowRefused, err
	}
	before := m.Revision
	err = m.Update(p, by, nil, s.clock.Now())
	return lookedAt(before, m.Revision), err
}

// ImportReport reads the report of an import by the same source.
func (s *Members) ImportReport(ctx context.Context, actor aggregate.Actor, id string) (*Import, error) {
	return importReport(ctx, s.imports, actor, id)
}
