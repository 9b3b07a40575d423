package referral

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

// Milestone is how far a referral has come, whatever became of it afterwards.
type Milestone string

// The milestones.
const (
	MilestoneSubmitted Milestone = "submitted"
	MilestoneAccepted  Milestone = "accepted" // by vetting or a reviewer
	MilestoneYes       Milestone = "yes"
	MilestoneMet       Milestone = "met"
	MilestoneWon       Milestone = "won"
)

// Milestones lists them in the order of a referral's life.
func Milestones() []Milestone {
	return []Milestone{MilestoneSubmitted, MilestoneAccepted, MilestoneYes, MilestoneMet, MilestoneWon}
}

// Milestone returns the farthest one that the referral has reached.
func (r *Referral) Milestone() Milestone {
	switch {
	case r.Status == Won:
		return MilestoneWon
	case r.MeetingMS != 0:
		return MilestoneMet
	case r.YesMS != 0:
		return MilestoneYes
	case slices.ContainsFunc(r.Events, func(e aggregate.Event) bool { return Status(e.To) == AwaitingYes || Status(e.To) == Agreed }):
		return MilestoneAccepted
	}
	return MilestoneSubmitted
}

// OwedStep returns the promised step that is still owed and due first; false when
// none is.
func (r *Referral) OwedStep() (first Step, owed bool) {
	for _, s := range r.Steps {
		if s.Open() && (!owed || s.DueMS < first.DueMS) {
			first, owed = s, true
		}
	}
	return first, owed
}

// OwedSince is when that step was or is due; 0 when none is owed.
func (r *Referral) OwedSince() int64 {
	s, _ := r.OwedStep()
	return s.DueMS
}
