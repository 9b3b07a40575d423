package app

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/vetting"
)

// Under the default consent we are silent until the person answers, and the yes
// counts when it is confirmed at the address that they gave.
func TestReferrerIntroduces(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.submit(d.referrer, answersFor("Bob Berger", ""))
	d.run()
	d.now(r.ID, referral.AwaitingYes)
	page, err := d.app.Referrals.OpenPerson(t.Context(), d.letter())
	d.must(err)
	if page.Direct || page.Confirms {
		t.Fatal("a link that passed through the referrer proves something")
	}
	_, err = d.app.Referrals.SayYes(t.Context(), d.letter(), YesInput{})
	d.refused(err, "required")
	_, err = d.app.Referrals.SayYes(t.Context(), d.letter(), YesInput{Email: "bob@berger.example"})
	d.must(err)
	d.run()
	if d.now(r.ID, referral.AwaitingYes).HasYes() {
		t.Fatal("agreed before the confirmation")
	}
	_, err = d.app.Referrals.ConfirmYes(t.Context(), d.letter())
	d.refused(err, "confirm_by_mail")
	_, err = d.app.Referrals.ConfirmYes(t.Context(), d.link("confirm_yes"))
	d.must(err)
	got := d.now(r.ID, referral.Agreed)
	if got.Class != referral.Introduced || got.Personal.Email != "bob@berger.example" || got.ClaimEmail == nil {
		t.Fatalf("class %s, claim %v", got.Class, got.ClaimEmail)
	}
	d.run()
	for _, template := range []string{"person_agreed", "contact_due"} {
		if n, _ := d.post.of(template); n != 1 {
			t.Errorf("%d mails %s", n, template)
		}
	}
}

// We write once and remind once, in the person's language, and say so to nobody
// else.
func TestAskFirst(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.AskFirst)
	r := d.submit(d.referrer, answersFor("Bob Berger", "bob@berger.example"))
	d.run()
	n, m := d.post.of("ask_first")
	if n != 1 || m.To != "bob@berger.example" || m.Language != "de" {
		t.Fatalf("%d mails, to %s in %s", n, m.To, m.Language)
	}
	d.after(weeks(2))
	d.after(weeks(2))
	if n, _ := d.post.of("remind_person"); n != 1 {
		t.Fatalf("%d reminders", n)
	}
	d.now(r.ID, referral.Lapsed)
	_, err := d.app.Referrals.SayYes(t.Context(), d.link("ask_first"), YesInput{})
	d.must(err)
	d.now(r.ID, referral.Agreed) // a late yes is welcome, and their own link proves it
}

// Before our first message nobody may make contact, whatever the referrer says;
// where it can't be delivered the referrer corrects the address.
func TestAlreadyAgreed(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.AlreadyAgreed)
	d.post.answer("first_message", errRefused)
	r := d.submit(d.referrer, answersFor("Bob Berger", "bob@wrong.example"))
	d.now(r.ID, referral.Agreed)
	check := func() ContactCheck {
		v, err := d.app.Referrals.MayContact(t.Context(), d.rita, r.ID, CheckContact{Channel: promise.Email})
		d.must(err)
		return v
	}
	if v := check(); v.Clause != promise.ClauseBeforeYes {
		t.Fatalf("before the first message: %+v", v.Verdict)
	}
	d.run()
	d.now(r.ID, referral.NeedsInfo)
	if v := check(); v.Clause != promise.ClauseBeforeYes {
		t.Fatalf("after the bounce: %+v", v.Verdict)
	}
	d.post.answer("first_message", nil)
	_, err := d.app.Referrals.Correct(t.Context(), Call{Actor: actorOf(d.referrer.ID)}, r.ID, CorrectReferral{Email: d.referrer.Personal.Email})
	d.refused(err, "same_as_referrer")
	_, err = d.app.Referrals.Correct(t.Context(), Call{Actor: actorOf(d.referrer.ID)}, r.ID, CorrectReferral{Email: "bob@berger.example"})
	d.must(err)
	d.run()
	d.now(r.ID, referral.Agreed)
	if v := check(); !v.Allowed {
		t.Fatalf("after the first message: %s", v.Clause)
	}
}

// A no is on the list before the referral says so; nothing leaves afterwards, and
// only a yes that is proven lifts it.
func TestNoBinds(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.AskFirst)
	r := d.submit(d.referrer, answersFor("Bob Berger", "bob@berger.example"))
	d.run()
	link := d.link("ask_first")
	_, err := d.app.Referrals.SayNo(t.Context(), link, NoInput{})
	d.must(err)
	d.now(r.ID, referral.Refused)
	if v, err := d.app.Suppressions.match(t.Context(), r.Personal.Details); err != nil || v != vetting.Found {
		t.Fatalf("not on the list: %v %v", v, err)
	}
	d.after(weeks(2))
	if n, _ := d.post.of("remind_person"); n != 0 {
		t.Fatal("reminded after a no")
	}
	v, err := d.app.Referrals.MayContact(t.Context(), d.rita, r.ID, CheckContact{Channel: promise.Email})
	d.must(err)
	if v.Allowed {
		t.Fatal("may be contacted after a no")
	}
	_, err = d.app.Referrals.RecordYes(t.Context(), Call{Actor: d.rita}, r.ID, RecordYes{Channel: "phone", Evidence: "He called."})
	d.refused(err, "wrong_state")
	_, err = d.app.Referrals.SayYes(t.Context(), link, YesInput{})
	d.must(err)
	d.run()
	d.now(r.ID, referral.Agreed)
	if v, err := d.app.Suppressions.match(t.Context(), r.Personal.Details); err != nil || v != vetting.None {
		t.Fatalf("still on the list: %v %v", v, err)
	}
}

// A mail that was about to leave when the no came stays.
func TestNoOvertakesTheMail(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.AskFirst)
	r := d.submit(d.referrer, answersFor("Bob Berger", "bob@berger.example"))
	d.run()
	link := d.link("ask_first")
	stale := d.now(r.ID, referral.AwaitingYes)
	task := stale.Schedule(referral.TaskMail, d.clock.Now(), map[string]string{"template": "remind_person", "to": "person"})
	_, err := d.app.Referrals.SayNo(t.Context(), link, NoInput{})
	d.must(err)
	settle, err := d.app.Referrals.mails.ofReferral(t.Context(), stale, task)
	if n, _ := d.post.of("remind_person"); n != 0 || settle != nil || err != nil {
		t.Fatalf("%d left, %v", n, err)
	}
}

// Where the no reached the list and not the referral, we stay silent all the same.
func TestNoHalfStored(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.AskFirst)
	r := d.submit(d.referrer, answersFor("Bob Berger", "bob@berger.example"))
	d.must(d.app.Suppressions.hold(t.Context(), d.rita, wordOn{r.ID, 0}, r.Match, "no"))
	d.run()
	if n, _ := d.post.of("ask_first"); n != 0 {
		t.Fatal("written to, though on the list")
	}
}

// Never erases at once, everywhere, and the page still takes it back.
func TestNever(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.agreed("Bob Berger")
	link := d.link("confirm_yes")
	_, err := d.app.Referrals.SayNo(t.Context(), link, NoInput{Forever: true})
	d.must(err)
	got := d.now(r.ID, referral.Stopped)
	if got.Personal.Name != "" || len(got.Match) != 0 || len(got.ClaimKeys()) != 0 {
		t.Fatalf("left: %+v %v", got.Personal, got.Match)
	}
	if !d.onList(r.Personal.Email) {
		t.Fatal("not on the list")
	}
	again, err := d.trySubmit(d.customer("eve"), answersFor("Bob Berger", r.Personal.Email))
	d.must(err)
	if again.Doc.Status != referral.Declined || again.Doc.Verdict.Reason != vetting.CannotTake {
		t.Fatalf("put forward again: %s %s", again.Doc.Status, again.Doc.Verdict.Reason)
	}
	_, err = d.app.Referrals.LiftNo(t.Context(), link)
	d.must(err)
	if d.now(r.ID, referral.Stopped).HasYes() {
		t.Fatal("lifting a no is no yes")
	}
}

// Links are one person's, one purpose's, and die when they are revoked.
func TestTokens(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.submit(d.referrer, answersFor("Bob Berger", ""))
	d.run()
	good := d.letter()
	other := "ref_other" + good[strings.Index(good, "."):]
	for _, bad := range []string{"", "x", good + "a", "a" + good, other, strings.Replace(good, ".0.", ".1.", 1), strings.Replace(good, ".0.", ".00.", 1), strings.ToUpper(good), strings.Repeat("a.", 500), d.link("letter")} {
		_, err := d.app.Referrals.OpenPerson(t.Context(), bad)
		d.refused(err, "link_invalid")
	}
	_, err := d.app.Referrals.OpenReferrer(t.Context(), good)
	d.refused(err, "link_invalid")
	_, err = d.app.Referrals.OpenReferrer(t.Context(), d.link("letter"))
	d.must(err)
	_, err = d.app.Referrals.referrals.Update(t.Context(), r.ID, func(r *referral.Referral) error { r.TokenGen++; return nil })
	d.must(err)
	_, err = d.app.Referrals.OpenPerson(t.Context(), good)
	d.refused(err, "link_invalid")
}

// Whoever holds the letter may send our confirmation to an address of their own; it
// proves that address and nothing about the person's.
func TestConfirmationProvesItsAddressOnly(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.AskFirst)
	r := d.submit(d.referrer, answersFor("Bob Berger", "bob@berger.example"))
	d.run()
	letter := d.core.token(letterToken, r.ID, r.TokenGen)
	_, err := d.app.Referrals.SayYes(t.Context(), letter, YesInput{Email: "mallory@elsewhere.example"})
	d.must(err)
	d.run()
	_, m := d.post.of("confirm_yes")
	if !strings.Contains(m.Unsubscribe, "/c/") {
		t.Fatalf("an unproven address got a link of the person's: %s", m.Unsubscribe)
	}
	p, err := d.app.Referrals.OpenPerson(t.Context(), d.link("confirm_yes"))
	d.must(err)
	if p.Direct || !p.Confirms {
		t.Fatalf("direct %v, confirms %v", p.Direct, p.Confirms)
	}
	for i := range 6 { // and our mails are no weapon
		_, err = d.app.Referrals.SayYes(t.Context(), letter, YesInput{Email: "victim" + itoa(int64(i)) + "@elsewhere.example"})
	}
	d.refused(err, "too_many_answers")
}

// A refused mail goes back for correction; trouble that passes is tried again, as
// the same mail.
func TestMailTrouble(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.AskFirst)
	var mu sync.Mutex
	var ids []string
	d.post.before = func(m mailing.Mail) {
		mu.Lock()
		defer mu.Unlock()
		if m.Template == "ask_first" {
			ids = append(ids, m.ID)
		}
	}
	d.post.answer("ask_first", errGreylist)
	r := d.submit(d.referrer, answersFor("Bob Berger", "bob@berger.example"))
	d.run()
	d.after(time.Minute)
	d.post.answer("ask_first", errRefused)
	d.after(time.Minute)
	d.now(r.ID, referral.NeedsInfo)
	if len(ids) < 3 || ids[0] != ids[1] || ids[1] != ids[2] {
		t.Fatalf("ids of the tries: %v", ids)
	}
	if n, m := d.post.of("address_bounced"); n != 1 || m.To != d.referrer.Personal.Email {
		t.Fatalf("%d mails about it, to %s", n, m.To)
	}
}
