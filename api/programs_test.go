package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/program"
)

// smallProgram is the least that a program needs.
func smallProgram(name string) map[string]any {
	return map[string]any{"draft": map[string]any{"name": name, "calendar": map[string]any{"zone": "Europe/Berlin"}}}
}

// changed is a small program with more in its draft.
func changed(terms map[string]any) map[string]any {
	in := smallProgram("Good word")
	for name, v := range terms {
		in["draft"].(map[string]any)[name] = v
	}
	return in
}

func TestProgramLife(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	in := smallProgram("Good word")
	in["external_id"] = "spring"
	made := k.admin().post("/v1/programs", in, 201, "Idempotency-Key", "p")
	made.is("state", "draft", "revision", nil, "published_at", nil, "name", "Good word", "kept.percent", nil, "draft.team", "Good word",
		"draft.promise.consent", "referrer_introduces", "draft.rewards.minimum.eur", 2500, "draft.attribution_days", 90, "draft.rep_id", nil)
	at := "/v1/programs/" + made.str("id")
	if again := k.admin().post("/v1/programs", in, 201, "Idempotency-Key", "p"); !again.replayed() || again.str("id") != made.str("id") {
		t.Errorf("replay: %s", again.Body)
	}
	problem(t, k.admin().try("POST", "/v1/programs", smallProgram("Other"), "Idempotency-Key", "p"), 422, "idempotency_key_reused")
	problem(t, k.admin().try("POST", "/v1/programs", in, "Idempotency-Key", ""), 400, "idempotency_key_required")
	problem(t, k.admin().try("POST", "/v1/programs", in), 409, "external_id_taken")
	problem(t, k.admin().try("GET", at+"/promise", nil), 404, "nothing_published")

	problem(t, k.admin().try("POST", at+"/publish", nil), 428, "if_match_required")
	problem(t, k.admin().try("POST", at+"/publish", nil, "If-Match", `"9"`), 412, "revision_changed")
	out := k.admin().post(at+"/publish", nil, 200, "If-Match", made.etag(), "Idempotency-Key", "go")
	out.is("program.state", "published", "program.revision", 1, "revision.revision", 1, "revision.terms.name", "Good word", "revision.warnings.0.code", "no_reviewer")
	if again := k.admin().post(at+"/publish", nil, 200, "If-Match", made.etag(), "Idempotency-Key", "go"); !again.replayed() {
		t.Errorf("replay: %s", again.Body)
	}

	problem(t, k.admin().try("PUT", at, in), 428, "if_match_required")
	problem(t, k.admin().try("PUT", at, in, "If-Match", made.etag()), 412, "revision_changed")
	put := k.admin().send("PUT", at, changed(map[string]any{"team": "Our team"}), 200, "If-Match", out.etag()).is("draft.team", "Our team", "revision", 1, "external_id", "spring")
	told(t, k.admin().try("PUT", at, with(in, "external_id", "autumn"), "If-Match", put.etag()), "/external_id", "fixed")
	k.admin().post(at+"/publish", nil, 200, "If-Match", put.etag()).is("revision.revision", 2, "revision.terms.team", "Our team")

	first := k.admin().get(at+"/revisions?limit=1", 200).is("data.0.revision", 2, "has_more", true)
	k.admin().get(at+"/revisions?limit=1&cursor="+first.str("next_cursor"), 200).is("data.0.revision", 1, "has_more", false)
	k.admin().get("/v1/programs?state=published", 200).is("data.0.id", made.str("id"))
	k.admin().get("/v1/programs?external_id=spring", 200).is("data.0.revision", 2)
	k.admin().post(at+"/archive", nil, 200).is("state", "archived")
	problem(t, k.admin().try("PUT", at, in, "If-Match", "*"), 409, "program_archived")
	problem(t, k.admin().try("POST", at+"/publish", nil, "If-Match", "*"), 409, "program_archived")
	k.admin().get(at, 200).is("state", "archived", "draft.team", "Our team")
}

// What is read can be written back, and changes nothing.
func TestProgramRoundTrip(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	made := k.admin().post("/v1/programs", changed(map[string]any{
		"languages": []string{"de"},
		"promise":   map[string]any{"channels": []string{"video"}, "attempts": map[string]any{"max": 2}, "answer": map[string]any{"count": 4, "unit": "business_hours"}},
		"calendar":  map[string]any{"zone": "Europe/Vienna", "hours": map[string]any{"from": "08:00"}, "holidays": []string{"2026-12-25"}},
		"form": map[string]any{"fields": []any{
			map[string]any{"key": "name", "required": true},
			map[string]any{"key": "size", "type": "choice", "words": map[string]any{"de": map[string]any{"label": "Wie groß?"}}, "options": []any{
				map[string]any{"value": "small", "labels": map[string]any{"de": "klein"}}, map[string]any{"value": "large", "labels": map[string]any{"de": "groß"}},
			}},
			map[string]any{"key": "seats", "type": "number", "words": map[string]any{"de": map[string]any{"label": "Plätze"}}, "limits": map[string]any{"min": 0, "max": 9}},
		}},
		"rewards": map[string]any{
			"rules": []any{map[string]any{"key": "won", "trigger": "won", "currency": "chf", "hold_days": 0, "price": map[string]any{
				"form": "steps", "by": "count", "steps": []any{map[string]any{"from": 1, "amount": 100}, map[string]any{"from": 2, "basis_points": 250, "cap": 900}},
			}, "classes": map[string]any{"named": map[string]any{"form": "flat", "amount": 50}}}},
			"minimum": map[string]any{"chf": 0},
		},
	}), 201)
	made.is("draft.calendar.hours.from", "08:00", "draft.calendar.hours.to", "18:00", "draft.promise.attempts.max", 2, "draft.promise.attempts.days", 14,
		"draft.rewards.rules.0.for", "referrer", "draft.rewards.rules.0.kind", "cash", "draft.form.fields.0.type", "text", "draft.form.fields.2.limits.min", 0)
	if m := made.at("draft.rewards.minimum").(map[string]any); len(m) != 1 {
		t.Errorf("the table wasn't replaced: %v", m)
	}
	body := map[string]any{"draft": made.at("draft"), "metadata": made.at("metadata")}
	again := k.admin().send(http.MethodPut, "/v1/programs/"+made.str("id"), body, 200, "If-Match", made.etag())
	if again.etag() != made.etag() {
		t.Errorf("writing back what was read changed it:\n%s\n%s", made.Body, again.Body)
	}
	usual := k.admin().get("/v1/programs/defaults?name=Spring&zone=Europe/Vienna", 200).is("name", "Spring", "calendar.zone", "Europe/Vienna")
	k.admin().post("/v1/programs", map[string]any{"draft": usual.at("name"), "x": 1}, 422)
	k.admin().post("/v1/programs", `{"draft":`+string(usual.Body)+`}`, 201)
}

func TestProgramRevisionIsFrozen(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p := k.publish()
	at := "/v1/programs/" + p.ID + "/revisions/"
	a := k.admin().get(at+"1", 200).is("revision", 1, "program_id", p.ID, "terms.rewards.rules.0.price.amount", 20000)
	if again := k.admin().get(at+"1", 304, "If-None-Match", a.etag()); len(again.Body) != 0 || again.etag() != a.etag() {
		t.Errorf("%v", again.Header)
	}
	if c := a.Header.Get("Cache-Control"); !strings.HasPrefix(c, "private") {
		t.Errorf("Cache-Control %s", c)
	}
	for _, n := range []string{"0", "2", "-1", "x", "99999999999999999999"} {
		problem(t, k.admin().try("GET", at+n, nil), 404, "not_found")
	}
}

func TestPromiseAndForm(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p := k.publish()
	at := "/v1/programs/" + p.ID
	en := k.admin().get(at+"/promise", 200).is("reader", "referrer", "language", "en", "revision", 1, "zone", "Europe/Berlin", "whole.0.clause", "consent")
	if len(en.list("lines")) != 5 || len(en.list("never")) != 3 || len(en.list("steps")) < 5 || !strings.Contains(en.str("lines.4"), "200") {
		t.Errorf("%s", en.Body)
	}
	de := k.admin().get(at+"/promise?reader=person&revision=1", 200, "Accept-Language", "de-AT,de;q=0.9,en;q=0.5").is("reader", "person", "language", "de")
	if de.Header.Get("Content-Language") != "de" || !strings.Contains(de.Header.Get("Vary"), "Accept-Language") || de.str("lines.0") == en.str("lines.0") {
		t.Errorf("%v %s", de.Header, de.Body)
	}
	for _, a := range []*answer{en, de} {
		for _, bad := range []string{"promise.", "form.", "program.", "<no value>"} {
			if strings.Contains(string(a.Body), bad) {
				t.Errorf("%s in %s", bad, a.Body)
			}
		}
	}
	asked := k.admin().get(at+"/form", 200).is("by", "referrer", "consent", "referrer_introduces", "questions.0.key", "name", "questions.0.required", true)
	self := k.admin().get(at+"/form?by=person", 200, "Accept-Language", "de").is("language", "de")
	if !needs(self, "email") || needs(asked, "email") || asked.str("questions.0.label") == self.str("questions.0.label") {
		t.Errorf("%s\n%s", asked.Body, self.Body)
	}
	told(t, k.admin().try("GET", at+"/form?by=boss", nil), "?by", "not_allowed")
	told(t, k.admin().try("GET", at+"/promise?revision=0", nil), "?revision", "too_small")
	problem(t, k.admin().try("GET", at+"/promise?revision=2", nil), 404, "not_found")
	problem(t, k.admin().try("GET", "/v1/programs/prg_x/promise", nil), 404, "not_found")

	german := k.publish(func(t *program.Terms) { t.Languages = []string{"de"} })
	only := k.admin().get("/v1/programs/"+german.ID+"/promise", 200, "Accept-Language", "en").is("language", "de")
	if only.Header.Get("Content-Language") != "de" {
		t.Errorf("%v", only.Header)
	}
}

// TestDefaultsFitTheirSchema was found by a schema fuzzer: the longest name made a
// team that was too long for its own schema.
func TestDefaultsFitTheirSchema(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	name := strings.Repeat("x", 120)
	k.admin().get("/v1/programs/defaults?name="+name, 200).is("team", name)
}

// needs reports whether a form demands an answer.
func needs(a *answer, key string) bool {
	return slices.ContainsFunc(a.list("questions"), func(q any) bool {
		x := q.(map[string]any)
		return x["key"] == key && x["required"] == true
	})
}

func TestProgramSight(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	hidden := k.admin().post("/v1/programs", smallProgram("Hidden"), 201)
	shown := k.publish()
	acme := k.partner("acme")
	for _, path := range []string{"", "/promise", "/form"} {
		problem(t, acme.try("GET", "/v1/programs/"+hidden.str("id")+path, nil), 404, "not_found")
	}
	for _, path := range []string{"/revisions", "/revisions/1"} {
		problem(t, acme.try("GET", "/v1/programs/"+hidden.str("id")+path, nil), 403, "company_only")
		problem(t, acme.try("GET", "/v1/programs/"+shown.ID+path, nil), 403, "company_only")
	}
	acme.get("/v1/programs/"+shown.ID, 200).is("draft", nil, "revision", 1)
	if l := acme.get("/v1/programs", 200).list("data"); len(l) != 1 {
		t.Errorf("a partner sees %d programs", len(l))
	}
	problem(t, acme.try("GET", "/v1/programs?state=draft", nil), 422, "unsupported_filter")
	problem(t, acme.try("POST", "/v1/programs", smallProgram("X")), 403, "missing_scope")
	rita := k.personal(k.staff("rita", aggregate.Rep))
	rita.get("/v1/programs/"+hidden.str("id"), 200)
	problem(t, rita.try("POST", "/v1/programs", smallProgram("X")), 403, "role_missing")
	problem(t, rita.try("POST", "/v1/programs/"+shown.ID+"/archive", nil), 403, "role_missing")
	problem(t, rita.try("POST", "/v1/programs/"+shown.ID+"/publish", nil, "If-Match", "*"), 403, "role_missing")
	problem(t, k.admin().try("POST", "/v1/programs/prg_x/publish", nil, "If-Match", "*"), 404, "not_found")
	problem(t, k.admin().try("PUT", "/v1/programs/prg_x", smallProgram("X"), "If-Match", "*"), 404, "not_found")
}
