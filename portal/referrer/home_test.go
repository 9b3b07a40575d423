package referrer_test

import (
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/portaltest"
)

// ownLink is the address in the picture of a page's link.
func ownLink(p *portaltest.Page) string {
	before, _, _ := strings.Cut(p.Body, "/qr.svg")
	return before[strings.LastIndex(before, `"`)+1:]
}

func TestHomeOfAFirstVisit(t *testing.T) {
	t.Parallel()
	for lang, words := range map[string][]string{
		"en": {"Hello Kim Muster", "Your first good word", "Share your own link", "Say how you are paid", "What to say", "No reward yet"},
		"de": {"Guten Tag, Kim Muster", "Ihre erste Empfehlung", "Den eigenen Link teilen", "Was Sie schreiben können", "Noch keine Prämie"},
	} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s := set(t)
			s.b.Lang = lang
			p := s.b.Get("/home")
			for _, w := range words {
				if !p.Has(w) {
					t.Errorf("home lacks %q\n%s", w, p.Text())
				}
			}
			if link := ownLink(p); link == "" || link != ownLink(s.b.Get("/home")) {
				t.Errorf("the link isn't there, or changes: %q", link)
			}
		})
	}
}

func TestHomeTellsWhatComesNext(t *testing.T) {
	t.Parallel()
	s := set(t)
	s.several(13)
	later := s.Introduce(s.kim, s.program, map[string]any{"name": "Priya Raman", "email": "priya@raman-logistics.com"})
	s.yes(later.ID)
	p := s.b.Get("/home")
	if !p.Has("What happens to Priya Raman, Raman Logistics next") || !p.Has("Nora Berg contacts Priya Raman") || !p.Has("More than 12 introductions under way.") {
		t.Errorf("%s", p.Text())
	}
	if p.Has("Persona Testera") || p.Has("Your first good word") {
		t.Errorf("%s", p.Text())
	}
	checkNoPersonalData(t, p)
}

func TestHomeAsksForWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := set(t)
	s.Introduce(s.kim, s.program, map[string]any{"why": "asdf asdf asdf asdf asdf asdf"})
	won := s.Introduce(s.kim, s.program, map[string]any{"name": "Tom Becker", "company": "Becker Foods", "email": "tom@becker-foods.com",
		"why": "Tom pays too much for storage and asked me whom I use."})
	s.yes(won.ID)
	_, err := s.App.Referrals.Win(t.Context(), s.As(s.nora), won.ID, app.WinReferral{
		ExternalID: "deal-1", Amount: money.Of(1_000_000, "eur"), Evidence: app.DealEvidence{Kind: "contract", Reference: "C-1"},
	})
	s.Must(err)
	s.Run()
	p := s.b.Get("/home")
	if !p.Has("Answer a question about Priya Raman") || !p.Has("Set up how you are paid: a reward is on its way") || !p.Has("Pending €200.00") {
		t.Errorf("%s", p.Text())
	}
}

func TestHomeWithSeveralPrograms(t *testing.T) {
	t.Parallel()
	s := set(t)
	other := s.Program(s.nora, func(terms *program.Terms) { terms.Name = "Southline" })
	p := s.b.Get("/home?program=" + other.ID)
	q := s.b.Get("/home?program=" + s.program.ID)
	if ownLink(p) == ownLink(q) || !p.Has("Southline") {
		t.Errorf("%s", p.Text())
	}
	choose := s.b.Get("/introductions/new")
	if !choose.Has("Southline") || !choose.Has("What is it about?") || !choose.Has("You write first.") || !choose.Has("You get €200.00 if they buy.") {
		t.Errorf("%s", choose.Text())
	}
}
