package api

import (
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/link"
)

func TestLinkLife(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, kim := k.publish(), k.member("kim")
	in := map[string]any{"program_id": p.ID, "member_id": kim.ID}
	usual := k.admin().post("/v1/links", in, 201).is("name", nil, "state", "on", "program_id", p.ID, "member_id", kim.ID)
	if usual.str("url") != baseURL+"/r/"+usual.str("code") || usual.str("qr_url") != usual.str("url")+"/qr.svg" {
		t.Errorf("%s", usual.Body)
	}
	k.admin().post("/v1/links", in, 200).is("id", usual.str("id"))

	named := with(in, "name", "newsletter")
	letter := k.admin().post("/v1/links", named, 201, "Idempotency-Key", "n").is("name", "newsletter")
	if again := k.admin().post("/v1/links", named, 200, "Idempotency-Key", "n"); !again.replayed() || again.str("id") != letter.str("id") {
		t.Errorf("replay: %s", again.Body)
	}
	problem(t, k.admin().try("POST", "/v1/links", named), 409, "link_name_taken")

	at := "/v1/links/" + letter.str("id")
	k.admin().get(at, 200).is("id", letter.str("id"))
	problem(t, k.admin().try("POST", at+"/off", nil, "If-Match", `"9"`), 412, "revision_changed")
	off := k.admin().post(at+"/off", nil, 200, "If-Match", letter.etag(), "Idempotency-Key", "off").is("state", "off")
	if again := k.admin().post(at+"/off", nil, 200, "Idempotency-Key", "off"); !again.replayed() || again.etag() != off.etag() {
		t.Errorf("replay: %v", again.Header)
	}
	k.admin().post(at+"/on", nil, 200).is("state", "on")

	list := k.admin().get("/v1/links?member_id="+kim.ID+"&limit=1", 200).is("has_more", true)
	k.admin().get("/v1/links?member_id="+kim.ID+"&limit=1&cursor="+list.str("next_cursor"), 200).is("has_more", false)
	if l := k.admin().get("/v1/links?member_id="+kim.ID+"&program_id="+p.ID, 200).list("data"); len(l) != 2 {
		t.Errorf("%d links", len(l))
	}
	told(t, k.admin().try("GET", "/v1/links", nil), "?member_id", "required")

	svg := k.admin().get(at+"/qr.svg", 200)
	if svg.Header.Get("Content-Type") != "image/svg+xml" || !strings.HasPrefix(string(svg.Body), "<svg ") {
		t.Errorf("%s", svg.Body)
	}
}

func TestLinkBodies(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, kim := k.publish(), k.member("kim")
	good := map[string]any{"program_id": p.ID, "member_id": kim.ID, "name": "newsletter", "metadata": map[string]any{"a": "b"}}
	required := []string{"program_id", "member_id"}
	named := map[string]any{"name": good["name"], "metadata": good["metadata"]}
	wrongBody{by: k.admin(), method: "POST", path: "/v1/links", good: good, required: required}.test(t)
	told(t, k.admin().try("POST", "/v1/links", with(good, "program_id", "prg_x")), "/program_id", "unknown_program")
	told(t, k.admin().try("POST", "/v1/links", with(good, "member_id", "mbr_x")), "/member_id", "unknown_member")
	told(t, k.admin().try("POST", "/v1/links", named), "/program_id", "required")

	rita := k.staff("rita")
	problem(t, k.admin().try("POST", "/v1/links", with(good, "member_id", rita.ID)), 409, "may_not_refer")
	draft := k.admin().post("/v1/programs", smallProgram("Later"), 201)
	problem(t, k.admin().try("POST", "/v1/links", with(good, "program_id", draft.str("id"))), 409, "program_unpublished")
	if l := k.admin().get("/v1/links?member_id="+kim.ID, 200).list("data"); len(l) != 0 {
		t.Errorf("%d links after all that was refused", len(l))
	}
}

func TestLinkSight(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p := k.publish()
	lena, kim := k.memberOf("acme", "lena"), k.member("kim")
	acme, beta := k.partner("acme"), k.partner("beta")
	hers := acme.post("/v1/links", map[string]any{"program_id": p.ID, "member_id": lena.ID}, 201)
	told(t, acme.try("POST", "/v1/links", map[string]any{"program_id": p.ID, "member_id": kim.ID}), "/member_id", "unknown_member")
	at := "/v1/links/" + hers.str("id")
	acme.get(at, 200)
	for _, path := range []string{at, at + "/qr.svg", at + "/visits", "/v1/links/lnk_x", "/v1/links/lnk_x/qr.svg", "/v1/links/lnk_x/visits"} {
		problem(t, beta.try("GET", path, nil), 404, "not_found")
	}
	problem(t, beta.try("POST", at+"/off", nil), 404, "not_found")
	if l := beta.get("/v1/links?member_id="+lena.ID, 200).list("data"); len(l) != 0 {
		t.Errorf("beta sees %d links", len(l))
	}
	problem(t, k.serviceKey("", "members:read").try("GET", at, nil), 403, "missing_scope")
}

func TestVisits(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, kim := k.publish(), k.member("kim")
	l, err := k.app.Links.Default(t.Context(), operator, p.ID, kim.ID)
	k.must(err)
	k.app.Visits.Start()
	t.Cleanup(k.app.Visits.Close)
	for range 3 {
		k.app.Visits.Record(l, link.Request{Method: "GET", UserAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0"})
	}
	k.must(k.app.Visits.Flush(t.Context()))
	at := "/v1/links/" + l.ID + "/visits"
	usual := k.admin().get(at, 200).is("total", 3, "to", "2026-06-01", "from", "2026-05-03", "days.29.visits", 3, "days.29.day", "2026-06-01")
	if n := len(usual.list("days")); n != 30 {
		t.Errorf("%d days", n)
	}
	k.admin().get(at+"?from=2026-05-31&to=2026-06-02", 200).is("total", 3, "days.1.visits", 3, "days.2.visits", 0)
	k.admin().get(at+"?to=2026-05-31", 200).is("total", 0)
	told(t, k.admin().try("GET", at+"?from=2026-06-02&to=2026-06-01", nil), "?to", "out_of_range")
	told(t, k.admin().try("GET", at+"?from=2020-06-02", nil), "?to", "out_of_range")
	told(t, k.admin().try("GET", at+"?from=tomorrow", nil), "?from", "bad_format")
	told(t, k.admin().try("GET", at+"?from=", nil), "?from", "bad_format")
}
