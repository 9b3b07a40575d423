package programs

import (
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/readability"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// easyGrade is the school grade up to which a promise is easy enough
// (PRODUCT.md §3).
const easyGrade = 8.0

// grade is how hard a part of the text is.
type grade struct {
	Text string
	Hard bool
}

// grades measures the five lines, the whole text and the program's own opening
// words.
func grades(f ui.Frame, words ui.Words, t program.Terms, p view.Promise) []grade {
	var whole []string
	for _, c := range p.Whole {
		whole = append(whole, texts(words, c.Text)...)
	}
	out := []grade{graded(f, "lines", words.Lang(), texts(words, p.Lines)), graded(f, "whole", words.Lang(), whole)}
	if own := t.Promise.Words[words.Lang()]; own != "" {
		out = append(out, graded(f, "words", words.Lang(), []string{named(words, t, own)}))
	}
	return out
}

// named is a program's own words with names in them, which read easier than braces.
func named(words ui.Words, t program.Terms, own string) string {
	return strings.NewReplacer("{referrer}", words.T("programs.sample.referrer"), "{person}", words.T("programs.sample.person"),
		"{rep}", words.T("programs.sample.rep"), "{company}", t.Team).Replace(own)
}

func graded(f ui.Frame, part, lang string, text []string) grade {
	measure := readability.FleschKincaid
	if lang == "de" {
		measure = readability.Wiener
	}
	n := max(measure(strings.Join(text, " ")), 1)
	key := "programs.grade.easy"
	if n > easyGrade {
		key = "programs.grade.hard"
	}
	return grade{Text: f.T(key, "part", f.T("programs.grade."+part), "grade", tenth(f, n)), Hard: n > easyGrade}
}

// tenth writes a grade with one digit after the reader's decimal sign.
func tenth(f ui.Frame, n float64) string {
	text := strconv.FormatFloat(n, 'f', 1, 64)
	if f.Lang() == "de" {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}
