package app

import (
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
)

// A reviewer sees who else put the person forward, which company it may be, and what
// became of the referrer's others.
func TestRelated(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	first := d.agreed("Bob Berger")
	_, err := d.app.Referrals.Lose(t.Context(), Call{Actor: d.rita}, first.ID, LoseReferral{Code: "no_need"})
	d.must(err)
	open := d.submit(d.referrer, answersFor("Carla Klein", "carla@klein-bau.de"))
	eve := d.customer("eve")
	again := d.submit(eve, answersFor("Carla Klein", "carla@klein-bau.de"))
	alike := d.submit(eve, answersFor("Carla Klein", "c.klein@another-bau.de"))
	_, err = d.app.Companies.Upsert(t.Context(), Call{Actor: installation}, CompanyInput{Name: "Klein Bau", Domains: []string{"klein-bau.de"}, State: "customer"})
	d.must(err)

	rel, err := d.app.Referrals.Related(t.Context(), d.rob, open)
	d.must(err)
	if len(rel.Same) != 1 || rel.Same[0].ID != again.ID {
		t.Errorf("the same person: %v", rel.Same)
	}
	if len(rel.Alike) != 1 || rel.Alike[0].ID != alike.ID {
		t.Errorf("a like name: %v", rel.Alike)
	}
	if len(rel.Companies) != 1 || rel.Companies[0].Name != "Klein Bau" {
		t.Errorf("companies: %v", rel.Companies)
	}
	if want := (Record{All: 2, Open: 1, Agreed: 1}); rel.Record != want {
		t.Errorf("record: %+v, want %+v", rel.Record, want)
	}
	for _, by := range []aggregate.Actor{actorOf(d.referrer.ID), {Kind: aggregate.Partner, ID: "key_1", Source: open.Source}} {
		if _, err := d.app.Referrals.Related(t.Context(), by, open); !fault.Is(err, fault.Forbidden) {
			t.Errorf("to a %s: %v", by.Kind, err)
		}
	}
}

// A no that came by itself ends contact, is on the list, and breaks no promise.
func TestRecordNo(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.submit(d.referrer, answersFor("Carla Klein", "carla@klein-bau.de"))
	if _, err := d.app.Referrals.RecordNo(t.Context(), Call{Actor: d.rob}, r.ID, Reasoned{Reason: "She wrote no."}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("by a reviewer: %v", err)
	}
	if d.now(r.ID, referral.AwaitingYes).NoMS != 0 || len(d.now(r.ID, referral.AwaitingYes).Match) == 0 {
		t.Error("something was done")
	}
	if _, err := d.app.Referrals.RecordNo(t.Context(), Call{Actor: d.rita}, r.ID, Reasoned{Reason: " \t"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("without words: %v", err)
	}
	if _, err := d.app.Referrals.RecordNo(t.Context(), Call{Actor: d.rita, IfMatch: r.Revision + 7}, r.ID, Reasoned{Reason: "No."}); !fault.Is(err, fault.Precondition) {
		t.Errorf("read before a change: %v", err)
	}
	for range 2 { // a repeat changes nothing
		done, err := d.app.Referrals.RecordNo(t.Context(), Call{Actor: d.rita}, r.ID, Reasoned{Reason: "She wrote no."})
		d.must(err)
		if done.Doc.Status != referral.Refused || len(done.Doc.Breaches) != 0 || len(done.Doc.Contacts) != 0 {
			t.Errorf("%s, breaches %v, contacts %v", done.Doc.Status, done.Doc.Breaches, done.Doc.Contacts)
		}
	}
	if !d.onList("carla@klein-bau.de") {
		t.Error("not on the list")
	}
}

// Staff may ask for a rep's introductions of one program; a key may not combine the
// two.
func TestListOfRepAndProgram(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.submit(d.referrer, answersFor("Carla Klein", ""))
	f := ReferralFilter{RepID: d.rita.ID, ProgramID: d.program.ID, Status: string(referral.AwaitingYes)}
	got, err := d.app.Referrals.List(t.Context(), d.rob, f, Page{})
	d.must(err)
	if len(got.Docs) != 1 || got.Docs[0].ID != r.ID {
		t.Errorf("found %v", got.Docs)
	}
	f.ProgramID = "prg_other"
	if got, err := d.app.Referrals.List(t.Context(), d.rob, f, Page{}); err != nil || len(got.Docs) != 0 {
		t.Errorf("of another program: %v %v", got.Docs, err)
	}
	if _, err := d.app.Referrals.List(t.Context(), installation, f, Page{}); !fault.Because(err, "unsupported_filter") {
		t.Errorf("to a key: %v", err)
	}
}

// The contact rule can be asked about the moment at which something took place.
func TestMayContactThen(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.agreed("Bob Berger")
	night := time.UnixMilli(r.YesMS).Truncate(24 * time.Hour).Add(25 * time.Hour) // at three in Berlin
	v, err := d.app.Referrals.MayContact(t.Context(), d.rita, r.ID, CheckContact{Channel: promise.Phone, At: &night})
	d.must(err)
	if v.Allowed || v.Clause != promise.ClauseOutsideHours || v.CheckedMS != night.UnixMilli() {
		t.Errorf("at night: %+v", v)
	}
}

// The queues are counted for staff.
func TestCountReview(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.submit(d.referrer, answersFor("Carla Klein", ""))
	_, err := d.app.Referrals.Report(t.Context(), Call{Actor: actorOf(d.referrer.ID)}, r.ID, ReportBreach{Kind: "not_as_promised"})
	d.must(err)
	_, err = d.app.Referrals.Submit(t.Context(), Call{Actor: d.rita}, SubmitReferral{ProgramID: d.program.ID, ReferrerID: d.referrer.ID, Answers: answersFor("Dora Lang", "")})
	d.must(err)
	got, err := d.app.Referrals.CountReview(t.Context(), d.rob)
	d.must(err)
	if want := (ReviewCounts{ToConfirm: 1, Reported: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if _, err := d.app.Referrals.CountReview(t.Context(), actorOf(d.referrer.ID)); !fault.Is(err, fault.Forbidden) {
		t.Errorf("to a referrer: %v", err)
	}
}
