package api

import (
	"maps"
	"slices"

	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
)

// termsOf shows terms.
func termsOf(t program.Terms) ProgramTerms {
	return ProgramTerms{
		Name: t.Name, Team: t.Team, Languages: listOf(t.Languages), RepID: orNull(t.Rep),
		Promise: promiseTermsOf(t.Promise),
		Calendar: CalendarTerms{
			Zone: t.Calendar.Zone, Hours: windowTermsOf(t.Calendar.Hours), Holidays: listOf(t.Calendar.Holidays),
		},
		Form:              formTermsOf(t.Form),
		Vetting:           vettingTermsOf(t.Vetting),
		Rewards:           rewardTermsOf(t.Rewards),
		ProtectionDays:    t.ProtectionDays,
		ProtectionMaxDays: t.ProtectionMax,
		AttributionDays:   t.AttributionDays,
	}
}

// domain returns the terms as the application takes them.
func (t ProgramTerms) domain() program.Terms {
	return program.Terms{
		Name: t.Name, Team: t.Team, Languages: t.Languages, Rep: orEmpty(t.RepID),
		Promise:         t.Promise.domain(),
		Calendar:        calendar.Calendar{Zone: t.Calendar.Zone, Hours: t.Calendar.Hours.domain(), Holidays: t.Calendar.Holidays},
		Form:            t.Form.domain(),
		Vetting:         t.Vetting.domain(),
		Rewards:         t.Rewards.domain(),
		ProtectionDays:  t.ProtectionDays,
		ProtectionMax:   t.ProtectionMaxDays,
		AttributionDays: t.AttributionDays,
	}
}

func promiseTermsOf(p promise.Promise) PromiseTerms {
	return PromiseTerms{
		Consent: string(p.Consent), AskFirstCountries: listOf(p.AskFirstCountries), Who: string(p.Who), Channels: listOf(p.Channels),
		Window: windowTermsOf(p.Window), Answer: spanTermsOf(p.Answer), FirstContact: spanTermsOf(p.FirstContact),
		FirstContactGoal: spanTermsOf(p.FirstContactGoal), Attempts: AttemptTerms(p.Attempts), Words: tableOf(p.Words),
		Updates:        UpdateTerms{Steps: listOf(p.Updates.Steps), LearnsReason: p.Updates.LearnsReason},
		RewardDecision: spanTermsOf(p.RewardDecision), PersonDays: p.PersonDays, Reminder: spanTermsOf(p.Reminder), ErasureDays: p.ErasureDays,
	}
}

func (p PromiseTerms) domain() promise.Promise {
	return promise.Promise{
		Consent: promise.Consent(p.Consent), AskFirstCountries: p.AskFirstCountries, Who: promise.Who(p.Who),
		Channels: wordsAs[promise.Channel](p.Channels), Window: p.Window.domain(), Answer: p.Answer.domain(),
		FirstContact: p.FirstContact.domain(), FirstContactGoal: p.FirstContactGoal.domain(), Attempts: promise.Attempts(p.Attempts),
		Words:          p.Words,
		Updates:        promise.Updates{Steps: wordsAs[promise.StepCode](p.Updates.Steps), LearnsReason: p.Updates.LearnsReason},
		RewardDecision: p.RewardDecision.domain(), PersonDays: p.PersonDays, Reminder: p.Reminder.domain(), ErasureDays: p.ErasureDays,
	}
}

func windowTermsOf(w calendar.Window) WindowTerms {
	return WindowTerms{Weekdays: slices.Clone(w.Weekdays), From: string(w.From), To: string(w.To)}
}

func (w WindowTerms) domain() calendar.Window {
	return calendar.Window{Weekdays: w.Weekdays, From: calendar.TimeOfDay(w.From), To: calendar.TimeOfDay(w.To)}
}

func spanTermsOf(s promise.Span) SpanTerms { return SpanTerms{Count: s.Count, Unit: string(s.Unit)} }

func (s SpanTerms) domain() promise.Span {
	return promise.Span{Count: s.Count, Unit: promise.Unit(s.Unit)}
}

// listOf returns texts that are never null.
func listOf[S ~string](in []S) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = string(s)
	}
	return out
}

// wordsAs returns texts as words of a closed set.
func wordsAs[S ~string](in []string) []S {
	out := make([]S, len(in))
	for i, s := range in {
		out[i] = S(s)
	}
	return out
}

// tableOf returns a copy that is never null.
func tableOf[V any](in map[string]V) map[string]V {
	if in == nil {
		return map[string]V{}
	}
	return maps.Clone(in)
}
