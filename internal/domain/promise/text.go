package promise

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/message"
)

// TextInput is what the promise's texts are rendered from.
type TextInput struct {
	Promise Promise
	Reader  Reader // ReaderReferrer or ReaderPerson
	Names   Names
	// ByLink says that the person came by the referrer's link and typed their own
	// details: under every consent clause they confirm one mail.
	ByLink bool
	// Language is the reader's; with it and all names the text quotes what we say first.
	Language string
	Reward   message.Message // what the reader gets, from the reward rules; zero where that is nothing
}

// Paragraph is one clause of the whole text.
type Paragraph struct {
	Clause  string // the clause's name: "consent", "who" …
	Heading message.Message
	Lines   []message.Message
}

// FiveLines returns the promise as people read it: who writes, how, when, what a
// no means, what you get. The rest folds out.
func FiveLines(in TextInput) []message.Message {
	return []message.Message{
		in.line("promise.line.who." + in.consent()),
		in.line("promise.line.how"),
		in.line("promise.line.when" + in.agreed()),
		in.line("promise.line.no"),
		in.rewardLine(),
	}
}

// WholeText returns every clause, in the order of the promise.
func WholeText(in TextInput) []Paragraph {
	return []Paragraph{
		in.paragraph("consent", in.line("promise.text.consent."+in.consent())),
		in.paragraph("who", in.line("promise.text.who_"+string(in.Promise.Who))),
		in.paragraph("channels", in.line("promise.text.channels"), in.line("promise.text.own_words")),
		in.paragraph("answer", in.line("promise.text.answer"+in.agreed())),
		in.paragraph("first_contact", in.line("promise.text.first_contact")),
		in.paragraph("attempts", in.line("promise.text.attempts")),
		in.paragraph("words", in.words()...),
		in.paragraph("never", NeverLines(in)...),
		in.paragraph("updates", in.updates(), in.line("promise.text.updates_"+in.Promise.Updates.learned())),
		in.paragraph("reward", in.rewardParagraph()...),
		in.paragraph("openness", in.line("promise.text.openness")),
		in.paragraph("data", in.line("promise.text.data")),
	}
}

// NeverLines returns the three things that will never happen.
func NeverLines(in TextInput) []message.Message {
	return []message.Message{in.line("promise.never.sold"), in.line("promise.never.list"), in.line("promise.never.after_no")}
}

// audience is the reader whose words are used; staff read the referrer's.
func (in TextInput) audience() Reader {
	if in.Reader == ReaderPerson {
		return ReaderPerson
	}
	return ReaderReferrer
}

// Steps returns what will happen, before anything did.
func Steps(in TextInput, c calendar.Calendar) []Step {
	return Timeline(TimelineInput{
		Promise: in.Promise, Calendar: c, Names: in.Names, Reader: in.Reader,
		Facts: Facts{RewardOpen: in.Reward.Key != ""},
	})
}

func (in TextInput) paragraph(clause string, lines ...message.Message) Paragraph {
	return Paragraph{Clause: clause, Heading: message.Of("promise.heading." + clause), Lines: lines}
}

// line is one sentence or more with every value that a clause can name.
func (in TextInput) line(key string) message.Message {
	p := in.Promise
	return message.Of(key+"."+string(in.audience()), append(in.Names.args(p.Who),
		"channels", channelWords(p.Channels),
		"weekdays", weekdayWords(p.Window.Weekdays),
		"from", string(p.Window.From), "to", string(p.Window.To),
		"answer", p.Answer.Message(),
		"first_contact", p.FirstContact.Message(),
		"tries", message.Of("duration.tries", "count", p.Attempts.Max),
		"tries_days", message.Of("duration.days", "count", p.Attempts.Days),
		"person_days", message.Of("duration.days", "count", p.PersonDays),
		"reminder", p.Reminder.Message(),
		"reward_decision", p.RewardDecision.Message(),
		"erasure_days", message.Of("duration.days", "count", p.ErasureDays),
	)...)
}

// consent is the clause as its reader met it.
func (in TextInput) consent() string {
	if in.ByLink && in.audience() == ReaderPerson {
		return "by_link"
	}
	return string(in.Promise.Consent)
}

// agreed marks the texts that differ where the person has said yes already.
func (in TextInput) agreed() string {
	if in.consent() == string(AlreadyAgreed) {
		return "_agreed"
	}
	return ""
}

// words quotes what we say first once everybody in it is known.
func (in TextInput) words() []message.Message {
	lines := []message.Message{in.line("promise.text.words")}
	n := in.Names
	if in.Language != "" && n.Referrer != "" && n.Person != "" && n.Rep != "" {
		lines = append(lines, in.Promise.OpeningWords(n, in.Language))
	}
	return lines
}

// updates names the steps that the referrer is told of.
func (in TextInput) updates() message.Message {
	m := in.line("promise.text.updates")
	var told message.And
	for _, s := range UpdateSteps() {
		if slices.Contains(in.Promise.Updates.Steps, s) {
			told = append(told, message.Word{Kind: "promise.update", Value: string(s)})
		}
	}
	if len(told) == 0 {
		return in.line("promise.text.updates_none")
	}
	m.Args["steps"] = told
	return m
}

func (u Updates) learned() string {
	if u.LearnsReason {
		return "reason"
	}
	return "no_reason"
}

// rewardLine is the fifth line. The person's says openly that the referrer may
// be rewarded, whether or not they get something themselves.
func (in TextInput) rewardLine() message.Message {
	if in.Reward.Key == "" {
		return in.line("promise.line.reward_none")
	}
	m := in.line("promise.line.reward")
	m.Args["reward"] = in.Reward
	return m
}

func (in TextInput) rewardParagraph() []message.Message {
	if in.Reward.Key == "" {
		return []message.Message{in.line("promise.text.reward_none")}
	}
	return []message.Message{in.Reward, in.line("promise.text.reward")}
}

func weekdayWords(days []int) any {
	if slices.Equal(days, []int{1, 2, 3, 4, 5}) {
		return message.Of("weekday.workdays")
	}
	if len(days) == 7 {
		return message.Of("weekday.every_day")
	}
	names := []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
	var words message.And
	for _, d := range days {
		if d >= 1 && d <= len(names) {
			words = append(words, message.Word{Kind: "weekday", Value: names[d-1]})
		}
	}
	return words
}
