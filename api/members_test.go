package api

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

func TestMemberLife(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	kim := map[string]any{
		"external_id": "c-17", "name": "Kim Muster", "email": "Kim@Example.com", "phone": "030 901820", "country": "DE",
		"language": "de", "zone": "Europe/Berlin", "company": "Muster GmbH", "metadata": map[string]any{"tier": "gold"},
	}
	made := k.admin().post("/v1/members", kim, 201, "Idempotency-Key", "kim")
	made.is("kind", "customer", "state", "active", "source", "installation", "phone", "+4930901820", "staff", nil, "metadata.tier", "gold")
	at := "/v1/members/" + made.str("id")
	if made.Header.Get("Location") != at || made.etag() != `"1"` || made.replayed() {
		t.Errorf("headers: %v", made.Header)
	}
	if again := k.admin().post("/v1/members", kim, 200, "Idempotency-Key", "kim"); !again.replayed() || again.str("id") != made.str("id") {
		t.Errorf("replay: %s", again.Body)
	}
	problem(t, k.admin().try("POST", "/v1/members", with(kim, "name", "Kim Other"), "Idempotency-Key", "kim"), 422, "idempotency_key_reused")
	problem(t, k.admin().try("POST", "/v1/members", kim, "Idempotency-Key", ""), 400, "idempotency_key_required")
	if same := k.admin().post("/v1/members", kim, 200); same.etag() != `"1"` || same.replayed() {
		t.Errorf("the same content changed something: %v", same.Header)
	}
	k.admin().post("/v1/members", with(kim, "name", "Kim Neu"), 200).is("name", "Kim Neu", "id", made.str("id"))

	problem(t, k.admin().try("PATCH", at, map[string]any{"company": "X"}, "If-Match", `"1"`), 412, "revision_changed")
	k.admin().send("PATCH", at, map[string]any{"company": "", "metadata": map[string]any{}}, 200, "If-Match", `"2"`).is("company", nil, "name", "Kim Neu")
	k.admin().get(at, 200).is("company", nil)
	k.admin().post(at+"/deactivate", nil, 200).is("state", "deactivated")
	k.admin().post(at+"/deactivate", nil, 200).is("state", "deactivated")
	k.admin().post(at+"/reactivate", nil, 200).is("state", "active")
	problem(t, k.admin().try("GET", "/v1/members/mbr_nobody", nil), 404, "not_found")
	problem(t, k.admin().try("PATCH", "/v1/members/mbr_nobody", map[string]any{}), 404, "not_found")
}

func TestMemberBodies(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	good := map[string]any{
		"external_id": "c-1", "kind": "friend", "name": "Kim Muster", "email": "kim@example.com", "phone": "+4930901820", "company": "Muster GmbH",
		"country": "DE", "language": "de", "zone": "Europe/Berlin", "metadata": map[string]any{"a": "b"},
	}
	wrongBody{by: k.admin(), method: "POST", path: "/v1/members", good: good, required: []string{"name"}}.test(t)
	made := k.admin().post("/v1/members", good, 201)
	patch := map[string]any{"kind": "customer", "name": "Kim", "email": "kim@example.com", "phone": "+4930901820", "company": "M", "country": "DE",
		"language": "de", "zone": "Europe/Berlin", "metadata": map[string]any{"a": "b"}}
	wrongBody{by: k.admin(), method: "PATCH", path: "/v1/members/" + made.str("id"), good: patch}.test(t)
	for _, tt := range []struct{ field, value, code string }{
		{"email", "kim@", "invalid_email"}, {"phone", "123", "invalid_phone"}, {"country", "ZZ", "unknown_country"}, {"zone", "Mars/Base", "unknown_zone"},
		{"kind", "boss", "not_allowed"}, {"name", "", "empty"}, {"name", "  ", "required"}, {"language", "kl-ingon-x", ""},
	} {
		a := k.admin().try("POST", "/v1/members", with(good, tt.field, tt.value))
		if tt.code == "" {
			if a.Status != 422 {
				t.Errorf("%s %q: %d", tt.field, tt.value, a.Status)
			}
			continue
		}
		told(t, a, "/"+tt.field, tt.code)
	}
	told(t, k.admin().try("POST", "/v1/members", with(good, "metadata", map[string]any{"A b": "x"})), "/metadata", "invalid_key")
	told(t, k.admin().try("PATCH", "/v1/members/"+made.str("id"), map[string]any{"kind": "staff"}), "/kind", "kind_fixed")
	if n := len(k.admin().get("/v1/members", 200).list("data")); n != 1 {
		t.Errorf("%d members after all that was refused", n)
	}
}

func TestMemberSight(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	acme, beta := k.partner("acme"), k.partner("beta")
	ours, theirs := k.member("kim"), k.memberOf("acme", "lena")
	rep := k.staff("rita", aggregate.Rep)
	acme.get("/v1/members/"+theirs.ID, 200).is("source", "acme")
	for _, id := range []string{ours.ID, rep.ID, "mbr_nobody"} {
		problem(t, acme.try("GET", "/v1/members/"+id, nil), 404, "not_found")
		problem(t, acme.try("PATCH", "/v1/members/"+id, map[string]any{"name": "X"}), 404, "not_found")
		problem(t, acme.try("POST", "/v1/members/"+id+"/deactivate", nil), 404, "not_found")
	}
	problem(t, beta.try("GET", "/v1/members/"+theirs.ID, nil), 404, "not_found")
	if l := acme.get("/v1/members", 200).list("data"); len(l) != 1 {
		t.Errorf("acme sees %d members", len(l))
	}
	if l := acme.get("/v1/members?source=installation", 200).list("data"); len(l) != 0 {
		t.Errorf("acme sees %d of ours", len(l))
	}
	acme.get("/v1/members?external_id=lena", 200).is("data.0.id", theirs.ID, "has_more", false, "next_cursor", nil)
	problem(t, acme.try("POST", "/v1/members", map[string]any{"name": "X", "kind": "staff"}), 403, "role_missing")

	// The same external id of another source is somebody else.
	other := beta.post("/v1/members", map[string]any{"external_id": "lena", "name": "Lena Beta"}, 201)
	if other.str("id") == theirs.ID || other.str("source") != "beta" {
		t.Errorf("%s", other.Body)
	}
	reader := k.serviceKey("", "members:read")
	problem(t, reader.try("POST", "/v1/members", map[string]any{"name": "X"}), 403, "missing_scope")
	problem(t, k.serviceKey("", "members:write").try("GET", "/v1/members", nil), 403, "missing_scope")
	live := &keyholder{kit: k, token: "gw_live_" + strings.TrimPrefix(reader.token, "gw_test_")}
	problem(t, live.try("GET", "/v1/members", nil), 401, "invalid_key") // its checksum doesn't fit
	problem(t, (&keyholder{kit: k, token: "gw_test_x"}).try("GET", "/v1/members", nil), 401, "invalid_key")
}

func TestListMembers(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	for _, name := range []string{"ann", "ben", "cem"} {
		k.member(name)
	}
	k.staff("rita", aggregate.Rep)
	first := k.admin().get("/v1/members?limit=2", 200).is("has_more", true)
	rest := k.admin().get("/v1/members?limit=2&cursor="+first.str("next_cursor"), 200).is("has_more", false)
	if len(first.list("data")) != 2 || len(rest.list("data")) != 2 || !strings.Contains(first.Header.Get("Link"), `rel="next"`) {
		t.Errorf("%s %s", first.Body, rest.Body)
	}
	k.admin().get("/v1/members?role=rep", 200).is("data.0.staff.roles.0", "rep")
	oldest, newest := k.admin().get("/v1/members?order=oldest", 200).list("data"), k.admin().get("/v1/members", 200).list("data")
	for i := range oldest {
		if a, b := oldest[i].(map[string]any), newest[len(newest)-1-i].(map[string]any); a["id"] != b["id"] {
			t.Errorf("oldest first, number %d is %v, and %v counted from the other end", i, a["id"], b["id"])
		}
	}
	k.admin().get("/v1/members?q=Ben&kind=customer&state=active", 200).is("data.0.external_id", "ben", "has_more", false)
	if l := k.admin().get("/v1/members?q=ben&kind=friend", 200).list("data"); len(l) > 0 {
		t.Errorf("friends called Ben: %v", l)
	}
	k.admin().get("/v1/members?email=BEN@example.org", 200).is("data.0.external_id", "ben")
	k.admin().get("/v1/members?source=installation&external_id=cem", 200).is("data.0.external_id", "cem")
	for _, tt := range []struct {
		query  string
		status int
		code   string
	}{
		{"limit=0", 422, "invalid_fields"}, {"limit=x", 422, "invalid_fields"}, {"role=boss", 422, "invalid_fields"}, {"colour=red", 422, "invalid_fields"},
		{"external_id=cem", 422, "invalid_fields"}, {"q=b", 422, "invalid_fields"}, {"q=ben&email=a@b.example", 422, "unsupported_filter"}, {"role=rep&email=a@b.example", 422, "unsupported_filter"}, {"email=x", 422, "invalid_fields"},
		{"limit=1&limit=2", 400, "duplicate_parameter"}, {"cursor=zzz", 400, "bad_cursor"}, {"role=rep&cursor=" + first.str("next_cursor"), 400, "bad_cursor"},
	} {
		problem(t, k.admin().try("GET", "/v1/members?"+tt.query, nil), tt.status, tt.code)
	}
}

func TestStaffDuties(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	boss := k.staff("boss", aggregate.Admin)
	rita, kim := k.staff("rita"), k.member("kim")
	admin := k.personal(boss)
	at := "/v1/members/" + rita.ID + "/staff"
	admin.send("PUT", at, map[string]any{"roles": []string{"approver", "rep"}, "lead_id": boss.ID}, 200).
		is("staff.roles.0", "rep", "staff.roles.1", "approver", "staff.lead_id", boss.ID, "staff.delegate_id", nil)
	problem(t, k.admin().try("PUT", at, map[string]any{"roles": []string{"admin"}}), 403, "role_missing")
	problem(t, k.personal(rita).try("PUT", at, map[string]any{"roles": []string{"admin"}}), 403, "role_missing")
	problem(t, admin.try("PUT", "/v1/members/"+boss.ID+"/staff", map[string]any{"roles": []string{}}), 403, "own_account")
	problem(t, admin.try("PUT", "/v1/members/"+kim.ID+"/staff", map[string]any{"roles": []string{"rep"}}), 409, "not_staff")
	problem(t, admin.try("PUT", at, map[string]any{"roles": []string{}}, "If-Match", `"1"`), 412, "revision_changed")
	told(t, admin.try("PUT", at, map[string]any{"roles": []string{"rep"}, "lead_id": kim.ID}), "/lead_id", "not_staff")
	told(t, admin.try("PUT", at, map[string]any{"roles": []string{"rep"}, "delegate_id": rita.ID}), "/delegate_id", "self")
	told(t, admin.try("PUT", at, map[string]any{"roles": []string{"rep", "rep"}}), "/roles", "repeated")
	wrongBody{
		by: admin, method: http.MethodPut, path: at, good: map[string]any{"roles": []string{"rep"}, "lead_id": boss.ID, "delegate_id": boss.ID},
		required: []string{"roles"}, nullable: []string{"lead_id", "delegate_id"},
	}.test(t)

	problem(t, k.admin().try("POST", "/v1/members/"+rita.ID+"/deactivate", nil), 403, "role_missing")
	admin.post("/v1/members/"+rita.ID+"/deactivate", nil, 200).is("state", "deactivated")
	problem(t, admin.try("POST", "/v1/members/"+boss.ID+"/deactivate", nil), 403, "own_account")
	admin.post("/v1/members", map[string]any{"kind": "staff", "name": "Neu"}, 201).is("kind", "staff")
}

func TestImportMembers(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	csv := "external_id,name,email,metadata\n" +
		"c-1,Kim Muster,kim@example.com,\"{\"\"tier\"\":\"\"gold\"\"}\"\n" +
		"c-2,Ann,not-an-address,\n" +
		"c-1,Kim Again,,\n" +
		",Nobody,,\n" +
		"c-3,Too,Many,Cells,Here\n"
	preview := k.admin().send("POST", "/v1/members/import/preview", csv, 200, "Content-Type", "text/csv")
	report := k.admin().send("POST", "/v1/members/import", csv, 200, "Content-Type", "text/csv", "Idempotency-Key", "file")
	for _, count := range []string{"created", "updated", "unchanged", "refused"} {
		report.is(count, preview.at(count))
	}
	report.is("created", 1, "refused", 4, "rows.0.line", 2, "rows.0.result", "created", "rows.1.id", nil,
		"rows.1.errors.0.pointer", "/email", "rows.2.errors.0.code", "repeated", "rows.3.errors.0.code", "required", "rows.4.errors.0.code", "wrong_cell_count")
	if strings.Contains(string(report.Body), "not-an-address") {
		t.Error("the report quotes the file")
	}
	k.admin().get("/v1/members/"+report.str("rows.0.id"), 200).is("metadata.tier", "gold")
	k.admin().send("POST", "/v1/members/import/preview", csv, 200, "Content-Type", "text/csv").is("created", 0)
	k.admin().get("/v1/members/imports/"+report.str("id"), 200).is("id", report.str("id"), "kind", "members")
	again := k.admin().send("POST", "/v1/members/import", csv, 200, "Content-Type", "text/csv", "Idempotency-Key", "file")
	if !again.replayed() || again.str("id") != report.str("id") {
		t.Errorf("replay: %s", again.Body)
	}
	k.admin().send("POST", "/v1/members/import", csv, 200, "Content-Type", "text/csv; charset=utf-8").is("created", 0, "unchanged", 1)
	problem(t, k.partner("acme").try("GET", "/v1/members/imports/"+report.str("id"), nil), 404, "not_found")
	for _, tt := range []struct {
		body, media string
		status      int
		code        string
	}{
		{"", "text/csv", 400, "empty_body"}, {"\xff\xfe", "text/csv", 400, "not_utf8"}, {csv, "application/json", 415, "unsupported_media_type"},
		{"name\nKim\n", "text/csv", 422, "column_missing"}, {"external_id,colour\n", "text/csv", 422, "unknown_column"},
		{"external_id,external_id\n", "text/csv", 422, "repeated_column"}, {"external_id\n\"a", "text/csv", 400, "broken_csv"},
		{"external_id\n" + strings.Repeat("a\n", 6000), "text/csv", 413, "too_many_rows"},
	} {
		problem(t, k.admin().try("POST", "/v1/members/import", tt.body, "Content-Type", tt.media), tt.status, tt.code)
	}
}

// However many send one member at once, it is made once and nobody is refused.
func TestMemberRace(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	admin := k.admin()
	var wg sync.WaitGroup
	var created atomic.Int32
	for i := range 8 {
		own := *k // the kit counts what it sends, so that each sender has its own
		sender := &keyholder{kit: &own, token: admin.token}
		wg.Go(func() {
			// Half of them are one request sent again and again.
			once := "once-more"
			if i%2 == 0 {
				once = "race-" + strconv.Itoa(i)
			}
			switch a := sender.try("POST", "/v1/members", `{"external_id":"c-1","name":"Kim Muster"}`, "Content-Type", "application/json", "Idempotency-Key", once); a.Status {
			case http.StatusCreated:
				created.Add(1)
			case http.StatusOK:
			default:
				t.Errorf("%d %s", a.Status, a.Body)
			}
		})
	}
	wg.Wait()
	if n := len(admin.get("/v1/members", 200).list("data")); n != 1 || created.Load() != 1 {
		t.Errorf("%d members, made %d times", n, created.Load())
	}
}

// An invitation is mailed once a week at most.
func TestInviteMember(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	kim := k.member("kim")
	at := "/v1/members/" + kim.ID + "/invite"
	k.admin().post(at, nil, 200, "Idempotency-Key", "kim").is("id", kim.ID)
	if again := k.admin().post(at, nil, 200, "Idempotency-Key", "kim"); !again.replayed() {
		t.Errorf("replay: %s", again.Body)
	}
	k.work()
	if m := k.mailed("invitation"); m.To != kim.Personal.Email || !strings.HasSuffix(m.Action.URL, "/sign-in") {
		t.Errorf("%+v", m)
	}
	problem(t, k.admin().try("POST", at, nil), 409, "invited_lately")
	problem(t, k.partner("acme").try("POST", at, nil), 404, "not_found")
}
