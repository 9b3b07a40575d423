package app

import (
	"fmt"
	"sync"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
)

func TestPublish(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	ctx, call := t.Context(), Call{Actor: installation}
	made, err := r.programs.Create(ctx, call, r.draft("First"))
	r.must(err)
	id := made.Doc.ID
	r.refused(made.Doc.Takes(), "program_unpublished")
	_, err = r.programs.Revision(ctx, installation, id, 0)
	r.refused(err, "nothing_published")

	one, err := r.programs.Publish(ctx, Call{Actor: installation, IfMatch: made.Doc.Revision}, id)
	r.must(err)
	if one.Doc.Published != 1 || one.Doc.State != program.Published || one.Revision.Terms.Name != "First" {
		t.Fatalf("%+v", one.Doc)
	}
	idle, err := r.programs.Publish(ctx, call, id)
	r.must(err)
	if idle.Doc.Published != 1 || idle.Doc.Revision != one.Doc.Revision {
		t.Fatal("publishing an unchanged draft made a revision")
	}
	second := r.draft("Second")
	_, err = r.programs.Update(ctx, call, id, second)
	r.must(err)
	_, err = r.programs.Publish(ctx, Call{Actor: installation, IfMatch: one.Doc.Revision}, id)
	r.refused(err, "revision_changed")
	two, err := r.programs.Publish(ctx, call, id)
	r.must(err)
	if two.Doc.Published != 2 {
		t.Fatalf("%+v", two.Doc)
	}
	for n, name := range map[int64]string{1: "First", 2: "Second", 0: "Second"} {
		rev, err := r.programs.Revision(ctx, installation, id, n)
		r.must(err)
		if rev.Terms.Name != name {
			t.Errorf("revision %d is %s", n, rev.Terms.Name)
		}
	}
	_, err = r.programs.Revision(ctx, partner, id, 1)
	r.refused(err, "company_only")
	_, err = r.programs.Revisions(ctx, partner, id, Page{})
	r.refused(err, "company_only")
	_, err = r.programs.Revision(ctx, installation, id, 3)
	r.refused(err, "not_found")
	all, err := r.programs.Revisions(ctx, installation, id, Page{Limit: 1})
	r.must(err)
	if len(all.Docs) != 1 || all.Docs[0].N != 2 || all.Next == "" {
		t.Fatalf("%+v", all)
	}
}

// A publisher who was cut off between revision and program is finished by the
// next one, in the first one's name, and their own repeat is a replay.
func TestPublishFinishesWhatWasCutOff(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	made, err := r.programs.Create(t.Context(), Call{Actor: installation}, r.draft("First"))
	r.must(err)
	admin := r.staff("a-1", "admin").Actor("")
	cut := r.with(admin, "POST publish", "k", made.Doc.ID)
	rev, err := made.Doc.Freeze(nil, admin, cut.Replay, r.clock.Now())
	r.must(err)
	r.must(r.programs.revisions.Insert(t.Context(), rev))

	changed := r.draft("Changed")
	_, err = r.programs.Update(t.Context(), Call{Actor: installation}, made.Doc.ID, changed)
	r.must(err)
	next, err := r.programs.Publish(t.Context(), Call{Actor: installation}, made.Doc.ID)
	r.must(err)
	if next.Doc.Published != 2 || next.Revision.Terms.Name != "Changed" {
		t.Fatalf("%+v", next.Doc)
	}
	by := map[string]string{}
	for _, e := range next.Doc.Events {
		if e.Verb == "published" {
			by[e.Data["revision"]] = e.Actor.ID
		}
	}
	if by["1"] != admin.ID || by["2"] != installation.ID {
		t.Fatalf("published by %v", by)
	}
	again, err := r.programs.Publish(t.Context(), cut, made.Doc.ID)
	r.must(err)
	if !again.Replayed || again.Doc.Published != 2 {
		t.Fatalf("%+v", again.Done)
	}
}

// However many edit and publish at once, revisions are numbered without a gap, each
// holds what somebody wrote, and each has its event.
func TestPublishRace(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	made, err := r.programs.Create(t.Context(), Call{Actor: installation}, r.draft("0"))
	r.must(err)
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			for j := range 3 {
				_, err := r.programs.Update(t.Context(), Call{Actor: installation}, made.Doc.ID, r.draft(fmt.Sprintf("%d-%d", i, j)))
				if err == nil {
					_, err = r.programs.Publish(t.Context(), Call{Actor: installation}, made.Doc.ID)
				}
				if err != nil && !fault.Because(err, "version_conflict") {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	_, err = r.programs.Publish(t.Context(), Call{Actor: installation}, made.Doc.ID)
	r.must(err)
	p, err := r.programs.Find(t.Context(), made.Doc.ID)
	r.must(err)
	n := int64(0)
	for _, e := range p.Events {
		if e.Verb == "published" {
			if n++; e.Data["revision"] != fmt.Sprint(n) {
				t.Fatalf("revision %s is the %dth to be published", e.Data["revision"], n)
			}
		}
	}
	if n != p.Published {
		t.Fatalf("%d events, %d revisions", n, p.Published)
	}
	last, err := r.programs.Revision(t.Context(), installation, p.ID, 0)
	r.must(err)
	if last.Terms.Name != p.Draft.Name {
		t.Fatal("the latest revision isn't the draft")
	}
}

func TestPublishWarns(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	in := r.draft("Thin")
	in.Draft.Rewards.Rules[0].Price.Amount = 150_000
	in.Draft.Calendar.Holidays = []string{"2026-12-25"}
	made, err := r.programs.Create(t.Context(), Call{Actor: installation}, in)
	r.must(err)
	r.staff("s-1", "approver", "rep")
	out, err := r.programs.Publish(t.Context(), Call{Actor: installation}, made.Doc.ID)
	r.must(err)
	w := out.Revision.Warnings
	if len(w) != 2 || w[0].Code != program.TooFewApprovers || w[0].Args["needed"] != "2" || w[0].Args["eligible"] != "1" || w[1].Code != program.NoReviewer {
		t.Fatalf("%+v", w)
	}
}

func TestProgramFaults(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	in := r.draft("")
	in.Draft.Languages = []string{"en", "fr"}
	in.Draft.Calendar.Zone = "Mars"
	in.Draft.Promise.Consent = "whatever"
	in.Draft.Rewards.Rules[0].Kind = reward.Credit
	in.Draft.Rewards.Rules[0].Currency = "chf"
	in.Draft.ProtectionDays = 0
	in.Draft.Rep = "mbr_nobody"
	in.Metadata = aggregate.Metadata{"A": ""}
	_, err := r.programs.Create(t.Context(), Call{Actor: installation}, in)
	got := map[string]string{}
	for _, f := range fault.Of(err).Fields {
		got[f.Pointer] = f.Code
	}
	for pointer, code := range map[string]string{
		"/draft/name": "required", "/draft/team": "required", "/draft/languages/1": "unknown_language", "/draft/calendar/zone": "unknown_zone",
		"/draft/promise/consent": "unknown_value", "/draft/rewards/rules/0/kind": "kind_not_available", "/draft/rewards/minimum": "minimum_missing",
		"/draft/protection_days": "out_of_range", "/draft/rep_id": "not_staff", "/metadata": "invalid_key",
	} {
		if got[pointer] != code {
			t.Errorf("%s: got %q, want %q", pointer, got[pointer], code)
		}
	}
}

func TestProgramSight(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	hidden, err := r.programs.Create(t.Context(), Call{Actor: installation}, r.draft("Hidden"))
	r.must(err)
	shown := r.published("Shown")
	for _, by := range []aggregate.Actor{partner, {Kind: aggregate.Referrer, ID: "mbr_x"}} {
		_, err := r.programs.Get(t.Context(), by, hidden.Doc.ID)
		r.refused(err, "not_found")
		got, err := r.programs.List(t.Context(), by, ProgramFilter{}, Page{})
		r.must(err)
		if len(got.Docs) != 1 || got.Docs[0].ID != shown.ID {
			t.Fatalf("%d programs", len(got.Docs))
		}
		_, err = r.programs.Create(t.Context(), Call{Actor: by}, r.draft("x"))
		r.refused(err, "role_missing")
		_, err = r.programs.Publish(t.Context(), Call{Actor: by}, hidden.Doc.ID)
		r.refused(err, "role_missing")
	}
	_, err = r.programs.Archive(t.Context(), Call{Actor: r.staff("r-1", "rep").Actor("")}, shown.ID)
	r.refused(err, "role_missing")
	ended, err := r.programs.Archive(t.Context(), Call{Actor: installation}, shown.ID)
	r.must(err)
	r.refused(ended.Doc.Takes(), "program_archived")
	_, err = r.programs.Publish(t.Context(), Call{Actor: installation}, hidden.Doc.ID)
	r.must(err)
}

func TestProgramExternalID(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	in := r.draft("One")
	in.ExternalID = "p-1"
	call := r.with(installation, "POST /v1/programs", "k", in)
	first, err := r.programs.Create(t.Context(), call, in)
	r.must(err)
	again, err := r.programs.Create(t.Context(), call, in)
	r.must(err)
	if !again.Replayed || again.Doc.ID != first.Doc.ID {
		t.Fatal("the repeat made another program")
	}
	_, err = r.programs.Create(t.Context(), Call{Actor: installation}, in)
	r.refused(err, "external_id_taken")
	in.ExternalID = "p-2"
	_, err = r.programs.Update(t.Context(), Call{Actor: installation}, first.Doc.ID, in)
	r.refused(err, "fixed")
	got, err := r.programs.List(t.Context(), installation, ProgramFilter{ExternalID: "p-1"}, Page{})
	r.must(err)
	if len(got.Docs) != 1 {
		t.Fatalf("%d programs", len(got.Docs))
	}
}

func TestPromiseAndFormReadBack(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	p := r.published("Shown")
	text, err := r.programs.Promise(t.Context(), partner, p.ID, 1, promise.ReaderReferrer, "de-AT")
	r.must(err)
	if len(text.Five) != 5 || len(text.Whole) == 0 || len(text.Steps) == 0 || text.Five[4].Key != "promise.line.reward.referrer" {
		t.Fatalf("%+v", text)
	}
	forPerson, err := r.programs.Promise(t.Context(), partner, p.ID, 0, promise.ReaderPerson, "en")
	r.must(err)
	if forPerson.Five[4].Key != "promise.line.reward_none.person" {
		t.Fatalf("the person is promised the referrer's reward: %+v", forPerson.Five[4])
	}
	asked, err := r.programs.Form(t.Context(), partner, p.ID, 0, form.ByPerson)
	r.must(err)
	if len(asked.Questions) == 0 || asked.N != 1 {
		t.Fatalf("%+v", asked)
	}
}

// The same request sent many times at once makes one program and answers with it.
func TestProgramReplayRace(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	in := r.draft("P")
	in.ExternalID = "p-1"
	call := r.with(installation, "POST /v1/programs", "k", in)
	ids := make([]string, 10)
	var wg sync.WaitGroup
	for i := range ids {
		wg.Go(func() {
			done, err := r.programs.Create(t.Context(), call, in)
			if err != nil {
				t.Error(err)
				return
			}
			ids[i] = done.Doc.ID
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("%v", ids)
		}
	}
}

// TestPublishRepeatedAfterArchiving: a repeat is answered, whatever came of the
// program since.
func TestPublishRepeatedAfterArchiving(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	ctx := t.Context()
	p, err := r.programs.Create(ctx, Call{Actor: installation}, r.draft("Spring"))
	r.must(err)
	call := r.with(installation, "publish", "k1", p.Doc.ID)
	_, err = r.programs.Publish(ctx, call, p.Doc.ID)
	r.must(err)
	_, err = r.programs.Archive(ctx, Call{Actor: installation}, p.Doc.ID)
	r.must(err)
	again, err := r.programs.Publish(ctx, call, p.Doc.ID)
	r.must(err)
	if !again.Replayed || again.Revision.N != 1 {
		t.Errorf("%+v", again)
	}
	_, err = r.programs.Publish(ctx, Call{Actor: installation}, p.Doc.ID)
	r.refused(err, "program_archived")
}
