package desk_test

import (
	"net/http"
	"net/url"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
)

// Every action has a page that says what will happen, refuses an empty form where it
// needs words, does what it says, and leads back to the introduction.
func TestActions(t *testing.T) {
	t.Parallel()
	inDays := func(n int) string { return "2026-06-" + map[int]string{0: "02", 3: "05", 10: "12"}[n] }
	for name, tt := range map[string]struct {
		from  func(*scene) *referral.Referral
		typed url.Values
		empty bool // an empty form is enough
		done  func(*referral.Referral) bool
	}{
		"yes": {awaiting, url.Values{"channel": {"phone"}, "evidence": {"She rang Sam at noon."}, "channels": {"phone"}, "phone": {"+49 30 901820"}}, false,
			func(r *referral.Referral) bool {
				return r.Status == referral.Agreed && r.Wish().Channels[0] == promise.Phone && r.Personal.Phone == "+4930901820"
			}},
		"not-now": {agreed, url.Values{"until": {inDays(10)}, "reason": {"On holiday."}}, false, func(r *referral.Referral) bool { return r.Status == referral.Deferred }},
		"no":      {awaiting, url.Values{"reason": {"Not interested."}, "sure": {"yes"}}, false, func(r *referral.Referral) bool { return r.Status == referral.Refused && len(r.Breaches) == 0 }},
		"contact": {agreed, url.Values{"channel": {"email"}, "outcome": {"no_answer"}}, false, func(r *referral.Referral) bool {
			return r.Status == referral.InContact && len(r.Contacts) == 1 && r.Contacts[0].Attempt
		}},
		"meeting":   {agreed, url.Values{"at": {inDays(0)}, "note": {"Went well."}}, false, func(r *referral.Referral) bool { return r.Status == referral.Met }},
		"next-step": {agreed, url.Values{"what": {"Send the offer"}, "at": {inDays(3)}, "at_time": {"14:30"}}, false, func(r *referral.Referral) bool { return r.Personal.NextDo == "Send the offer" && r.NextMS != 0 }},
		"won": {agreed, url.Values{"amount": {"12.000,50"}, "currency": {"eur"}, "kind": {"contract"}, "reference": {"C-17"}, "sure": {"yes"}}, false,
			func(r *referral.Referral) bool {
				return r.Status == referral.Won && r.Deal.Amount == money.Of(1_200_050, "eur")
			}},
		"lost":   {agreed, url.Values{"code": {"no_budget"}, "note": {"Next year."}}, false, func(r *referral.Referral) bool { return r.Status == referral.Lost }},
		"reopen": {lost, url.Values{"reason": {"They called back."}}, false, func(r *referral.Referral) bool { return r.Status == referral.Agreed }},
		"prove":  {onThePhone, url.Values{"evidence": {"Kim told me about you."}}, false, func(r *referral.Referral) bool { return r.Class == referral.Introduced }},
		"bounce": {awaiting, url.Values{}, true, func(r *referral.Referral) bool { return r.Status == referral.NeedsInfo && r.Review.Bounced }},
		"correct": {bounced, url.Values{"email": {"p.raman@raman-logistics.de"}}, false, func(r *referral.Referral) bool {
			return r.Status == referral.AwaitingYes && r.Personal.Email == "p.raman@raman-logistics.de"
		}},
		"payment":     {won, url.Values{"amount": {"1,190.00"}, "tax": {"190"}, "currency": {"eur"}, "reference": {"INV-1"}}, false, func(r *referral.Referral) bool { return len(r.Deal.Payments) == 1 && r.Deal.Payments[0].Tax == 19_000 }},
		"refund":      {paid, url.Values{"payment": {"*"}, "refunded": {"500"}, "sure": {"yes"}}, false, func(r *referral.Referral) bool { return r.Deal.Payments[0].Refunded == 50_000 }},
		"dispute":     {paid, url.Values{"payment": {"*"}, "external_id": {"D-1"}, "state": {"open"}, "disputed": {"1000"}}, false, func(r *referral.Referral) bool { return len(r.Deal.Payments[0].Disputes) == 1 }},
		"confirm-win": {suggested, url.Values{"n": {"1"}, "sure": {"yes"}}, false, func(r *referral.Referral) bool { return r.Status == referral.Won }},
		"dismiss-win": {suggested, url.Values{"n": {"1"}, "reason": {"Another company."}}, false, func(r *referral.Referral) bool { return len(r.Wins) == 0 && r.Status == referral.Agreed }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			r := tt.from(s)
			b := s.SignedIn(s.rep)
			at := "/staff/introductions/" + r.ID + "/" + name
			if page := b.Get("/staff/introductions/" + r.ID); !links(page, at) {
				t.Errorf("the introduction doesn't lead there: %v", page.Links())
			}
			b.Lang = "de"
			if got := b.Get(at); got.Status != http.StatusOK || got.Has("desk.") {
				t.Errorf("in German: %d %s", got.Status, got.Text())
			}
			b.Lang = "en"
			if empty := send(b, at, nil); !tt.empty && empty.Status != http.StatusUnprocessableEntity {
				t.Errorf("an empty form: %d", empty.Status)
			} else if !tt.empty {
				has(t, empty, "another look")
			}
			if tt.typed.Get("payment") == "*" {
				tt.typed.Set("payment", s.Referral(r.ID).Deal.Payments[0].FactID)
			}
			p := send(b, at, tt.typed)
			if !tt.empty && p.Status != http.StatusSeeOther {
				t.Fatalf("%d %s", p.Status, p.Text())
			}
			s.Run()
			if now := s.Referral(r.ID); !tt.done(now) {
				t.Errorf("not done: %s", now.Status)
			}
			after := b.Get("/staff/introductions/" + r.ID)
			if after.Status != http.StatusOK {
				t.Errorf("afterwards: %d", after.Status)
			}
		})
	}
}

func awaiting(s *scene) *referral.Referral { return s.awaiting("Priya Raman") }
func agreed(s *scene) *referral.Referral   { return s.agreed("Priya Raman") }

// onThePhone is one whose person said yes in a call, which proves nothing.
func onThePhone(s *scene) *referral.Referral {
	r := s.awaiting("Priya Raman")
	done, err := s.App.Referrals.RecordYes(s.T.Context(), s.As(s.rep), r.ID, app.RecordYes{Channel: "phone", Evidence: "She rang."})
	s.Must(err)
	s.Run()
	return done.Doc
}

func lost(s *scene) *referral.Referral {
	r := s.agreed("Priya Raman")
	done, err := s.App.Referrals.Lose(s.T.Context(), s.As(s.rep), r.ID, app.LoseReferral{Code: "no_need"})
	s.Must(err)
	return done.Doc
}

func bounced(s *scene) *referral.Referral {
	r := s.awaiting("Priya Raman")
	done, err := s.App.Referrals.Bounce(s.T.Context(), s.As(s.rep), r.ID)
	s.Must(err)
	return done.Doc
}

func won(s *scene) *referral.Referral {
	r := s.agreed("Priya Raman")
	done, err := s.App.Referrals.Win(s.T.Context(), s.As(s.rep), r.ID, app.WinReferral{
		ExternalID: "C-1", Amount: money.Of(500_000, "eur"), Evidence: app.DealEvidence{Kind: "contract", Reference: "C-1"},
	})
	s.Must(err)
	s.Run()
	return done.Doc
}

func paid(s *scene) *referral.Referral {
	r := won(s)
	done, err := s.App.Referrals.Pay(s.T.Context(), s.As(s.rep), r.ID, app.PaymentOfDeal{ExternalID: "INV-1", Amount: money.Of(100_000, "eur")})
	s.Must(err)
	return done.Doc
}

// suggested is one whose win a partner's key reported.
func suggested(s *scene) *referral.Referral {
	r := s.agreed("Priya Raman")
	partner := app.Call{Actor: aggregate.Actor{Kind: aggregate.Partner, ID: "key_1", Source: r.Source}}
	done, err := s.App.Referrals.Win(s.T.Context(), partner, r.ID, app.WinReferral{
		ExternalID: "P-1", Amount: money.Of(500_000, "eur"), Evidence: app.DealEvidence{Kind: "order", Reference: "P-1"},
	})
	s.Must(err)
	if len(done.Doc.Wins) != 1 {
		s.T.Fatalf("not suggested: %s %v", done.Doc.Status, deal.FromCRM)
	}
	return done.Doc
}

func TestAssign(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	other := s.Staff("Ines Wolf", aggregate.Rep)
	r := s.agreed("Priya Raman")
	b := s.SignedIn(s.rep)
	at := "/staff/introductions/" + r.ID + "/assign"
	has(t, b.Get(at), "Ines Wolf", "Sam Roth")
	lacks(t, b.Get(at), "Nora Berg")
	p := b.Follow(at, url.Values{"rep_id": {other.ID}})
	has(t, p, "has somebody new", "Ines Wolf")
	if got := s.Referral(r.ID).RepID; got != other.ID {
		t.Error(got)
	}
	s.Run()
	if m, _ := s.Mails.Last("contact_due"); m.To != other.Personal.Email {
		t.Errorf("the first contact is told to %q", m.To)
	}

	// Who takes over later isn't told to get in touch for the first time, by a date that has passed.
	_, err := s.App.Referrals.RecordContact(t.Context(), s.As(other), r.ID, app.RecordContact{Channel: promise.Email, Outcome: referral.Reached})
	s.Must(err)
	has(t, b.Follow(at, url.Values{"rep_id": {s.rep.ID}}), "has somebody new", "Sam Roth")
	s.Run()
	if m, _ := s.Mails.Last("contact_due"); m.To != other.Personal.Email {
		t.Errorf("the first contact is told to %q once it was made", m.To)
	}
	if m, path := s.Mail("follow_up"); m.To != s.rep.Personal.Email || path != "/staff/follow-up/"+r.ID {
		t.Errorf("%q is told of %q", m.To, path)
	}
}

// A contact outside the promise is warned of, and recorded as what it is once that
// is said.
func TestContactOutsideThePromise(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.awaiting("Priya Raman")
	b := s.SignedIn(s.rep)
	at := "/staff/introductions/" + r.ID + "/contact"
	has(t, b.Get(at), "May I get in touch now?", "has not said yes yet")
	typed := url.Values{"channel": {"phone"}, "outcome": {"no_answer"}}
	p := send(b, at, typed)
	if p.Status != http.StatusUnprocessableEntity || !p.Has("This counts as a broken promise") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	if len(s.Referral(r.ID).Contacts) != 0 {
		t.Fatal("recorded without a word")
	}
	typed.Set("sure", "yes")
	has(t, b.Follow(at, typed), "Contact outside the promise", "No answer (Phone call), outside the promise")
	if now := s.Referral(r.ID); len(now.Breaches) != 1 || now.Contacts[0].Clause != promise.ClauseBeforeYes {
		t.Errorf("%+v", now.Breaches)
	}
	typed = url.Values{"channel": {"phone"}, "outcome": {"asked_to_stop"}}
	has(t, send(b, at, typed), "ends all contact")
}

func TestContactLater(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.agreed("Priya Raman")
	b := s.SignedIn(s.rep)
	at := "/staff/introductions/" + r.ID + "/contact"
	has(t, b.Get(at), "Say first:", "Kim Muster")
	for name, typed := range map[string]url.Values{
		"a day without end":           {"channel": {"email"}, "outcome": {"reached"}, "at": {"2026-13-01"}},
		"a day to come":               {"channel": {"email"}, "outcome": {"reached"}, "at": {"2026-07-01"}, "sure": {"yes"}},
		"long ago":                    {"channel": {"email"}, "outcome": {"reached"}, "at": {"2025-07-01"}, "sure": {"yes"}},
		"a time without a day":        {"channel": {"email"}, "outcome": {"reached"}, "at_time": {"10:00"}},
		"a meeting that isn't booked": {"channel": {"email"}, "outcome": {"reached"}, "meeting_at": {"2026-06-10"}},
		"another channel":             {"channel": {"pigeon"}, "outcome": {"reached"}, "sure": {"yes"}},
		"another outcome":             {"channel": {"email"}, "outcome": {"eaten"}, "sure": {"yes"}},
	} {
		if p := send(b, at, typed); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, p.Status)
		}
	}
	p := send(b, at, url.Values{"channel": {"email"}, "outcome": {"meeting_booked"}, "meeting_at": {"2026-06-10"}, "meeting_at_time": {"15:00"}})
	if now := s.Referral(r.ID); p.Status != http.StatusSeeOther || time.UnixMilli(now.NextMS).UTC().Format(time.RFC3339) != "2026-06-10T13:00:00Z" {
		t.Errorf("%d, the meeting is at %s", p.Status, time.UnixMilli(now.NextMS).UTC())
	}
}

func TestLostIsUndone(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.agreed("Priya Raman")
	b := s.SignedIn(s.rep)
	at := "/staff/introductions/" + r.ID
	p := b.Follow(at+"/lost", url.Values{"code": {"other"}})
	has(t, p, "closed without a deal", "Undo")
	has(t, b.Follow(at+"/lost/undo", nil), "is open again", "Closed by mistake")
	if got := s.status(r); got != referral.Agreed {
		t.Error(got)
	}
	has(t, b.Follow(at+"/lost/undo", nil), "it has moved on meanwhile")
}

func TestActionsByRole(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.agreed("Priya Raman")
	at := "/staff/introductions/" + r.ID
	for _, who := range []*member.Member{s.nora, s.ada} {
		b := s.SignedIn(who)
		p := b.Get(at)
		has(t, p, "Priya Raman", "Who did what")
		if links(p, at+"/contact") || links(p, at+"/lost") {
			t.Errorf("%s is offered a rep's actions", who.Personal.Name)
		}
		p = b.Post(at+"/contact", url.Values{"channel": {"email"}, "outcome": {"reached"}, "sure": {"yes"}})
		if has(t, p, "another role"); p.Status != http.StatusForbidden {
			t.Errorf("somebody of another role: %d", p.Status)
		}
		if got := b.Get(at + "/contact"); got.Status != http.StatusSeeOther {
			t.Errorf("the page: %d", got.Status)
		}
	}
	if links(s.SignedIn(s.ada).Get(at), at+"/yes") {
		t.Error("an approver is offered to record a yes")
	}
	kim := s.SignedIn(s.kim)
	for _, address := range []string{at, at + "/contact", "/staff/introductions", "/staff/introductions/new", at + "/reports/1"} {
		if got := kim.Get(address); got.Status != http.StatusForbidden {
			t.Errorf("%s to a referrer: %d", address, got.Status)
		}
	}
	if got := s.status(r); got != referral.Agreed {
		t.Error(got)
	}
}

// A form that was read before somebody else's change, or sent twice, changes nothing
// more.
func TestActionsByTwo(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.agreed("Priya Raman")
	b := s.SignedIn(s.rep)
	at := "/staff/introductions/" + r.ID + "/contact"
	form := b.Get(at).Form(at)
	form.Set("channel", "email")
	form.Set("outcome", "no_answer")
	if p := b.Post(at, form); p.Status != http.StatusSeeOther {
		t.Fatal(p.Status)
	}
	if p := b.Post(at, form); p.Status != http.StatusSeeOther || len(s.Referral(r.ID).Contacts) != 1 {
		t.Errorf("sent twice: %d, %d contacts", p.Status, len(s.Referral(r.ID).Contacts))
	}
	form.Set("once", strings.Repeat("z", 20))
	form.Set("note", "She was about to leave.")
	p := b.Post(at, form)
	if has(t, p, "somebody was quicker", "Contact recorded"); p.Status != http.StatusPreconditionFailed || p.Value("note") != "She was about to leave." {
		t.Errorf("a stale form: %d, %q is typed", p.Status, p.Value("note"))
	}
	for name, values := range p.Form(at) {
		form[name] = values
	}
	if p = b.Post(at, form); p.Status != http.StatusSeeOther || len(s.Referral(r.ID).Contacts) != 2 {
		t.Errorf("sent as it is now: %d, %d contacts", p.Status, len(s.Referral(r.ID).Contacts))
	}
	stale := "/staff/introductions/" + r.ID + "/reopen"
	has(t, b.Get(b.Get(stale).Location), "it has moved on meanwhile")
	if p := b.Post(at, url.Values{"once": {strings.Repeat("z", 65)}}); p.Status != http.StatusUnprocessableEntity && p.Status != http.StatusBadRequest {
		t.Errorf("an endless key: %d", p.Status)
	}
}

// The address of a contact's page chooses beforehand what the board knows.
func TestContactIsChosenByTheAddress(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.agreed("Priya Raman")
	at := "/staff/introductions/" + r.ID + "/contact"
	p := s.SignedIn(s.rep).Get(at + "?channel=phone&outcome=no_answer&note=Hello")
	if p.Checked("channel") != "phone" || p.Checked("outcome") != "no_answer" || p.Value("note") != "" {
		t.Errorf("chosen are %q and %q, and %q is typed", p.Checked("channel"), p.Checked("outcome"), p.Value("note"))
	}
	if p := s.SignedIn(s.rep).Get(at + "?channel=pigeon"); p.Checked("channel") != "" {
		t.Errorf("chosen is %q", p.Checked("channel"))
	}
}

// What came to nothing is won after all: staff record it without opening it again.
func TestWonAfterAll(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.agreed("Priya Raman")
	_, err := s.App.Referrals.Lose(t.Context(), s.As(s.rep), r.ID, app.LoseReferral{Code: "no_need"})
	s.Must(err)
	b, at := s.SignedIn(s.rep), "/staff/introductions/"+r.ID
	if !links(b.Get(at), at+"/won") {
		t.Error("a lost one can't be won")
	}
	won := url.Values{"amount": {"1.200,50"}, "currency": {"eur"}, "kind": {"contract"}, "reference": {"C-1"}, "sure": {"yes"}}
	if p := send(b, at+"/won", won); p.Status != http.StatusSeeOther || s.status(r) != referral.Won {
		t.Errorf("%d, %s: %s", p.Status, s.status(r), p.Text())
	}
	if p := b.Get(at + "/won"); p.Status != http.StatusSeeOther {
		t.Errorf("won again: %d", p.Status)
	}
}

// A yes with a number alone is confirmed by the call that staff make, and the page
// has the number.
func TestAYesIsConfirmedByACall(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.Introduce(s.kim, s.program, map[string]any{"email": ""})
	s.Run()
	letter, _ := s.Mail("letter")
	_, err := s.App.Referrals.SayYes(t.Context(), path.Base(letter.Letter.URL), app.YesInput{Phone: "+493023125101"})
	s.Must(err)
	b, at := s.SignedIn(s.rep), "/staff/introductions/"+r.ID+"/confirm-yes"
	has(t, b.Get("/staff/introductions/"+r.ID), "Number to call", "+493023125101")
	has(t, b.Get(at), "Call +493023125101.")
	if p := send(b, at, url.Values{"evidence": {"She said: yes, that was me."}}); p.Status != http.StatusSeeOther || s.status(r) != referral.Agreed {
		t.Errorf("%d, %s", p.Status, s.status(r))
	}
}

// An amount that is more than there is reads so: nothing is said of days.
func TestTooMuchIsSaidOfTheAmount(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.agreed("Priya Raman")
	b, at := s.SignedIn(s.rep), "/staff/introductions/"+r.ID
	payment := url.Values{"amount": {"119"}, "currency": {"eur"}, "tax": {"200"}, "reference": {"INV-1"}}
	send(b, at+"/won", url.Values{"amount": {"1.200,50"}, "currency": {"eur"}, "kind": {"contract"}, "reference": {"C-1"}, "sure": {"yes"}})
	has(t, send(b, at+"/payment", payment), "This number is too large")
	payment.Set("tax", "19")
	send(b, at+"/payment", payment)
	fact := s.Referral(r.ID).Deal.Payments[0].FactID
	has(t, send(b, at+"/refund", url.Values{"payment": {fact}, "refunded": {"119,01"}, "sure": {"yes"}}), "This number is too large")
	about := url.Values{"payment": {fact}, "external_id": {"dp_1"}, "state": {"open"}, "disputed": {"500"}}
	has(t, send(b, at+"/dispute", about), "This number is too large")
	payment.Set("paid_at", "2027-01-01")
	payment.Set("reference", "INV-2")
	has(t, send(b, at+"/payment", payment), "It cannot lie in the future")
}

// Whoever goes back to a form that was sent, and sends other words, is asked whether
// they mean it, with the words kept.
func TestAFormSentBeforeWithOtherWords(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.agreed("Priya Raman")
	b, at := s.SignedIn(s.rep), "/staff/introductions/"+r.ID+"/next-step"
	form := b.Get(at).Form(at)
	form.Set("what", "Send the offer")
	form.Set("at", "2026-06-20")
	b.Post(at, form)
	form.Set("what", "Call again")
	p := b.Post(at, form)
	if has(t, p, "sent before with other words"); p.Status != http.StatusUnprocessableEntity || p.Value("what") != "Call again" {
		t.Fatalf("%d, %q is typed", p.Status, p.Value("what"))
	}
	for name, values := range p.Form(at) {
		form[name] = values
	}
	if p := b.Post(at, form); p.Status != http.StatusSeeOther || s.Referral(r.ID).Personal.NextDo != "Call again" {
		t.Errorf("%d, next is %q", p.Status, s.Referral(r.ID).Personal.NextDo)
	}
}
