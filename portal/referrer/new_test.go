package referrer_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/portaltest"
	"github.com/goodword/goodword/portal/referrer"
)

// stage is a portal with a program and a customer who is signed in.
type stage struct {
	*portaltest.Kit
	nora, kim *member.Member
	program   *program.Program
	b         *portaltest.Browser
	form      string // path of the program's form
}

func set(t *testing.T, change ...func(*program.Terms)) *stage {
	t.Helper()
	k := portaltest.New(t, portaltest.Pages(referrer.New))
	s := &stage{Kit: k, nora: k.Staff("Nora Berg", aggregate.Admin, aggregate.Rep, aggregate.Reviewer)}
	s.kim = k.Customer("Kim Muster")
	s.program = k.Program(s.nora, change...)
	s.b = k.SignedIn(s.kim)
	s.form = "/introductions/new/" + s.program.ID
	return s
}

// typed is a form that is complete and specific.
func typed() url.Values {
	return url.Values{
		"name": {"Priya Raman"}, "company": {"Raman Logistics"}, "source": {"peers_outside"}, "told": {"yes"},
		"why": {"They still plan every route on paper and lose an hour each day."},
	}
}

// preview sends the form and returns the second page.
func (s *stage) preview(form url.Values) *portaltest.Page {
	s.T.Helper()
	p := s.b.Post(s.form, form)
	if p.Status != http.StatusOK {
		s.T.Fatalf("preview: %d\n%s", p.Status, p.Text())
	}
	return p
}

// send accepts what a preview shows.
func (s *stage) send(p *portaltest.Page) *portaltest.Page {
	s.T.Helper()
	form := p.Form(s.form + "/send")
	form.Set("accept-promise", "yes")
	return s.b.Post(s.form+"/send", form)
}

func (s *stage) all() []*referral.Referral {
	s.T.Helper()
	l, err := s.App.Referrals.List(s.T.Context(), portaltest.Operator.Actor, app.ReferralFilter{}, app.Page{})
	s.Must(err)
	return l.Docs
}

func TestIntroducesSomebody(t *testing.T) {
	t.Parallel()
	for lang, words := range map[string][]string{
		"en": {"This is what happens with Priya Raman", "The letter that you send to Priya Raman", "Hello Priya Raman,", "Here stands the personal link", "Now send your letter to Priya Raman"},
		"de": {"Das passiert mit Priya Raman", "Der Brief, den Sie Priya Raman schicken", "Guten Tag Priya Raman,", "Hier steht der persönliche Link", "Schicken Sie Priya Raman jetzt Ihren Brief"},
	} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s := set(t)
			s.b.Lang = lang
			if p := s.b.Get("/introductions/new"); p.Location != s.form {
				t.Errorf("one program only, yet it leads to %q", p.Location)
			}
			if p := s.b.Get(s.form); p.Status != http.StatusOK || p.Value("name") != "" || !slices.Contains(p.Links(), "#promise") {
				t.Errorf("the form: %d, with %v", p.Status, p.Links())
			}
			p := s.preview(typed())
			for _, w := range words[:4] {
				if !p.Has(w) {
					t.Errorf("the preview lacks %q\n%s", w, p.Text())
				}
			}
			if len(s.all()) != 0 {
				t.Fatal("a preview created something")
			}
			sent := s.send(p)
			again := s.send(p)
			if sent.Location == "" || sent.Location != again.Location {
				t.Errorf("twice the same form leads to %q and %q\n%s", sent.Location, again.Location, again.Text())
			}
			if n := len(s.all()); n != 1 {
				t.Fatalf("%d introductions", n)
			}
			done := s.b.Get(sent.Location)
			if !done.Has(words[4]) || !strings.Contains(done.Body, portaltest.Site+"/i/") {
				t.Errorf("the letter isn't there:\n%s", done.Text())
			}
			for _, page := range []*portaltest.Page{p, done, sent} {
				checkNoPersonalData(t, page)
			}
		})
	}
}

// checkNoPersonalData looks for a person's details in the addresses of a page: only
// links that open a program of the reader's own may carry the letter.
func checkNoPersonalData(t *testing.T, p *portaltest.Page) {
	t.Helper()
	links := []string{p.Location}
	if p.Doc != nil {
		links = p.Links()
	}
	for _, l := range links {
		if strings.HasPrefix(l, "mailto:") || strings.HasPrefix(l, "sms:") || strings.HasPrefix(l, "https://wa.me/") {
			continue
		}
		if low := strings.ToLower(l); strings.Contains(low, "priya") || strings.Contains(low, "raman") || strings.Contains(low, "%40") {
			t.Errorf("an address holds personal data: %s", l)
		}
	}
}

func TestNothingIsSentWithoutTheTick(t *testing.T) {
	t.Parallel()
	s := set(t)
	p := s.preview(typed())
	if strings.Contains(p.Body, `name="accept-promise" value="yes" checked`) {
		t.Error("the tick is set beforehand")
	}
	back := s.b.Post(s.form+"/send", p.Form(s.form+"/send"))
	if back.Status != http.StatusUnprocessableEntity || !back.Has("We need your tick") || len(s.all()) != 0 {
		t.Errorf("%d\n%s", back.Status, back.Text())
	}
}

func TestGoingBackKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := set(t)
	form := s.preview(typed()).Form(s.form)
	form.Set("go-back", "yes")
	if p := s.b.Post(s.form, form); p.Value("name") != "Priya Raman" || !strings.HasPrefix(p.Value("why"), "They still plan") {
		t.Errorf("kept %q and %q", p.Value("name"), p.Value("why"))
	}
}

func TestNewerPromiseIsShownFirst(t *testing.T) {
	t.Parallel()
	s := set(t)
	p := s.preview(typed())
	terms := s.program.Draft
	terms.Rewards.Rules[0].Price.Amount = 10_000
	_, err := s.App.Programs.Update(t.Context(), portaltest.Operator, s.program.ID, app.ProgramInput{Draft: terms})
	s.Must(err)
	_, err = s.App.Programs.Publish(t.Context(), portaltest.Operator, s.program.ID)
	s.Must(err)
	stale := s.send(p)
	if stale.Status != http.StatusConflict || !stale.Has("The promise has changed meanwhile") || !stale.Has("€100.00") || len(s.all()) != 0 {
		t.Fatalf("%d\n%s", stale.Status, stale.Text())
	}
	if s.send(stale); len(s.all()) != 1 || s.all()[0].RevisionN != 2 {
		t.Errorf("%+v", s.all())
	}
}

func TestProgramEndsBetween(t *testing.T) {
	t.Parallel()
	s := set(t)
	p := s.preview(typed())
	_, err := s.App.Programs.Archive(t.Context(), portaltest.Operator, s.program.ID)
	s.Must(err)
	ended := s.send(p)
	next := s.b.Get(ended.Location)
	if ended.Location != "/introductions/new" || !next.Has("This program has ended. Nothing was sent.") || !next.Has("No introductions are taken at the moment") {
		t.Errorf("%q\n%s", ended.Location, next.Text())
	}
	if home := s.b.Get("/home"); !home.Has("No introductions are taken at the moment") {
		t.Errorf("home:\n%s", home.Text())
	}
}

func TestMistakesAreToldBesideTheirFields(t *testing.T) {
	t.Parallel()
	s := set(t)
	p := s.b.Post(s.form, url.Values{"name": {"Priya Raman"}})
	if p.Status != http.StatusUnprocessableEntity || p.Value("name") != "Priya Raman" || !p.Has("Please fill this in.") {
		t.Errorf("%d\n%s", p.Status, p.Text())
	}
	thin := typed()
	thin.Set("why", "good")
	asked := s.b.Post(s.form, thin)
	if asked.Status != http.StatusUnprocessableEntity {
		t.Fatalf("%d\n%s", asked.Status, asked.Text())
	}
}

// Several mistakes of one kind are told apart by what they are about.
func TestMistakesSayWhereTheyAre(t *testing.T) {
	t.Parallel()
	s := set(t)
	p := s.b.Post("/introductions/new/"+s.program.ID, url.Values{"name": {"Priya Raman"}})
	for _, words := range []string{"Their company – Please fill this in.", "Have you told them? – Please fill this in."} {
		if p.Status != http.StatusUnprocessableEntity || !p.Has(words) {
			t.Errorf("%d: no %q in %s", p.Status, words, p.Text())
		}
	}
}

func TestGoesOnAlthoughVettingAsksBack(t *testing.T) {
	t.Parallel()
	s := set(t)
	thin := typed()
	thin.Set("why", "asdf asdf asdf asdf asdf asdf")
	p := s.b.Post(s.form, thin)
	if p.Status != http.StatusUnprocessableEntity || !p.Has("Go on as it is") {
		t.Fatalf("%d\n%s", p.Status, p.Text())
	}
	thin.Set("as-it-is", "yes")
	s.send(s.preview(thin))
	if all := s.all(); len(all) != 1 || all[0].Status != referral.NeedsInfo {
		t.Errorf("%+v", all)
	}
}

func TestSecondWordsUnderEachConsent(t *testing.T) {
	t.Parallel()
	for consent, template := range map[promise.Consent]string{promise.AskFirst: "ask_first", promise.AlreadyAgreed: "first_message"} {
		t.Run(string(consent), func(t *testing.T) {
			t.Parallel()
			s := set(t, func(terms *program.Terms) {
				terms.Promise.Consent = consent
				terms.Promise.AskFirstCountries = []string{"US"}
				terms.Languages = []string{"en", "de"}
			})
			form := typed()
			for name, value := range map[string]string{"email": "priya@raman-logistics.com", "country": "US", "agreed": "yes", "language": "en"} {
				form.Set(name, value)
			}
			p := s.preview(form)
			sent := s.send(p)
			if sent.Location == "" {
				t.Fatalf("%d\n%s", sent.Status, sent.Text())
			}
			mail, _ := s.Mail(template)
			words := s.Site.Words(mail.Language)
			for _, m := range append(append(mail.Paragraphs, mail.Lines...), mail.Subject, mail.Action.Label) {
				for line := range strings.SplitSeq(words.Text(m), "\n\n") {
					if !p.Has(line) {
						t.Errorf("the preview lacks %q\n%s", line, p.Text())
					}
				}
			}
		})
	}
}

func TestLiveLook(t *testing.T) {
	t.Parallel()
	s := set(t)
	part := s.b.Part(s.form, url.Values{"name": {"Priya Raman"}})
	if strings.Contains(part.Body, "<html") || part.Has("Please fill this in.") || part.Has("Looks good") {
		t.Errorf("an unfinished form:\n%s", part.Body)
	}
	part = s.b.Part(s.form, typed())
	if !part.Has("Looks good") || strings.Contains(part.Body, "<html") || part.Header.Get("Vary") == "" {
		t.Errorf("%s", part.Body)
	}
	bad := typed()
	bad.Set("why", "asdf asdf asdf asdf asdf asdf")
	if part = s.b.Part(s.form, bad); !strings.Contains(part.Body, "#f-why") {
		t.Errorf("nothing to mend:\n%s", part.Body)
	}
	if len(s.all()) != 0 {
		t.Error("a look created something")
	}
}

// A look at what was looked at before isn't one: it tells nothing new, and uses up
// nothing of the referrer's pace.
func TestLooksThatCount(t *testing.T) {
	t.Parallel()
	s := set(t, func(terms *program.Terms) { terms.Vetting.PerHour = 1 })
	form := typed()
	form.Set("looked-at", s.b.Part(s.form, form).Value("looked-at"))
	for _, channel := range []string{"email", "phone", "text", "video", "in_person"} {
		form.Set("channel", channel)
		if p := s.b.Part(s.form, form); p.Status != http.StatusNoContent {
			t.Fatalf("%s: %d\n%s", channel, p.Status, p.Text())
		}
	}
	form.Set("why", "They plan every route on paper and lose an hour each day, I saw it.")
	if p := s.b.Part(s.form, form); p.Status != http.StatusOK || !p.Has("Looks good") {
		t.Errorf("other words: %d\n%s", p.Status, p.Text())
	}
}

func TestTooManyAtOnce(t *testing.T) {
	t.Parallel()
	s := set(t, func(terms *program.Terms) { terms.Vetting.PerHour = 1 })
	s.Introduce(s.kim, s.program, nil)
	p := s.b.Post(s.form, typed())
	if p.Status != http.StatusTooManyRequests || !p.Has("That was a lot at once") || p.Value("name") != "Priya Raman" {
		t.Errorf("%d\n%s", p.Status, p.Text())
	}
	s.Clock.Advance(2 * time.Hour)
	if p := s.b.Post(s.form, typed()); p.Status != http.StatusOK && p.Status != http.StatusUnprocessableEntity {
		t.Errorf("%d", p.Status)
	}
}

func TestOthersDoNotIntroduce(t *testing.T) {
	t.Parallel()
	s := set(t)
	if p := s.SignedIn(s.nora).Get(s.form); p.Status != http.StatusForbidden {
		t.Errorf("staff: %d", p.Status)
	}
	if p := s.Browser().Get(s.form); p.Status != http.StatusSeeOther || !strings.HasPrefix(p.Location, "/sign-in") {
		t.Errorf("nobody: %d %s", p.Status, p.Location)
	}
	if p := s.b.Get("/introductions/new/prg_none"); p.Status != http.StatusNotFound {
		t.Errorf("no such program: %d", p.Status)
	}
}
