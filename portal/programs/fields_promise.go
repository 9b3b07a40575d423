package programs

import (
	"strings"

	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/portal/view"
)

// longestWords is how many characters what we say first may have in one language.
const longestWords = 600

// promised is the clauses of the promise (PRODUCT.md §3).
func promised(languages []string) []termsGroup {
	return []termsGroup{
		{"consent", consent()},
		{"contact", contacts()},
		{"times", times()},
		{"words", []termsControl{openingWords(languages)}},
		{"updates", updates()},
		{"data", data()},
	}
}

func consent() []termsControl {
	how := pick("consent", "/promise/consent", func(t *program.Terms) *promise.Consent { return &t.Promise.Consent },
		promise.ReferrerIntroduces, promise.AskFirst, promise.AlreadyAgreed)
	how.explained = true
	countries := lines("countries", "/promise/ask_first_countries", func(t *program.Terms) *[]string { return &t.Promise.AskFirstCountries }, strings.ToUpper)
	countries.when = "if-ask-first"
	return []termsControl{how, countries}
}

func contacts() []termsControl {
	who := pick("who", "/promise/who", func(t *program.Terms) *promise.Who { return &t.Promise.Who }, promise.WhoRep, promise.WhoTeam)
	who.explained = true
	channels := several("channels", "/promise/channels", func(t *program.Terms) *[]promise.Channel { return &t.Promise.Channels }, promise.Channels()...)
	channels.help = true
	return append([]termsControl{who, channels}, window("window", "/promise/window", func(t *program.Terms) *calendar.Window { return &t.Promise.Window })...)
}

func times() []termsControl {
	answer := span("answer", "/promise/answer", func(t *program.Terms) *promise.Span { return &t.Promise.Answer })
	contact := span("first_contact", "/promise/first_contact", func(t *program.Terms) *promise.Span { return &t.Promise.FirstContact })
	reminder := span("reminder", "/promise/reminder", func(t *program.Terms) *promise.Span { return &t.Promise.Reminder })
	decision := span("reward_decision", "/promise/reward_decision", func(t *program.Terms) *promise.Span { return &t.Promise.RewardDecision })
	answer.help, contact.help, reminder.help, decision.help = true, true, true, true
	most := number("attempts_max", "/promise/attempts/max", 1, 20, func(t *program.Terms) *int { return &t.Promise.Attempts.Max })
	most.help = true
	return []termsControl{
		answer, contact, most,
		number("attempts_days", "/promise/attempts/days", 1, 365, func(t *program.Terms) *int { return &t.Promise.Attempts.Days }),
		number("person_days", "/promise/person_days", 1, 180, func(t *program.Terms) *int { return &t.Promise.PersonDays }),
		reminder, decision,
	}
}

// openingWords is what we say first, in each language of the program.
func openingWords(languages []string) termsControl {
	c := worded("words", []string{"/promise/words"}, view.LongText, longestWords, languages,
		func(t *program.Terms, lang string) string { return t.Promise.Words[lang] },
		func(t *program.Terms, lang, text string) { t.Promise.Words = setText(t.Promise.Words, lang, text) })
	c.help = true
	return c
}

func updates() []termsControl {
	steps := several("updates", "/promise/updates/steps", func(t *program.Terms) *[]promise.StepCode { return &t.Promise.Updates.Steps }, promise.UpdateSteps()...)
	steps.help, steps.optional = true, true
	learns := tick("learns_reason", "/promise/updates/learns_reason", func(t *program.Terms) *bool { return &t.Promise.Updates.LearnsReason })
	learns.help = true
	return []termsControl{steps, learns}
}

func data() []termsControl {
	return []termsControl{number("erasure_days", "/promise/erasure_days", 1, 730, func(t *program.Terms) *int { return &t.Promise.ErasureDays })}
}
