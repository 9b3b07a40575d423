package search_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/search"
)

func TestPeopleAreFoundByWhatIsTyped(t *testing.T) {
	t.Parallel()
	words := search.Words("Jörg Müller-Lüdenscheidt", "O'Neil & Söhne GmbH", "j.mueller@example-shop.com", "491701234567", "1701234567")
	tests := []struct {
		typed string
		want  bool
	}{
		{"jörg", true},
		{"JORG", true},
		{"mull", true},
		{"müller lüdenscheidt", true},
		{"ludenscheidt jorg", true},
		{"ler", false}, // the middle of a word
		{"oneil", true},
		{"O’Neil", true},
		{"j mueller", true},
		{"j.mueller@example-shop.com", true},
		{"j.mueller@example-shop.de", false},
		{"0170 1234567", true},
		{"+49 (170) 123", true},
		{"0049-170-1234567", true},
		{"0171", false},
		{"jörg meier", false},
	}
	for _, tt := range tests {
		q, f := search.Parse("?q", tt.typed)
		if f != nil {
			t.Errorf("%q: %v", tt.typed, f)
			continue
		}
		if got := q.Matches(words); got != tt.want {
			t.Errorf("%q matches %v: %v", tt.typed, words, got)
		}
	}
}

func TestWhatCantBeLookedUpIsRefused(t *testing.T) {
	t.Parallel()
	for typed, code := range map[string]string{
		"": "too_short", " ": "too_short", "j": "too_short", "a b": "too_short", "...": "too_short", "000": "too_short",
		"a b c d e f g h ij":                  "too_many_words",
		strings.Repeat("ab", search.MaxQuery): "too_long",
		"j\u202eorg":                          "hidden_character",
	} {
		if _, f := search.Parse("?q", typed); f == nil || f.Fields[0].Code != code || f.Fields[0].Pointer != "?q" {
			t.Errorf("%q: got %v, want %s", typed, f, code)
		}
	}
}

func TestARecordOfManyWordsIsBounded(t *testing.T) {
	t.Parallel()
	var long []string
	for i := range 500 {
		long = append(long, strings.Repeat(string(rune('a'+i%26)), 9)+string(rune('a'+i/26)))
	}
	if n := len(search.Words(long...)); n != 32 {
		t.Errorf("%d words", n)
	}
}

// Whatever a query matches is under the query's prefix, so the index leaves
// nothing out.
func TestTheIndexLeavesNothingOut(t *testing.T) {
	t.Parallel()
	text := rapid.StringMatching(`[\p{Latin}\p{Greek}\p{Han}0-9 .@'-]{0,40}`)
	rapid.Check(t, func(t *rapid.T) {
		words := search.Words(text.Draw(t, "name"), text.Draw(t, "company"))
		typed := text.Draw(t, "typed")
		if len(words) > 0 && rapid.Bool().Draw(t, "known") {
			w := []rune(rapid.SampledFrom(words).Draw(t, "word"))
			typed = string(w[:rapid.IntRange(0, len(w)).Draw(t, "letters")])
		}
		q, f := search.Parse("?q", typed)
		if f != nil {
			return
		}
		if q.Matches(words) && !slices.Contains(search.Prefixes(words), q.Prefix()) {
			t.Fatalf("%q matches %q but isn't under %q", typed, words, q.Prefix())
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"jörg", "+49 170", "a@b.c", "\xff", "王小明", "j"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		q, bad := search.Parse("?q", typed)
		if bad == nil && (q.Prefix() == "" || q.String() == "") {
			t.Fatalf("%q is taken and can't be looked up", typed)
		}
	})
}
