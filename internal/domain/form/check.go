package form

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/fault"
)

// Sizes of a definition.
const (
	maxFields  = 40
	maxOptions = 60
	maxKey     = 40
	maxLabel   = 200
	maxHelp    = 500
)

// Check returns the definition cleaned, or a fault with everything that is wrong
// with it, by pointers below pointer. languages are those of the program: every
// label has to be there in each of them, except that built-in fields and their
// options may leave all their words to the catalogues.
func (f Form) Check(pointer string, languages []string) (Form, *fault.Error) {
	c := checker{languages: languages}
	fields := make([]Field, 0, min(len(f.Fields), maxFields))
	if len(f.Fields) > maxFields {
		return Form{}, fault.OfField(pointer+"/fields", "too_many", "Use at most "+strconv.Itoa(maxFields)+" fields.")
	}
	seen := map[string]bool{}
	for i, field := range f.Fields {
		at := pointer + "/fields/" + strconv.Itoa(i)
		if seen[field.Key] {
			c.wrong(at+"/key", "repeated_key", "Another field has this key.")
		}
		seen[field.Key] = true
		fields = append(fields, c.field(at, field))
	}
	if len(c.faults) > 0 {
		return Form{}, fault.OfFields(c.faults[:min(len(c.faults), maxFaults)]...)
	}
	return Form{Fields: fields}, nil
}

// checker gathers what is wrong.
type checker struct {
	languages []string
	faults    []fault.Field
}

func (c *checker) wrong(pointer, code, detail string) {
	c.faults = append(c.faults, fault.Field{Pointer: pointer, Code: code, Detail: detail})
}

func (c *checker) add(f *fault.Error) {
	if f != nil {
		c.faults = append(c.faults, f.Fields...)
	}
}

func (c *checker) field(at string, f Field) Field {
	if !validKey(f.Key) {
		c.wrong(at+"/key", "invalid_key", "Use a-z, 0-9 and _, at most "+strconv.Itoa(maxKey)+" characters, a letter first.")
	}
	switch f.Ask {
	case "":
		f.Ask = AskBoth
	case AskBoth, AskReferrer, AskPerson:
	default:
		c.wrong(at+"/ask", "unknown_value", "Use both, referrer or person.")
	}
	b, reserved := builtinOf(f.Key)
	switch {
	case reserved:
		f = c.builtin(at, f, b)
	case !f.Type.known() || f.Type == Language:
		c.wrong(at+"/type", "unknown_type", "This is no type of field.")
	}
	f.Words = c.words(at+"/words", f.Words, !reserved)
	f.PersonWords = c.words(at+"/person_words", f.PersonWords, false)
	f.Options = c.options(at, f, reserved)
	c.limits(at+"/limits", f)
	return f
}

// builtin checks a field under a reserved key, and fills in what is fixed.
func (c *checker) builtin(at string, f Field, b builtin) Field {
	if f.Type == "" {
		f.Type = b.kind
	}
	if f.Type != b.kind {
		c.wrong(at+"/type", "reserved_key", "This key is a built-in field of type "+string(b.kind)+".")
		return f
	}
	switch {
	case f.Ask == AskBoth:
		f.Ask = b.ask
	case b.ask != AskBoth && f.Ask != b.ask:
		c.wrong(at+"/ask", "reserved_key", "This built-in field is asked of the "+string(b.ask)+" only.")
	case f.Ask == AskPerson && f.Key == KeyName:
		c.wrong(at+"/ask", "reserved_key", "The name is asked of both.")
	}
	if len(f.Options) == 0 {
		f.Options = b.field().Options
	}
	for i, o := range f.Options {
		if !slices.Contains(b.options, o.Value) {
			c.wrong(at+"/options/"+strconv.Itoa(i)+"/value", "reserved_key", "This built-in field has no such option.")
		}
	}
	return f
}

// words checks the words by language. Without any they may be left out unless
// required; with some, every language of the program needs its label.
func (c *checker) words(at string, words map[string]Words, required bool) map[string]Words {
	if len(words) == 0 && !required {
		return nil
	}
	clean := make(map[string]Words, len(words))
	for _, language := range sortedKeys(words) {
		if !slices.Contains(c.languages, language) {
			c.wrong(at+"/"+escape(language), "unknown_language", "The program doesn't have this language.")
			continue
		}
		label, f := contact.Text(at+"/"+language+"/label", words[language].Label, maxLabel, false)
		c.add(f)
		help, g := contact.Text(at+"/"+language+"/help", words[language].Help, maxHelp, true)
		c.add(g)
		if label != "" || f != nil {
			clean[language] = Words{Label: label, Help: help}
		}
	}
	for _, language := range c.languages {
		if _, ok := clean[language]; !ok {
			c.wrong(at+"/"+escape(language)+"/label", "missing_label", "Every language of the program needs a label.")
		}
	}
	return clean
}

func (c *checker) options(at string, f Field, reserved bool) []Option {
	at += "/options"
	switch {
	case f.Type != Choice && f.Type != Several:
		if len(f.Options) > 0 {
			c.wrong(at, "no_options", "Only choice and several have options.")
		}
		return nil
	case len(f.Options) == 0:
		c.wrong(at, "required", "Give the options to choose from.")
	case len(f.Options) > maxOptions:
		c.wrong(at, "too_many", "Use at most "+strconv.Itoa(maxOptions)+" options.")
		return nil
	}
	clean := make([]Option, 0, len(f.Options))
	for i, o := range f.Options {
		here := at + "/" + strconv.Itoa(i)
		if !validKey(o.Value) {
			c.wrong(here+"/value", "invalid_value", "Use a-z, 0-9 and _, at most "+strconv.Itoa(maxKey)+" characters, a letter first.")
		}
		if slices.ContainsFunc(f.Options[:i], func(x Option) bool { return x.Value == o.Value }) {
			c.wrong(here+"/value", "repeated", "Another option has this value.")
		}
		o.Labels = c.labels(here+"/labels", o.Labels, !reserved)
		clean = append(clean, o)
	}
	return clean
}

func (c *checker) labels(at string, labels map[string]string, required bool) map[string]string {
	words := make(map[string]Words, len(labels))
	for language, label := range labels {
		words[language] = Words{Label: label}
	}
	before := len(c.faults)
	clean := make(map[string]string, len(labels))
	for language, w := range c.words(at, words, required) {
		clean[language] = w.Label
	}
	for i := range c.faults[before:] {
		// An option's labels are plain texts, so the pointer ends at the language.
		f := &c.faults[before+i]
		f.Pointer = strings.TrimSuffix(f.Pointer, "/label")
	}
	if len(clean) == 0 {
		return nil
	}
	return clean
}
