package locale

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

var placeholder = regexp.MustCompile(`{{\.([a-z_]+)}}`)

// Each language has the same keys, in the same plural forms, with the same
// arguments, and none is empty.
func TestCataloguesAgree(t *testing.T) {
	t.Parallel()
	catalogues := map[string]map[string]*i18n.Message{}
	for _, lang := range Languages() {
		catalogues[lang] = catalogue(t, lang)
	}
	reference := catalogues[Languages()[0]]
	for _, lang := range Languages()[1:] {
		for key := range maps.Keys(catalogues[lang]) {
			if reference[key] == nil {
				t.Errorf("%s has %s, which %s lacks", lang, key, Languages()[0])
			}
		}
	}
	for key, m := range reference {
		want := arguments(m.Other)
		for _, lang := range Languages() {
			o := catalogues[lang][key]
			if o == nil {
				t.Errorf("%s lacks %s", lang, key)
				continue
			}
			checkMessage(t, lang, key, m, o, want)
		}
	}
}

func checkMessage(t *testing.T, lang, key string, reference, m *i18n.Message, want []string) {
	t.Helper()
	if strings.TrimSpace(m.Other) != m.Other || m.Other == "" {
		t.Errorf("%s %s: empty, or space around it", lang, key)
	}
	if (m.One == "") != (reference.One == "") {
		t.Errorf("%s %s: one and other are not both given", lang, key)
	}
	if m.Zero+m.Two+m.Few+m.Many != "" {
		t.Errorf("%s %s: a plural form that the language doesn't have", lang, key)
	}
	if got := arguments(m.Other); !slices.Equal(got, want) {
		t.Errorf("%s %s: arguments %v, want %v", lang, key, got, want)
	}
	if m.One != "" && !slices.Contains(want, "count") {
		t.Errorf("%s %s: plural forms without a count", lang, key)
	}
	for _, text := range []string{m.One, m.Other} {
		if strings.Count(text, "{{") != len(placeholder.FindAllString(text, -1)) {
			t.Errorf("%s %s: a placeholder that is not {{.name}}", lang, key)
		}
	}
}

// A German sentence addresses the reader with Sie.
func TestGermanIsFormal(t *testing.T) {
	t.Parallel()
	informal := regexp.MustCompile(`(?i)\b(du|dich|dir|dein|deine|deinen|deiner|deinem|euch|euer)\b`)
	for key, m := range catalogue(t, "de") {
		if informal.MatchString(m.Other) || informal.MatchString(m.One) {
			t.Errorf("%s: %s", key, m.Other)
		}
	}
}

func catalogue(t *testing.T, lang string) map[string]*i18n.Message {
	t.Helper()
	list, err := read(lang)
	if err != nil {
		t.Fatal(err)
	}
	byKey := map[string]*i18n.Message{}
	for _, m := range list {
		byKey[m.ID] = m
	}
	return byKey
}

// arguments returns the names in a text, sorted, each once.
func arguments(text string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}
