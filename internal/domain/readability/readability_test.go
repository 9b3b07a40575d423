package readability

import (
	"math"
	"testing"
	"unicode/utf8"
)

func TestEnglishSyllables(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]int{
		"a": 1, "the": 1, "yes": 1, "time": 1, "times": 1, "table": 2, "asked": 1, "wanted": 2, "answer": 2, "reward": 2,
		"person": 2, "business": 2, "introduce": 3, "letter": 2, "nobody": 3, "message": 2, "messages": 3, "within": 2, "friday": 2,
	} {
		if got := englishSyllables(word); got != want {
			t.Errorf("%s: %d syllables, want %d", word, got, want)
		}
	}
}

func TestGermanSyllables(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]int{
		"ja": 1, "nein": 1, "wir": 1, "sie": 1, "antwort": 2, "belohnung": 3, "person": 2, "arbeitstage": 4, "häuser": 2,
		"melden": 2, "niemand": 2, "januar": 3, "theater": 3, "freuen": 2, "zeit": 1, "geschäftsstunden": 4,
	} {
		if got := germanSyllables(word); got != want {
			t.Errorf("%s: %d syllables, want %d", word, got, want)
		}
	}
}

// The samples were counted by hand.
func TestFleschKincaid(t *testing.T) {
	t.Parallel()
	// 11 words, 2 sentences, 12 syllables
	near(t, FleschKincaid("We write to you once. Then we wait for you, Peter."), 0.39*5.5+11.8*12/11-15.59)
	// 7 words, 1 sentence, 17 syllables
	near(t, FleschKincaid("Nobody introduces another person within business hours."), 0.39*7+11.8*17/7-15.59)
	near(t, FleschKincaid(""), 0)
	near(t, FleschKincaid(" -- ?"), 0)
}

func TestWiener(t *testing.T) {
	t.Parallel()
	// 8 words, 2 sentences; one with three syllables (Belohnung), one longer than six letters, six of one syllable.
	near(t, Wiener("Wir zahlen die Belohnung. Das gilt auch hier."), 0.1935*12.5+0.1672*4+0.1297*12.5-0.0327*75-0.875)
	near(t, Wiener(""), 0)
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"One. Two! Three?":            3,
		"On 24. Dezember kommt er.":   1,
		"We ask e.g. once":            1,
		"He said \"no.\" She left.":   2,
		"no stop at the end":          1,
		"Stunden: 9 bis 18 Uhr. Gut.": 2,
	} {
		if got := measure(text, englishSyllables).sentences; got != want {
			t.Errorf("%q: %d sentences, want %d", text, got, want)
		}
	}
}

func FuzzMeasures(f *testing.F) {
	f.Add("Wir melden uns. \xff ed es le")
	f.Fuzz(func(t *testing.T, text string) {
		for _, grade := range []float64{FleschKincaid(text), Wiener(text)} {
			if math.IsNaN(grade) || math.IsInf(grade, 0) {
				t.Fatalf("grade %v of %d characters", grade, utf8.RuneCountInString(text))
			}
		}
	})
}

func near(t *testing.T, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 0.005 {
		t.Errorf("grade %.3f, want %.3f", got, want)
	}
}
