package vetting

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/form"
)

// The rules about how the form was filled in.

func lookComplete(in subject) finding {
	var missing []string
	for _, q := range in.Asked {
		if _, answered := in.Answers[q.Key]; q.Required && !answered {
			missing = append(missing, q.Key)
		}
	}
	if in.them.Name == "" && !slices.Contains(missing, form.KeyName) {
		missing = append(missing, form.KeyName)
	}
	if len(missing) > 0 {
		return amend("missing", missing...)
	}
	if d := in.them; d.Company == "" && !d.Reachable() {
		return note("only_a_name", form.KeyCompany, form.KeyEmail)
	}
	return pass()
}

// lookSpecific reads the long answers, and the short ones that have to be given. The
// first thing found counts: one sentence to act on is better than five.
func lookSpecific(in subject) finding {
	for _, q := range in.Asked {
		text := in.Answers.Text(q.Key)
		if text == "" || q.Key == form.KeyName || q.Key == form.KeyCompany {
			continue
		}
		if q.Type == form.LongText {
			if f := longAnswer(in, q, text); f.outcome != Pass {
				return f
			}
		} else if q.Type == form.Text && q.Required && placeholder(contact.Fold(text)) {
			return amend("placeholder", q.Key)
		}
	}
	return pass()
}

func longAnswer(in subject, q form.Question, text string) finding {
	folded := contact.Fold(text)
	switch {
	case placeholder(folded) && (q.Required || len(folded) > 3):
		return amend("placeholder", q.Key)
	case q.Required && utf8.RuneCountInString(text) < shortest(in, q):
		f := amend("too_short", q.Key)
		f.count = int64(shortest(in, q))
		return f
	case repetitive(folded):
		return amend("repetitive", q.Key)
	case strings.Count(text, "://") > 1:
		return doubt("links", q.Key)
	case slices.ContainsFunc(in.Earlier, func(e string) bool { return len(folded) > 0 && contact.Fold(e) == folded }):
		return amend("pasted", q.Key)
	}
	return pass()
}

// shortest is how many characters a required long answer needs; never more than its
// own limit allows.
func shortest(in subject, q form.Question) int {
	if q.Limits.MaxLength > 0 {
		return min(in.Settings.MinWhy, q.Limits.MaxLength)
	}
	return in.Settings.MinWhy
}

// repetitive reports text that was filled up: the same words or the same letters
// again and again.
func repetitive(folded string) bool {
	words := strings.Fields(folded)
	if len(words) >= 6 && 3*distinct(words) <= len(words) {
		return true
	}
	letters := strings.Split(strings.ReplaceAll(folded, " ", ""), "")
	return len(letters) >= 12 && distinct(letters) <= 4
}

func distinct(list []string) int {
	seen := make(map[string]bool, len(list))
	for _, s := range list {
		seen[s] = true
	}
	return len(seen)
}

// stand-ins are what people type to get past a field, folded, English and German.
const standIns = "|test|tests|testing|tester|test test|asdf|asdfg|asdfgh|asdf asdf|sdf|fghj|jkl|hjkl|qwer|qwert|qwerty|qwertz|yxcv|zxcv|" +
	"abc|abcd|xyz|foo|bar|foo bar|foobar|lorem ipsum|na|n a|none|nothing|null|nil|undefined|tbd|todo|unknown|no idea|dunno|whatever|bla|blah|bla bla|" +
	"blah blah|keine|keiner|nichts|unbekannt|keine ahnung|weiss nicht|egal|nobody|no one|niemand|someone|jemand|anonymous|anonym|example|beispiel|" +
	"name|firma|company|first last|vorname nachname|"

// placeholder reports folded text that stands for nothing: a usual stand-in, or one
// letter again and again.
func placeholder(folded string) bool {
	if folded == "" {
		return true
	}
	if strings.Contains(standIns, "|"+folded+"|") {
		return true
	}
	first, size := utf8.DecodeRuneInString(folded)
	return utf8.RuneCountInString(folded) > 2 && strings.Trim(folded[size:], string(first)+" ") == ""
}

// stockName reports the names of specimen forms. People do have them, so that it is
// only a doubt.
func stockName(folded string) bool {
	return strings.Contains("|john doe|jane doe|max mustermann|erika mustermann|mickey mouse|donald duck|test user|", "|"+folded+"|")
}
