package app

import (
	"context"
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// Audited is the outcome of an audit.
type Audited struct {
	Documents int                `json:"documents"`
	Entries   int                `json:"entries"`
	Findings  []activity.Finding `json:"findings"`
}

// Audit compares the whole record with the histories of the documents, after it
// has caught up. It mends nothing.
func (s *Activity) Audit(ctx context.Context) (Audited, error) {
	out := Audited{Findings: []activity.Finding{}}
	if err := s.CatchUp(ctx); err != nil {
		return out, err
	}
	known := map[string]bool{}
	for _, from := range s.sources {
		err := byID(ctx, from.docs, func(h *activity.History) error {
			known[h.ID] = true
			out.Documents++
			found, err := s.auditOne(ctx, from, h)
			out.Findings = append(out.Findings, found...)
			return err
		})
		if err != nil {
			return out, err
		}
	}
	err := byID(ctx, s.entries, func(e *activity.Entry) error {
		out.Entries++
		if known[e.DocumentID] {
			return nil
		}
		known[e.DocumentID] = true
		found, err := s.auditGone(ctx, e)
		out.Findings = append(out.Findings, found...)
		return err
	})
	return out, err
}

// auditOne compares what is stored of one document. A history that grew meanwhile
// is looked at once more.
func (s *Activity) auditOne(ctx context.Context, from activitySource, h *activity.History) ([]activity.Finding, error) {
	found, err := s.compare(ctx, from, h)
	if err != nil || len(found) == 0 {
		return found, err
	}
	if err := s.CatchUp(ctx); err != nil {
		return nil, err
	}
	h, err = from.docs.Get(ctx, h.ID)
	if fault.Is(err, fault.NotFound) {
		return nil, nil // removed meanwhile
	}
	if err != nil {
		return nil, err
	}
	return s.compare(ctx, from, h)
}

func (s *Activity) compare(ctx context.Context, from activitySource, h *activity.History) ([]activity.Finding, error) {
	want, err := s.of(from.noun, h)
	if err != nil {
		return nil, err
	}
	stored, err := s.stored(ctx, h.ID)
	if err != nil {
		return nil, err
	}
	return activity.Compare(want, stored), nil
}

// stored returns what the record has of a document, the oldest first.
func (s *Activity) stored(ctx context.Context, documentID string) ([]*activity.Entry, error) {
	entries, err := s.entries.Find(ctx, activityByDocument, store.Args{Equal: []any{documentID}, Limit: store.MaxLimit})
	slices.SortFunc(entries, func(a, b *activity.Entry) int { return strings.Compare(a.ID, b.ID) })
	return entries, err
}

// auditGone looks at a document that the walk didn't meet: it was made since, or
// removed, which the record says.
func (s *Activity) auditGone(ctx context.Context, e *activity.Entry) ([]activity.Finding, error) {
	for _, from := range s.sources {
		if from.noun != e.Noun {
			continue
		}
		h, err := from.docs.Get(ctx, e.DocumentID)
		if err == nil {
			return s.auditOne(ctx, from, h)
		}
		if !fault.Is(err, fault.NotFound) {
			return nil, err
		}
	}
	if e.Noun.Passing() {
		return nil, nil
	}
	stored, err := s.stored(ctx, e.DocumentID)
	if err != nil || slices.ContainsFunc(stored, func(e *activity.Entry) bool { return e.ID == activity.GraveID(e.DocumentID) }) {
		return nil, err
	}
	return activity.Compare(nil, stored), nil
}

// byID walks a whole collection in the order of its ids.
func byID[T any, P interface {
	*T
	store.Document
}](ctx context.Context, c *store.Collection[T, P], do func(*T) error) error {
	args := store.Args{Limit: activityBatch}
	for {
		docs, err := c.Find(ctx, everyQuery, args)
		if err != nil {
			return err
		}
		for _, d := range docs {
			if err := do(d); err != nil {
				return err
			}
		}
		if len(docs) < args.Limit {
			return nil
		}
		args.After = &store.Cursor{ID: P(docs[len(docs)-1]).DocID()}
	}
}
