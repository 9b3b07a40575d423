package portal

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/goodword/goodword/portal/view"
)

// TestPaperHasNoQuestions: what the person keeps of their page is what was promised
// and what happened.
func TestPaperHasNoQuestions(t *testing.T) {
	t.Parallel()
	for _, state := range []view.PersonState{view.PersonAsked, view.PersonMet} {
		doc, err := html.Parse(send(t, setup(t, &stage{person: person(state)}), "en", "/i/good", nil).Body)
		if err != nil {
			t.Fatal(err)
		}
		asked := 0
		for n := range doc.Descendants() {
			if n.DataAtom != atom.Input || attr(n, "type") != "radio" {
				continue
			}
			asked++
			hidden := false
			for p := n.Parent; p != nil; p = p.Parent {
				hidden = hidden || strings.Contains(" "+attr(p, "class")+" ", " no-print ")
			}
			if !hidden {
				t.Errorf("%s: %s is printed", state, attr(n, "id"))
			}
		}
		if asked == 0 {
			t.Errorf("%s asks nothing", state)
		}
	}
}
