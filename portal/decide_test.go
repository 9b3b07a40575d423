package portal

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/view"
)

// form is a form as it stands on a page: where it goes, and what a press of its
// first button sends when nobody chose or typed anything.
type form struct {
	action string
	values url.Values
}

// forms reads the forms of an answer, and its links to this site.
func forms(t *testing.T, res *http.Response) (list []form, links []string) {
	t.Helper()
	doc, err := html.Parse(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.A:
			if href := attr(n, "href"); strings.HasPrefix(href, "/") {
				links = append(links, href)
			}
		case atom.Form:
			f := form{action: attr(n, "action"), values: url.Values{}}
			for c := range n.Descendants() {
				plain := c.DataAtom == atom.Input && attr(c, "type") != "radio" && attr(c, "type") != "checkbox" || hasAttr(c, "checked")
				if name := attr(c, "name"); name != "" && plain {
					f.values.Add(name, attr(c, "value"))
				}
			}
			list = append(list, f)
		}
	}
	return list, links
}

// TestARobotDecidesNothing lets a machine follow every link and press every
// button, again on each page that this leads to, and looks for changes.
func TestARobotDecidesNothing(t *testing.T) {
	t.Parallel()
	for _, sc := range scenes() {
		if sc.form != nil || sc.status != http.StatusOK {
			continue
		}
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			st := &stage{person: sc.stage.person, ref: sc.stage.ref, proof: sc.stage.proof}
			srv := setup(t, st)
			seen := map[string]bool{}
			var press func(res *http.Response, depth int)
			visit := func(path string, body url.Values, depth int) {
				key := path
				if body != nil {
					body.Del("stamp")
					key += " " + body.Encode()
				}
				if seen[key] || depth > 4 {
					return
				}
				seen[key] = true
				press(send(t, srv, "en", path, body), depth)
			}
			press = func(res *http.Response, depth int) {
				list, links := forms(t, res)
				for _, href := range links {
					visit(href, nil, depth+1)
				}
				for _, f := range list {
					// The stamp is sent: robots send hidden fields too.
					if key := f.action + fmt.Sprint(slices.Sorted(maps.Keys(f.values))); !seen[key] {
						seen[key] = true
						press(send(t, srv, "en", f.action, f.values), depth+1)
					}
				}
			}
			visit(sc.path, nil, 0)
			if got := st.changes(); len(got) > 0 {
				t.Errorf("a robot did %v", got)
			}
		})
	}
}

// decide walks the two pages as a person does: the first form with chosen, the
// form that it leads to with sure.
func decide(t *testing.T, srv *httptest.Server, path string, chosen, sure url.Values) *http.Response {
	t.Helper()
	res := send(t, srv, "en", path, chosen)
	if res.StatusCode != http.StatusOK {
		t.Fatalf("first page: %d", res.StatusCode)
	}
	list, _ := forms(t, res)
	second := list[len(list)-1]
	for name, values := range sure {
		second.values[name] = values
	}
	return send(t, srv, "en", second.action, second.values)
}

func TestAPersonDecides(t *testing.T) {
	t.Parallel()
	yes := url.Values{"sure": {"yes"}, "channel": {"phone"}, "time": {"moment"}, "day": {"2026-11-24"}, "at": {"19:00"}, "email": {"priya@acme.example"}}
	for name, tc := range map[string]struct {
		stage        *stage
		path         string
		chosen, sure url.Values
		status       int
		want         []string
	}{
		"yes":             {&stage{person: person(view.PersonAsked)}, "/i/good/answer", url.Values{"answer": {"yes"}}, yes, 303, []string{"answer yes phone"}},
		"yes, no channel": {&stage{person: person(view.PersonAsked)}, "/i/good/answer", url.Values{"answer": {"yes"}}, url.Values{"sure": {"yes"}}, 422, nil},
		"not now":         {&stage{person: person(view.PersonAsked)}, "/i/good/answer", url.Values{"answer": {"not_now"}}, url.Values{"sure": {"yes"}, "until": {"2027-01-01"}}, 303, []string{"answer not_now "}},
		"not now, no day": {&stage{person: person(view.PersonAsked)}, "/i/good/answer", url.Values{"answer": {"not_now"}}, url.Values{"sure": {"yes"}}, 422, nil},
		"no":              {&stage{person: person(view.PersonAsked)}, "/i/good/answer", url.Values{"answer": {"no"}}, url.Values{"sure": {"yes"}}, 303, []string{"answer no "}},
		"no, taken back":  {&stage{person: person(view.PersonAsked)}, "/i/good/answer", url.Values{"answer": {"no"}}, url.Values{"sure": {"no"}}, 303, nil},
		"never":           {&stage{person: person(view.PersonMet)}, "/i/good/answer", url.Values{"answer": {"never"}}, url.Values{"sure": {"yes"}}, 303, []string{"answer never "}},
		"lift":            {&stage{person: person(view.PersonErased)}, "/i/good/answer", url.Values{"answer": {"lift"}}, url.Values{"sure": {"yes"}}, 303, []string{"answer lift "}},
		"report":          {&stage{person: person(view.PersonAsked)}, "/i/good/report", url.Values{"kind": {"unknown_referrer"}}, url.Values{"sure": {"yes"}}, 303, []string{"report unknown_referrer"}},
		"prove":           {&stage{proof: view.Proof{PageURL: "/i/good"}}, "/c/good", nil, url.Values{"sure": {"yes"}}, 303, []string{"prove"}},
		"disown":          {&stage{proof: view.Proof{PageURL: "/i/good"}}, "/c/good", nil, url.Values{"sure": {"no"}}, 303, []string{"disown"}},
		"by link":         {&stage{}, "/r/dana-k7", url.Values{"name": {"Priya"}, "email": {"p@acme.example"}}, url.Values{"sure": {"yes"}}, 200, []string{"introduce dana-k7"}},
		"by link, back":   {&stage{}, "/r/dana-k7", url.Values{"name": {"Priya"}, "email": {"p@acme.example"}}, url.Values{"sure": {"no"}}, 200, nil},
		"alone":           {&stage{person: person(view.PersonWithdrawn)}, "/i/good/introduction", url.Values{"email": {"p@acme.example"}}, url.Values{"sure": {"yes"}}, 200, []string{"introduce good"}},
		"withdraw":        {&stage{ref: referral(view.Withdraw)}, "/m/good/withdraw", nil, url.Values{"sure": {"yes"}}, 303, []string{"act withdraw "}},
		"appeal":          {&stage{ref: referral(view.Appeal)}, "/m/good/appeal", nil, url.Values{"sure": {"yes"}, "words": {"Look again"}}, 303, []string{"act appeal Look again"}},
		"appeal, silent":  {&stage{ref: referral(view.Appeal)}, "/m/good/appeal", nil, url.Values{"sure": {"yes"}}, 422, nil},
		"correct":         {&stage{ref: referral(view.Correct)}, "/m/good/correct", nil, url.Values{"sure": {"yes"}, "email": {"p@acme.example"}}, 303, []string{"act correct "}},
		"confirm":         {&stage{ref: referral(view.Confirm)}, "/m/good/confirm", nil, url.Values{"sure": {"yes"}}, 303, []string{"act confirm "}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			res := decide(t, setup(t, tc.stage), tc.path, tc.chosen, tc.sure)
			if res.StatusCode != tc.status {
				t.Errorf("status %d, want %d", res.StatusCode, tc.status)
			}
			if got := tc.stage.changes(); !slices.Equal(got, tc.want) {
				t.Errorf("changed %q, want %q", got, tc.want)
			}
		})
	}
}

// TestTheSecondPageNeedsItsStamp posts to the second step without, and with the
// stamp of another choice.
func TestTheSecondPageNeedsItsStamp(t *testing.T) {
	t.Parallel()
	st := &stage{person: person(view.PersonAsked)}
	srv := setup(t, st)
	list, _ := forms(t, send(t, srv, "en", "/i/good/answer", url.Values{"answer": {"no"}}))
	stamp := list[len(list)-1].values.Get("stamp")
	for _, v := range []url.Values{
		{"answer": {"no"}, "sure": {"yes"}},
		{"answer": {"no"}, "sure": {"yes"}, "stamp": {"AAAA"}},
		{"answer": {"never"}, "sure": {"yes"}, "stamp": {stamp}},
	} {
		if res := send(t, srv, "en", "/i/good/confirm", v); res.StatusCode != http.StatusForbidden {
			t.Errorf("%v: status %d", v, res.StatusCode)
		}
	}
	if got := st.changes(); len(got) > 0 {
		t.Errorf("changed %v", got)
	}
}

// TestWhatWasTypedStays looks for typed values beside the words about them.
func TestWhatWasTypedStays(t *testing.T) {
	t.Parallel()
	st := &stage{person: person(view.PersonAsked), refuse: fault.OfFields(fault.Field{Pointer: "/until", Code: "too_late"})}
	res := decide(t, setup(t, st), "/i/good/answer", url.Values{"answer": {"not_now"}}, url.Values{"sure": {"yes"}, "until": {"2031-01-01"}})
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`value="2031-01-01"`, "Choose an earlier day.", `href="#f-until"`, `aria-invalid="true"`} {
		if !strings.Contains(string(body), want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if res.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("status %d", res.StatusCode)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}
