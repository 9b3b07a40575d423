package referrer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/portaltest"
)

// links are Kim's, the newest first.
func (s *purse) links() []*link.Link {
	s.T.Helper()
	l, err := s.App.Links.List(s.T.Context(), s.kim.Actor(""), s.kim.ID, "", app.Page{})
	s.Must(err)
	return l.Docs
}

// visit counts a visit, as the page behind the link does.
func (s *purse) visit(l *link.Link) {
	s.T.Helper()
	s.App.Visits.Record(l, link.Request{Method: http.MethodGet, UserAgent: "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"})
	s.Must(s.App.Visits.Flush(s.T.Context()))
}

// leads reports whether a link leads to its referrer's introduction.
func (s *purse) leads(l *link.Link) bool {
	s.T.Helper()
	_, err := s.App.Links.Landing(s.T.Context(), l.Code)
	if err != nil && !fault.Is(err, fault.NotFound) {
		s.T.Fatal(err)
	}
	return err == nil
}

// TestTheMainLinkIsThere: with the words to send, which say that there may be a
// reward, in the reader's language, and with nobody chosen.
func TestTheMainLinkIsThere(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	p := s.shows("/links", "Your links", "You should know: if it works out, I may get a reward.", "No visits in the last 12 weeks.")
	main := s.links()
	if len(main) != 1 || main[0].Slot != 0 {
		t.Fatalf("%+v", main)
	}
	for _, l := range p.Links() {
		if strings.HasPrefix(l, "mailto:") || strings.HasPrefix(l, "sms:") || strings.HasPrefix(l, "https://wa.me/") {
			if !strings.Contains(l, main[0].Code) || !strings.Contains(l, "reward") || strings.Contains(l, "@") {
				t.Errorf("%s", l)
			}
		}
	}
	for _, want := range []string{"mailto:?subject=", "https://wa.me/?text=", "sms:?&body="} {
		if !strings.Contains(strings.Join(p.Links(), "\n"), want) {
			t.Errorf("no %s among the links", want)
		}
	}
	s.browser.Lang = "de"
	s.shows("/links", "Ihre Links", "Gut zu wissen: Wenn etwas daraus wird, bekomme ich vielleicht eine Prämie.")
	s.visit(main[0])
	s.shows("/links", "1 Besuch in den letzten 12 Wochen")
	s.shows("/links/"+main[0].ID, "Ihr Hauptlink", "Wir zählen Besuche, nicht Besucher")
}

func TestANamedLink(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	form := s.shows("/links").Form("/links")
	if p := s.browser.Post("/links", form); p.Status != 422 || !p.Has("Give the link a name.") {
		t.Errorf("%d %s", p.Status, p.Text())
	}
	form.Set("name", `Trade fair <b>Hamburg</b>`)
	p := s.browser.Follow("/links", form)
	s.says(p, "Trade fair <b>Hamburg</b>” is ready")
	if again := s.browser.Post("/links", form); again.Status != 303 || len(s.links()) != 2 {
		t.Errorf("sent twice: %d, %d links", again.Status, len(s.links()))
	}
	other := s.shows("/links").Form("/links")
	other.Set("name", `Trade fair <b>Hamburg</b>`)
	if p := s.browser.Post("/links", other); p.Status != 422 || !p.Has("You have a link of this name") || p.Value("name") != other.Get("name") {
		t.Errorf("%d %s", p.Status, p.Text())
	}
	other.Set("name", strings.Repeat("x", 61))
	if p := s.browser.Post("/links", other); p.Status != 422 {
		t.Errorf("a name of 61 characters: %d", p.Status)
	}
}

// TestALinkIsSwitched off and on, by its buttons and by Undo; off it leads nowhere.
func TestALinkIsSwitched(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	s.shows("/links")
	l := s.links()[0]
	path := "/links/" + l.ID
	p := s.browser.Follow(path+"/off", s.shows(path).Form(path+"/off"))
	s.says(p, "The link is off.", "Undo", "It leads nowhere.")
	if s.leads(l) {
		t.Error("a link that is off leads somewhere")
	}
	s.never(s.shows("/links"), "Copy the words")
	p = s.browser.Follow(path+"/on", p.Form(path+"/on"))
	s.says(p, "The link is on.", "Copy the words")
	if !s.leads(l) {
		t.Error("a link that is on leads nowhere")
	}
}

func TestAProgramThatEnded(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	s.shows("/links")
	_, err := s.App.Programs.Archive(t.Context(), portaltest.Operator, s.program.ID)
	s.Must(err)
	s.shows("/links", "There is no link yet", "program ended")
	p := s.shows("/links/"+s.links()[0].ID, "The program takes no new introductions")
	s.never(p, "Switch it off", "Copy the words")
}

func TestLinksOfOthers(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	s.shows("/links")
	l := s.links()[0]
	lee := s.SignedIn(s.Customer("Lee Other"))
	if p := lee.Get("/links/" + l.ID); p.Status != 404 {
		t.Errorf("somebody else reads it: %d", p.Status)
	}
	if p := lee.Post("/links/"+l.ID+"/off", url.Values{}); p.Status != 404 || s.links()[0].State != link.On {
		t.Errorf("somebody else switches it: %d", p.Status)
	}
	if p := s.SignedIn(s.rep).Get("/links"); p.Status != 403 {
		t.Errorf("staff have links: %d", p.Status)
	}
	if p := s.Browser().Get("/links"); p.Status != 303 || p.Location != "/sign-in?then=%2Flinks" {
		t.Errorf("%d %s", p.Status, p.Location)
	}
}

// TestTheFileOfLinksIsTheList with the same filters, in the same order.
func TestTheFileOfLinksIsTheList(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	s.shows("/links")
	for _, name := range []string{"Spring newsletter", "Trade fair", "=SUM(A1)", strings.Repeat("Very long ", 5) + "name"} {
		form := s.browser.Get("/links").Form("/links")
		form.Set("name", name)
		s.Clock.Advance(time.Second)
		s.browser.Follow("/links", form)
	}
	for query, want := range map[string][]string{
		"":                   {strings.Repeat("Very long ", 5) + "name", "'=SUM(A1)", "Trade fair", "Spring newsletter", "Your main link"},
		"?sort=oldest":       {"Your main link", "Spring newsletter", "Trade fair", "'=SUM(A1)", strings.Repeat("Very long ", 5) + "name"},
		"?q=trade":           {"Trade fair"},
		"?state=off":         nil,
		"?state=on&q=spring": {"Spring newsletter"},
	} {
		rows := s.rows("/links.csv" + query)
		var got []string
		for _, r := range rows[1:] {
			got = append(got, r[0])
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
		p := s.shows("/links" + query)
		for _, name := range want {
			s.says(p, strings.TrimPrefix(name, "'"))
		}
	}
	if p := s.browser.Get("/links?state=spent"); p.Status != 422 {
		t.Errorf("an unknown state: %d", p.Status)
	}
	s.shows("/links?q=nothing", "Nothing fits these filters")
	part := s.shows("/links?limit=2")
	next := ""
	for _, l := range part.Links() {
		if strings.Contains(l, "cursor=") {
			next = l
		}
	}
	if next == "" {
		t.Fatal("no way to the next part")
	}
	s.shows(next, "Trade fair")
}
