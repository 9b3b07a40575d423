package promise

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/message"
)

// Warning is something in a promise that may be published but is thin.
type Warning struct {
	Code    string // stable snake_case word
	Pointer string
	Detail  message.Message
}

// Thin returns what a publisher should think about again. The promise passed
// Check.
func (p Promise) Thin(pointer string) []Warning {
	var list []Warning
	warn := func(when bool, code, field string) {
		if when {
			list = append(list, Warning{code, pointer + field, message.Of("promise.thin." + code)})
		}
	}
	warn(p.Answer.slow(), "answer_slow", "/answer")
	warn(p.FirstContact.slow(), "first_contact_slow", "/first_contact")
	warn(p.FirstContact.shorter(p.FirstContactGoal), "goal_behind_promise", "/first_contact_goal")
	warn(p.Attempts.Max > 5, "attempts_many", "/attempts/max")
	from, _ := p.Window.From.Minutes()
	to, _ := p.Window.To.Minutes()
	warn(to-from < 120 || len(p.Window.Weekdays) < 2, "window_narrow", "/window")
	warn(from < 8*60 || to > 20*60, "window_wide", "/window")
	warn(!slices.Contains(p.Updates.Steps, StepDecision), "result_untold", "/updates/steps")
	warn(p.Reminder.Unit == UnitBusinessDays && p.Reminder.Count >= p.PersonDays, "reminder_late", "/reminder")
	warn(p.Consent != AskFirst && len(p.AskFirstCountries) > 0, "countries_unused", "/ask_first_countries")
	warn(p.PersonDays < 7, "person_days_few", "/person_days")
	return list
}

// slow reports whether the span is longer than a working week.
func (s Span) slow() bool { return BusinessDays(5).shorter(s) }

// shorter reports whether s is surely shorter than o; a business day counts as
// eight hours.
func (s Span) shorter(o Span) bool { return s.hours() < o.hours() }

func (s Span) hours() int {
	if s.Unit == UnitBusinessDays {
		return s.Count * 8
	}
	return s.Count
}
