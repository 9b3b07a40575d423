package promise

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goodword/goodword/internal/fault"
)

const (
	maxWords     = 600 // characters of the opening words in one language
	maxLanguages = 20
)

// Check returns a fault with a field for every clause that is unclear or
// impossible. Pointers start at pointer ("/promise").
func (p Promise) Check(pointer string) *fault.Error {
	var fields []fault.Field
	for _, f := range []*fault.Error{
		p.checkConsent(pointer),
		checkOneOf(pointer+"/who", p.Who, WhoRep, WhoTeam),
		checkChannels(pointer+"/channels", p.Channels),
		p.Window.Check(pointer + "/window"),
		p.Answer.Check(pointer + "/answer"),
		p.FirstContact.Check(pointer + "/first_contact"),
		p.FirstContactGoal.Check(pointer + "/first_contact_goal"),
		checkRange(pointer+"/attempts/max", p.Attempts.Max, 1, 20),
		checkRange(pointer+"/attempts/days", p.Attempts.Days, 1, 365),
		p.checkWords(pointer + "/words"),
		p.Updates.check(pointer + "/updates"),
		p.RewardDecision.Check(pointer + "/reward_decision"),
		checkRange(pointer+"/person_days", p.PersonDays, 1, 180),
		p.Reminder.Check(pointer + "/reminder"),
		checkRange(pointer+"/erasure_days", p.ErasureDays, 1, 730),
	} {
		if f != nil {
			fields = append(fields, f.Fields...)
		}
	}
	if len(fields) == 0 {
		return nil
	}
	return fault.OfFields(fields...)
}

func (p Promise) checkConsent(pointer string) *fault.Error {
	if f := checkOneOf(pointer+"/consent", p.Consent, ReferrerIntroduces, AskFirst, AlreadyAgreed); f != nil {
		return f
	}
	at := pointer + "/ask_first_countries"
	if p.Consent == AskFirst && len(p.AskFirstCountries) == 0 {
		return fault.OfField(at, "required", "List the countries where we may write before the person has answered.")
	}
	for i, c := range p.AskFirstCountries {
		if len(c) != 2 || c[0] < 'A' || c[0] > 'Z' || c[1] < 'A' || c[1] > 'Z' {
			return fault.OfField(at+"/"+strconv.Itoa(i), "not_a_country", "Use a two-letter country code such as US.")
		}
		if i > 0 && c <= p.AskFirstCountries[i-1] {
			return fault.OfField(at+"/"+strconv.Itoa(i), "not_ascending", "List each country once, in ascending order.")
		}
	}
	return nil
}

// checkWords makes sure that the opening words name the referrer and that each
// {name} in them can be filled.
func (p Promise) checkWords(pointer string) *fault.Error {
	if len(p.Words) > maxLanguages {
		return fault.OfField(pointer, "too_many", fmt.Sprintf("List at most %d languages.", maxLanguages))
	}
	languages := make([]string, 0, len(p.Words))
	for l := range p.Words {
		languages = append(languages, l)
	}
	slices.Sort(languages)
	for _, l := range languages {
		if !isLanguage(l) {
			return fault.OfField(pointer, "not_a_language", "Use language codes such as en or de as names.")
		}
		if f := checkTemplate(pointer+"/"+l, p.Words[l]); f != nil {
			return f
		}
	}
	return nil
}

func checkTemplate(pointer, text string) *fault.Error {
	switch n := utf8.RuneCountInString(text); {
	case !utf8.ValidString(text):
		return fault.OfField(pointer, "not_utf8", "Use UTF-8 text.")
	case n > maxWords:
		return fault.OfField(pointer, "too_long", fmt.Sprintf("Use at most %d characters.", maxWords))
	case !strings.Contains(text, "{referrer}"):
		return fault.OfField(pointer, "referrer_missing", "Name the referrer: put {referrer} into the words.")
	}
	for _, name := range placeholders(text) {
		if !slices.Contains(wordNames(), name) {
			return fault.OfField(pointer, "unknown_placeholder", "Use {referrer}, {person}, {rep} and {company} only, and no other braces.")
		}
	}
	return nil
}

func (u Updates) check(pointer string) *fault.Error {
	for i, s := range u.Steps {
		at := pointer + "/steps/" + strconv.Itoa(i)
		if !slices.Contains(UpdateSteps(), s) {
			return fault.OfField(at, "unknown_step", "Use a step that the referrer can be told of: verdict, answer, first_contact, meeting, decision, reward or paid.")
		}
		if slices.Contains(u.Steps[:i], s) {
			return fault.OfField(at, "duplicate", "List each step once.")
		}
	}
	return nil
}

func checkChannels(pointer string, list []Channel) *fault.Error {
	if len(list) == 0 {
		return fault.OfField(pointer, "required", "Name at least one channel.")
	}
	for i, c := range list {
		at := pointer + "/" + strconv.Itoa(i)
		if f := checkOneOf(at, c, Channels()...); f != nil {
			return f
		}
		if slices.Contains(list[:i], c) {
			return fault.OfField(at, "duplicate", "List each channel once.")
		}
	}
	return nil
}

func checkOneOf[T ~string](pointer string, v T, allowed ...T) *fault.Error {
	if slices.Contains(allowed, v) {
		return nil
	}
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	return fault.OfField(pointer, "unknown_value", "Use one of: "+strings.Join(names, ", ")+".")
}

func checkRange(pointer string, n, lowest, highest int) *fault.Error {
	if n >= lowest && n <= highest {
		return nil
	}
	return fault.OfField(pointer, "out_of_range", fmt.Sprintf("Use a number from %d to %d.", lowest, highest))
}

// isLanguage reports whether l looks like a language tag in lower case: "en",
// "de", "pt-br".
func isLanguage(l string) bool {
	if len(l) < 2 || len(l) > 11 {
		return false
	}
	for i, r := range l {
		if (r < 'a' || r > 'z') && (i < 2 || r != '-') {
			return false
		}
	}
	return true
}
