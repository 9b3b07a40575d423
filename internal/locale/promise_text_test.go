package locale

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/readability"
)

// gradeLimit is the eighth grade, the hardest that a promise may read.
const gradeLimit = 8.0

// unknownKey finds a key that came through instead of its text.
var unknownKey = regexp.MustCompile(`promise\.[a-z_]+`)

// Every promise text stays at an eighth grade or easier, in each language, for
// each reader, for promises of each kind.
func TestPromiseReadsEasily(t *testing.T) {
	t.Parallel()
	grade := map[string]func(string) float64{"en": readability.FleschKincaid, "de": readability.Wiener}
	for name, p := range samplePromises() {
		for _, reader := range []promise.Reader{promise.ReaderReferrer, promise.ReaderPerson} {
			for _, names := range sampleNames() {
				in := promise.TextInput{Promise: p, Reader: reader, Names: names, Language: "en"}
				for _, lang := range Languages() {
					for part, text := range promiseTexts(printer(t, lang), in) {
						if g := grade[lang](text); g > gradeLimit {
							t.Errorf("%s, %s, %s for %s: grade %.1f\n%s", name, lang, part, reader, g, text)
						}
						if strings.Contains(text, "<no value>") || unknownKey.MatchString(text) {
							t.Errorf("%s, %s, %s for %s: a key or argument is missing\n%s", name, lang, part, reader, text)
						}
					}
				}
			}
		}
	}
}

// promiseTexts returns the three forms of a promise as plain text.
func promiseTexts(p *Printer, in promise.TextInput) map[string]string {
	var whole, steps []string
	for _, paragraph := range promise.WholeText(in) {
		whole = append(whole, p.Texts(paragraph.Lines)...)
	}
	for _, s := range promise.Steps(in, calendar.Default("Europe/Berlin")) {
		steps = append(steps, strings.TrimSuffix(p.Text(s.Title)+". "+p.Text(s.Detail), ". ")+".")
	}
	return map[string]string{
		"five lines": strings.Join(p.Texts(promise.FiveLines(in)), " "),
		"whole text": strings.Join(whole, " "),
		"steps":      strings.Join(steps, " "),
	}
}

func samplePromises() map[string]promise.Promise {
	asks := promise.Default()
	asks.Consent, asks.AskFirstCountries = promise.AskFirst, []string{"US"}
	asks.Who, asks.Channels = promise.WhoTeam, promise.Channels()
	asks.Updates = promise.Updates{Steps: []promise.StepCode{}, LearnsReason: true}
	agreed := promise.Default()
	agreed.Consent = promise.AlreadyAgreed
	agreed.Answer, agreed.FirstContact = promise.BusinessHours(1), promise.BusinessHours(4)
	agreed.Channels = []promise.Channel{promise.Video, promise.InPerson}
	agreed.Window = calendar.Window{Weekdays: []int{2, 4, 6}, From: "10:30", To: "24:00"}
	agreed.Attempts = promise.Attempts{Max: 1, Days: 1}
	always := promise.Default()
	always.Window = calendar.Window{Weekdays: []int{1, 2, 3, 4, 5, 6, 7}, From: "00:00", To: "24:00"}
	return map[string]promise.Promise{"default": promise.Default(), "ask first": asks, "already agreed": agreed, "always open": always}
}

func sampleNames() []promise.Names {
	return []promise.Names{
		{Company: "Acme"},
		{Company: "Acme", Referrer: "Anna Berg", Person: "Sam Lee", Rep: "Kim Roth", RepTitle: "Account Manager"},
	}
}

// The catalogue holds exactly the promise texts that the domain can ask for:
// every reachable one renders in every language, and none lies about unused.
func TestPromiseKeysAreReachable(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, m := range reachable() {
		collect(used, m)
	}
	en, de := printer(t, "en"), printer(t, "de")
	for _, m := range reachable() {
		for _, p := range []*Printer{en, de} {
			if text := p.Text(m); text == m.Key || strings.Contains(text, "<no value>") || unknownKey.MatchString(text) {
				t.Errorf("%s %s: %q", p.Lang(), m.Key, text)
			}
		}
	}
	for key := range load(t).keys {
		for _, prefix := range []string{"promise.line.", "promise.text.", "promise.never.", "promise.heading.", "promise.step.", "promise.detail.", "promise.refusal.", "promise.thin.", "promise.update.", "promise.words.", "promise.name."} {
			if strings.HasPrefix(key, prefix) && !used[key] {
				t.Errorf("%s is never asked for", key)
			}
		}
	}
}

// collect notes the keys of a message and of everything inside it.
func collect(used map[string]bool, v any) {
	switch v := v.(type) {
	case message.Message:
		used[v.Key] = true
		for _, arg := range v.Args {
			collect(used, arg)
		}
	case message.Word:
		used[v.Kind+"."+v.Value] = true
	case message.Or:
		for _, e := range v {
			collect(used, e)
		}
	case message.And:
		for _, e := range v {
			collect(used, e)
		}
	}
}

// reachable returns every message that package promise can say.
func reachable() []message.Message {
	var list []message.Message
	add := func(m message.Message) {
		if m.Key != "" {
			list = append(list, m)
		}
	}
	for _, p := range samplePromises() {
		for _, reader := range []promise.Reader{promise.ReaderReferrer, promise.ReaderPerson} {
			for _, names := range sampleNames() {
				for _, reward := range []message.Message{{}, message.Of("promise.name.team")} {
					in := promise.TextInput{Promise: p, Reader: reader, Names: names, Reward: reward}
					byLink := in
					byLink.ByLink = true
					for _, m := range append(promise.FiveLines(in), promise.FiveLines(byLink)...) {
						add(m)
					}
					add(promise.WholeText(byLink)[0].Lines[0])
					for _, paragraph := range promise.WholeText(in) {
						add(paragraph.Heading)
						for _, m := range paragraph.Lines {
							add(m)
						}
					}
				}
			}
		}
		for _, s := range timelines(p) {
			add(s.Title)
			add(s.Detail)
		}
	}
	own := promise.Default()
	own.Words = map[string]string{"en": "Hi, {referrer} sent me."}
	add(own.OpeningWords(sampleNames()[1], "en"))
	add(own.OpeningWords(sampleNames()[1], "de"))
	for _, w := range thinPromise().Thin("/promise") {
		add(w.Detail)
	}
	for _, in := range refusedContacts() {
		add(promise.MayContact(in).Detail)
	}
	return list
}

func thinPromise() promise.Promise {
	p := promise.Default()
	p.Answer, p.FirstContact, p.FirstContactGoal = promise.BusinessDays(9), promise.BusinessDays(9), promise.BusinessDays(10)
	p.Attempts.Max = 9
	p.Window = calendar.Window{Weekdays: []int{1}, From: "06:00", To: "07:00"}
	p.Updates.Steps, p.PersonDays, p.Reminder, p.AskFirstCountries = nil, 3, promise.BusinessDays(4), []string{"US"}
	return p
}

func refusedContacts() []promise.ContactInput {
	monday := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC).UnixMilli()
	ok := promise.ContactInput{Promise: promise.Default(), NowMS: monday, By: promise.AskerRep, Channel: promise.Email, Answer: promise.AnswerYes, YesMS: 1, Zone: "UTC"}
	change := func(f func(*promise.ContactInput)) promise.ContactInput {
		in := ok
		f(&in)
		return in
	}
	return []promise.ContactInput{
		change(func(in *promise.ContactInput) { in.Answer = promise.AnswerNo }),
		change(func(in *promise.ContactInput) { in.Suppressed = true }),
		change(func(in *promise.ContactInput) { in.Answer = promise.AnswerTakenBack }),
		change(func(in *promise.ContactInput) { in.Answer, in.NotNowUntilMS = promise.AnswerNotNow, monday+1 }),
		change(func(in *promise.ContactInput) { in.YesMS = 0 }),
		change(func(in *promise.ContactInput) { in.By = promise.AskerOther }),
		change(func(in *promise.ContactInput) { in.Channel = promise.Video }),
		change(func(in *promise.ContactInput) {
			in.Promise.Attempts.Max, in.Attempts = 1, []promise.Attempt{{AtMS: monday}}
		}),
		change(func(in *promise.ContactInput) { in.NowMS += 12 * 3600_000 }),
	}
}

// timelines returns the steps of referrals that went every way there is.
func timelines(p promise.Promise) []promise.Step {
	day := int64(24 * 3600_000)
	start := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC).UnixMilli()
	up := func(verdict promise.Outcome, answer promise.Answer) promise.Facts {
		return promise.Facts{SubmittedMS: start, Verdict: verdict, VerdictMS: start + 1, LetterMS: start + 2, Answer: answer, AnswerMS: start + day}
	}
	yes := up(promise.OutcomeAccepted, promise.AnswerYes)
	yes.YesMS = start + day
	paused := yes
	paused.Answer, paused.NotNowUntilMS = promise.AnswerNotNow, start+9*day
	won := yes
	won.FirstContactMS, won.MeetingMS, won.Decision, won.DecisionMS = yes.YesMS+1, start+3*day, promise.OutcomeWon, start+4*day
	won.RewardOpen, won.RewardWaitsMS, won.Reward, won.RewardMS, won.PayableMS = true, start+5*day, promise.OutcomeApproved, start+6*day, start+90*day
	paid := won
	paid.PaidMS = start + 91*day
	lost := won
	lost.Decision, lost.Reward, lost.FirstContactMS = promise.OutcomeLost, promise.OutcomeRejected, start+30*day
	late := won
	late.FirstContactMS = start + 2*day + 12*3600_000
	lapsed := up(promise.OutcomeAccepted, promise.AnswerNone)
	lapsed.LapsedMS = start + 30*day
	byLink := yes
	byLink.ByPerson = true
	stopped, noInTheEnd := yes, yes
	stopped.Answer, stopped.AnswerMS = promise.AnswerTakenBack, start+2*day
	noInTheEnd.Answer, noInTheEnd.AnswerMS = promise.AnswerNo, start+2*day
	bounced := up(promise.OutcomeAccepted, promise.AnswerNone)
	bounced.Bounced = true
	var steps []promise.Step
	for _, facts := range []promise.Facts{
		{}, {RewardOpen: true}, {ByPerson: true}, {SubmittedMS: start}, yes, paused, won, paid, lost, late, lapsed, byLink, stopped, noInTheEnd, bounced,
		up(promise.OutcomeQuestion, ""), up(promise.OutcomeDeclined, ""), up(promise.OutcomeAccepted, ""), up(promise.OutcomeAccepted, promise.AnswerNo), up(promise.OutcomeAccepted, promise.AnswerTakenBack),
		{SubmittedMS: start, Verdict: promise.OutcomeAccepted, VerdictMS: start},
	} {
		for _, reader := range []promise.Reader{promise.ReaderReferrer, promise.ReaderPerson, promise.ReaderStaff} {
			for _, learns := range []bool{true, false} {
				for _, after := range []int64{0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 60} {
					p.Updates.LearnsReason = learns
					steps = append(steps, promise.Timeline(promise.TimelineInput{
						Promise: p, Calendar: calendar.Default("Europe/Berlin"), Zone: "Europe/Lisbon", Facts: facts,
						Names: sampleNames()[int(after)%2], Reader: reader, NowMS: start + after*day/2, Ahead: after == 0,
					})...)
				}
			}
		}
	}
	return unique(steps)
}

// unique keeps one step per wording, so that each is rendered once.
func unique(steps []promise.Step) []promise.Step {
	seen := map[string]bool{}
	var kept []promise.Step
	for _, s := range steps {
		id := fmt.Sprint(s.Title.Key, s.Detail.Key, s.State, s.Title.Args["rep"])
		if !seen[id] {
			seen[id] = true
			kept = append(kept, s)
		}
	}
	return kept
}
