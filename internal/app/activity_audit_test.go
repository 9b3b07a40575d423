package app

import (
	"slices"
	"testing"

	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/program"
)

// audit returns what an audit finds: flaw and entry.
func (w *treasury) audit() []string {
	w.t.Helper()
	a, err := w.app.Activity.Audit(w.t.Context())
	w.must(err)
	out := []string{}
	for _, f := range a.Findings {
		out = append(out, string(f.Flaw)+" "+f.EntryID)
	}
	slices.Sort(out)
	return out
}

// An audit finds what was done to the record behind the product's back, and what
// was done to the documents.
func TestAuditFinds(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	a, b, c := w.published("Amber"), w.published("Blue"), w.published("Cyan")
	if got := w.audit(); len(got) != 0 {
		t.Fatalf("at first: %v", got)
	}
	s := w.app.Activity
	w.must(s.entries.Delete(t.Context(), activity.EntryID(a.ID, 2)))
	_, err := s.entries.Update(t.Context(), activity.EntryID(b.ID, 1), func(e *activity.Entry) error { e.ActorID = "mem_other"; return nil })
	w.must(err)
	_, err = w.programs.programs.Update(t.Context(), c.ID, func(p *program.Program) error { p.Events[0].Actor.ID = "mem_other"; return nil })
	w.must(err)
	w.must(s.entries.Insert(t.Context(), &activity.Entry{ID: "prg_none|0001", DocumentID: "prg_none", Noun: activity.Program}))
	want := []string{
		"altered " + activity.EntryID(b.ID, 1), "altered " + activity.EntryID(c.ID, 1), "altered " + activity.EntryID(c.ID, 2),
		"missing " + activity.EntryID(a.ID, 2), "unknown prg_none|0001",
	}
	slices.Sort(want)
	if got := w.audit(); !slices.Equal(got, want) {
		t.Errorf("found %v, want %v", got, want)
	}
}

// A company that was taken off the list leaves its history behind, and who took it
// off.
func TestActivityOfWhatIsGone(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	c, err := w.app.Companies.Upsert(t.Context(), Call{Actor: installation}, CompanyInput{Name: "Acme", State: "customer"})
	w.must(err)
	w.must(w.app.Companies.Delete(t.Context(), Call{Actor: operator}, c.Doc.ID))
	got := w.acts(ActivityFilter{DocumentID: c.Doc.ID}, 10)
	if len(got) != 2 || got[0].Verb != activity.Deleted || got[0].Kind != operator.Kind || got[1].Verb != "created" {
		t.Errorf("%+v", got)
	}
	if got := w.audit(); len(got) != 0 {
		t.Errorf("found %v", got)
	}
	// A grave without an end is told.
	d, err := w.app.Companies.Upsert(t.Context(), Call{Actor: installation}, CompanyInput{Name: "Beta", State: "customer"})
	w.must(err)
	w.must(w.app.Activity.CatchUp(t.Context()))
	w.must(w.app.Companies.companies.Delete(t.Context(), d.Doc.ID))
	if got := w.audit(); !slices.Equal(got, []string{"unknown " + activity.EntryID(d.Doc.ID, 1)}) {
		t.Errorf("found %v", got)
	}
}
