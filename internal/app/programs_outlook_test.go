package app

import (
	"reflect"
	"testing"

	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
)

// What a new revision would leave under the old ones is counted by revision; what
// is over isn't.
func TestCountUnder(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	ctx := t.Context()
	kim := d.customer("kim")
	first := d.submit(kim, answersFor("Anna Adler", ""))
	d.submit(kim, answersFor("Bernd Bauer", ""))

	in := ProgramInput{Draft: d.program.Draft}
	in.Draft.Team = "Another team"
	_, err := d.programs.Update(ctx, Call{Actor: installation}, d.program.ID, in)
	d.must(err)
	out, err := d.programs.Publish(ctx, Call{Actor: installation}, d.program.ID)
	d.must(err)
	d.program = out.Doc
	d.submit(kim, answersFor("Clara Conrad", ""))

	list, whole, err := d.app.Referrals.CountUnder(ctx, d.rita, d.program.ID)
	d.must(err)
	if want := []Under{{Revision: 2, Open: 1}, {Revision: 1, Open: 2}}; !whole || !reflect.DeepEqual(list, want) {
		t.Errorf("%v %+v", whole, list)
	}
	_, err = d.app.Referrals.Withdraw(ctx, Call{Actor: actorOf(kim.ID)}, first.ID, Remarked{})
	d.must(err)
	n, err := d.app.Referrals.CountOpen(ctx, d.rita, d.program.ID)
	d.must(err)
	if n != 2 {
		t.Errorf("%d are open", n)
	}
	if list, whole, err := d.app.Referrals.CountUnder(ctx, d.rita, "prg_none"); err != nil || !whole || len(list) > 0 {
		t.Errorf("of no program: %v %v %v", list, whole, err)
	}
	_, err = d.app.Referrals.CountOpen(ctx, actorOf(kim.ID), d.program.ID)
	d.refused(err, "not_allowed")
	_, _, err = d.app.Referrals.CountUnder(ctx, partner, d.program.ID)
	d.refused(err, "not_allowed")
}

// The warnings of a draft are those that publishing it gives, and for nobody
// outside.
func TestWarningsOfADraft(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	in := r.draft("Thin")
	in.Draft.Rewards.Rules = nil
	made, err := r.programs.Create(t.Context(), Call{Actor: installation}, in)
	r.must(err)
	list, err := r.programs.Warnings(t.Context(), installation, made.Doc.ID)
	r.must(err)
	out, err := r.programs.Publish(t.Context(), Call{Actor: installation}, made.Doc.ID)
	r.must(err)
	if len(list) == 0 || list[0].Code != program.NoReviewer || !reflect.DeepEqual(list, out.Revision.Warnings) {
		t.Errorf("%+v\n%+v", list, out.Revision.Warnings)
	}
	_, err = r.programs.Warnings(t.Context(), partner, made.Doc.ID)
	r.refused(err, "not_found")
}
