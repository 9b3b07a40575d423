package locale

import (
	"regexp"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/readability"
)

// Whatever a program says stands in both catalogues with all of its values, and
// an offer reads as easily as the rest of the promise.
func TestProgramReads(t *testing.T) {
	t.Parallel()
	missing := regexp.MustCompile(`\b(program|promise)\.[a-z_]+\.`)
	grade := map[string]func(string) float64{"en": readability.FleschKincaid, "de": readability.Wiener}
	for _, lang := range Languages() {
		for _, m := range program.Messages() {
			text := printer(t, lang).Text(m)
			if text == "" || strings.Contains(text, "<no value>") || missing.MatchString(text) {
				t.Errorf("%s %s: %q", lang, m.Key, text)
			}
			if g := grade[lang](text); strings.HasPrefix(m.Key, "program.offer") && g > gradeLimit {
				t.Errorf("%s: grade %.1f\n%s", lang, g, text)
			}
		}
	}
}
