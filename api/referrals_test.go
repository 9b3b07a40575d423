package api

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

func TestSubmitReferral(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, kim := k.publish(), k.member("kim")
	in := k.introduction(p, kim)
	in["external_id"], in["metadata"] = "crm-1", map[string]any{"campaign": "spring"}

	first := k.admin().post("/v1/referrals", in, 201, "Idempotency-Key", "one")
	first.is("status", "awaiting_yes", "entry", "key", "verdict.result", "accepted", "verdict.score", 100, "external_id", "crm-1",
		"metadata.campaign", "spring", "person.email", nil, "timeline.1.state", "kept", "program_revision", 1)
	if got := first.Header.Get("Location"); got != "/v1/referrals/"+first.str("id") {
		t.Errorf("Location %s", got)
	}
	again := k.admin().post("/v1/referrals", in, 201, "Idempotency-Key", "one")
	again.is("id", first.str("id"))
	if !again.replayed() || first.replayed() {
		t.Error("the repeat isn't marked")
	}
	in["metadata"] = map[string]any{}
	k.admin().post("/v1/referrals", in, 422, "Idempotency-Key", "one").refused("idempotency_key_reused")
	k.admin().post("/v1/referrals", in, 400, "Idempotency-Key", "").refused("idempotency_key_required")
	k.admin().post("/v1/referrals", in, 409).refused("external_id_taken")

	read := k.admin().get("/v1/referrals/"+first.str("id"), 200)
	read.is("id", first.str("id"), "timeline.0.title", "Kim Muster introduced "+first.str("person.name"))
	if read.etag() != `"1"` || read.Header.Get("Content-Language") != "en" || !strings.Contains(read.Header.Get("Vary"), "Accept-Language") {
		t.Errorf("headers %v", read.Header)
	}
	german := k.admin().get("/v1/referrals/"+first.str("id"), 200, "Accept-Language", "de-AT, en;q=0.5")
	if german.Header.Get("Content-Language") != "de" || german.str("timeline.1.title") == read.str("timeline.1.title") {
		t.Errorf("German: %s", german.Body)
	}
}

// TestSubmitStartsWhereItsSenderMay: only with the referrer's own acceptance is a
// referral vetted at once.
func TestSubmitStartsWhereItsSenderMay(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, kim := k.publish(), k.member("kim")
	unaccepted := k.introduction(p, kim)
	delete(unaccepted, "revision")
	delete(unaccepted, "accepted_at")
	typed := k.admin().post("/v1/referrals", unaccepted, 201).is("status", "to_confirm", "entry", "staff", "verdict", nil)
	k.work()
	view, err := k.app.Referrals.OpenReferrer(t.Context(), tokenIn(k.mailed("confirm_submission").Action.URL))
	k.must(err)
	if _, err := k.app.Referrals.Confirm(t.Context(), asCall(view.Actor), typed.str("id")); err != nil {
		t.Fatal(err)
	}
	k.admin().get("/v1/referrals/"+typed.str("id"), 200).is("status", "awaiting_yes", "verdict.result", "accepted")

	rita := k.personal(k.staff("rita", aggregate.Rep))
	rita.post("/v1/referrals", k.introduction(p, kim), 201).is("status", "to_confirm", "entry", "staff")

	acme := k.partner("acme")
	lena := k.memberOf("acme", "lena")
	mine := acme.post("/v1/referrals", k.introduction(p, lena), 201).is("status", "awaiting_yes", "events.0.by.kind", "partner_key")
	lines := mine.list("verdict.rules")
	if last := lines[len(lines)-1].(map[string]any); last["rule"] != "our_records" || last["detail"] != nil {
		t.Errorf("a partner is told %v", last)
	}
	if strings.Contains(string(mine.Body), "open_deal") || strings.Contains(string(mine.Body), "suppressed") {
		t.Errorf("a partner reads our records: %s", mine.Body)
	}
	acme.post("/v1/referrals", k.introduction(p, kim), 422).refused("invalid_fields", "/referrer_id")
}

func TestSubmitRefuses(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, kim := k.publish(), k.member("kim")
	rita := k.staff("rita", aggregate.Rep)
	in := func(changes ...any) map[string]any {
		body := k.introduction(p, kim)
		for i := 0; i < len(changes); i += 2 {
			name := changes[i].(string)
			if inner, ok := strings.CutPrefix(name, "answers."); ok {
				body["answers"].(map[string]any)[inner] = changes[i+1]
				continue
			}
			body[name] = changes[i+1]
			if changes[i+1] == nil {
				delete(body, name)
			}
		}
		return body
	}
	for _, tt := range []struct {
		name    string
		body    any
		status  int
		code    string
		pointer string
	}{
		{"no body", "", 400, "empty_body", ""},
		{"broken", `{"program_id":`, 400, "invalid_json", ""},
		{"doubled", `{"program_id":"a","program_id":"b"}`, 400, "duplicate_member", ""},
		{"no UTF-8", "{\"program_id\":\"\xff\"}", 400, "invalid_json", ""},
		{"a list", `[]`, 422, "invalid_fields", ""},
		{"null", `null`, 422, "invalid_fields", ""},
		{"no program", in("program_id", nil), 422, "invalid_fields", "/program_id"},
		{"unknown program", in("program_id", "prg_x"), 422, "invalid_fields", "/program_id"},
		{"unknown referrer", in("referrer_id", "mbr_x"), 422, "invalid_fields", "/referrer_id"},
		{"a referrer that no id can be", in("referrer_id", "../../etc"), 422, "invalid_fields", "/referrer_id"},
		{"a staff member refers", in("referrer_id", rita.ID), 409, "may_not_refer", ""},
		{"revision alone", in("accepted_at", nil), 422, "invalid_fields", "/accepted_at"},
		{"a revision to come", in("revision", 2), 409, "revision_stale", ""},
		{"revision 0", in("revision", 0), 422, "invalid_fields", "/revision"},
		{"revision as text", in("revision", "1"), 422, "invalid_fields", "/revision"},
		{"revision 1.0", `{"program_id":"a","referrer_id":"b","answers":{},"revision":1.0}`, 422, "invalid_fields", "/revision"},
		{"accepted tomorrow", in("accepted_at", "2026-06-02T09:00:00Z"), 422, "invalid_fields", "/accepted_at"},
		{"accepted long ago", in("accepted_at", "0001-01-01T00:00:00Z"), 422, "invalid_fields", "/accepted_at"},
		{"accepted in words", in("accepted_at", "yesterday"), 422, "invalid_fields", "/accepted_at"},
		{"answers as a list", in("answers", []any{}), 422, "invalid_fields", "/answers"},
		{"no answers", in("answers", map[string]any{}), 422, "invalid_fields", "/answers/name"},
		{"null answers", in("answers.name", nil), 422, "invalid_fields", "/answers/name"},
		{"an unknown answer", in("answers.shoe_size", 43), 422, "invalid_fields", "/answers/shoe_size"},
		{"a nested answer", in("answers.name", map[string]any{"$ne": nil}), 422, "invalid_fields", "/answers/name"},
		{"NUL in an answer", in("answers.why", "a\x00b"), 422, "invalid_fields", "/answers/why"},
		{"another source", in("answers.source", "the pub"), 422, "invalid_fields", "/answers/source"},
		{"a broken address", in("answers.email", "sam@@example"), 422, "invalid_fields", "/answers/email"},
		{"an endless name", in("answers.name", strings.Repeat("n", 5000)), 422, "invalid_fields", "/answers/name"},
		{"an endless external id", in("external_id", strings.Repeat("é", 129)), 422, "invalid_fields", "/external_id"},
		{"an external id of lines", in("external_id", "a\nb"), 422, "invalid_fields", "/external_id"},
		{"metadata in capitals", in("metadata", map[string]any{"Key": "x"}), 422, "invalid_fields", "/metadata"},
		{"metadata with an operator", in("metadata", map[string]any{"$where": "x"}), 422, "invalid_fields", "/metadata"},
		{"nested metadata", in("metadata", map[string]any{"a": map[string]any{}}), 422, "invalid_fields", "/metadata/a"},
		{"unknown parent", in("parent_id", "ref_x"), 422, "invalid_fields", "/parent_id"},
		{"unknown member of the body", in("Revision", 1), 422, "invalid_fields", "/Revision"},
		{"on behalf", in("on_behalf_of", kim.ID), 422, "invalid_fields", "/on_behalf_of"},
	} {
		a := k.admin().post("/v1/referrals", tt.body, tt.status).refused(tt.code)
		if tt.pointer != "" && !strings.Contains(string(a.Body), `"pointer":"`+tt.pointer+`"`) {
			t.Errorf("%s: no %s in %s", tt.name, tt.pointer, a.Body)
		}
		k.admin().post("/v1/referrals/preview", tt.body, tt.status).refused(tt.code)
	}
	k.admin().post("/v1/referrals", "{}", 415, "Content-Type", "text/plain")
	k.admin().post("/v1/referrals?x=1", in(), 422).refused("invalid_fields", "?x")
	if got := k.admin().get("/v1/referrals", 200).list("data"); len(got) != 0 {
		t.Errorf("half stored: %v", got)
	}
}

func TestPreviewCreatesNothing(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, kim := k.publish(), k.member("kim")
	in := k.introduction(p, kim)
	k.admin().post("/v1/referrals/preview", in, 200).is("status", "awaiting_yes", "verdict.result", "accepted", "timeline.0.state", "now", "timeline.1.detail", "At once", "timeline.1.at", nil, "zone", "Europe/Berlin")
	k.work()
	if got := k.admin().get("/v1/referrals", 200).list("data"); len(got) != 0 {
		t.Errorf("a preview made %v", got)
	}
	if len(k.mails.sent) != 0 {
		t.Errorf("a preview mailed %v", k.mails.sent)
	}
	var last int
	for range 200 {
		a := k.admin().try("POST", "/v1/referrals/preview", in)
		if last = a.Status; last != 200 {
			a.is("status", 429)
			if a.Header.Get("Retry-After") == "" {
				t.Error("no Retry-After")
			}
			break
		}
	}
	if last != 429 {
		t.Error("previews can be had without end: somebody could probe who is a customer")
	}
}

func TestListReferrals(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, kim, lena := k.publish(), k.member("kim"), k.memberOf("acme", "lena")
	acme, beta := k.partner("acme"), k.partner("beta")
	own := k.admin().post("/v1/referrals", k.introduction(p, kim), 201).str("id")
	in := k.introduction(p, lena)
	in["external_id"] = "a-1"
	k.clock.advance(time.Second)
	theirs := acme.post("/v1/referrals", in, 201).str("id")

	ids := func(h *keyholder, query string) string {
		var out []string
		for _, r := range h.get("/v1/referrals"+query, 200).list("data") {
			out = append(out, r.(map[string]any)["id"].(string))
		}
		return strings.Join(out, " ")
	}
	for _, tt := range []struct {
		who   *keyholder
		query string
		want  string
	}{
		{k.admin(), "", theirs + " " + own},
		{k.admin(), "?status=awaiting_yes", theirs + " " + own},
		{k.admin(), "?status=won", ""},
		{k.admin(), "?program_id=" + p.ID + "&status=awaiting_yes", theirs + " " + own},
		{k.admin(), "?referrer_id=" + kim.ID, own},
		{k.admin(), "?rep_id=mbr_nobody", ""},
		{acme, "", theirs},
		{acme, "?external_id=a-1", theirs},
		{acme, "?referrer_id=" + lena.ID, theirs},
		{acme, "?referrer_id=" + kim.ID, ""},
		{beta, "", ""},
		{beta, "?external_id=a-1", ""},
		{beta, "?program_id=" + p.ID, ""},
	} {
		if got := ids(tt.who, tt.query); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.query, got, tt.want)
		}
	}
	first := k.admin().get("/v1/referrals?limit=1", 200).is("data.0.id", theirs, "has_more", true)
	cursor := first.str("next_cursor")
	if !strings.Contains(first.Header.Get("Link"), `rel="next"`) {
		t.Errorf("Link %q", first.Header.Get("Link"))
	}
	k.admin().get("/v1/referrals?limit=1&cursor="+cursor, 200).is("data.0.id", own, "has_more", false, "next_cursor", nil)
	acme.get("/v1/referrals?limit=1&cursor="+cursor, 400)
	k.admin().get("/v1/referrals?status=won&cursor="+cursor, 400)
	k.admin().get("/v1/referrals?cursor=%00", 422)
	k.admin().get("/v1/referrals?limit=0", 422).refused("invalid_fields", "?limit")
	k.admin().get("/v1/referrals?limit=101", 422)
	k.admin().get("/v1/referrals?status=sold", 422).refused("invalid_fields", "?status")
	k.admin().get("/v1/referrals?referrer_id="+kim.ID+"&program_id="+p.ID, 422).refused("unsupported_filter")
	acme.get("/v1/referrals?rep_id=x", 422).refused("unsupported_filter")
	if all, open := k.admin().get("/v1/referrals?order=oldest", 200), k.admin().get("/v1/referrals?stage=open&order=oldest", 200); len(all.list("data")) == 0 || len(open.list("data")) > len(all.list("data")) {
		t.Errorf("%s %s", all.Body, open.Body)
	}
	if l := k.admin().get("/v1/referrals?reported=true", 200).list("data"); len(l) > 0 {
		t.Errorf("reported: %v", l)
	}
	acme.get("/v1/referrals?reported=true", 403).refused("not_allowed")
	acme.get("/v1/referrals?q=x", 422).refused("invalid_fields")

	acme.get("/v1/referrals/"+theirs, 200).is("external_id", "a-1")
	acme.get("/v1/referrals/"+own, 404).refused("not_found")
	beta.get("/v1/referrals/"+theirs, 404).refused("not_found")
	k.admin().get("/v1/referrals/ref_none", 404)
	k.admin().get("/v1/referrals/%00", 404)
}

// TestExampleIsTrue: what openapi.yaml shows as the answer to its own example is
// what comes back, but for ids.
func TestExampleIsTrue(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, kim := k.publish(), k.memberOf("acme", "kim")
	in := referralExamples()[0].(referralInput)
	in.ProgramID, in.ReferrerID = p.ID, kim.ID
	acme := k.partner("acme")
	a := acme.post("/v1/referrals", in, 201)
	want := exampleReferral(k.clock.Now())
	want.ID, want.ProgramID, want.ReferrerID = a.str("id"), p.ID, new(kim.ID)
	want.Events[0].By.ID = new(acme.id)
	text, err := json.Marshal(want)
	k.must(err)
	if got := strings.TrimSpace(string(a.Body)); got != string(text) {
		t.Errorf("got\n%s\nand the example says\n%s", got, text)
	}
}
