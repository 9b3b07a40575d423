package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed en/*.json de/*.json
var files embed.FS

// Languages lists the shipped languages; the first is the fallback.
func Languages() []string { return []string{"en", "de"} }

// Catalogues holds every text in every shipped language. It is safe for use by
// several goroutines.
type Catalogues struct {
	bundle   *i18n.Bundle
	matcher  language.Matcher
	printers []*Printer               // as Languages
	keys     map[string]*i18n.Message // of the fallback language
}

// Load reads the embedded catalogues.
func Load() (*Catalogues, error) {
	c := &Catalogues{bundle: i18n.NewBundle(language.English), keys: map[string]*i18n.Message{}}
	var tags []language.Tag
	for _, lang := range Languages() {
		tag, err := language.Parse(lang)
		if err != nil {
			return nil, fmt.Errorf("language %s: %w", lang, err)
		}
		tags = append(tags, tag)
		messages, err := read(lang)
		if err != nil {
			return nil, err
		}
		if err := c.bundle.AddMessages(tag, messages...); err != nil {
			return nil, fmt.Errorf("catalogue %s: %w", lang, err)
		}
		for _, m := range messages {
			if lang == Languages()[0] {
				c.keys[m.ID] = m
			}
		}
	}
	for _, lang := range Languages() {
		c.printers = append(c.printers, newPrinter(c, lang))
	}
	c.matcher = language.NewMatcher(tags)
	return c, nil
}

// read returns the messages of one language from all of its files.
func read(lang string) ([]*i18n.Message, error) {
	entries, err := files.ReadDir(lang)
	if err != nil {
		return nil, fmt.Errorf("catalogue %s: %w", lang, err)
	}
	var messages []*i18n.Message
	seen := map[string]string{}
	for _, e := range entries {
		name := path.Join(lang, e.Name())
		raw, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("catalogue %s: %w", name, err)
		}
		list, err := i18n.ParseMessageBytes(raw, json.Unmarshal)
		if err != nil {
			return nil, fmt.Errorf("catalogue %s: %w", name, err)
		}
		for _, m := range list {
			if other, twice := seen[m.ID]; twice {
				return nil, fmt.Errorf("catalogue %s: key %s stands in %s too", name, m.ID, other)
			}
			seen[m.ID] = name
		}
		messages = append(messages, list...)
	}
	return messages, nil
}

// For returns the printer of the best shipped language for the given wishes,
// strongest first. Each is a language tag ("de-AT") or an Accept-Language
// header; English is the fallback.
func (c *Catalogues) For(wishes ...string) *Printer {
	kept := make([]string, 0, len(wishes))
	for _, w := range wishes {
		if _, _, err := language.ParseAcceptLanguage(w); err == nil && w != "" {
			kept = append(kept, w)
		}
	}
	_, i := language.MatchStrings(c.matcher, kept...)
	return c.printers[i]
}

// Has reports whether the catalogues know a key.
func (c *Catalogues) Has(key string) bool { return c.keys[key] != nil }
