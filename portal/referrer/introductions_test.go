package referrer_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/referral"
)

// several makes n introductions, one after the other.
func (s *stage) several(n int) []*referral.Referral {
	s.T.Helper()
	var all []*referral.Referral
	for i := range n {
		s.Clock.Advance(3 * time.Hour)
		who := fmt.Sprintf("Person%c Tester%c", 'a'+i%26, 'a'+i/26)
		all = append(all, s.Introduce(s.kim, s.program, map[string]any{
			"name": who, "company": "Firm of " + who, "why": who + " still plans every route on paper and loses an hour each day.",
		}))
	}
	s.b = s.SignedIn(s.kim)
	return all
}

func TestListEmpty(t *testing.T) {
	t.Parallel()
	s := set(t)
	if p := s.b.Get("/introductions"); !p.Has("You have not introduced anybody yet") || p.Has("Apply") {
		t.Errorf("%s", p.Text())
	}
	if p := s.b.Get("/introductions?q=priya"); !p.Has("Nothing fits these filters") {
		t.Errorf("%s", p.Text())
	}
}

func TestListSearchFilterAndParts(t *testing.T) {
	t.Parallel()
	s := set(t)
	all := s.several(28)
	first := s.b.Get("/introductions")
	if !first.Has("Personb Testerb") || first.Has("Persona Testera") {
		t.Errorf("first part:\n%s", first.Text())
	}
	next := ""
	for _, l := range first.Links() {
		if strings.Contains(l, "cursor=") {
			next = l
		}
	}
	if p := s.b.Get(next); !p.Has("Persona Testera") || !p.Has("Back to the start") {
		t.Errorf("next part:\n%s", p.Text())
	}
	if p := s.b.Get("/introductions?sort=oldest"); !p.Has("Persona Testera") {
		t.Errorf("oldest first:\n%s", p.Text())
	}
	if p := s.b.Get("/introductions?q=perso+testerb"); !p.Has("Personb Testerb") || p.Has("Personc Testera") {
		t.Errorf("search:\n%s", p.Text())
	}
	s.decide(all[3].ID, "withdraw", nil)
	if p := s.b.Get("/introductions?show=closed"); !p.Has("Persond Testera") || p.Has("Personc Testera") {
		t.Errorf("closed:\n%s", p.Text())
	}
	for _, show := range []string{"open", "mine", "person", "followed", "won"} {
		if p := s.b.Get("/introductions?show=" + show); p.Status != http.StatusOK || p.Has("Persond Testera") {
			t.Errorf("%s: %d", show, p.Status)
		}
	}
}

// TestListTellsNoMoreThanThePromise asks for a state that a referrer can't tell
// from another one.
func TestListTellsNoMoreThanThePromise(t *testing.T) {
	t.Parallel()
	s := set(t)
	for _, show := range []string{"refused", "lapsed", "stopped"} {
		if p := s.b.Get("/introductions?show=" + show); p.Status < 400 {
			t.Errorf("%s: %d", show, p.Status)
		}
	}
}

func TestFileIsTheList(t *testing.T) {
	t.Parallel()
	s := set(t)
	all := s.several(3)
	s.Introduce(s.kim, s.program, map[string]any{"name": "Eve Formula", "company": "=SUM(A1)", "why": "Eve keeps her books on paper and it costs her a day each month."})
	s.decide(all[0].ID, "withdraw", nil)
	for query, want := range map[string]int{"": 4, "?show=closed": 1, "?q=" + url.QueryEscape("Testera"): 3, "?show=won": 0} {
		p := s.b.Get("/introductions.csv" + query)
		rows, err := csv.NewReader(strings.NewReader(p.Body)).ReadAll()
		if err != nil || len(rows) != want+1 {
			t.Errorf("%s: %v\n%s", query, err, p.Body)
		}
		if strings.Contains(p.Body, ",=SUM") {
			t.Error("a formula left as one")
		}
	}
	if p := s.b.Get("/introductions.csv?show=nonsense"); p.Status < 400 {
		t.Errorf("a filter that isn't: %d", p.Status)
	}
}
