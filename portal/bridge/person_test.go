package bridge_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/portaltest"
)

// askFirst has us write to the person at once: their link is their own.
func askFirst(t *program.Terms) {
	t.Promise.Consent = promise.AskFirst
	t.Promise.AskFirstCountries = []string{"DE"}
}

// priya's own details.
var priya = map[string]any{"email": "priya@raman-logistics.org", "country": "DE"}

func TestLetterToYes(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.introduce(k.program(), nil)
	letter, _ := k.Mail("letter")
	path := strings.TrimPrefix(letter.Letter.URL, portaltest.Site)
	v := k.visitor("en")
	k.wants(v.open(path), 200, "Kim Muster put in a good word for you", "They still plan every route on paper", "Our promise")

	// Without an address nothing can be confirmed; with a phone call chosen a number
	// is needed.
	k.wants(v.answer(path, "yes", url.Values{"channel": {"email"}, "time": {"any"}}), 422, "Give an email address or a phone number.")
	k.wants(v.answer(path, "yes", url.Values{"channel": {"phone"}, "time": {"any"}, "email": {"priya@raman-logistics.org"}}), 422,
		"For a call or a text we need a phone number.", `value="priya@raman-logistics.org"`)
	k.wants(v.answer(path, "yes", url.Values{"channel": {"email"}, "time": {"moment"}, "day": {"2026-06-01"}, "at": {"19:00"}, "email": {"priya@raman-logistics.org"}}), 422,
		"Choose a time that is still to come.")

	// Thursday at 19:00 where Priya is: the person's own words win.
	p := v.answer(path, "yes", url.Values{"channel": {"email"}, "time": {"moment"}, "day": {"2026-06-04"}, "at": {"19:00"}, "email": {"priya@raman-logistics.org"}})
	k.wants(p, 200, "Please confirm your yes", "p•••@raman-logistics.org")
	k.in(r.ID, referral.AwaitingYes)
	_, proof := k.Mail("confirm_yes")
	if !strings.HasPrefix(proof, "/c/") {
		t.Fatalf("the mail opens %s", proof)
	}
	k.wants(v.fill(v.open(proof), proof, url.Values{"sure": {"yes"}}), 200, "Thank you for your yes", "You chose one time: Thu 4 Jun 2026, 19:00")
	got := k.in(r.ID, referral.Agreed)
	if at := time.Date(2026, 6, 4, 17, 0, 0, 0, time.UTC).UnixMilli(); got.Class != referral.Introduced || got.Wish().AtMS != at {
		t.Errorf("class %s, wish %+v", got.Class, got.Wish())
	}
	k.wants(v.open(proof), 200, "Your yes is confirmed")

	// Afterwards they may change how to be reached, by their own link only, and stop.
	if strings.Contains(v.open(path).Body, "Change how and when") {
		t.Error("a link that passed through the referrer changes the wish")
	}
	path = strings.Replace(proof, "/c/", "/i/", 1)
	k.wants(v.answer(path, "yes", url.Values{"channel": {"email"}, "time": {"hours"}, "from": {"10:00"}, "to": {"09:00"}}), 422, "The end has to be later than the start.")
	k.wants(v.answer(path, "yes", url.Values{"channel": {"email"}, "time": {"hours"}, "from": {"10:00"}, "to": {"12:00"}}), 200, "from 10:00 to 12:00")
	k.wants(v.answer(path, "no", nil), 200, "We have stopped")
	k.in(r.ID, referral.Stopped)
}

func TestAYesThatIsNotTheirs(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.introduce(k.program(), nil)
	letter, _ := k.Mail("letter")
	path := strings.TrimPrefix(letter.Letter.URL, portaltest.Site)
	v := k.visitor("en")
	k.wants(v.answer(path, "yes", url.Values{"channel": {"email"}, "time": {"any"}, "email": {"somebody@raman-logistics.org"}}), 200)
	_, proof := k.Mail("confirm_yes")
	p := v.fill(v.open(proof), proof, url.Values{"sure": {"no"}})
	k.wants(p, 200, "What is your answer?")
	if got := k.in(r.ID, referral.AwaitingYes); got.Pending != nil || got.NoMS != 0 {
		t.Errorf("pending %+v, no %d", got.Pending, got.NoMS)
	}
	k.wants(v.open(proof), 200, "What is your answer?") // there is nothing to confirm any more
}

func TestNotNowNoAndNever(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.introduce(k.program(askFirst), priya)
	_, path := k.Mail("ask_first")
	v := k.visitor("en")

	k.wants(v.answer(path, "not_now", url.Values{"until": {"2031-01-01"}}), 422, "Choose a day within the next twelve months.", `value="2031-01-01"`)
	k.wants(v.answer(path, "not_now", url.Values{"until": {"2026-09-01"}}), 200, "Not now. We wait.", "1 Sep 2026")
	k.in(r.ID, referral.Deferred)

	k.wants(v.answer(path, "no", nil), 200, "We heard your no")
	k.in(r.ID, referral.Refused)

	k.wants(v.answer(path, "never", nil), 200, "Your details are deleted")
	if got := k.Referral(r.ID); got.Personal.Name != "" || got.Personal.Email != "" || got.ErasedMS == 0 {
		t.Errorf("kept %+v", got.Personal)
	}
	if text := main(v.open(path).Body); strings.Contains(text, "Priya") || strings.Contains(text, "raman") {
		t.Errorf("the page still knows them: %s", text)
	}
	again := k.submitted("Bea Moor", k.program(askFirst))
	if again.Status == referral.AwaitingYes {
		t.Error("somebody who said never was put forward again")
	}

	k.wants(v.answer(path, "lift", nil), 200, "people may introduce you again")
	k.Run()
	if got := k.Referral(r.ID); got.NoMS != 0 {
		t.Error("the no stands after it was lifted")
	}
	k.Clock.Advance(48 * time.Hour)
	if got := k.submitted("Ada Lovel", k.program(askFirst)); got.Status == referral.Declined {
		t.Errorf("after the lift it is %s", got.Status)
	}
}

// submitted puts the same person forward by somebody else.
func (k *kit) submitted(by string, p *program.Program) *referral.Referral {
	k.T.Helper()
	return k.Introduce(k.Customer(by), p, priya)
}

func TestALetterLiftsNothingButByAYes(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.introduce(k.program(), nil)
	letter, _ := k.Mail("letter")
	path := strings.TrimPrefix(letter.Letter.URL, portaltest.Site)
	v := k.visitor("en")
	k.wants(v.answer(path, "never", url.Values{"email": {"priya@raman-logistics.org"}}), 200, "Your details are deleted", "only a new yes lifts this")
	if p := v.post(path+"/answer", url.Values{"answer": {"lift"}}); p.Status != 422 {
		t.Errorf("lift by a letter: %d", p.Status)
	}
}

func TestAPersonReports(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.introduce(k.program(askFirst), priya)
	_, path := k.Mail("ask_first")
	v := k.visitor("en")
	second := v.fill(v.open(path), "/report", url.Values{"kind": {"contacted_before_yes"}})
	p := v.fill(second, "/report/confirm", url.Values{"sure": {"yes"}, "words": {`A call on <b>Monday</b>.`}})
	k.wants(p, 200, "I was contacted before I said yes", "A call on &lt;b&gt;Monday&lt;/b&gt;.", "It counts as a broken promise until somebody has answered.")
	_, err := k.App.Referrals.JudgeBreach(t.Context(), k.As(k.otto), r.ID, 1, app.AnswerBreach{Reason: "The call was from another company."})
	k.Must(err)
	k.wants(v.open(path), 200, "Our answer: The call was from another company.")
}

func TestRetentionLeavesACalmPage(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.introduce(k.program(askFirst), priya)
	_, path := k.Mail("ask_first")
	for range 8 {
		k.Clock.Advance(20 * 24 * time.Hour)
		k.Run()
	}
	p := k.visitor("en").open(path)
	k.wants(p, http.StatusOK, "Your details are deleted")
	if strings.Contains(p.Body, "Priya") {
		t.Error("the page still knows the name")
	}
}
