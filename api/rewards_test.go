package api

import (
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

// rewardVerbs are all decisions, each with a state that it can be made in and where
// it leads.
func rewardVerbs() []struct {
	verb string
	from func(*testing.T) *rewardAt
	body map[string]any
	to   string
} {
	type row = struct {
		verb string
		from func(*testing.T) *rewardAt
		body map[string]any
		to   string
	}
	held := func(t *testing.T) *rewardAt { return owed(t) }
	return []row{
		{"approve", awaiting, nil, "approved"},
		{"reject", awaiting, map[string]any{"reason": "duplicate", "note": "Paid last year."}, "rejected"},
		{"hold", held, map[string]any{"until": "2026-12-01T00:00:00Z", "reason": "checking_deal"}, "held"},
		{"release", heldLonger, nil, "held"},
		{"mark-paid", approvedGift, map[string]any{"reference": "R-17"}, "paid"},
		{"mend", blockedReward, map[string]any{"amount": map[string]any{"amount": 9_000, "currency": "eur"}}, "awaiting_approval"},
		{"fail", blockedReward, map[string]any{"reason": "paid_otherwise"}, "failed"},
		{"send-again", parkedReward, nil, "paying"},
		{"claw-back", clawbackDue, map[string]any{"reference": "S-17"}, "clawed_back"},
		{"write-off", clawbackDue, map[string]any{"reason": "goodwill"}, "written_off"},
	}
}

// TestRewardVerbs: who may, on which revision, once.
func TestRewardVerbs(t *testing.T) {
	t.Parallel()
	for _, tt := range rewardVerbs() {
		t.Run(tt.verb, func(t *testing.T) {
			t.Parallel()
			r := tt.from(t)
			var body any
			if tt.body != nil {
				body = tt.body
			}
			before := r.admin().get("/v1/rewards/"+r.id, 200)
			seen, path := before.etag(), r.path(tt.verb)
			rep := r.personal(r.staff("rita", aggregate.Rep))
			r.admin().post(path, body, 403, "If-Match", seen).refused("missing_scope")
			rep.post(path, body, 403, "If-Match", seen).refused("not_yours_to_do")
			r.approver.post(path, body, 428).refused("if_match_required")
			r.approver.post(path, body, 412, "If-Match", `"999"`).refused("revision_changed")
			r.approver.post(path, body, 400, "If-Match", seen, "Idempotency-Key", "").refused("idempotency_key_required")
			r.approver.post("/v1/rewards/rw_none/"+tt.verb, body, 404, "If-Match", seen).refused("not_found")
			if now := r.admin().get("/v1/rewards/"+r.id, 200); now.etag() != seen {
				t.Fatalf("a refusal changed it: %s", now.Body)
			}

			done := r.approver.post(path, body, 200, "If-Match", seen, "Idempotency-Key", "once").is("status", tt.to)
			events := done.list("events")
			if last := events[len(events)-1].(map[string]any)["by"].(map[string]any); last["kind"] != "staff" || last["via"] != r.approver.id {
				t.Errorf("it was done by %v", last)
			}
			again := r.approver.post(path, body, 200, "If-Match", seen, "Idempotency-Key", "once")
			if !again.replayed() || done.replayed() || again.etag() != done.etag() {
				t.Error("the repeat was acted on, or isn't marked")
			}
			if tt.body != nil {
				other := map[string]any{"note": "Something else."}
				for name, v := range tt.body {
					if name != "note" {
						other[name] = v
					}
				}
				r.approver.post(path, other, 422, "If-Match", done.etag(), "Idempotency-Key", "once").refused("idempotency_key_reused")
			}
		})
	}
}

// TestSentAgainIsPaidOnce: what the press started ends with one transfer.
func TestSentAgainIsPaidOnce(t *testing.T) {
	t.Parallel()
	r := parkedReward(t)
	r.decide("send-again", nil, 200).is("payout.attempt", 2)
	r.heard()
	r.read("paid").is("payout.attempt", 2)
	if n := len(r.admin().get("/sandbox/control/ledger", 200).list("transfers")); n != 1 {
		t.Errorf("%d transfers", n)
	}
	r.decide("send-again", nil, 409).refused("wrong_state")
}

// TestRewardVerbsInTheWrongState: what the table of moves doesn't have is refused
// with the state.
func TestRewardVerbsInTheWrongState(t *testing.T) {
	t.Parallel()
	r := owed(t)
	refuse := func(status string, but ...string) {
		t.Helper()
		for _, tt := range rewardVerbs() {
			if strings.Contains(strings.Join(but, " "), tt.verb) {
				continue
			}
			var body any
			if tt.body != nil {
				body = tt.body
			}
			if a := r.decide(tt.verb, body, 409).refused("wrong_state"); !strings.Contains(a.str("detail"), status) {
				t.Errorf("%s doesn't name the state: %s", tt.verb, a.Body)
			}
		}
	}
	refuse("held", "hold", "release", "reject")
	r.decide("release", nil, 409).refused("held_by_rule")
	r.decide("reject", map[string]any{"reason": "not_genuine"}, 200)
	refuse("rejected", "reject")
	r.decide("reject", map[string]any{"reason": "not_genuine"}, 200).is("status", "rejected", "reason", "not_genuine")
}

// TestRewardDecisionsRefuseBadBodies names the field and stores nothing.
func TestRewardDecisionsRefuseBadBodies(t *testing.T) {
	t.Parallel()
	r := owed(t)
	seen := r.read("held").etag()
	long := strings.Repeat("n", 2001)
	for _, tt := range []struct{ verb, body, pointer string }{
		{"reject", `{}`, "/reason"},
		{"reject", `{"reason":"because"}`, "/reason"},
		{"reject", `{"reason":null}`, "/reason"},
		{"reject", `{"reason":"other","Note":"x"}`, "/Note"},
		{"reject", `{"reason":"other","note":"` + long + `"}`, "/note"},
		{"reject", `{"reason":"other","note":"a\u0000b"}`, "/note"},
		{"hold", `{"reason":"other"}`, "/until"},
		{"hold", `{"until":"tomorrow","reason":"other"}`, "/until"},
		{"hold", `{"until":"2026-06-01T08:59:59Z","reason":"other"}`, "/until"},
		{"hold", `{"until":"2026-06-02T00:00:00Z","reason":"other"}`, "/until"},
		{"hold", `{"until":"2036-06-02T00:00:00Z","reason":"other"}`, "/until"},
		{"hold", `{"until":"2026-12-02T00:00:00Z"}`, "/reason"},
		{"mark-paid", `{"reference":""}`, "/reference"},
		{"mark-paid", `{"reference":"` + strings.Repeat("r", 201) + `"}`, "/reference"},
		{"mend", `{"amount":{"amount":1.5,"currency":"eur"}}`, "/amount/amount"},
		{"mend", `{"amount":{"amount":-1,"currency":"eur"}}`, "/amount/amount"},
		{"mend", `{"amount":{"amount":1,"currency":"EURO"}}`, "/amount/currency"},
		{"fail", `{"reason":"bored"}`, "/reason"},
		{"claw-back", `{"reference":17}`, "/reference"},
		{"write-off", `{"reason":""}`, "/reason"},
	} {
		r.approver.post(r.path(tt.verb), tt.body, 422, "If-Match", seen).refused("invalid_fields", tt.pointer)
	}
	r.approver.post(r.path("reject"), `{"reason":"other"`, 400, "If-Match", seen)
	r.approver.post(r.path("reject"), `{"reason":"other"}`, 415, "If-Match", seen, "Content-Type", "text/plain")
	r.approver.post(r.path("reject"), `{"reason":"other"}`, 400, "If-Match", "seven").refused("bad_if_match")
	if now := r.read("held").etag(); now != seen {
		t.Error("a refusal changed the reward")
	}
}

// TestRewardsTellPartnersWhatTheyMayKnow: theirs, and nothing of our team.
func TestRewardsTellPartnersWhatTheyMayKnow(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	acme, beta, lena := k.partner("acme"), k.partner("beta"), k.memberOf("acme", "lena")
	p := k.publish()
	theirs := k.won(acme, p, lena, "eur")
	k.clock.advance(time.Second)
	ours := k.won(k.admin(), p, k.member("kim"), "eur")
	id := acme.get("/v1/rewards", 200).is("has_more", false, "data.0.referral_id", theirs).str("data.0.id")
	anna := k.personal(k.staff("anna", aggregate.Approver))
	anna.post("/v1/rewards/"+id+"/hold", map[string]any{"until": "2026-12-01T00:00:00Z", "reason": "other", "note": "Odd deal."}, 200,
		"If-Match", anna.get("/v1/rewards/"+id, 200).etag()).is("events.1.words", "Odd deal.")

	seen := acme.get("/v1/rewards/"+id, 200).is("status", "held", "reason", "other", "events.1.words", nil, "events.1.by.id", nil, "payout", nil)
	if strings.Contains(string(seen.Body), "Odd deal") || len(seen.list("ledger")) != 0 {
		t.Errorf("a partner reads %s", seen.Body)
	}
	beta.get("/v1/rewards/"+id, 404).refused("not_found")
	beta.get("/v1/rewards", 200).is("has_more", false)
	acme.get("/v1/rewards?status=paid", 200).is("has_more", false)
	acme.get("/v1/rewards?referrer_id="+lena.ID, 422).refused("unsupported_filter")

	all := k.admin()
	for query, want := range map[string]string{
		"": ours, "?status=held": ours, "?waiting=hold": ours, "?referral_id=" + theirs: theirs, "?program_id=" + p.ID: ours,
		"?referrer_id=" + lena.ID: theirs, "?referrer_id=" + lena.ID + "&status=held": theirs, "?program_id=" + p.ID + "&status=held": ours,
	} {
		all.get("/v1/rewards"+query, 200).is("data.0.referral_id", want)
	}
	first := all.get("/v1/rewards?limit=1", 200).is("has_more", true)
	all.get("/v1/rewards?limit=1&cursor="+first.str("next_cursor"), 200).is("data.0.referral_id", theirs, "next_cursor", nil)
	all.get("/v1/rewards?status=spent", 422).refused("invalid_fields", "?status")
	all.get("/v1/rewards?waiting=hold&status=held", 422).refused("unsupported_filter")
	if german := all.get("/v1/rewards/"+id, 200, "Accept-Language", "de"); german.str("status_text") == seen.str("status_text") {
		t.Errorf("not in German: %s", german.Body)
	}
}

// An approver lists what waits for their own word; each word takes it off the list.
func TestWaitingForMe(t *testing.T) {
	t.Parallel()
	r := awaiting(t)
	const mine = "/v1/rewards?waiting=me"
	r.approver.get(mine, 200).is("data.0.id", r.id, "data.0.status", "awaiting_approval", "has_more", false)
	r.approver.get(mine+"&status=awaiting_approval", 422).refused("unsupported_filter")
	r.personal(r.staff("sam", aggregate.Rep)).get(mine, 403)
	r.admin().get(mine, 403).refused("role_missing")
	r.decide("approve", nil, 200)
	if left := r.approver.get(mine, 200); len(left.list("data")) != 0 {
		t.Errorf("it still waits: %s", left.Body)
	}
}

func TestFloats(t *testing.T) {
	t.Parallel()
	r := awaiting(t)
	r.must(r.sandbox.TopUp(t.Context(), 70_000, "eur"))
	r.decide("approve", nil, 200)
	r.heard()
	r.approver.get("/v1/floats", 200).is("data.0.currency", "eur", "data.0.available", 70_000, "data.0.owed", 20_000)
	r.admin().get("/v1/floats", 403).refused("role_missing")
	r.partner("acme").get("/v1/floats", 403).refused("role_missing")
}
