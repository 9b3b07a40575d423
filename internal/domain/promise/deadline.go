package promise

import (
	"github.com/goodword/goodword/internal/domain/calendar"
)

// shortestResume is the least time that a person has to answer after a not-now,
// whatever was left before it (PRODUCT.md §4).
const shortestResume = 7 * dayMS

// leadAfter is how long a step may be late before the rep's lead is told;
// brokenAfter how long until the promise is broken and the referrer told
// (PRODUCT.md §7).
func leadAfter() Span   { return BusinessHours(2) }
func brokenAfter() Span { return BusinessDays(1) }

// AnswerBy returns by when the referrer hears yes, no or a question.
func (p Promise) AnswerBy(c calendar.Calendar, submittedMS int64) int64 {
	return p.Answer.After(c, submittedMS)
}

// RemindAt returns when the one reminder goes out to a person (or to the
// referrer who introduces them) after the letter at letterMS.
func (p Promise) RemindAt(c calendar.Calendar, letterMS int64) int64 {
	return p.Reminder.After(c, letterMS)
}

// PersonAnswerBy returns when the person's time to answer the letter ends.
func (p Promise) PersonAnswerBy(letterMS int64) int64 {
	return letterMS + int64(p.PersonDays)*dayMS
}

// ResumeBy returns the new end of a time to answer that was paused at pausedMS
// and goes on at resumedMS: the unused days are kept, and never fewer than seven.
func ResumeBy(deadlineMS, pausedMS, resumedMS int64) int64 {
	return resumedMS + max(deadlineMS-pausedMS, shortestResume)
}

// FirstContactBy returns by when the person is contacted after their yes. It
// falls into the hours at which they may be contacted, in their zone; a moment
// that they named is the deadline itself.
func (p Promise) FirstContactBy(c calendar.Calendar, w Wish, zone string, yesMS int64) int64 {
	return w.fit(p.Window, zone, yesMS, p.FirstContact.After(c, yesMS))
}

// FirstContactGoalBy returns what a rep aims at; never later than the promise.
func (p Promise) FirstContactGoalBy(c calendar.Calendar, w Wish, zone string, yesMS int64) int64 {
	goal := w.fit(p.Window, zone, yesMS, p.FirstContactGoal.After(c, yesMS))
	return min(goal, p.FirstContactBy(c, w, zone, yesMS))
}

// RewardDecisionBy returns by when a reward is decided that waits for approval
// since waitsMS.
func (p Promise) RewardDecisionBy(c calendar.Calendar, waitsMS int64) int64 {
	return p.RewardDecision.After(c, waitsMS)
}

// EraseAt returns when the details are erased of a referral that came to nothing
// at endedMS.
func (p Promise) EraseAt(endedMS int64) int64 { return endedMS + int64(p.ErasureDays)*dayMS }

// LeadToldAt returns when the rep's lead is told of a step that was due at dueMS.
func LeadToldAt(c calendar.Calendar, dueMS int64) int64 { return leadAfter().After(c, dueMS) }

// BrokenAt returns when a step that was due at dueMS, and isn't done, is broken
// and the referrer is told.
func BrokenAt(c calendar.Calendar, dueMS int64) int64 { return brokenAfter().After(c, dueMS) }

// Judge says how a step stands that was due at dueMS and, unless doneMS is 0,
// was done then: kept up to its due time, kept late up to the time at which it
// breaks, broken from then on. An open step is now or late before that.
func Judge(c calendar.Calendar, dueMS, doneMS, nowMS int64) State {
	at := nowMS
	if doneMS != 0 {
		at = doneMS
	}
	switch late := at > dueMS; {
	case late && at >= BrokenAt(c, dueMS):
		return StateBroken
	case late && doneMS != 0:
		return StateKeptLate
	case late:
		return StateLate
	case doneMS != 0:
		return StateKept
	}
	return StateNow
}
