package referral

import (
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/vetting"
)

func TestWhatIsToBeDoneNext(t *testing.T) {
	t.Parallel()
	at := func(days int) int64 { return monday.AddDate(0, 0, days).UnixMilli() }
	step := func(done int64) []Step {
		return []Step{{Code: promise.StepFirstContact, StartMS: at(0), DueMS: at(1), DoneMS: done}}
	}
	call := []ContactMade{{AtMS: at(1)}}
	tests := []struct {
		name string
		r    Referral
		want FollowUp
	}{
		{"before the yes", Referral{Status: AwaitingYes}, FollowUp{}},
		{"a reviewer's", Referral{Status: InReview, YesMS: at(0), Review: Review{YesHeld: true}}, FollowUp{}},
		{"after the yes", Referral{Status: Agreed, YesMS: at(0), Steps: step(0)}, FollowUp{NextFirstContact, at(1)}},
		{"after a call", Referral{Status: InContact, YesMS: at(0), Steps: step(at(1)), Contacts: call}, FollowUp{NextLookAgain, at(8)}},
		{"with a date", Referral{Status: InContact, YesMS: at(0), Steps: step(at(1)), Contacts: call, NextMS: at(3)}, FollowUp{NextStepAgreed, at(3)}},
		{"the date has passed with a call", Referral{Status: InContact, YesMS: at(0), Steps: step(at(1)), Contacts: []ContactMade{{AtMS: at(1)}, {AtMS: at(4)}}, NextMS: at(3)}, FollowUp{NextLookAgain, at(11)}},
		{"the date has passed in silence", Referral{Status: Met, YesMS: at(0), MeetingMS: at(2), NextMS: at(3)}, FollowUp{NextStepAgreed, at(3)}},
		{"after the meeting", Referral{Status: Met, YesMS: at(0), MeetingMS: at(2)}, FollowUp{NextLookAgain, at(9)}},
		{"a number alone", Referral{Status: AwaitingYes, Pending: &Pending{ByPhone: true, AtMS: at(0)}}, FollowUp{NextConfirmYes, at(1)}},
		{"an address", Referral{Status: AwaitingYes, Pending: &Pending{AtMS: at(0)}}, FollowUp{}},
		{"a reported win comes first", Referral{Status: InContact, YesMS: at(0), Contacts: call, Wins: []SuggestedWin{{N: 1, AtMS: at(2)}}}, FollowUp{NextConfirmWin, at(3)}},
		{"a late win", Referral{Status: Lapsed, Wins: []SuggestedWin{{N: 1, AtMS: at(2)}}}, FollowUp{NextConfirmWin, at(3)}},
		{"won", Referral{Status: Won, YesMS: at(0), NextMS: at(3)}, FollowUp{}},
		{"after the no", Referral{Status: InContact, YesMS: at(0), NoMS: at(1), NextMS: at(3)}, FollowUp{}},
	}
	for _, tt := range tests {
		if got := tt.r.FollowUp(); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestGroupsOfTheBoard(t *testing.T) {
	t.Parallel()
	tm := terms(promise.ReferrerIntroduces)
	for name, tt := range map[string]struct {
		by   time.Time
		want Group
	}{
		"a minute ago":                 {monday.Add(-time.Minute), GroupLate},
		"today":                        {monday.Add(time.Hour), GroupNow},
		"the end of this business day": {monday.Add(9 * time.Hour), GroupNow},
		"tomorrow":                     {monday.Add(25 * time.Hour), GroupNext},
	} {
		if got := (FollowUp{NextStepAgreed, tt.by.UnixMilli()}).Group(tm, monday); got != tt.want {
			t.Errorf("%s is %s, want %s", name, got, tt.want)
		}
	}
}

// Each state is in one of the two stages that divide them all.
func TestStagesCoverTheStates(t *testing.T) {
	t.Parallel()
	in := map[Status]int{}
	for _, g := range []Stage{StageOpen, StageClosed} {
		for _, s := range g.States() {
			in[s]++
		}
	}
	for _, s := range Statuses {
		if in[s] != 1 {
			t.Errorf("%s is in %d stages", s, in[s])
		}
	}
	for _, g := range Stages {
		for _, s := range g.States() {
			if g != StageClosed && !s.Open() {
				t.Errorf("%s has %s", g, s)
			}
		}
	}
	if Stage("other").States() != nil {
		t.Error("an unknown stage has states")
	}
}

func TestReportsAreOpenUntilAnswered(t *testing.T) {
	t.Parallel()
	r := entered(terms(promise.ReferrerIntroduces), vetting.Accepted)
	if r.ReportedSince() != 0 {
		t.Fatal("nothing was reported")
	}
	must(t, r.ReportBreach(kim, "not_as_promised", "", nil, monday))
	if r.ReportedSince() != monday.UnixMilli() {
		t.Errorf("reported since %d", r.ReportedSince())
	}
	must(t, r.AnswerBreach(second, 1, true, "So it was.", nil, monday))
	if r.ReportedSince() != 0 {
		t.Error("it was answered")
	}
}
