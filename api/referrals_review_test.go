package api

import (
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
)

// inReview is a second introduction of somebody by another customer, which a
// reviewer looks at.
func inReview(t *testing.T, change ...func(*program.Terms)) *referralAt {
	t.Helper()
	s := submitted(t, change...)
	lou := s.k.member("lou")
	in := s.k.introduction(s.program, lou)
	s.k.introduced--
	first := s.read()
	in["answers"].(map[string]any)["name"] = first.str("person.name")
	in["answers"].(map[string]any)["company"] = first.str("person.company")
	a := s.k.admin().post("/v1/referrals", in, 201).is("status", "in_review", "verdict.result", "in_review")
	s.id, s.kim = a.str("id"), lou
	return s
}

func (s *referralAt) forReferrer(verb string, body map[string]any, want int) *answer {
	s.k.t.Helper()
	return s.k.admin().as(s.kim.ID).post(s.path(verb), body, want)
}

func TestAcceptReferral(t *testing.T) {
	t.Parallel()
	s := inReview(t)
	rex := s.k.admin().as(s.k.staff("rex", aggregate.Rep).ID)
	rex.post(s.path("accept"), map[string]any{}, 403).refused("not_yours_to_do")
	s.rep.post(s.path("accept"), map[string]any{"reason": " "}, 422).refused("invalid_fields", "/reason")
	a := s.do("accept", map[string]any{"reason": "I know them"}, "Idempotency-Key", "a")
	a.is("status", "awaiting_yes")
	if again := s.do("accept", map[string]any{"reason": "I know them"}, "Idempotency-Key", "a"); !again.replayed() {
		t.Error("the repeat isn't marked")
	}
	s.do("accept", map[string]any{}).is("status", "awaiting_yes") // it took effect before: nothing changes
}

func TestAskAndAnswer(t *testing.T) {
	t.Parallel()
	s := inReview(t)
	s.rep.post(s.path("ask"), map[string]any{"reason": ""}, 422).refused("invalid_fields", "/reason")
	s.do("ask", map[string]any{"reason": "Is it the Sam of the harbour?"}).is("status", "needs_info")
	s.k.work()
	if got := s.k.mailed("question"); got.Quote != "Is it the Sam of the harbour?" || got.To != "lou@example.org" {
		t.Errorf("the referrer reads %+v", got)
	}
	s.k.admin().as(s.k.member("eve").ID).post(s.path("answer"), map[string]any{"answers": map[string]any{"role": "x"}}, 404)
	s.forReferrer("answer", map[string]any{"answers": map[string]any{"email": "no address"}}, 422).refused("invalid_fields", "/answers/email")
	s.forReferrer("answer", map[string]any{"answers": map[string]any{"nonsense": 1}}, 422)
	s.forReferrer("answer", map[string]any{"answers": map[string]any{}}, 422).refused("invalid_fields", "/answers")
	s.forReferrer("answer", map[string]any{"words": strings.Repeat("x", 2001)}, 422).refused("invalid_fields", "/words")
	s.forReferrer("answer", map[string]any{"answers": map[string]any{"role": "Head of fleet"}}, 200).
		is("status", "in_review", "person.role", "Head of fleet", "answers.role", "Head of fleet")
	s.do("ask", map[string]any{"reason": "And which pier?"})
	s.forReferrer("answer", map[string]any{"words": "The western one."}, 200).is("status", "in_review", "answers.role", "Head of fleet")
	s.do("accept", map[string]any{})
	s.forReferrer("answer", map[string]any{"answers": map[string]any{"role": "Driver"}}, 409).refused("wrong_state")
}

func TestDeclineAndAppeal(t *testing.T) {
	t.Parallel()
	s := inReview(t)
	s.rep.post(s.path("decline"), map[string]any{"code": "because", "reason": "No"}, 422).refused("invalid_fields", "/code")
	s.do("decline", map[string]any{"code": "not_a_fit", "reason": "Too small"}).is("status", "declined")
	s.k.work()
	if got := s.k.mailed("declined"); got.Quote != "Too small" {
		t.Errorf("the referrer reads %+v", got)
	}
	s.forReferrer("appeal", map[string]any{"reason": "They have grown"}, 200).is("status", "in_review")
	s.rep.post(s.path("accept"), map[string]any{}, 403).refused("decided_before")
	s.rep.post(s.path("decline"), map[string]any{"code": "other", "reason": "No"}, 403).refused("decided_before")
	vera := s.k.admin().as(s.k.staff("vera", aggregate.Reviewer).ID)
	vera.post(s.path("ask"), map[string]any{"reason": "By how much?"}, 200).is("status", "needs_info")
	s.forReferrer("answer", map[string]any{"answers": map[string]any{"role": "Head of 40 drivers"}}, 200).is("status", "in_review")
	vera.post(s.path("decline"), map[string]any{"code": "not_a_fit", "reason": "Still too small"}, 200).is("status", "declined")
	s.forReferrer("appeal", map[string]any{"reason": "Again"}, 409).refused("appealed_before")
}

func TestAppealHasItsTime(t *testing.T) {
	t.Parallel()
	s := inReview(t)
	s.do("decline", map[string]any{"code": "other", "reason": "No"})
	s.k.pass(31 * 24 * time.Hour)
	s.forReferrer("appeal", map[string]any{"reason": "They have grown"}, 409).refused("appeal_too_late")
}

func TestWithdraw(t *testing.T) {
	t.Parallel()
	s := submitted(t)
	s.forReferrer("withdraw", map[string]any{"reason": "I asked too early"}, 200).is("status", "withdrawn")
	s.forReferrer("withdraw", map[string]any{}, 200).is("status", "withdrawn")
	s.rep.post(s.path("yes"), map[string]any{"channel": "reply", "evidence": "Yes"}, 409, "If-Match", s.read().etag()).refused("wrong_state")

	after := agreed(t)
	after.forReferrer("withdraw", map[string]any{}, 200).is("status", "agreed")
}

// TestBounceAndCorrect: the address is wrong, comes back, is corrected, and then the person
// says yes by phone.
func TestBounceAndCorrect(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p := k.publish(func(t *program.Terms) {
		t.Promise.Consent, t.Promise.AskFirstCountries = promise.AskFirst, []string{"DE"}
	})
	s := &referralAt{k: k, program: p, kim: k.member("kim"), rita: k.staff("rita", aggregate.Rep)}
	s.rep = k.admin().as(s.rita.ID)
	in := k.introduction(p, s.kim)
	in["answers"].(map[string]any)["email"] = "sam@porter.example"
	k.admin().post("/v1/referrals", in, 422).refused("invalid_fields", "/answers/country")
	in["answers"].(map[string]any)["country"] = "DE"
	s.id = k.admin().post("/v1/referrals", in, 201).is("status", "awaiting_yes").str("id")
	if until := s.read().str("claim.protected_until"); until == "" {
		t.Error("no claim")
	}
	k.work()
	k.mailed("ask_first")
	s.report("bounce", map[string]any{}, 200).is("status", "needs_info")
	k.work()
	k.mailed("address_bounced")
	s.rep.post(s.path("correct-address"), map[string]any{"email": "sam at porter"}, 422).refused("invalid_fields", "/email")
	s.do("correct-address", map[string]any{"email": "sam.porter@porter.example"}).is("status", "awaiting_yes", "person.email", "sam.porter@porter.example")
	k.work()
	if got := k.mailed("ask_first"); got.To != "sam.porter@porter.example" {
		t.Errorf("asked at %s", got.To)
	}
	s.rep.post(s.path("correct-address"), map[string]any{"email": "x@porter.example"}, 409).refused("wrong_state")

	yes := map[string]any{"channel": "phone", "evidence": "Sam said yes to Rita at 10:15.", "details": map[string]any{
		"phone": "+49 30 901820", "zone": "Europe/London", "wish": map[string]any{"channels": []any{"phone"}, "window": map[string]any{"weekdays": []any{1, 2}, "from": "09:00", "to": "11:00"}},
	}}
	for pointer, bad := range map[string]any{
		"/details/zone":                   map[string]any{"zone": "Mars/Olympus"},
		"/details/email":                  map[string]any{"email": "@"},
		"/details/phone":                  map[string]any{"phone": "call me"},
		"/details/country":                map[string]any{"country": "de"},
		"/details/wish/channels/0":        map[string]any{"wish": map[string]any{"channels": []any{"pigeon"}}},
		"/details/wish/window/weekdays/0": map[string]any{"wish": map[string]any{"window": map[string]any{"weekdays": []any{8}, "from": "09:00", "to": "10:00"}}},
		"/details/wish/window/from":       map[string]any{"wish": map[string]any{"window": map[string]any{"weekdays": []any{1}, "from": "9", "to": "10:00"}}},
	} {
		body := map[string]any{"channel": "phone", "evidence": "Yes", "details": bad}
		s.rep.post(s.path("yes"), body, 422, "If-Match", s.read().etag()).refused("invalid_fields", pointer)
	}
	etag := s.read().etag()
	s.do("yes", yes, "If-Match", etag, "Idempotency-Key", "y").is("status", "agreed", "consent.answer", "yes", "consent.zone", "Europe/London",
		"consent.wish.window.from", "09:00", "person.phone", "+4930901820")
	if !s.do("yes", yes, "If-Match", etag, "Idempotency-Key", "y").replayed() {
		t.Error("the repeat isn't marked")
	}
	k.work()
	k.mailed("yes_recorded")
	s.do("prove", map[string]any{"evidence": "“Yes, Kim told me.”"}).is("class", "introduced")
}

func TestBreaches(t *testing.T) {
	t.Parallel()
	s := submitted(t)
	s.do("contacts/check", map[string]any{"channel": "phone"}).is("allowed", false, "clause", "before_yes", "allowed_from", nil)
	a := s.do("contacts", map[string]any{"channel": "phone", "outcome": "left_word"})
	a.is("status", "awaiting_yes", "contacts.0.attempt", false, "contacts.0.clause", "before_yes", "breaches.0.by", "record", "breaches.0.counts", true, "breaches.0.upheld", nil)
	s.rep.post(s.path("contacts"), map[string]any{"channel": "phone", "outcome": "reached", "at": "2026-06-03T09:00:00Z"}, 422).refused("invalid_fields", "/at")
	s.rep.post(s.path("contacts"), map[string]any{"channel": "phone", "outcome": "reached", "at": "2026-04-01T09:00:00Z"}, 422).refused("invalid_fields", "/at")

	s.forReferrer("breaches", map[string]any{"kind": "not_as_promised", "words": "Sam was called"}, 200).
		is("breaches.1.by", "referrer", "breaches.1.words", "Sam was called", "breaches.1.kind", "not_as_promised")
	if got := s.forReferrer("breaches", map[string]any{"kind": "not_as_promised"}, 200).list("breaches"); len(got) != 2 {
		t.Errorf("the same report counts twice: %v", got)
	}
	judge := s.path("breaches/2/answer")
	s.rep.post(judge, map[string]any{"upheld": false, "reason": "No"}, 403) // she worked it
	vera := s.k.admin().as(s.k.staff("vera", aggregate.Reviewer).ID)
	vera.post(judge, map[string]any{"upheld": false, "reason": "It was another company"}, 200).
		is("breaches.1.upheld", false, "breaches.1.counts", false, "breaches.1.answer", "It was another company")
	for _, n := range []string{"3", "0", "-1", "x", "02", "99999999999999999999"} {
		vera.post(s.path("breaches/"+n+"/answer"), map[string]any{"upheld": false, "reason": "No"}, 404)
	}
}

func TestNotNowIsRepeatedLongAfter(t *testing.T) {
	t.Parallel()
	s := agreed(t)
	later := map[string]any{"until": "2026-07-01T09:00:00Z", "reason": "After the audit"}
	s.rep.post(s.path("not-now"), map[string]any{"until": "2026-05-01T09:00:00Z"}, 422).refused("invalid_fields", "/until")
	s.rep.post(s.path("not-now"), map[string]any{"until": "2028-05-01T09:00:00Z"}, 422).refused("invalid_fields", "/until")
	s.do("not-now", later, "Idempotency-Key", "n").is("status", "deferred", "consent.answer", "not_now", "consent.not_now_until", "2026-07-01T09:00:00Z")
	s.do("contacts/check", map[string]any{"channel": "phone"}).is("allowed", false, "clause", "not_now", "allowed_from", "2026-07-01T09:00:00Z")
	s.k.pass(31 * 24 * time.Hour)
	if again := s.do("not-now", later, "Idempotency-Key", "n"); !again.replayed() || again.str("status") != "agreed" {
		t.Errorf("the repeat: %s", again.Body)
	}
}

func TestLostAndReopened(t *testing.T) {
	t.Parallel()
	s := agreed(t)
	s.report("lost", map[string]any{"code": "no_budget", "note": "Next year"}, 200).is("status", "lost")
	s.report("lost", map[string]any{"code": "other"}, 200).is("status", "lost")
	s.report("reopen", map[string]any{"reason": "They called"}, 200).is("status", "agreed")
	s.report("reopen", map[string]any{"reason": "They called"}, 200)
	s.report("lost", map[string]any{"code": "no_need"}, 200).is("status", "lost")
	win := map[string]any{
		"external_id": "D-9", "amount": map[string]any{"amount": 1, "currency": "eur"}, "evidence": map[string]any{"kind": "order", "reference": "O"},
	}
	a := s.report("won", win, 200).is("status", "lost", "suggested_wins.0.n", 1, "suggested_wins.0.why", "late", "suggested_wins.0.external_id", "D-9")
	s.rep.post(s.path("suggested-wins/2/confirm"), map[string]any{}, 404, "If-Match", a.etag()).refused("suggestion_unknown")
	s.do("suggested-wins/1/dismiss", map[string]any{"reason": "Another Sam"})
	win["external_id"] = "D-10"
	a = s.report("won", win, 200).is("suggested_wins.0.external_id", "D-10")
	n := "suggested-wins/1/confirm"
	if a.at("suggested_wins.0.n") != 1.0 {
		n = "suggested-wins/2/confirm"
	}
	s.k.admin().post(s.path(n), map[string]any{}, 422, "If-Match", a.etag()).refused("invalid_fields", "/on_behalf_of")
	s.do(n, map[string]any{}, "If-Match", a.etag()).is("status", "won", "deal.external_id", "D-10")
}

// TestPartnerSuggestsAWin: a partner's word alone pays nobody.
func TestPartnerSuggestsAWin(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, lena := k.publish(), k.memberOf("acme", "lena")
	rita := k.staff("rita", aggregate.Rep)
	acme, beta := k.partner("acme"), k.partner("beta")
	a := acme.post("/v1/referrals", k.introduction(p, lena), 201)
	path := "/v1/referrals/" + a.str("id")
	win := map[string]any{
		"external_id": "D-1", "amount": map[string]any{"amount": 5000, "currency": "eur"}, "evidence": map[string]any{"kind": "order", "reference": "O"},
	}
	beta.post(path+"/won", win, 404)
	acme.post(path+"/won", win, 200).is("status", "awaiting_yes", "suggested_wins.0.why", "partner", "deal", nil)
	acme.post(path+"/payments", map[string]any{"external_id": "P", "amount": map[string]any{"amount": 1, "currency": "eur"}}, 403).refused("not_yours_to_do")
	acme.as(lena.ID).post(path+"/withdraw", map[string]any{}, 200).is("status", "withdrawn")
	k.admin().as(rita.ID).post(path+"/suggested-wins/1/confirm", map[string]any{}, 409, "If-Match", k.admin().get(path, 200).etag())
	own := acme.get(path, 200)
	for i := range own.list("events") {
		by := own.at("events." + string(rune('0'+i)) + ".by").(map[string]any)
		if by["id"] == rita.ID {
			t.Errorf("a partner reads who of staff did it: %s", own.Body)
		}
	}
}
