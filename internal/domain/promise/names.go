package promise

import (
	"strings"

	"github.com/goodword/goodword/internal/domain/message"
)

// Names are the people in a promise as texts call them. Any may be empty: before
// a submission nobody is named, and a rep is assigned later.
type Names struct {
	Company  string // ours
	Referrer string
	Person   string
	Rep      string
	RepTitle string
}

// wordNames are the placeholders that a program's own words may use.
func wordNames() []string { return []string{"referrer", "person", "rep", "company"} }

// OpeningWords returns what we say first: the program's own words in the given
// language, else the ready-made ones. Both say that the referrer may be rewarded.
func (p Promise) OpeningWords(n Names, language string) message.Message {
	if own := p.Words[strings.ToLower(language)]; own != "" {
		return message.Of("promise.words.own", "text", n.fill(own), "referrer", n.Referrer)
	}
	return message.Of("promise.words.ready", "referrer", n.Referrer, "person", n.Person, "rep", n.Rep, "company", n.Company)
}

// fill puts the names into a checked template. Names are never read as
// templates themselves.
func (n Names) fill(text string) string {
	return strings.NewReplacer("{referrer}", n.Referrer, "{person}", n.Person, "{rep}", n.Rep, "{company}", n.Company).Replace(text)
}

// placeholders returns the names in braces; a brace that stands alone gives the
// empty name, which nothing can fill.
func placeholders(text string) []string {
	var names []string
	for {
		i := strings.IndexAny(text, "{}")
		if i < 0 {
			return names
		}
		end := strings.IndexByte(text[i:], '}')
		if text[i] == '}' || end < 0 {
			return append(names, "")
		}
		names = append(names, text[i+1:i+end])
		text = text[i+end+1:]
	}
}
