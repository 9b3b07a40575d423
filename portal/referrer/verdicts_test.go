package referrer_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/portal/portaltest"
)

// about is a complete form with some answers changed.
func about(over map[string]string) url.Values {
	form := typed()
	for name, value := range over {
		form.Set(name, value)
	}
	return form
}

func TestDeclinedAtOnce(t *testing.T) {
	t.Parallel()
	for lang, words := range map[string][2]string{
		"en": {"Not possible", "We do not take this one on"}, "de": {"Nicht möglich", "Diese nehmen wir nicht an"},
	} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s := set(t)
			s.b.Lang = lang
			p := s.preview(about(map[string]string{"name": "Kim Muster", "email": "kim.muster@lumen.org"}))
			if !p.Has(words[0]) {
				t.Fatalf("%s", p.Text())
			}
			sent := s.b.Get(s.send(p).Location)
			if !sent.Has(words[1]) || s.all()[0].Status != referral.Declined {
				t.Errorf("%s", sent.Text())
			}
		})
	}
}

// A referrer can't tell a person who said never from one whose company is a customer
// already, where the program declines both.
func TestNeutral(t *testing.T) {
	t.Parallel()
	declines := func(terms *program.Terms) { terms.Vetting.Expansion = vetting.Decline }
	never, customer := set(t, declines), set(t, declines)
	_, err := never.App.Suppressions.Add(t.Context(), portaltest.Operator, app.SuppressInput{Email: "priya@raman-logistics.com"})
	never.Must(err)
	_, err = customer.App.Companies.Upsert(t.Context(), portaltest.Operator, app.CompanyInput{Name: "Raman Logistics", Domains: []string{"raman-logistics.com"}, State: "customer"})
	customer.Must(err)
	form := about(map[string]string{"email": "priya@raman-logistics.com"})
	a, b := never.preview(form), customer.preview(form)
	if a.Text() != b.Text() {
		t.Errorf("they differ:\n%s\n\n%s", a.Text(), b.Text())
	}
}

// A second look is offered where the decline is read, whether or not it has a reason
// that can be told.
func TestASecondLookIsOffered(t *testing.T) {
	t.Parallel()
	s := set(t)
	_, err := s.App.Suppressions.Add(t.Context(), portaltest.Operator, app.SuppressInput{Email: "priya@raman-logistics.com"})
	s.Must(err)
	for _, form := range []url.Values{
		about(map[string]string{"name": "Kim Muster", "email": "kim.muster@lumen.org"}), about(map[string]string{"email": "priya@raman-logistics.com"}),
	} {
		sent := s.send(s.preview(form)).Location
		at := strings.TrimSuffix(sent, "/sent")
		for _, path := range []string{sent, at} {
			if p := s.b.Get(path); !slices.Contains(p.Links(), at+"/appeal") {
				t.Errorf("%s has no way to a second look:\n%s", path, p.Text())
			}
		}
	}
}

func TestQueuedBehindAClaim(t *testing.T) {
	t.Parallel()
	s := set(t)
	s.Introduce(s.Customer("Lou First"), s.program, map[string]any{"email": "priya@raman-logistics.com"})
	p := s.preview(about(map[string]string{"email": "priya@raman-logistics.com"}))
	if !p.Has("yours waits behind it") || p.Has("Lou") {
		t.Fatalf("%s", p.Text())
	}
	sent := s.b.Get(s.send(p).Location)
	if !sent.Has("In the queue") && !sent.Has("in the queue") || sent.Has("Lou") {
		t.Errorf("%s", sent.Text())
	}
}

func TestQuotaReached(t *testing.T) {
	t.Parallel()
	s := set(t, func(terms *program.Terms) {
		terms.Vetting.PerHour, terms.Vetting.PerDay, terms.Vetting.PerMonth = 1, 1, 1
	})
	s.Introduce(s.kim, s.program, nil)
	s.Clock.Advance(25 * time.Hour)
	s.b = s.SignedIn(s.kim)
	if p := s.b.Post(s.form, typed()); p.Status != http.StatusTooManyRequests || !p.Has("That is enough for this month") {
		t.Errorf("%d\n%s", p.Status, p.Text())
	}
	if p := s.b.Part(s.form, typed()); !p.Has("Please try again next month.") {
		t.Errorf("%s", p.Text())
	}
}

func TestMayNotRefer(t *testing.T) {
	t.Parallel()
	s := set(t)
	p := s.preview(typed())
	_, err := s.App.Members.Deactivate(t.Context(), portaltest.Operator, s.kim.ID)
	s.Must(err)
	if sent := s.send(p); sent.Status == http.StatusOK || len(s.all()) != 0 {
		t.Errorf("%d\n%s", sent.Status, sent.Text())
	}
}
