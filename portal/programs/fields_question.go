package programs

import (
	"maps"
	"slices"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// The most characters of a question's label and help.
const (
	longestLabel = 200
	longestHelp  = 500
)

// questionTypes are the types that a question of one's own can have.
var questionTypes = []form.Type{
	form.Text, form.LongText, form.Choice, form.Several, form.Number, form.Date, form.Email, form.Phone, form.Country, form.Consent,
}

// builtin is the built-in field of a key, as the default form has it.
func builtin(key string) (form.Field, bool) {
	fields := form.Default().Fields
	i := slices.IndexFunc(fields, func(f form.Field) bool { return f.Key == key })
	if i < 0 {
		return form.Field{}, false
	}
	return fields[i], true
}

// questionGroups are the controls of a question. What is fixed about a built-in
// one can't be edited, and what its type has no use for isn't there.
func questionGroups(q form.Field, languages []string) []group[form.Field] {
	_, fixed := builtin(q.Key)
	groups := []group[form.Field]{
		{"question", questionBasics(fixed)},
		{"question_words", questionWords(languages, fixed)},
	}
	for _, more := range []group[form.Field]{
		{"question_options", []control[form.Field]{questionOptions(languages)}},
		{"question_limits", questionLimits()},
	} {
		if fixed {
			more.controls = slices.DeleteFunc(more.controls, func(c control[form.Field]) bool { return !slices.Contains(usedBy[q.Type], c.when) })
		}
		if len(more.controls) > 0 {
			groups = append(groups, more)
		}
	}
	return groups
}

// usedBy names the controls that a type of answer has a use for, by the class that
// shows them.
var usedBy = map[form.Type][]string{
	form.Text: {ifText}, form.LongText: {ifText}, form.Choice: {ifOptions}, form.Several: {ifOptions, ifSeveral},
	form.Number: {ifNumber}, form.Date: {ifDate},
}

// The classes of what only some types of answer have.
const (
	ifText    = "if-text"
	ifOptions = "if-options"
	ifSeveral = "if-several"
	ifNumber  = "if-number"
	ifDate    = "if-date"
)

func questionBasics(fixed bool) []control[form.Field] {
	key := line("key", "/key", func(q *form.Field) *string { return &q.Key })
	key.help, key.longest, key.optional = true, 40, true
	kind := pick("type", "/type", func(q *form.Field) *form.Type { return &q.Type }, questionTypes...)
	ask := pick("ask", "/ask", func(q *form.Field) *form.Ask { return &q.Ask }, form.AskBoth, form.AskReferrer, form.AskPerson)
	ask.help = true
	need := tick("required", "/required", func(q *form.Field) *bool { return &q.Required })
	need.help = true
	if fixed {
		return []control[form.Field]{ask, need}
	}
	return []control[form.Field]{key, kind, ask, need}
}

func questionWords(languages []string, fixed bool) []control[form.Field] {
	label := worded("label", []string{"/words/*/label", "/words"}, view.Text, longestLabel, languages,
		func(q *form.Field, lang string) string { return q.Words[lang].Label },
		func(q *form.Field, lang, text string) {
			q.Words = setWords(q.Words, lang, func(w *form.Words) { w.Label = text })
		})
	help := worded("question_help", []string{"/words/*/help"}, view.LongText, longestHelp, languages,
		func(q *form.Field, lang string) string { return q.Words[lang].Help },
		func(q *form.Field, lang, text string) {
			q.Words = setWords(q.Words, lang, func(w *form.Words) { w.Help = text })
		})
	personLabel := worded("person_label", []string{"/person_words/*/label", "/person_words"}, view.Text, longestLabel, languages,
		func(q *form.Field, lang string) string { return q.PersonWords[lang].Label },
		func(q *form.Field, lang, text string) {
			q.PersonWords = setWords(q.PersonWords, lang, func(w *form.Words) { w.Label = text })
		})
	personHelp := worded("person_help", []string{"/person_words/*/help"}, view.LongText, longestHelp, languages,
		func(q *form.Field, lang string) string { return q.PersonWords[lang].Help },
		func(q *form.Field, lang, text string) {
			q.PersonWords = setWords(q.PersonWords, lang, func(w *form.Words) { w.Help = text })
		})
	label.optional, label.help, personLabel.help = fixed, fixed, true
	return []control[form.Field]{label, help, personLabel, personHelp}
}

// setWords changes the words of a language; without any text there are none.
func setWords(m map[string]form.Words, lang string, change func(*form.Words)) map[string]form.Words {
	w := m[lang]
	change(&w)
	if w == (form.Words{}) {
		delete(m, lang)
		return m
	}
	if m == nil {
		m = map[string]form.Words{}
	}
	m[lang] = w
	return m
}

// questionOptions are the answers of a choice: a value, and a label in each
// language.
func questionOptions(languages []string) control[form.Field] {
	c := control[form.Field]{
		name: "option", at: []string{"/options"}, many: true, optional: true, help: true, when: ifOptions,
		inputs: []input{{suffix: "_value", word: "value", kind: view.Text}},
	}
	for _, lang := range languages {
		c.inputs = append(c.inputs, input{suffix: "_" + lang, word: lang, kind: view.Text})
	}
	c.get = func(q *form.Field) cells {
		var out cells
		for _, o := range q.Options {
			row := []string{o.Value}
			for _, lang := range languages {
				row = append(row, o.Labels[lang])
			}
			out = append(out, row)
		}
		return out
	}
	c.take = func(q *form.Field, rows cells) string {
		before := q.Options
		q.Options = nil
		for _, row := range rows {
			o := form.Option{Value: row[0], Labels: labelsOf(before, row[0])}
			for i, lang := range languages {
				o.Labels = setText(o.Labels, lang, row[i+1])
			}
			q.Options = append(q.Options, o)
		}
		return ""
	}
	return c
}

func labelsOf(options []form.Option, value string) map[string]string {
	for _, o := range options {
		if o.Value == value {
			return maps.Clone(o.Labels)
		}
	}
	return nil
}

// questionTitle is a question as a referrer reads it, in the language of the page.
func questionTitle(f ui.Frame, q form.Field) string {
	for _, lang := range append([]string{f.Lang()}, slices.Sorted(maps.Keys(q.Words))...) {
		if w := q.Words[lang]; w.Label != "" {
			return w.Label
		}
	}
	if _, fixed := builtin(q.Key); fixed {
		return f.T("programs.builtin." + q.Key)
	}
	return q.Key
}
