package contact_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/goodword/goodword/internal/domain/contact"
)

func TestText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed     string
		multiline bool
		want      string
		code      string
	}{
		{"  hello  ", false, "hello", ""},
		{"e\u0301", false, "é", ""},
		{"a\r\nb\tc", true, "a\nb\tc", ""},
		{"\n a \n", false, "a", ""},
		{"a\nb", false, "", "line_break"},
		{"a\rb", true, "", "hidden_character"},
		{"a\x00b", true, "", "hidden_character"},
		{"a\u202eb", true, "", "hidden_character"},
		{"a\u2066b", true, "", "hidden_character"},
		{"a\u200eb", true, "", "hidden_character"},
		{"a\u200bb", true, "", "hidden_character"},
		{"a\ufeffb", true, "", "hidden_character"},
		{"a\ue000b", true, "", "hidden_character"},
		{"a\U000e0041b", true, "", "hidden_character"},
		{"a\ufffeb", true, "", "hidden_character"},
		{"a\u2028b", true, "", "hidden_character"},
		{"👩\u200d🔬 می\u200cخواهم", false, "👩\u200d🔬 می\u200cخواهم", ""},
		{"a" + strings.Repeat("\u0335", 9), false, "", "stacked_marks"},
		{"\xff", false, "", "invalid_utf8"},
		{strings.Repeat("ü", 20), false, strings.Repeat("ü", 20), ""},
		{strings.Repeat("u\u0308", 20), false, strings.Repeat("ü", 20), ""},
		{strings.Repeat("ü", 21), false, "", "too_long"},
		{strings.Repeat("a", 100_000), true, "", "too_long"},
		{"", false, "", ""},
	} {
		got, f := contact.Text("/x", c.typed, 20, c.multiline)
		code := ""
		if f != nil {
			code = f.Fields[0].Code
		}
		if got != c.want || code != c.code {
			t.Errorf("%q = %q %s, want %q %s", c.typed, got, code, c.want, c.code)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("hello\r\nworld", true)
	f.Add("e\u0301\u202e", false)
	f.Add("\xff\x00", false)
	f.Fuzz(func(t *testing.T, s string, multiline bool) {
		got, err := contact.Text("/x", s, 100, multiline)
		if err != nil {
			return
		}
		again, err := contact.Text("/x", got, 100, multiline)
		if err != nil || again != got {
			t.Fatalf("%q: %q, again %q, %v", s, got, again, err)
		}
		if !norm.NFC.IsNormalString(got) || utf8.RuneCountInString(got) > 100 || !multiline && strings.ContainsAny(got, "\n\t") || strings.ContainsAny(got, "\r\x00\u202e") {
			t.Fatalf("%q became %q", s, got)
		}
		contact.Fold(got)
		contact.MixedScript(got)
	})
}
