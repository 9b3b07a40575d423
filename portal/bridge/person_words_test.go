package bridge_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/portaltest"
)

// letter opens a new introduction's letter: its referral and the person's page.
func (k *kit) letter(change ...func(*program.Terms)) (*referral.Referral, string) {
	k.T.Helper()
	r := k.introduce(k.program(change...), nil)
	m, _ := k.Mail("letter")
	return r, strings.TrimPrefix(m.Letter.URL, portaltest.Site)
}

// confirm takes the confirmation mail's two steps; it returns the person's own page.
func (v *visitor) confirm() string {
	v.k.T.Helper()
	_, proof := v.k.Mail("confirm_yes")
	v.k.wants(v.fill(v.open(proof), proof, url.Values{"sure": {"yes"}}), 200)
	return strings.Replace(proof, "/c/", "/i/", 1)
}

// TestTheirOwnWordsWin: a text at 19:00 in their own zone, which the promise offers
// neither by channel nor by hour.
func TestTheirOwnWordsWin(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r, path := k.letter()
	v := k.visitor("en")
	wish := url.Values{"channel": {"text"}, "time": {"moment"}, "day": {"2026-06-02"}, "at": {"19:00"}, "zone": {"America/New_York"}, "email": {"priya@raman-logistics.org"}, "phone": {"+49 30 901820"}}
	far := url.Values{"channel": {"email"}, "time": {"moment"}, "day": {"9999-12-31"}, "at": {"19:00"}, "email": {"priya@raman-logistics.org"}}
	k.wants(v.answer(path, "yes", far), 422, "Choose a day within the next twelve months.", `value="9999-12-31"`)
	k.wants(v.answer(path, "yes", wish), 200, "Tue 2 Jun 2026, 19:00 EDT", "You chose: Text message.")
	v.confirm()
	got := k.in(r.ID, referral.Agreed)
	if want := time.Date(2026, 6, 2, 23, 0, 0, 0, time.UTC).UnixMilli(); got.Wish().AtMS != want || got.Personal.Zone != "America/New_York" {
		t.Errorf("%+v in %q", got.Wish(), got.Personal.Zone)
	}
	k.Clock.Advance(time.Date(2026, 6, 2, 23, 5, 0, 0, time.UTC).Sub(k.Clock.Now()))
	check, err := k.App.Referrals.MayContact(t.Context(), k.As(k.nora).Actor, r.ID, app.CheckContact{Channel: "text"})
	k.Must(err)
	if !check.Verdict.Allowed {
		t.Errorf("refused: %+v", check.Verdict)
	}
}

// TestCorrectionsWithANewWish are kept, and so is the number for a call.
func TestCorrectionsWithANewWish(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r, path := k.letter()
	v := k.visitor("en")
	k.wants(v.answer(path, "yes", url.Values{"channel": {"email"}, "time": {"any"}, "email": {"priya@raman-logistics.org"}}), 200)
	own := v.confirm()
	k.wants(v.answer(own, "yes", url.Values{"channel": {"phone"}, "time": {"any"}}), 422, "For a call or a text we need a phone number.")
	k.wants(v.answer(own, "yes", url.Values{"channel": {"phone"}, "time": {"any"}, "phone": {"+49 30 901820"}, "role": {"Head of routes"}}), 200, "You chose: Phone call.", "Head of routes", "•••20")
	got := k.in(r.ID, referral.Agreed).Personal
	if got.Phone != "+4930901820" || got.Role != "Head of routes" || got.Email != "priya@raman-logistics.org" {
		t.Errorf("kept %+v", got.Details)
	}
}

// TestAnotherAddress: what the referrer gave for the person is put right with the
// yes, and the new address is the one that we ask.
func TestAnotherAddress(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.introduce(k.program(), priya)
	m, _ := k.Mail("letter")
	v := k.visitor("en")
	path := strings.TrimPrefix(m.Letter.URL, portaltest.Site)
	k.wants(v.answer(path, "yes", url.Values{"channel": {"email"}, "time": {"any"}, "email": {"p.raman@raman-logistics.org"}}), 200, "Please confirm your yes")
	if m, _ := k.Mail("confirm_yes"); m.To != "p.raman@raman-logistics.org" {
		t.Errorf("asked %s", m.To)
	}
	v.confirm()
	k.in(r.ID, referral.Agreed)
}

func TestByPhoneAlone(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r, path := k.letter()
	v := k.visitor("en")
	p := v.answer(path, "yes", url.Values{"channel": {"phone"}, "time": {"any"}, "phone": {"+49 30 901820"}})
	k.wants(p, 200, "Please confirm your yes", "Northline calls you once", "Change my yes, or the address that I gave")
	if strings.Contains(p.Body, "We sent one message") {
		t.Error("a message that nobody sent")
	}
	k.in(r.ID, referral.AwaitingYes)
}

// TestANoWithoutAnAddress says what we can keep, and takes an address for it.
func TestANoWithoutAnAddress(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ answer, email, want string }{
		{"no", "", "We know only your name and your company."},
		{"never", "", "We know only your name and your company."},
		{"no", "priya@raman-logistics.org", "Nobody can introduce you to us."},
		{"never", "priya@raman-logistics.org", "Nobody can introduce you to us."},
	} {
		t.Run(tc.answer+" "+tc.email, func(t *testing.T) {
			t.Parallel()
			k := newKit(t)
			_, path := k.letter()
			v := k.visitor("en")
			second := v.fill(v.open(path), "/answer", url.Values{"answer": {tc.answer}})
			k.wants(second, 200, "We know only your name and company. Give us an email address", "Kim Muster learns only that it is not going ahead")
			k.wants(v.fill(second, "/confirm", url.Values{"sure": {"yes"}, "email": {tc.email}}), 200, tc.want)
			again := k.submitted("Ada Lovel", k.program(askFirst))
			if blocked := again.Status == referral.Declined; blocked != (tc.email != "") || again.Status == referral.AwaitingYes {
				t.Errorf("introduced again it is %s", again.Status)
			}
		})
	}
}

// TestAMailAboutSomebodyWhoIsForgotten names nobody, and no gap either.
func TestAMailAboutSomebodyWhoIsForgotten(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	_, path := k.letter()
	k.visitor("en").answer(path, "never", url.Values{"email": {"priya@raman-logistics.org"}})
	m, _ := k.Mail("not_going_ahead")
	for lang, want := range map[string]string{
		"en": "Your introduction of somebody (details deleted) is not going ahead",
		"de": "Ihre Empfehlung von jemandem (Angaben gelöscht) geht nicht weiter",
	} {
		if got := k.Site.Words(lang).Text(m.Subject); got != want {
			t.Errorf("%q", got)
		}
	}
}

// TestWhoLearnsTheAnswer keeps to the promise.
func TestWhoLearnsTheAnswer(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	_, path := k.letter(func(t *program.Terms) { t.Promise.Updates.LearnsReason = true })
	v := k.visitor("en")
	k.wants(v.fill(v.open(path), "/answer", url.Values{"answer": {"no"}}), 200, "Kim Muster learns your answer, as promised")
}

// TestTheTimeToAnswerIsOver: the page says so, and a yes still counts.
func TestTheTimeToAnswerIsOver(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r, path := k.letter()
	for range 5 {
		k.Clock.Advance(7 * 24 * time.Hour)
		k.Run()
	}
	k.in(r.ID, referral.Lapsed)
	v := k.visitor("en")
	k.wants(v.open(path), 200, "The time to answer is over", "What is your answer?")
	k.wants(v.answer(path, "yes", url.Values{"channel": {"email"}, "time": {"any"}, "email": {"priya@raman-logistics.org"}}), 200)
	v.confirm()
	k.in(r.ID, referral.Agreed)
}

// TestNothingToAnswerYet: while we still look at it a no is possible, and a yes isn't
// offered.
func TestNothingToAnswerYet(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.introduce(k.program(askFirst), priya)
	_, path := k.Mail("ask_first")
	_, err := k.App.Referrals.Bounce(t.Context(), k.As(k.nora), r.ID)
	k.Must(err)
	k.in(r.ID, referral.NeedsInfo)
	v := k.visitor("en")
	k.wants(v.open(path), 200, "has not taken it on yet", "Rather not hear from us?")
	k.wants(v.answer(path, "no", nil), 200, "We heard your no")
}
