package browsertest

import (
	"sync"
	"testing"

	"github.com/goodword/goodword/internal/locale"
)

var catalogues = sync.OnceValues(locale.Load)

// words are what a page or mail says in a language, by its key: a person looks for
// words, and the words may change without the test.
func words(t testing.TB, lang, key string, args ...any) string {
	t.Helper()
	all, err := catalogues()
	if err != nil {
		t.Fatal(err)
	}
	return all.For(lang).T(key, args...)
}

// say is what a page says in English.
func (p *person) say(key string, args ...any) string { return words(p.t, "en", key, args...) }
