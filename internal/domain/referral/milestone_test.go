package referral_test

import (
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
)

// A milestone that was reached stays reached, whatever became of the referral.
func TestMilestone(t *testing.T) {
	t.Parallel()
	accepted := aggregate.Meta{Events: []aggregate.Event{{Verb: "submit", To: "in_review"}, {Verb: "accept", To: string(referral.AwaitingYes)}}}
	for name, c := range map[string]struct {
		r    referral.Referral
		want referral.Milestone
	}{
		"new":            {referral.Referral{Status: referral.InReview}, referral.MilestoneSubmitted},
		"declined":       {referral.Referral{Status: referral.Declined}, referral.MilestoneSubmitted},
		"accepted":       {referral.Referral{Meta: accepted, Status: referral.AwaitingYes}, referral.MilestoneAccepted},
		"lapsed":         {referral.Referral{Meta: accepted, Status: referral.Lapsed}, referral.MilestoneAccepted},
		"agreed":         {referral.Referral{Status: referral.Agreed, YesMS: 1}, referral.MilestoneYes},
		"stopped":        {referral.Referral{Status: referral.Stopped, YesMS: 1}, referral.MilestoneYes},
		"lost after met": {referral.Referral{Status: referral.Lost, YesMS: 1, MeetingMS: 2}, referral.MilestoneMet},
		"won unmet":      {referral.Referral{Status: referral.Won}, referral.MilestoneWon},
	} {
		if got := c.r.Milestone(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// What is owed first is the open step that is due first.
func TestOwedStep(t *testing.T) {
	t.Parallel()
	at := func(h int) int64 { return time.Date(2026, 6, 1, h, 0, 0, 0, time.UTC).UnixMilli() }
	r := referral.Referral{Steps: []referral.Step{
		{Code: promise.StepVerdict, DueMS: at(9), DoneMS: at(8)}, {Code: promise.StepFirstContact, DueMS: at(12)}, {Code: promise.StepVerdict, DueMS: at(11)},
	}}
	if s, owed := r.OwedStep(); !owed || s.DueMS != at(11) || r.OwedSince() != at(11) {
		t.Errorf("%+v %v", s, owed)
	}
	r.Steps[2].EndedMS, r.Steps[1].DoneMS = at(10), at(10)
	if _, owed := r.OwedStep(); owed || r.OwedSince() != 0 {
		t.Error("something is owed still")
	}
}
