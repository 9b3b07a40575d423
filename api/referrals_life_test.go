package api

import (
	"maps"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
)

// referralAt is a referral on its way, and who works on it.
type referralAt struct {
	k       *kit
	id      string
	program *program.Program
	kim     *member.Member // the referrer
	rita    *member.Member // rep and reviewer
	rep     *keyholder     // the installation's key, for rita
}

// submitted is a referral that waits for the person's yes.
func submitted(t *testing.T, change ...func(*program.Terms)) *referralAt {
	t.Helper()
	k := newAPI(t)
	s := &referralAt{k: k, program: k.publish(change...), kim: k.member("kim"), rita: k.staff("rita", aggregate.Rep, aggregate.Reviewer)}
	s.rep = k.admin().as(s.rita.ID)
	s.id = k.admin().post("/v1/referrals", k.introduction(s.program, s.kim), 201).str("id")
	return s
}

// agreed is one to which the person has said yes on their page, and confirmed it.
func agreed(t *testing.T, change ...func(*program.Terms)) *referralAt {
	t.Helper()
	s := submitted(t, change...)
	k := s.k
	k.work()
	_, err := k.app.Referrals.SayYes(t.Context(), tokenIn(k.mailed("letter").Letter.URL), app.YesInput{
		Email: "sam@porter.example", Phone: "+49 30 901820", Wish: promise.Wish{Channels: []promise.Channel{promise.Phone}},
	})
	k.must(err)
	k.admin().get(s.path(""), 200).is("status", "awaiting_yes", "consent.confirming", true)
	k.work()
	_, err = k.app.Referrals.ConfirmYes(t.Context(), tokenIn(k.mailed("confirm_yes").Action.URL))
	k.must(err)
	s.do("assign", map[string]any{"rep_id": s.rita.ID}).is("status", "agreed", "class", "introduced", "consent.answer", "yes")
	return s
}

func (s *referralAt) path(verb string) string {
	if verb == "" {
		return "/v1/referrals/" + s.id
	}
	return "/v1/referrals/" + s.id + "/" + verb
}

// do runs a verb of staff.
func (s *referralAt) do(verb string, body map[string]any, headers ...string) *answer {
	s.k.t.Helper()
	return s.rep.post(s.path(verb), body, 200, headers...)
}

// report runs a verb of the installation's own.
func (s *referralAt) report(verb string, body map[string]any, want int, headers ...string) *answer {
	s.k.t.Helper()
	return s.k.admin().post(s.path(verb), body, want, headers...)
}

func (s *referralAt) read() *answer {
	s.k.t.Helper()
	return s.k.admin().get(s.path(""), 200)
}

func TestFromYesToWon(t *testing.T) {
	t.Parallel()
	s := agreed(t)
	k := s.k
	s.do("contacts/check", map[string]any{"channel": "phone"}).is("allowed", true, "clause", nil, "zone", "Europe/Berlin", "channels.0", "phone")
	s.do("contacts/check", map[string]any{"channel": "email"}).is("allowed", false, "clause", "wrong_channel", "words", nil)
	k.admin().as(k.staff("vera", aggregate.Reviewer).ID).post(s.path("contacts/check"), map[string]any{"channel": "phone"}, 200).
		is("allowed", false, "clause", "wrong_person")

	k.clock.advance(10 * time.Hour) // 21:00 in Berlin
	s.do("contacts/check", map[string]any{"channel": "phone"}).is("allowed", false, "clause", "outside_hours", "allowed_from", "2026-06-02T07:00:00Z")
	k.clock.advance(14 * time.Hour)

	call := map[string]any{"channel": "phone", "outcome": "no_answer", "note": "Mailbox"}
	first := s.do("contacts", call, "Idempotency-Key", "call-1")
	first.is("status", "in_contact", "contacts.0.attempt", true, "contacts.0.by", s.rita.ID, "contacts.0.clause", nil)
	again := s.do("contacts", call, "Idempotency-Key", "call-1")
	if !again.replayed() || len(again.list("contacts")) != 1 {
		t.Errorf("the repeat: %s", again.Body)
	}
	other := maps.Clone(call)
	other["note"] = "Another"
	s.rep.post(s.path("contacts"), other, 422, "Idempotency-Key", "call-1").refused("idempotency_key_reused")
	last := first.list("events")[len(first.list("events"))-1].(map[string]any)
	if by := last["by"].(map[string]any); by["id"] != s.rita.ID || by["via"] != k.admin().id || last["words"] != "Mailbox" {
		t.Errorf("the event doesn't record both: %v", last)
	}

	s.do("contacts", map[string]any{"channel": "phone", "outcome": "meeting_booked", "meeting_at": "2026-06-05T12:00:00Z"}).
		is("next_step.at", "2026-06-05T12:00:00Z")
	s.do("meeting", map[string]any{"note": "Five people"}).is("status", "met")
	s.do("next-step", map[string]any{"what": "Send the offer", "at": "2026-06-20T09:00:00Z"}).is("next_step.what", "Send the offer")
	s.rep.post(s.path("accept"), map[string]any{}, 409).refused("wrong_state")
	s.rep.post(s.path("next-step"), map[string]any{"what": " ", "at": "2026-06-20T09:00:00Z"}, 422).refused("invalid_fields", "/what")

	win := map[string]any{
		"external_id": "D-1", "amount": map[string]any{"amount": 1_200_000, "currency": "eur"}, "stage": "won",
		"evidence": map[string]any{"kind": "contract", "reference": "C-1"},
	}
	s.report("won", win, 200, "Idempotency-Key", "win").is("status", "won", "deal.external_id", "D-1", "deal.amount.amount", 1_200_000, "deal.evidence.reference", "C-1")
	if !s.report("won", win, 200, "Idempotency-Key", "win").replayed() {
		t.Error("the repeated win isn't marked")
	}
	s.report("won", win, 200).is("status", "won") // the same fact again changes nothing
	win["external_id"] = "D-2"
	s.report("won", win, 409)
	k.work()
	s.read().is("rewards.0.status", "held", "rewards.0.amount.amount", 20_000, "rewards.0.rule", "won")
}

func TestPaymentsRefundsAndDisputes(t *testing.T) {
	t.Parallel()
	s := agreed(t)
	pay := map[string]any{"external_id": "INV-1", "amount": map[string]any{"amount": 11_900, "currency": "eur"}, "tax": 1900}
	s.report("payments", pay, 409).refused("wrong_state")
	s.report("won", map[string]any{
		"external_id": "D-1", "amount": map[string]any{"amount": 10_000, "currency": "eur"}, "evidence": map[string]any{"kind": "order", "reference": "O-1"},
	}, 200)
	s.report("payments", pay, 200).is("deal.payments.0.payment", "INV-1", "deal.payments.0.tax", 1900, "deal.payments.0.refunded", 0)
	if got := s.report("payments", pay, 200).list("deal.payments"); len(got) != 1 {
		t.Errorf("one id was counted twice: %v", got)
	}
	s.report("refunds", map[string]any{"payment": "INV-1", "refunded": 5000}, 200).is("deal.payments.0.refunded", 5000)
	s.report("refunds", map[string]any{"payment": "INV-1", "refunded": 4000}, 200).is("deal.payments.0.refunded", 5000)
	s.report("refunds", map[string]any{"payment": "INV-1", "refunded": 99_999_999}, 422)
	s.report("refunds", map[string]any{"payment": "INV-9", "refunded": 1}, 404)
	s.report("disputes", map[string]any{"payment": "INV-1", "external_id": "X", "state": "open", "amount": 11_900}, 200).is("deal.payments.0.disputes.0.state", "open")
	s.report("disputes", map[string]any{"payment": "INV-1", "external_id": "X", "state": "won", "amount": 11_900}, 200).is("deal.payments.0.disputes.0.state", "won")
	for _, bad := range []map[string]any{
		{"external_id": "I", "amount": map[string]any{"amount": -1, "currency": "eur"}},
		{"external_id": "I", "amount": map[string]any{"amount": 1, "currency": "EUR"}},
		{"external_id": "I", "amount": map[string]any{"amount": 1, "currency": "xyz"}},
		{"external_id": "I", "amount": map[string]any{"amount": 1, "currency": "eur"}, "tax": 2},
		{"external_id": "I", "amount": map[string]any{"amount": 1_000_000_000_000, "currency": "eur"}},
		{"external_id": "I", "amount": map[string]any{"amount": 1.5, "currency": "eur"}},
		{"external_id": "I", "amount": map[string]any{"amount": 1, "currency": "eur"}, "paid_at": "2030-01-01T00:00:00Z"},
		{"external_id": "", "amount": map[string]any{"amount": 1, "currency": "eur"}},
		{"external_id": "I\nJ", "amount": map[string]any{"amount": 1, "currency": "eur"}},
		{"external_id": "\u00a0 ", "amount": map[string]any{"amount": 1, "currency": "eur"}},
		{"amount": map[string]any{"amount": 1, "currency": "eur"}},
	} {
		s.report("payments", bad, 422).refused("invalid_fields")
	}
}

// TestOneFactOneReferral: an id that closed or paid one deal closes no other, and a
// report that was refused leaves its id free.
func TestOneFactOneReferral(t *testing.T) {
	t.Parallel()
	s := agreed(t)
	other := s.k.admin().post("/v1/referrals", s.k.introduction(s.program, s.kim), 201).str("id")
	win := map[string]any{
		"external_id": "D-1", "amount": map[string]any{"amount": 10_000, "currency": "eur"}, "evidence": map[string]any{"kind": "order", "reference": "O-1"},
	}
	pay := map[string]any{"external_id": "INV-1", "amount": map[string]any{"amount": 10_000, "currency": "eur"}}
	s.k.admin().post("/v1/referrals/"+other+"/won", win, 409).refused("wrong_state")
	s.k.admin().post("/v1/referrals/"+other+"/payments", pay, 409).refused("wrong_state")
	s.report("won", win, 200).is("status", "won")
	s.report("payments", pay, 200)

	third := s.k.admin().post("/v1/referrals", s.k.introduction(s.program, s.kim), 201)
	path := "/v1/referrals/" + third.str("id")
	said := s.rep.post(path+"/yes", map[string]any{"channel": "phone", "evidence": "She said yes to Rita on 1 June.", "details": map[string]any{"email": "third@baxter.example"}}, 200, "If-Match", third.etag())
	said.is("status", "agreed", "class", "named")
	s.k.admin().post(path+"/won", win, 409)
	win["external_id"] = "D-3"
	s.k.admin().post(path+"/won", win, 200)
	s.k.admin().post(path+"/payments", pay, 409)
}
