package doortest

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/portaltest"
)

// verdict is what a door said.
type verdict string

const (
	done    verdict = "done"
	mend    verdict = "mend"    // values of the request are wrong
	refused verdict = "refused" // not by this person, not in this state, or not after somebody else's change
	missing verdict = "missing" // there is no such thing, for this person
)

// twin is one request, in the words of both doors.
type twin struct {
	name   string
	terms  func(*program.Terms)
	scene  func(h *house) string // brings about the situation; the id of what is asked about
	by     string
	method string         // of the API; POST where it is empty
	path   string         // of the API
	body   map[string]any // of the API; nil for none
	page   string         // where the form is, and where it goes
	at     string         // where the form is, where that is another page
	form   url.Values     // what is typed

	// write makes the API's body where it depends on what is there.
	write func(s *scened) map[string]any
	// browse is what the reader does where that is more than to fill a form.
	browse func(h *house, b *portaltest.Browser, id string) *portaltest.Page
	// meanwhile happens after both have read what is there.
	meanwhile func(h *house, id string)
	// first is asked through the same door before; see again.
	first *twin

	want   verdict
	reason string // the API's code, where it isn't done
	beside bool   // the page says it beside a control, to be mended there
}

// again is a request that is made a second time, as a new one.
func (w twin) again(name string, want verdict, reason string) twin {
	before := w
	w.name, w.want, w.reason, w.first = name, want, reason, &before
	return w
}

// check asks two houses, and compares what they say and what they hold afterwards.
func (w twin) check(t *testing.T) {
	t.Helper()
	byAPI, byPage := w.build(t), w.build(t)
	said, why := byAPI.throughAPI(w)
	shown, text := byPage.throughPage(w)
	onPage := w.want
	if w.beside {
		onPage = mend
	}
	if said != w.want || shown != onPage {
		t.Errorf("the API says %s (%s), the page says %s, want %s\n%s", said, why, shown, w.want, text)
	}
	if why != w.reason {
		t.Errorf("the API's reason is %q, want %q", why, w.reason)
	}
	byAPI.Run()
	byPage.Run()
	compare(t, byAPI.state(), byPage.state())
}

// compare fails the test for each document that one house holds alone.
func compare(t *testing.T, api, page []string) {
	t.Helper()
	alone := func(in, out []string) []string {
		return slices.DeleteFunc(slices.Clone(in), func(doc string) bool { return slices.Contains(out, doc) })
	}
	a, p := alone(api, page), alone(page, api)
	for i := range max(len(a), len(p)) {
		var left, right string
		if i < len(a) {
			left = a[i]
		}
		if i < len(p) {
			right = p[i]
		}
		n := 0
		for n < min(len(left), len(right)) && left[n] == right[n] {
			n++
		}
		from := max(0, n-80)
		t.Errorf("after the API: …%.300s\nafter the page: …%.300s", left[min(from, len(left)):], right[min(from, len(right)):])
	}
}

// scened is a house in the situation of a case.
type scened struct {
	*house
	id      string
	key     string
	browser *portaltest.Browser
}

// build brings about a case's situation. Whoever asks has both a key and a browser
// in each house, so that neither is a difference.
func (w twin) build(t *testing.T) *scened {
	t.Helper()
	var change []func(*program.Terms)
	if w.terms != nil {
		change = append(change, w.terms)
	}
	s := &scened{house: newHouse(t, change...)}
	if w.scene != nil {
		s.id = w.scene(s.house)
	}
	s.key, s.browser = s.keyOf(w.by), s.SignedIn(s.now(w.by))
	if w.first != nil && w.first.by != w.by {
		t.Fatal("somebody else asks first")
	}
	return s
}

// fill puts ids into a text: {id} is the scene's, {program} the program's, and
// {kim} and so on are people's.
func (s *scened) fill(text string) string {
	pairs := []string{"{id}", s.id, "{program}", s.program.ID}
	for name, m := range s.people {
		pairs = append(pairs, "{"+name+"}", m.ID)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// filled is fill for every text of a body.
func (s *scened) filled(v any) any {
	switch x := v.(type) {
	case string:
		return s.fill(x)
	case map[string]any:
		out := map[string]any{}
		for name, inner := range x {
			out[name] = s.filled(inner)
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i := range x {
			out[i] = s.filled(x[i])
		}
		return out
	}
	return v
}
