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
// rows are taken, the others are told what is wrong. Addresses to sign in with may
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
		kind:    "members",
		columns: memberColumns(),
		take: func(ctx context.Context, cells map[string]string) (string, RowResult, error) {
			in, err := memberRow(cells)
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
			in, err := memberRow(cells)
			if err != nil {
				return "", RowRefused, err
			}
			return s.lookAtRow(ctx, by, source, in)
		},
	}
}

// memberRow is what a row says about a member.
func memberRow(cells map[string]string) (MemberInput, error) {
	if cells["kind"] == "staff" {
		return MemberInput{}, fault.OfField("/kind", "not_one_of", "Use one of: customer, friend.")
	}
	meta, err := cellMetadata(cells["metadata"])
	return MemberInput{
		ExternalID: cells["external_id"], Kind: cells["kind"], Name: cells["name"], Email: cells["email"], Phone: cells["phone"],
		Company: cells["company"], Country: cells["country"], Language: cells["language"], Zone: cells["zone"], Metadata: meta,
	}, err
}

// lookAtRow tries a row on what is there.
func (s *Members) lookAtRow(ctx context.Context, by aggregate.Actor, source string, in MemberInput) (string, RowResult, error) {
	p, err := s.profile(in)
	if err != nil {
		return "", RowRefused, err
	}
	in.ExternalID, _ = cleanExternalID(in.ExternalID) // profile checked it
	m, err := s.bySourceKey(ctx, member.SourceKey(source, in.ExternalID))
	if m == nil || err != nil {
		return "", RowCreated, err
	}
	was := m.Revision
	if err := m.Update(p, by, nil, s.clock.Now()); err != nil {
		return m.ID, RowRefused, err
	}
	return m.ID, lookedAt(was, m.Revision), nil
}

// ImportReport reads the report of an import by the same source.
func (s *Members) ImportReport(ctx context.Context, actor aggregate.Actor, id string) (*Import, error) {
	return importReport(ctx, s.imports, actor, id)
}
