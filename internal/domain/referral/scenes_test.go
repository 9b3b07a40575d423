package referral

import (
	"slices"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/vetting"
)

// A not-now stops the person's days and the protection; both go on with what was
// left, the days with at least seven.
func TestNotNowPauses(t *testing.T) {
	t.Parallel()
	tm := terms(promise.ReferrerIntroduces)
	r := entered(tm, vetting.Accepted)
	ends := r.Claim.EndsMS
	asked := monday.AddDate(0, 0, 18) // three days are left
	until := asked.AddDate(0, 0, 200)
	must(t, r.NotNow(bob, tm, until, "", nil, asked))
	if pending(r, TaskLapse) || pending(r, TaskEndClaim) || pending(r, TaskRemind) || !r.Protected(until) {
		t.Fatalf("the clock runs on: %+v", r.Agenda)
	}
	r.Resume(tm, until.Add(-time.Minute))
	in(t, r, Deferred)
	r.Resume(tm, until)
	in(t, r, AwaitingYes)
	if got := due(t, r, TaskLapse); !got.Equal(until.AddDate(0, 0, 7)) {
		t.Errorf("the days end at %v", got)
	}
	if got, want := due(t, r, TaskEndClaim).UnixMilli(), ends+(until.UnixMilli()-asked.UnixMilli()); got != want {
		t.Errorf("the protection ends at %d, want %d", got, want)
	}
	if !pending(r, TaskRemind) {
		t.Error("the one reminder is lost")
	}
}

// Where the promise hides the reason, no mail tells the referrer that the person
// asked to wait, said no, or let the time pass.
func TestUpdatesHideWhy(t *testing.T) {
	t.Parallel()
	for _, learns := range []bool{false, true} {
		tm := terms(promise.ReferrerIntroduces)
		tm.Promise.Updates.LearnsReason = learns
		r := entered(tm, vetting.Accepted)
		must(t, r.NotNow(bob, tm, monday.AddDate(0, 0, 9), "", nil, monday))
		r.Resume(tm, monday.AddDate(0, 0, 9))
		if told := mails(r, "person_not_now") + mails(r, "resumed"); (told == 2) != learns {
			t.Errorf("learns %v: %d mails about the not-now", learns, told)
		}
		r.Lapse(tm, monday.AddDate(0, 0, 40))
		if (mails(r, "lapsed") == 1) != learns || (mails(r, "not_going_ahead") == 1) == learns {
			t.Errorf("learns %v: told of the lapse: %d, %d", learns, mails(r, "lapsed"), mails(r, "not_going_ahead"))
		}
	}
}

// Under the three consent clauses an accepted referral starts where it should.
func TestConsentDecidesTheStart(t *testing.T) {
	t.Parallel()
	for consent, want := range map[promise.Consent]struct {
		status Status
		mail   string
	}{promise.ReferrerIntroduces: {AwaitingYes, "letter"}, promise.AskFirst: {AwaitingYes, "ask_first"}, promise.AlreadyAgreed: {Agreed, "first_message"}} {
		r := entered(terms(consent), vetting.Accepted)
		in(t, r, want.status)
		if mails(r, want.mail) != 1 {
			t.Errorf("%s: %+v", consent, r.Agenda)
		}
		d := draft(ByLink)
		l := New(d, bob, nil, monday)
		l.Vetted(terms(consent), verdict(vetting.Accepted), nil, monday)
		in(t, l, AwaitingYes) // who came by a link confirms, under every clause
		if mails(l, "confirm_yes") != 1 || l.Pending == nil {
			t.Errorf("%s by link: %+v", consent, l.Agenda)
		}
	}
}

// A yes under review is taken back by a no: accepting afterwards doesn't revive it.
func TestHeldYesTakenBack(t *testing.T) {
	t.Parallel()
	tm := terms(promise.ReferrerIntroduces)
	r := entered(tm, vetting.Accepted)
	s := yes(true)
	s.Suspect = "claimed"
	must(t, r.AgreedOnPage(bob, tm, s, nil, monday))
	in(t, r, InReview)
	if r.HasYes() {
		t.Fatal("a yes under review allows contact")
	}
	must(t, r.Refuse(bob, tm, "", nil, monday))
	in(t, r, InReview)
	refused(t, r.Accept(reviewer, tm, nil, "", nil, monday), "person_said_no")
	must(t, r.Lifted(bob, monday))
	must(t, r.Accept(reviewer, tm, nil, "", nil, monday))
	in(t, r, AwaitingYes)
}

// A yes, a no and a yes again: each one stands until the next is proven.
func TestYesNoYes(t *testing.T) {
	t.Parallel()
	tm := terms(promise.ReferrerIntroduces)
	r := entered(tm, vetting.Accepted)
	must(t, r.AgreedOnPage(bob, tm, yes(false), nil, monday))
	must(t, r.AgreedOnPage(bob, tm, yes(false), nil, monday)) // pressed twice
	if mails(r, "confirm_yes") != 1 {
		t.Fatal("two mails for one yes")
	}
	must(t, r.Refuse(bob, tm, "", nil, monday))
	in(t, r, Refused)
	refused(t, r.ConfirmedYes(bob, tm, "", nil, "", nil, monday), "nothing_to_confirm")
	must(t, r.AgreedOnPage(bob, tm, yes(false), nil, monday))
	if r.HasYes() || r.NoMS == 0 {
		t.Fatal("an unproven yes lifts a no")
	}
	must(t, r.ConfirmedYes(bob, tm, "", nil, "", nil, monday))
	in(t, r, Agreed)
	if !pending(r, TaskSuppress) || r.Class != Introduced || pending(r, TaskErase) {
		t.Fatalf("class %s, agenda %+v", r.Class, r.Agenda)
	}
}

// Staff's word on the phone is a yes and no proof, and lifts nobody's no.
func TestStaffRecordAYes(t *testing.T) {
	t.Parallel()
	tm := terms(promise.ReferrerIntroduces)
	r := entered(tm, vetting.Accepted)
	must(t, r.RecordedYes(rep, tm, Said{Channel: "phone", Evidence: "She called."}, nil, monday))
	in(t, r, Agreed)
	if r.Class != Named || mails(r, "yes_recorded") != 1 || r.ToldMS() == 0 {
		t.Fatalf("class %s", r.Class)
	}
	l := entered(tm, vetting.Accepted)
	l.Lapse(tm, monday)
	must(t, l.Refuse(bob, tm, "", nil, monday))
	refused(t, l.RecordedYes(rep, tm, Said{Channel: "reply", Evidence: "Yes."}, nil, monday), "person_said_no")
	p := entered(tm, vetting.Accepted)
	must(t, p.Refuse(bob, tm, "", nil, monday))
	p.Personal.Email = ""
	must(t, p.AgreedOnPage(bob, tm, Said{Details: contact.Details{Phone: bobs.Phone}}, nil, monday))
	refused(t, p.ConfirmedYes(reviewer, tm, "He rang.", nil, "", nil, monday), "person_said_no")
}

// The words of a person who agreed change by a link of their own only.
func TestNewWish(t *testing.T) {
	t.Parallel()
	tm := terms(promise.ReferrerIntroduces)
	r := agreed(t, tm)
	s := yes(false)
	s.Wish = promise.Wish{Channels: []promise.Channel{promise.Text}}
	refused(t, r.AgreedOnPage(bob, tm, s, nil, monday), "use_own_link")
	s.Direct = true
	s.Wish.AtMS = monday.Add(30 * time.Hour).UnixMilli()
	must(t, r.AgreedOnPage(bob, tm, s, nil, monday))
	st, _ := r.Step(promise.StepFirstContact)
	if want := r.contactDue(monday, tm).UnixMilli(); st.DueMS != want || len(r.Steps) != 2 {
		t.Fatalf("%+v, want due %d", r.Steps, want)
	}
	n := len(r.Events)
	must(t, r.AgreedOnPage(bob, tm, s, nil, monday))
	if len(r.Events) != n {
		t.Fatal("the same words twice are two events")
	}
}

// What took place in time is kept whenever it is written down, until the clock has
// counted it as broken.
func TestStepsAreJudgedByTheTruth(t *testing.T) {
	t.Parallel()
	tm := terms(promise.ReferrerIntroduces)
	st, _ := agreed(t, tm).Step(promise.StepFirstContact)
	dueAt := time.UnixMilli(st.DueMS)
	brokenAt := time.UnixMilli(promise.BrokenAt(tm.Calendar, st.DueMS))
	for name, tc := range map[string]struct {
		at, recorded time.Time
		counted      bool // the clock had called it broken
		want         string
	}{
		"in time":                     {dueAt.Add(-time.Hour), dueAt.Add(-time.Hour), false, "first_contact-1=kept"},
		"in time, written down later": {dueAt.Add(-time.Hour), dueAt.Add(time.Hour), false, "first_contact-1=kept"},
		"late":                        {dueAt.Add(time.Hour), dueAt.Add(time.Hour), false, "first_contact-1=kept_late"},
		"too late, worker down":       {brokenAt, brokenAt, false, "first_contact-1=broken"},
		"after it was called broken":  {dueAt.Add(-time.Hour), brokenAt.Add(time.Hour), true, "first_contact-1=broken"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := agreed(t, tm)
			if tc.counted {
				r.Late(brokenAt, tm, promise.StepFirstContact)
				r.Broken(brokenAt, tm, promise.StepFirstContact)
				r.Broken(brokenAt, tm, promise.StepFirstContact)
			}
			_, err := r.RecordContact(rep, tm, Contacted{At: tc.at, Channel: promise.Email, Outcome: NoAnswer}, nil, tc.recorded)
			must(t, err)
			if got := outcomes(r); !slices.Equal(got, []string{"verdict-0=kept", tc.want}) {
				t.Errorf("%v", got)
			}
		})
	}
}

// After the yes a withdrawal ends claim and reward and nothing else; the claim isn't
// taken again by a later yes.
func TestWithdrawAfterYes(t *testing.T) {
	t.Parallel()
	tm := terms(promise.ReferrerIntroduces)
	r := agreed(t, tm)
	must(t, r.Withdraw(kim, tm, "", nil, monday))
	in(t, r, Agreed)
	if r.Forgone != forgoneWithdrawn || len(r.ClaimKeys()) != 0 || !pending(r, TaskReward) || !pending(r, TaskRelease) {
		t.Fatalf("%q %v", r.Forgone, r.ClaimKeys())
	}
	must(t, r.NotNow(bob, tm, monday.AddDate(0, 0, 9), "", nil, monday))
	must(t, r.AgreedOnPage(bob, tm, yes(true), nil, monday))
	if len(r.ClaimKeys()) != 0 {
		t.Fatal("the claim is back")
	}
}

// A pending yes on a referral that came to nothing is erased too.
func TestErasureOfAPendingYes(t *testing.T) {
	t.Parallel()
	tm := terms(promise.ReferrerIntroduces)
	r := entered(tm, vetting.Accepted)
	r.Lapse(tm, monday)
	at := due(t, r, TaskErase)
	r.Erase(at)
	s := yes(false)
	must(t, r.AgreedOnPage(bob, tm, s, nil, at))
	r.Erase(due(t, r, TaskErase))
	if r.Pending != nil {
		t.Fatal("details are left")
	}
	r.Forget(due(t, r, TaskForget))
	if r.Match != nil {
		t.Fatal("hashes are left")
	}
}
