package referrer_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/stripesandbox"
	"github.com/goodword/goodword/portal/portaltest"
)

// decide takes an action on its page; typed is what the page asks for.
func (s *stage) decide(id, action string, typed map[string]string) *portaltest.Page {
	s.T.Helper()
	at := "/introductions/" + id + "/" + action
	form := s.b.Get(at).Form(at)
	form.Set("sure", "yes")
	for name, value := range typed {
		form.Set(name, value)
	}
	return s.b.Post(at, form)
}

func (s *stage) yes(id string) {
	s.T.Helper()
	_, err := s.App.Referrals.RecordYes(s.T.Context(), s.As(s.nora), id, app.RecordYes{Channel: "reply", Evidence: "Yes, please call me."})
	s.Must(err)
	s.Run()
}

func withMail() map[string]any { return map[string]any{"email": "priya@raman-logistics.com"} }

func TestSaysWhatTheMailedPageSays(t *testing.T) {
	t.Parallel()
	for lang, words := range map[string][]string{
		"en": {"Priya Raman, Raman Logistics", "We stay silent until Priya Raman says yes.", "Your letter to send on", "Your letter for Priya Raman, to you", "You get €200.00 if they buy.", "What the introduction says"},
		"de": {"Priya Raman, Raman Logistics", "Ihr Brief zum Weiterleiten", "Ihr Brief für Priya Raman, an Sie", "Was in der Empfehlung steht"},
	} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s := set(t)
			s.b.Lang = lang
			r := s.Introduce(s.kim, s.program, nil)
			p := s.b.Get("/introductions/" + r.ID)
			for _, w := range words {
				if !p.Has(w) {
					t.Errorf("the page lacks %q\n%s", w, p.Text())
				}
			}
			checkNoPersonalData(t, p)
		})
	}
}

func TestWithdrawsBeforeTheYes(t *testing.T) {
	t.Parallel()
	s := set(t)
	r := s.Introduce(s.kim, s.program, nil)
	at := "/introductions/" + r.ID
	if p := s.b.Get(at + "/withdraw"); !p.Has("We will not get in touch with Priya Raman.") {
		t.Errorf("it doesn't say what will happen:\n%s", p.Text())
	}
	form := s.b.Get(at + "/withdraw").Form(at + "/withdraw")
	if p := s.b.Post(at+"/withdraw", form); p.Status != http.StatusUnprocessableEntity || s.Referral(r.ID).Status != referral.AwaitingYes {
		t.Errorf("without an answer: %d", p.Status)
	}
	form.Set("sure", "yes")
	first, again := s.b.Follow(at+"/withdraw", form), s.b.Follow(at+"/withdraw", form)
	for _, p := range []*portaltest.Page{first, again} {
		if !p.Has("Taken back.") || !p.Has("You took it back. Nobody gets in touch.") {
			t.Errorf("%s", p.Text())
		}
	}
	if p := s.b.Get(at + "/withdraw"); p.Location != at {
		t.Errorf("withdrawn twice: %d %s", p.Status, p.Location)
	}
}

func TestGivesUpTheClaimAfterTheYes(t *testing.T) {
	t.Parallel()
	s := set(t)
	r := s.Introduce(s.kim, s.program, withMail())
	s.yes(r.ID)
	p := s.b.Get("/introductions/" + r.ID)
	if !p.Has("Our team wrote down the yes of Priya Raman") {
		t.Errorf("no evidence:\n%s", p.Text())
	}
	if p := s.b.Get("/introductions/" + r.ID + "/withdraw"); !p.Has("has said yes, so the contact goes on") {
		t.Errorf("%s", p.Text())
	}
	s.decide(r.ID, "withdraw", nil)
	if r := s.Referral(r.ID); r.Status != referral.Agreed || r.Forgone == "" {
		t.Errorf("%s %q", r.Status, r.Forgone)
	}
}

func TestChangedMeanwhile(t *testing.T) {
	t.Parallel()
	s := set(t)
	r := s.Introduce(s.kim, s.program, withMail())
	at := "/introductions/" + r.ID + "/withdraw"
	form := s.b.Get(at).Form(at)
	form.Set("sure", "yes")
	s.yes(r.ID)
	if p := s.b.Follow(at, form); !p.Has("Something has changed meanwhile") || s.Referral(r.ID).Forgone != "" {
		t.Errorf("%s", p.Text())
	}
}

func TestAnswersAQuestionAndAppeals(t *testing.T) {
	t.Parallel()
	s := set(t)
	r := s.Introduce(s.kim, s.program, map[string]any{"why": "asdf asdf asdf asdf asdf asdf"})
	at := "/introductions/" + r.ID
	if p := s.b.Get(at); r.Status != referral.NeedsInfo || !p.Has("We have a question") {
		t.Fatalf("%s\n%s", r.Status, p.Text())
	}
	if p := s.decide(r.ID, "answer", map[string]string{"why": ""}); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("an empty answer: %d", p.Status)
	}
	if p := s.decide(r.ID, "answer", map[string]string{"why": "They still plan every route on paper and lose an hour each day."}); p.Status != http.StatusSeeOther {
		t.Fatalf("%d\n%s", p.Status, p.Text())
	}
	_, err := s.App.Referrals.Decline(t.Context(), s.As(s.nora), r.ID, app.DeclineReferral{Code: "not_a_fit", Reason: "We do not work in their country."})
	s.Must(err)
	p := s.b.Get(at)
	if !p.Has("We do not work in their country.") || !p.Has("Ask for a second look") {
		t.Fatalf("%s", p.Text())
	}
	if p := s.decide(r.ID, "appeal", nil); p.Status != http.StatusUnprocessableEntity || !p.Has("Please fill this in.") {
		t.Errorf("an appeal without words: %d", p.Status)
	}
	s.decide(r.ID, "appeal", map[string]string{"words": "They have an office here too."})
	if r := s.Referral(r.ID); r.Status != referral.InReview {
		t.Errorf("%s", r.Status)
	}
}

// A question in a reviewer's own words is answered in words; what the form says can
// stay as it is.
func TestAnswersInWords(t *testing.T) {
	t.Parallel()
	s := set(t)
	r := s.Introduce(s.kim, s.program, map[string]any{"email": "lee@lumen.org"}) // a colleague: a reviewer looks
	_, err := s.App.Referrals.Ask(t.Context(), s.As(s.nora), r.ID, app.Reasoned{Reason: "The plant or the head office?"})
	s.Must(err)
	if p := s.b.Get("/introductions/" + r.ID + "/answer"); !p.Has("The plant or the head office?") || !p.Has("Your answer") {
		t.Fatalf("%s", p.Text())
	}
	typed := map[string]string{"words": "The plant."}
	for key, answer := range r.Personal.Answers { // the form has them filled in
		typed[key], _ = answer.Value().(string)
	}
	if p := s.decide(r.ID, "answer", typed); p.Status != http.StatusSeeOther {
		t.Fatalf("%d\n%s", p.Status, p.Text())
	}
	got := s.Referral(r.ID)
	if last := got.Events[len(got.Events)-1]; got.Status != referral.InReview || got.Reason(last.Seq) != "The plant." {
		t.Errorf("%s, %q", got.Status, got.Reason(last.Seq))
	}
}

func TestAppealRunsOut(t *testing.T) {
	t.Parallel()
	s := set(t)
	r := s.Introduce(s.kim, s.program, nil)
	_, err := s.App.Referrals.Decline(t.Context(), s.As(s.nora), r.ID, app.DeclineReferral{Code: "not_a_fit", Reason: "Not for us."})
	s.Must(err)
	s.Clock.Advance(31 * 24 * time.Hour)
	s.b = s.SignedIn(s.kim)
	if p := s.b.Get("/introductions/" + r.ID); p.Has("Ask for a second look") {
		t.Errorf("%s", p.Text())
	}
}

func TestReportsABreach(t *testing.T) {
	t.Parallel()
	s := set(t)
	r := s.Introduce(s.kim, s.program, withMail())
	s.decide(r.ID, "report", map[string]string{"words": "They called before the yes."})
	reported := s.Referral(r.ID)
	if p := s.b.Get("/introductions/" + r.ID); len(reported.Breaches) != 1 || !p.Has("They called before the yes.") {
		t.Errorf("%s", p.Text())
	}
}

func TestCorrectsABouncedAddress(t *testing.T) {
	t.Parallel()
	s := set(t, func(terms *program.Terms) {
		terms.Promise.Consent = "ask_first"
		terms.Promise.AskFirstCountries = []string{"US"}
	})
	over := withMail()
	over["country"] = "US"
	r := s.Introduce(s.kim, s.program, over)
	_, err := s.App.Referrals.Bounce(t.Context(), s.As(s.nora), r.ID)
	s.Must(err)
	p := s.b.Get("/introductions/" + r.ID)
	if !p.Has("p•••@raman-logistics.com") || strings.Contains(p.Text(), "The server refused priya@") {
		t.Fatalf("%s", p.Text())
	}
	s.decide(r.ID, "correct", map[string]string{"email": "p.raman@raman-logistics.com"})
	if r := s.Referral(r.ID); r.Status != referral.AwaitingYes {
		t.Errorf("%s", r.Status)
	}
}

func TestConfirmsWhatStaffTyped(t *testing.T) {
	t.Parallel()
	s := set(t)
	answers := map[string]any{}
	for name, values := range typed() {
		answers[name] = values[0]
	}
	made, err := s.App.Referrals.Submit(t.Context(), s.As(s.nora), app.SubmitReferral{ProgramID: s.program.ID, ReferrerID: s.kim.ID, Answers: answers})
	s.Must(err)
	id := made.Doc.ID
	if p := s.b.Get("/home"); !p.Has("Confirm your introduction of Priya Raman") {
		t.Errorf("home:\n%s", p.Text())
	}
	if p := s.b.Get("/introductions/" + id + "/confirm"); !p.Has("Our promise") || !p.Has("Raman Logistics") {
		t.Errorf("%s", p.Text())
	}
	s.decide(id, "confirm", nil)
	if r := s.Referral(id); r.Status != referral.AwaitingYes {
		t.Errorf("%s", r.Status)
	}
}

func TestIntroductionsOfOthersAreNotThere(t *testing.T) {
	t.Parallel()
	s := set(t)
	r := s.Introduce(s.kim, s.program, nil)
	other := s.SignedIn(s.Customer("Lou Other"))
	for _, path := range []string{"", "/withdraw", "/sent", "/nonsense"} {
		if p := other.Get("/introductions/" + r.ID + path); p.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, p.Status)
		}
	}
	if p := s.SignedIn(s.nora).Get("/introductions/" + r.ID); p.Status != http.StatusForbidden {
		t.Errorf("staff: %d", p.Status)
	}
}

func TestErased(t *testing.T) {
	t.Parallel()
	s := set(t)
	r := s.Introduce(s.kim, s.program, nil)
	s.decide(r.ID, "withdraw", nil)
	s.Clock.Advance(200 * 24 * time.Hour)
	s.Run()
	s.b = s.SignedIn(s.kim)
	for _, path := range []string{"/introductions/" + r.ID, "/introductions"} {
		if p := s.b.Get(path); !p.Has("A person whose details are deleted") || p.Has("Raman") {
			t.Errorf("%s:\n%s", path, p.Text())
		}
	}
}

// How somebody is paid stands on an introduction while there is something to set up,
// or to be paid; not before.
func TestBeingPaidIsShownWhereItMatters(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	at := "/introductions/" + s.Introduce(s.kim, s.program, nil).ID
	s.shows(at, "How you are paid", "Set up my bank details")
	s.onboard(stripesandbox.StateFinished)
	s.never(s.shows(at), "How you are paid")
	s.shows("/introductions/"+s.won("Priya Berg").ReferralID, "How you are paid", "We can pay you.")
}
