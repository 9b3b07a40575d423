package form

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/promise"
)

// Question is a field as it is asked in certain circumstances.
type Question struct {
	Field
	Required bool // in these circumstances
	by       Submitter
}

// Wording is a text of the program's own, or, where Text is empty, a message of the
// catalogues. Both are empty for help that isn't given.
type Wording struct {
	Text    string
	Message message.Message
}

// Questions returns what is asked in the given circumstances, in the order of the
// form. What the consent needs is asked even when the form leaves it out:
//
//   - the name, always;
//   - of a person about themself, their e-mail address: we send one mail there;
//   - of a referrer under ask_first and already_agreed, the person's e-mail address,
//     because our first message goes there;
//   - of a referrer under already_agreed, that the person said yes;
//   - of a referrer under referrer_introduces, contact details only as they like.
func (f Form) Questions(in Asking) []Question {
	var list []Question
	fields := f.Fields
	for _, b := range builtins {
		if needed(b.key, in) && !slices.ContainsFunc(fields, func(x Field) bool { return x.Key == b.key }) {
			fields = append(slices.Clip(fields), b.field())
		}
	}
	for _, field := range fields {
		if !field.asked(in) {
			continue
		}
		q := Question{Field: field, Required: field.Required, by: in.By}
		switch {
		case needed(field.Key, in):
			q.Required = true
		case in.By == ByReferrer && in.Consent == promise.ReferrerIntroduces && (field.Type == Email || field.Type == Phone):
			q.Required = false
		}
		list = append(list, q)
	}
	return list
}

// needed reports whether a built-in field has to be answered whatever the form says.
func needed(key string, in Asking) bool {
	writeFirst := in.Consent == promise.AskFirst || in.Consent == promise.AlreadyAgreed
	switch key {
	case KeyName:
		return true
	case KeyEmail:
		return in.By == ByPerson || writeFirst
	case KeyAgreed:
		return in.By == ByReferrer && in.Consent == promise.AlreadyAgreed
	}
	return false
}

// asked reports whether a field is asked at all in the circumstances.
func (f Field) asked(in Asking) bool {
	if needed(f.Key, in) {
		return true
	}
	if f.Key == KeyAgreed {
		return false
	}
	ask := f.Ask
	if b, ok := builtinOf(f.Key); ok && b.ask != AskBoth {
		ask = b.ask
	}
	switch ask {
	case AskReferrer:
		return in.By == ByReferrer
	case AskPerson:
		return in.By == ByPerson
	}
	return true
}

// Label returns the question's label in a language.
func (q Question) Label(language string) Wording {
	if w, ok := q.words(language); ok {
		return Wording{Text: w.Label}
	}
	return Wording{Message: message.Of("form." + q.Key + "." + string(q.by) + ".label")}
}

// Help returns the question's help in a language; many have none.
func (q Question) Help(language string) Wording {
	if w, ok := q.words(language); ok {
		return Wording{Text: w.Help}
	}
	if !helpful(q.Key) {
		return Wording{}
	}
	return Wording{Message: message.Of("form." + q.Key + "." + string(q.by) + ".help")}
}

// OptionLabel returns the label of one of the question's options in a language.
func (q Question) OptionLabel(o Option, language string) Wording {
	if label := o.Labels[language]; label != "" {
		return Wording{Text: label}
	}
	return Wording{Message: message.Of("form." + q.Key + ".option." + o.Value)}
}

func (q Question) words(language string) (Words, bool) {
	if q.by == ByPerson {
		if w := q.PersonWords[language]; w.Label != "" {
			return w, true
		}
	}
	w := q.Words[language]
	return w, w.Label != ""
}
