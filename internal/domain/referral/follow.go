package referral

import (
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/promise"
)

// FollowUp is what the team does next for a referral, and by when. It is wider than
// what was promised: a conversation without a next step is looked at again too, so
// that nobody is forgotten.
type FollowUp struct {
	Next Next
	ByMS int64 // 0 when there is nothing to do
}

// Next names what is to be done.
type Next string

// What there is to do.
const (
	NextNothing      Next = ""
	NextFirstContact Next = "first_contact" // promised
	NextStepAgreed   Next = "next_step"     // the person knows the date
	NextLookAgain    Next = "look_again"    // nothing is agreed: move it on, or close it
	NextConfirmYes   Next = "confirm_yes"   // the person gave a number alone: call, and record what they say
	NextConfirmWin   Next = "confirm_win"   // somebody reported a win
)

const (
	// idleDays is how long a referral in hand may rest without an agreed next step.
	idleDays = 7 * day
	// confirmDays is how long an answer that only we can settle may wait.
	confirmDays = day
)

// FollowUp returns what is due first. What reviewers owe is on their queue.
func (r *Referral) FollowUp() FollowUp {
	all := []FollowUp{r.inHand()}
	if r.Pending != nil && r.Pending.ByPhone {
		all = append(all, FollowUp{NextConfirmYes, r.Pending.AtMS + confirmDays.Milliseconds()})
	}
	if len(r.Wins) > 0 {
		all = append(all, FollowUp{NextConfirmWin, r.Wins[0].AtMS + confirmDays.Milliseconds()})
	}
	var first FollowUp
	for _, f := range all {
		if f.ByMS != 0 && (first.ByMS == 0 || f.ByMS < first.ByMS) {
			first = f
		}
	}
	return first
}

// inHand is what is due while a rep has the referral.
func (r *Referral) inHand() FollowUp {
	if !slices.Contains(afterYes, r.Status) || !r.HasYes() {
		return FollowUp{}
	}
	if st, ok := r.Step(promise.StepFirstContact); ok && st.Open() {
		return FollowUp{NextFirstContact, st.DueMS}
	}
	touched := r.touchedMS()
	if r.NextMS > touched {
		return FollowUp{NextStepAgreed, r.NextMS}
	}
	return FollowUp{NextLookAgain, touched + idleDays.Milliseconds()}
}

// touchedMS is when the person and we last had to do with each other.
func (r *Referral) touchedMS() int64 {
	at := max(r.YesMS, r.MeetingMS)
	for _, c := range r.Contacts {
		at = max(at, c.AtMS)
	}
	return at
}

// Group says when something on the follow-up board is to be done.
type Group string

// The groups of the board.
const (
	GroupLate Group = "late"
	GroupNow  Group = "now" // until the end of the next business day
	GroupNext Group = "next"
)

// Groups lists them in the order of the board.
var Groups = []Group{GroupLate, GroupNow, GroupNext}

// Group says where a follow-up stands on the board at a time, on the program's
// calendar.
func (f FollowUp) Group(t Terms, now time.Time) Group {
	switch at := now.UnixMilli(); {
	case f.ByMS < at:
		return GroupLate
	case f.ByMS <= t.Calendar.AddBusinessDays(now, 1).UnixMilli():
		return GroupNow
	}
	return GroupNext
}

// ReportedSince is when the oldest report of a breach came in that nobody has
// answered; 0 when there is none.
func (r *Referral) ReportedSince() int64 {
	for _, b := range r.Breaches {
		if b.AnsweredMS == 0 {
			return b.AtMS
		}
	}
	return 0
}
