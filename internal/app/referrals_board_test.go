package app

import (
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
)

// board is what the board shows: a line "group next name" for each row.
func (d *desk) board(by aggregate.Actor, f BoardFilter, p Page) string {
	d.t.Helper()
	var lines []string
	for range 20 {
		b, err := d.app.Referrals.Board(d.t.Context(), by, f, p)
		d.must(err)
		for _, row := range b.Rows {
			lines = append(lines, string(row.Group)+" "+string(row.Due.Next)+" "+row.Names.Person)
		}
		if p.Cursor = b.Next; p.Cursor == "" {
			return strings.Join(lines, "; ")
		}
	}
	d.t.Fatal("the board never ends")
	return ""
}

// The board follows each referral from the yes to its end.
func TestTheBoardFollowsTheWork(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	call := Call{Actor: d.rita}
	ann := d.agreed("Ann Agreed")
	wait := d.submit(d.referrer, answersFor("Wim Wartend", ""))
	is := func(step, want string) {
		t.Helper()
		if got := d.board(d.rita, BoardFilter{RepID: d.rita.ID}, Page{Limit: 1}); got != want {
			t.Fatalf("%s: %q, want %q", step, got, want)
		}
	}
	is("after the yes", "now first_contact Ann Agreed")
	d.after(4 * 24 * time.Hour)
	is("days later", "late first_contact Ann Agreed")
	counts, err := d.app.Referrals.CountBoard(t.Context(), d.rita, d.rita.ID)
	d.must(err)
	if counts != (BoardCounts{Late: 1, All: 1}) {
		t.Errorf("counted %+v", counts)
	}

	meeting := d.clock.Now().Add(6 * 24 * time.Hour)
	_, err = d.app.Referrals.RecordContact(t.Context(), call, ann.ID, RecordContact{Channel: promise.Email, Outcome: referral.Reached})
	d.must(err)
	is("after the contact", "next look_again Ann Agreed")
	_, err = d.app.Referrals.RecordContact(t.Context(), call, ann.ID, RecordContact{Channel: promise.Email, Outcome: referral.MeetingBooked, MeetingAt: &meeting})
	d.must(err)
	is("with a meeting", "next next_step Ann Agreed")
	d.after(5 * 24 * time.Hour)
	is("the day before", "now next_step Ann Agreed")
	if got := d.board(d.rita, BoardFilter{Group: "late"}, Page{}); got != "" {
		t.Errorf("late are %q", got)
	}
	if got := d.board(d.rob, BoardFilter{Group: "now", ProgramID: d.program.ID}, Page{}); got != "now next_step Ann Agreed" {
		t.Errorf("now are %q", got)
	}
	if got := d.board(d.rita, BoardFilter{Group: "next"}, Page{}); got != "" {
		t.Errorf("next are %q", got)
	}
	_, err = d.app.Referrals.Lose(t.Context(), call, ann.ID, LoseReferral{Code: "no_need"})
	d.must(err)
	is("after the end", "")

	_, err = d.app.Referrals.Board(t.Context(), actorOf(d.referrer.ID), BoardFilter{}, Page{})
	d.refused(err, "role_missing")
	_, err = d.app.Referrals.Board(t.Context(), d.rita, BoardFilter{Group: "never"}, Page{})
	d.refused(err, "not_one_of")
	if wait.FollowMS != 0 {
		t.Error("one who hasn't answered is on the board")
	}
}

// The queue of reviewers starts with whoever waits longest.
func TestTheReviewQueueIsOldestFirst(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	for _, name := range []string{"Ella Erste", "Zora Zweite"} {
		a := answersFor(name, "")
		a["why"] = "They are nice."
		d.submit(d.referrer, a)
		d.clock.advance(time.Hour)
	}
	all, err := d.app.Referrals.List(t.Context(), d.rob, ReferralFilter{ProgramID: d.program.ID}, Page{Oldest: true})
	d.must(err)
	status := string(all.Docs[0].Status)
	l, err := d.app.Referrals.List(t.Context(), d.rob, ReferralFilter{Status: status, ProgramID: d.program.ID}, Page{Oldest: true, Limit: 1})
	d.must(err)
	if l.Docs[0].Personal.Name != "Ella Erste" || l.Next == "" {
		t.Errorf("first is %s", l.Docs[0].Personal.Name)
	}
}

// A report stands on the list until somebody has answered it.
func TestReportsWaitForTheirAnswer(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.agreed("Rea Report")
	reported := func(by aggregate.Actor) int {
		l, err := d.app.Referrals.List(t.Context(), by, ReferralFilter{Reported: true}, Page{})
		d.must(err)
		return len(l.Docs)
	}
	if n := reported(d.rob); n != 0 {
		t.Fatalf("%d before", n)
	}
	_, err := d.app.Referrals.Report(t.Context(), Call{Actor: actorOf(d.referrer.ID)}, r.ID, ReportBreach{Kind: "not_as_promised", Words: "They called at night."})
	d.must(err)
	if n := reported(d.rob); n != 1 {
		t.Fatalf("%d after the report", n)
	}
	_, err = d.app.Referrals.JudgeBreach(t.Context(), Call{Actor: d.rob}, r.ID, 1, AnswerBreach{Upheld: false, Reason: "Nobody called that day."})
	d.must(err)
	if n := reported(d.rob); n != 0 {
		t.Errorf("%d after the answer", n)
	}
	_, err = d.app.Referrals.List(t.Context(), actorOf(d.referrer.ID), ReferralFilter{Reported: true}, Page{})
	if !fault.Is(err, fault.Forbidden) {
		t.Errorf("a referrer is answered %v", err)
	}
}
