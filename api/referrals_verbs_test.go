package api

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

// verbs is every action on one referral, with a body that would do in the right
// state.
func verbs() []struct{ path, body string } {
	const far = `"2026-08-01T09:00:00Z"`
	return []struct{ path, body string }{
		{"answer", `{"answers":{"company":"Acme"}}`},
		{"appeal", `{"reason":"Look again"}`},
		{"withdraw", `{}`},
		{"breaches", `{"kind":"not_as_promised"}`},
		{"accept", `{}`},
		{"ask", `{"reason":"Who is it?"}`},
		{"decline", `{"code":"other","reason":"No"}`},
		{"assign", `{"rep_id":"mbr_x"}`},
		{"bounce", `{}`},
		{"correct-address", `{"email":"sam@example.net"}`},
		{"yes", `{"channel":"reply","evidence":"Yes, said Sam"}`},
		{"no", `{"reason":"No, wrote Sam"}`},
		{"prove", `{"evidence":"Yes, said Sam"}`},
		{"not-now", `{"until":` + far + `}`},
		{"contacts", `{"channel":"phone","outcome":"no_answer"}`},
		{"contacts/check", `{"channel":"phone"}`},
		{"meeting", `{}`},
		{"next-step", `{"what":"Call","at":` + far + `}`},
		{"lost", `{"code":"other"}`},
		{"reopen", `{"reason":"They called"}`},
		{"breaches/1/answer", `{"upheld":false,"reason":"It was asked for"}`},
		{"suggested-wins/1/confirm", `{}`},
		{"suggested-wins/1/dismiss", `{"reason":"Another deal"}`},
		{"won", `{"external_id":"D1","amount":{"amount":1,"currency":"eur"},"evidence":{"kind":"contract","reference":"C1"}}`},
		{"payments", `{"external_id":"P1","amount":{"amount":1,"currency":"eur"}}`},
		{"refunds", `{"payment":"P1","refunded":1}`},
		{"disputes", `{"payment":"P1","external_id":"X1","state":"open","amount":1}`},
	}
}

// route is the table's line of a verb.
func route(t *testing.T, verb string) Route {
	t.Helper()
	parts := strings.Split(verb, "/")
	for i, p := range parts {
		if p == "1" {
			parts[i] = ":n"
		}
	}
	path := "/v1/referrals/:id/" + strings.Join(parts, "/")
	i := slices.IndexFunc(Table(), func(r Route) bool { return r.Method == http.MethodPost && r.Path == path })
	if i < 0 {
		t.Fatalf("no route %s", path)
	}
	return Table()[i]
}

func bodyWith(body string, name string, value any) map[string]any {
	var out map[string]any
	if err := json.Unmarshal([]byte(body), &out); err != nil {
		panic(err)
	}
	if name != "" {
		out[name] = value
	}
	return out
}

// TestVerbsRefuseTheSameWay asks of every verb what every verb owes: a body as
// documented, a referral in sight, somebody to act for, and the headers that the
// table demands.
func TestVerbsRefuseTheSameWay(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, kim, lena := k.publish(), k.member("kim"), k.memberOf("acme", "lena")
	rita := k.staff("rita", aggregate.Rep, aggregate.Reviewer)
	acme, beta := k.partner("acme"), k.partner("beta")
	id := acme.post("/v1/referrals", k.introduction(p, lena), 201).str("id")
	before := k.admin().get("/v1/referrals/"+id, 200)
	match := []string{"If-Match", before.etag()}
	for _, v := range verbs() {
		r, path := route(t, v.path), "/v1/referrals/"+id+"/"+v.path
		work, submit := r.Scope == "referrals:work", r.Scope == "referrals:submit"

		k.admin().post(path, bodyWith(v.body, "surprise", 1), 422, match...).refused("invalid_fields", "/surprise")
		k.admin().post(path, v.body+"}", 400, match...)
		k.admin().post(path, "[]", 422, match...)
		k.admin().post(path, strings.Repeat("[", 40), 400, match...)
		k.admin().post("/v1/referrals/ref_none/"+v.path, v.body, 404, "If-Match", `"1"`).refused("not_found")
		k.admin().post(path, v.body, 401, append(match, "Authorization", "Bearer gw_live_"+k.admin().token[8:])...)
		if r.Scope != "referrals:work" {
			beta.post(path, v.body, 404, match...).refused("not_found")
		} else {
			beta.post(path, v.body, 403, match...).refused("missing_scope")
		}
		if r.IfMatch == Required {
			k.admin().post(path, v.body, 428).refused("if_match_required")
		}
		if r.IdempotencyDemand() == Required {
			k.admin().post(path, v.body, 400, "Idempotency-Key", "", "If-Match", before.etag())
		}
		if submit {
			k.admin().post(path, v.body, 422).refused("invalid_fields", "/on_behalf_of")
			k.admin().as(rita.ID).post(path, bodyWith(v.body, "", nil), 422).refused("invalid_fields", "/on_behalf_of")
			k.admin().as("mbr_none").post(path, bodyWith(v.body, "", nil), 422).refused("invalid_fields", "/on_behalf_of")
			acme.as(kim.ID).post(path, bodyWith(v.body, "", nil), 422).refused("invalid_fields", "/on_behalf_of")
			k.admin().as(kim.ID).post(path, bodyWith(v.body, "", nil), 404).refused("not_found") // somebody else's
			k.personal(rita).post(path, v.body, 403)
		}
		if work {
			k.admin().as(kim.ID).post(path, bodyWith(v.body, "", nil), 422, match...).refused("invalid_fields", "/on_behalf_of")
			k.personal(rita).as(kim.ID).post(path, bodyWith(v.body, "", nil), 403, match...).refused("acts_for_itself")
		}
	}
	after := k.admin().get("/v1/referrals/"+id, 200)
	if after.etag() != before.etag() {
		t.Errorf("a refused verb changed the referral: %s", after.Body)
	}
}

// TestVerbsAskForTheRevision: whoever names a revision that isn't the newest is
// told, before anything else about the state.
func TestVerbsAskForTheRevision(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, kim := k.publish(), k.member("kim")
	rita := k.staff("rita", aggregate.Rep, aggregate.Reviewer)
	id := k.admin().post("/v1/referrals", k.introduction(p, kim), 201).str("id")
	for _, v := range verbs() {
		r := route(t, v.path)
		if r.IfMatch == Ignored {
			continue
		}
		by, body := k.admin(), bodyWith(v.body, "", nil)
		switch r.Scope {
		case "referrals:work":
			by = by.as(rita.ID)
		case "referrals:submit":
			by = by.as(kim.ID)
		}
		if v.path == "assign" {
			body["rep_id"] = rita.ID
		}
		for _, stale := range []string{`"7"`, `W/"1"`, `"x"`} {
			a := by.try("POST", "/v1/referrals/"+id+"/"+v.path, body, "If-Match", stale)
			if a.Status != 412 && !strings.HasPrefix(v.path, "suggested-wins") {
				t.Errorf("%s with If-Match %s: %d %s", v.path, stale, a.Status, a.Body)
			}
		}
		by.post("/v1/referrals/"+id+"/"+v.path, body, 400, "If-Match", "7").refused("bad_if_match")
	}
}
