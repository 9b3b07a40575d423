package followup_test

import (
	"net/http"
	"net/url"
	"path"
	"slices"
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
	for q, want := range map[string]bool{"raman": true, "priya ram": true, "zz": false, "?": false} {
		if p := b.Get("/staff/follow-up?q=" + url.QueryEscape(q)); p.Status != http.StatusOK || p.Has("Priya Raman") != want {
			t.Errorf("looked for %q: %d %s", q, p.Status, p.Text())
		}
	}
	k.Clock.Advance(5 * 24 * time.Hour)
	k.Run()
	if p := b.Get("/staff/follow-up?group=late"); !p.Has("Priya") {
		t.Errorf("what is late isn't shown: %s", p.Text())
	}
	if p := b.Get("/staff/follow-up?format=csv"); !strings.Contains(p.Body, r.ID) || !strings.Contains(p.Body, ",Late,") || !strings.Contains(p.Body, "Person,Company") {
		t.Errorf("the file says %q", p.Body)
	}
	b.Lang = "de"
	if p := b.Get("/staff/follow-up?format=csv"); !strings.Contains(p.Body, "Überfällig") || !strings.Contains(p.Body, "Was ansteht") {
		t.Errorf("the file says %q", p.Body)
	}
	if p := b.Get("/staff/follow-up?group=soon&format=csv"); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("a file of a group that isn't there: %d", p.Status)
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

// Two with the same card record one contact, and the second press of the last attempt
// doesn't ask to record a breach.
func TestOneTapHoldsForTheCardThatWasSeen(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(followup.New))
	b, r := agreed(k)
	card := "/staff/follow-up/" + r.ID
	stale := b.Get(card).Form(card + "/contact")
	stale.Set("outcome", "no_answer")
	var form url.Values
	for range 3 { // all attempts that there are
		form = b.Get(card).Form(card + "/contact")
		form.Set("outcome", "no_answer")
		b.Follow(card+"/contact", form)
	}
	if p := b.Follow(card+"/contact", form); !p.Has("Recorded: No answer") {
		t.Errorf("pressed twice: %s", p.Text())
	}
	if p := b.Follow(card+"/contact", stale); !p.Has("Nothing was recorded: something changed") {
		t.Errorf("an old card: %s", p.Text())
	}
	if p := b.Post(card+"/contact", url.Values{"channel": {"phone"}, "outcome": {"reached"}}); !strings.HasSuffix(p.Location, "/contact?channel=phone&outcome=reached") {
		t.Errorf("a fourth attempt: %d to %q", p.Status, p.Location)
	}
	if r := k.Referral(r.ID); len(r.Contacts) != 3 || len(r.Breaches) != 0 {
		t.Errorf("%d contacts, %d breaches", len(r.Contacts), len(r.Breaches))
	}
}

// What ends all contact isn't done by one tap; a booked meeting is.
func TestEveryOutcomeIsOnTheCard(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(followup.New))
	b, r := agreed(k)
	card := "/staff/follow-up/" + r.ID
	p := b.Get(card)
	stop := "/staff/introductions/" + r.ID + "/contact?channel=phone&outcome=asked_to_stop"
	if !p.Has("Asked us to stop") || !slices.Contains(p.Links(), stop) {
		t.Errorf("no way to say stop: %v", p.Links())
	}
	form := p.Form(card + "/contact")
	form.Set("outcome", "asked_to_stop")
	if p := b.Post(card+"/contact", form); p.Location != stop || k.Referral(r.ID).NoMS != 0 {
		t.Errorf("a stop by one tap: %d to %q", p.Status, p.Location)
	}
	form.Set("outcome", "meeting_booked")
	if p := b.Follow(card+"/contact", form); !p.Has("Recorded: Meeting booked") {
		t.Errorf("%s", p.Text())
	}
}

// A card offers what the reader can do in its state, first of all what is due.
func TestTheCardOffersWhatIsDue(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(followup.New))
	b, r := agreed(k)
	at := "/staff/introductions/" + r.ID
	offers := func(want ...string) {
		t.Helper()
		p := b.Get("/staff/follow-up/" + r.ID)
		for _, name := range []string{"meeting", "won", "lost", "reopen", "assign", "confirm-yes", "confirm-win"} {
			if got := slices.Contains(p.Links(), at+"/"+name); got != slices.Contains(want, name) {
				t.Errorf("%s in %s: offered is %v", name, k.Referral(r.ID).Status, got)
			}
		}
	}
	offers("meeting", "won", "lost", "assign")
	_, err := k.App.Referrals.Lose(t.Context(), k.As(k.Staff("Ina Roth", aggregate.Rep)), r.ID, app.LoseReferral{Code: "no_need"})
	k.Must(err)
	offers("won", "reopen")
	if p := b.Get("/staff/follow-up/" + r.ID); p.Has("Thank you") {
		t.Errorf("the card thanks the team: %s", p.Text())
	}
}

// A yes with a number alone waits for one call: the card has the number and where the
// answer is noted, and no other way.
func TestAYesThatWaitsForACall(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(followup.New))
	nora := k.Staff("Nora Berg", aggregate.Rep)
	r := k.Introduce(k.Customer("Kim Muster"), k.Program(nora), nil)
	k.Run()
	letter, _ := k.Mail("letter")
	_, err := k.App.Referrals.SayYes(t.Context(), path.Base(letter.Letter.URL), app.YesInput{Phone: "+493023125101"})
	k.Must(err)
	k.Run()
	b := k.SignedIn(nora)
	p := b.Get("/staff/follow-up/" + r.ID)
	if !p.Has("Call and note their answer") || !p.Has("+493023125101") || p.Has("May I get in touch now?") {
		t.Errorf("%s", p.Text())
	}
	if !slices.Contains(p.Links(), "tel:+493023125101") || !slices.Contains(p.Links(), "/staff/introductions/"+r.ID+"/confirm-yes") {
		t.Errorf("the links are %v", p.Links())
	}
}

func TestTheBoardIsForReps(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(followup.New))
	_, r := agreed(k)
	for _, b := range []*portaltest.Browser{k.SignedIn(k.Staff("Paul Henning", aggregate.Approver)), k.SignedIn(k.Customer("Jo Novak"))} {
		for _, at := range []string{"/staff/follow-up", "/staff/follow-up/" + r.ID} {
			if p := b.Get(at); p.Status != http.StatusForbidden || !p.Has("not for your role") {
				t.Errorf("%s: %d", at, p.Status)
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
