package followup_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/followup"
	"github.com/goodword/goodword/portal/portaltest"
)

// agreed is an introduction whose person said yes, by email and phone.
func agreed(k *portaltest.Kit) (*portaltest.Browser, *referral.Referral) {
	k.T.Helper()
	nora := k.Staff("Nora Berg", aggregate.Rep)
	r := k.Introduce(k.Customer("Kim Muster"), k.Program(nora), nil)
	_, err := k.App.Referrals.RecordYes(k.T.Context(), k.As(nora), r.ID, app.RecordYes{
		Channel: "phone", Evidence: "She called and said yes.",
		Details: app.YesInput{Email: "priya@raman.org", Phone: "+493023125101", Wish: promise.Wish{Channels: []promise.Channel{promise.Phone}}},
	})
	k.Must(err)
	k.Run()
	return k.SignedIn(nora), k.Referral(r.ID)
}

func TestTheBoardTellsWhomToContact(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(followup.New))
	b, r := agreed(k)
	for lang, want := range map[string]string{"en": "Get in touch for the first time", "de": "Zum ersten Mal melden"} {
		b.Lang = lang
		p := b.Get("/staff/follow-up")
		if p.Status != http.StatusOK || !p.Has("Priya Raman, Raman Logistics") || !p.Has(want) {
			t.Errorf("%s: %d %s", lang, p.Status, p.Text())
		}
	}
	b.Lang = "en"
	if p := b.Get("/staff/follow-up?group=late"); p.Has("Priya") {
		t.Error("what is due later is shown as late")
	}
	k.Clock.Advance(5 * 24 * time.Hour)
	k.Run()
	if p := b.Get("/staff/follow-up?group=late"); !p.Has("Priya") {
		t.Errorf("what is late isn't shown: %s", p.Text())
	}
	if p := b.Get("/staff/follow-up?format=csv"); !strings.Contains(p.Body, r.ID) || !strings.Contains(p.Body, ",late,") {
		t.Errorf("the file says %q", p.Body)
	}
	if p := b.Get("/staff/follow-up?group=soon"); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("a group that isn't there: %d", p.Status)
	}
}

func TestOneTapRecordsAContactInsideThePromise(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(followup.New))
	b, r := agreed(k)
	card := "/staff/follow-up/" + r.ID
	p := b.Get(card)
	if !p.Has("+493023125101") || p.Has("Video call") {
		t.Errorf("the ways are %s", p.Text())
	}
	form := p.Form(card + "/contact")
	form.Set("outcome", "reached")
	for range 2 { // a second press of the same button
		if p := b.Follow(card+"/contact", form); !p.Has("Recorded: Reached") {
			t.Errorf("%s", p.Text())
		}
	}
	if r := k.Referral(r.ID); r.Status != referral.InContact || len(r.Contacts) != 1 || len(r.Breaches) != 0 {
		t.Errorf("%s, %d contacts, %d breaches", r.Status, len(r.Contacts), len(r.Breaches))
	}
}

func TestNoTapBreaksThePromise(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(followup.New))
	b, r := agreed(k)
	card := "/staff/follow-up/" + r.ID
	p := b.Post(card+"/contact", url.Values{"channel": {"email"}, "outcome": {"reached"}}) // she asked to be called
	if p.Status != http.StatusSeeOther || p.Location != "/staff/introductions/"+r.ID+"/contact?channel=email&outcome=reached" {
		t.Errorf("%d to %q", p.Status, p.Location)
	}
	k.Clock.Advance(12 * time.Hour) // ten in the evening
	if p := b.Get(card); !p.Has("outside the hours") || !p.Has("Allowed from") {
		t.Errorf("at night: %s", p.Text())
	}
	if n := len(k.Referral(r.ID).Contacts); n != 0 {
		t.Errorf("%d contacts recorded", n)
	}
	for _, form := range []url.Values{{"channel": {"pigeon"}, "outcome": {"reached"}}, {"outcome": {"reached"}}} {
		if p := b.Post(card+"/contact", form); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("%v: %d", form, p.Status)
		}
	}
}

func TestTheBoardIsForReps(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(followup.New))
	_, r := agreed(k)
	for _, b := range []*portaltest.Browser{k.SignedIn(k.Staff("Paul Henning", aggregate.Approver)), k.SignedIn(k.Customer("Jo Novak"))} {
		for _, path := range []string{"/staff/follow-up", "/staff/follow-up/" + r.ID} {
			if p := b.Get(path); p.Status != http.StatusForbidden || !p.Has("not for your role") {
				t.Errorf("%s: %d", path, p.Status)
			}
		}
	}
	if p := k.Browser().Get("/staff/follow-up"); p.Status != http.StatusSeeOther || p.Location != "/sign-in?then=%2Fstaff%2Ffollow-up" {
		t.Errorf("%d to %q", p.Status, p.Location)
	}
}

func TestAnEmptyBoard(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(followup.New))
	b := k.SignedIn(k.Staff("Nora Berg", aggregate.Rep))
	if p := b.Get("/staff/follow-up"); !p.Has("Nobody waits for you") {
		t.Errorf("%s", p.Text())
	}
	if p := b.Get("/staff/follow-up?who=all&group=late"); !p.Has("Nothing fits these filters") {
		t.Errorf("%s", p.Text())
	}
	if p := b.Get("/staff/follow-up/ref_00000000000000000000000000"); p.Status != http.StatusNotFound {
		t.Errorf("%d", p.Status)
	}
}

// What the team reads is about the team, not addressed to the referrer.
func TestTheCardSpeaksToStaff(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(followup.New))
	b, r := agreed(k)
	if p := b.Get("/staff/follow-up/" + r.ID); p.Has("You introduced") || p.Has("your reward") || !p.Has("Priya Raman said yes") {
		t.Errorf("%s", p.Text())
	}
}
