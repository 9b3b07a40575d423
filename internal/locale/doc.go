// Package locale turns the messages of the domain into words: catalogues per
// language, and amounts, dates and lists as that language writes them.
//
// Neighbours: app, mail and portal hand it message.Message values; nobody else
// holds sentences for people. A language is a folder of JSON files (en/, de/),
// one file per area, each a flat object of key to text or to plural forms.
//
// Invariants, kept by tests: each key stands in every language with the same
// arguments, no text is empty, no key is unused. Output is plain text: whoever
// puts it into HTML escapes it.
package locale
