package app

import (
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
)

// A deadline that passes is late, then told to the lead, then broken and told to
// the referrer; it counts once, and what comes later changes nothing.
func TestBrokenPromise(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.agreed("Bob Berger")
	for range 5 * 24 {
		d.after(time.Hour)
	}
	for _, template := range []string{"step_late", "step_late_lead", "step_broken", "step_broken_staff"} {
		if n, _ := d.post.of(template); n != 1 {
			t.Errorf("%d mails %s", n, template)
		}
	}
	_, err := d.app.Referrals.RecordContact(t.Context(), Call{Actor: d.rita}, r.ID, RecordContact{Channel: promise.Email, Outcome: referral.Reached})
	d.must(err)
	d.run()
	tally, err := d.app.Referrals.Kept(t.Context(), d.program.ID)
	d.must(err)
	if tally.Broken != 1 || tally.KeptLate != 0 || tally.Kept != 1 {
		t.Fatalf("%+v", tally)
	}
}

// A worker that was down for a month counts the step as it was, not as it found it.
func TestWorkerWasDown(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.agreed("Bob Berger")
	d.clock.advance(weeks(4) + time.Hour) // nobody performs anything
	_, err := d.app.Referrals.RecordContact(t.Context(), Call{Actor: d.rita}, r.ID, RecordContact{Channel: promise.Email, Outcome: referral.Reached})
	d.must(err)
	d.run()
	tally, err := d.app.Referrals.Kept(t.Context(), d.program.ID)
	d.must(err)
	if tally.Broken != 1 || tally.KeptLate != 0 {
		t.Fatalf("%+v", tally)
	}
}

// A contact before the yes is a breach; it keeps no promise and opens no door. An
// uninvolved person may take it back.
func TestBreach(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.submit(d.referrer, answersFor("Bob Berger", ""))
	d.run()
	_, err := d.app.Referrals.RecordContact(t.Context(), Call{Actor: d.rita}, r.ID, RecordContact{Channel: promise.Phone, Outcome: referral.Reached})
	d.must(err)
	d.run()
	got := d.now(r.ID, referral.AwaitingYes)
	if len(got.Breaches) != 1 || got.Breaches[0].Clause != promise.ClauseBeforeYes || got.TwoWayMS != 0 {
		t.Fatalf("%+v, two-way %d", got.Breaches, got.TwoWayMS)
	}
	v, err := d.app.Referrals.MayContact(t.Context(), d.rita, r.ID, CheckContact{Channel: promise.Phone})
	d.must(err)
	if v.Allowed {
		t.Fatal("a breach opened the door")
	}
	_, err = d.app.Referrals.JudgeBreach(t.Context(), Call{Actor: d.rita}, r.ID, 1, AnswerBreach{Reason: "They called us."})
	d.refused(err, "not_yours_to_do")
	_, err = d.app.Referrals.JudgeBreach(t.Context(), Call{Actor: d.rob}, r.ID, 1, AnswerBreach{Reason: "They called us."})
	d.must(err)
	d.run()
	tally, err := d.app.Referrals.Kept(t.Context(), d.program.ID)
	d.must(err)
	if tally.Breaches != 0 {
		t.Fatalf("it counts though it isn't upheld: %+v", tally)
	}
}

// "Asked us to stop" is a no, on the list before the referral says so.
func TestAskedToStop(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.agreed("Bob Berger")
	_, err := d.app.Referrals.RecordContact(t.Context(), Call{Actor: d.rob}, r.ID, RecordContact{Channel: promise.Email, Outcome: referral.AskedToStop})
	d.refused(err, "not_yours_to_do")
	d.now(r.ID, referral.Agreed)
	_, err = d.app.Referrals.RecordContact(t.Context(), Call{Actor: d.rita}, r.ID, RecordContact{Channel: promise.Email, Outcome: referral.AskedToStop})
	d.must(err)
	d.now(r.ID, referral.Stopped)
	if !d.onList(r.Personal.Email) {
		t.Fatal("not on the list")
	}
}

// Details go by themselves; a win within twelve months is still possible, and the
// hashes go after them.
func TestRetention(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r, other := d.agreed("Bob Berger"), d.agreed("Cid Cramer")
	for _, id := range []string{r.ID, other.ID} {
		_, err := d.app.Referrals.Lose(t.Context(), Call{Actor: d.rita}, id, LoseReferral{Code: "no_budget", Note: "Cid and Bob wait."})
		d.must(err)
	}
	d.after(91 * 24 * time.Hour)
	got := d.now(r.ID, referral.Lost)
	if got.Personal.Name != "" || got.Personal.Reasons != nil || len(got.Match) == 0 {
		t.Fatalf("after the retention: %+v %v", got.Personal, got.Match)
	}
	won := WinReferral{ExternalID: "crm-1", Amount: money.Of(50_000, "eur"), Evidence: DealEvidence{Kind: "invoice", Reference: "R-1"}}
	_, err := d.app.Referrals.Win(t.Context(), Call{Actor: installation}, r.ID, won)
	d.must(err)
	if d.now(r.ID, referral.Lost); len(d.now(r.ID, referral.Lost).Wins) != 1 {
		t.Fatal("a late win isn't suggested")
	}
	_, err = d.app.Referrals.ConfirmWin(t.Context(), Call{Actor: installation}, r.ID, 1, Remarked{})
	d.refused(err, "role_missing")
	_, err = d.app.Referrals.ConfirmWin(t.Context(), Call{Actor: d.rita}, r.ID, 1, Remarked{})
	d.must(err)
	d.now(r.ID, referral.Won)
	_, err = d.app.Referrals.Win(t.Context(), Call{Actor: d.rita}, other.ID, won)
	d.refused(err, "fact_used") // one fact closes one deal
	d.after(weeks(45))
	if got := d.now(other.ID, referral.Lost); len(got.Match) != 0 {
		t.Fatal("the hashes outlive the time for a late win")
	}
}
