package programs

import (
	"github.com/goodword/goodword/portal/view"
)

// worded is a control of a text in each of some languages. Texts in other
// languages stay as they are.
func worded[T any](name string, at []string, kind view.FieldType, longest int, languages []string, get func(*T, string) string, put func(*T, string, string)) control[T] {
	c := control[T]{name: name, kind: kind, at: at, longest: longest, optional: true}
	for _, lang := range languages {
		c.inputs = append(c.inputs, input{suffix: "_" + lang, word: lang, kind: kind})
	}
	c.get = func(t *T) cells {
		row := make([]string, len(languages))
		for i, lang := range languages {
			row[i] = get(t, lang)
		}
		return cells{row}
	}
	c.take = func(t *T, typed cells) string {
		for i, lang := range languages {
			put(t, lang, typed[0][i])
		}
		return ""
	}
	return c
}

// set puts a text under a language, and takes an empty one away.
func setText(m map[string]string, lang, text string) map[string]string {
	if text == "" {
		delete(m, lang)
		return m
	}
	if m == nil {
		m = map[string]string{}
	}
	m[lang] = text
	return m
}
