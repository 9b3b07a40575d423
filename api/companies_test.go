package api

import "testing"

func TestCompanyLife(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	acme := map[string]any{
		"external_id": "a-4", "name": "Acme Ltd", "domains": []string{"https://www.Acme.example/about", "acme.example"}, "state": "customer",
		"since": "2024-03-01", "metadata": map[string]any{"tier": "gold"},
	}
	made := k.admin().post("/v1/companies", acme, 201, "Idempotency-Key", "acme")
	made.is("name", "Acme Ltd", "since", "2024-03-01", "domains.0", "acme.example")
	at := "/v1/companies/" + made.str("id")
	if len(made.list("domains")) != 1 || made.Header.Get("Location") != at || made.etag() != `"1"` {
		t.Errorf("%v %s", made.Header, made.Body)
	}
	if again := k.admin().post("/v1/companies", acme, 200, "Idempotency-Key", "acme"); !again.replayed() {
		t.Errorf("replay: %s", again.Body)
	}
	k.admin().post("/v1/companies", with(acme, "state", "former"), 200).is("state", "former", "id", made.str("id"))
	k.admin().post("/v1/companies", acme, 200, "Idempotency-Key", "").is("state", "customer")

	problem(t, k.admin().try("PUT", at, acme, "If-Match", `"1"`), 412, "revision_changed")
	told(t, k.admin().try("PUT", at, with(acme, "external_id", "a-5")), "/external_id", "fixed")
	k.admin().send("PUT", at, map[string]any{"name": "Acme", "state": "open_deal"}, 200, "If-Match", `"3"`).
		is("external_id", "a-4", "since", nil, "state", "open_deal")
	k.admin().get(at, 200).is("name", "Acme")

	k.admin().get("/v1/companies?state=open_deal", 200).is("data.0.id", made.str("id"))
	k.admin().get("/v1/companies?external_id=a-4", 200).is("data.0.id", made.str("id"))
	k.admin().get("/v1/companies?domain=nobody.example", 200).is("has_more", false)
	problem(t, k.admin().try("GET", "/v1/companies?state=customer&domain=acme.example", nil), 422, "unsupported_filter")
	k.admin().get("/v1/companies?q=acm&state=open_deal&order=oldest", 200).is("data.0.id", made.str("id"))
	problem(t, k.admin().try("GET", "/v1/companies?domain=a%20b", nil), 422, "invalid_fields")

	problem(t, k.admin().try("DELETE", at, nil, "If-Match", `"1"`), 412, "revision_changed")
	k.admin().send("DELETE", at, nil, 204)
	problem(t, k.admin().try("GET", at, nil), 404, "not_found")
	problem(t, k.admin().try("DELETE", at, nil), 404, "not_found")
	problem(t, k.admin().try("PUT", at, acme), 404, "not_found")
}

func TestCompanyBodies(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	good := map[string]any{
		"external_id": "a-4", "name": "Acme Ltd", "domains": []string{"acme.example"}, "state": "customer", "since": "2024-03-01",
		"metadata": map[string]any{"a": "b"},
	}
	wrongBody{by: k.admin(), method: "POST", path: "/v1/companies", good: good, required: []string{"name", "state"}}.test(t)
	made := k.admin().post("/v1/companies", good, 201)
	wrongBody{by: k.admin(), method: "PUT", path: "/v1/companies/" + made.str("id"), good: good, required: []string{"name", "state"}}.test(t)
	told(t, k.admin().try("POST", "/v1/companies", with(good, "domains", []string{"acme.example", "no domain"})), "/domains/1", "invalid_domain")
	told(t, k.admin().try("POST", "/v1/companies", with(good, "since", "2024-02-30")), "/since", "bad_format")
	told(t, k.admin().try("POST", "/v1/companies", with(good, "state", "lead")), "/state", "not_allowed")
	if n := len(k.admin().get("/v1/companies", 200).list("data")); n != 1 {
		t.Errorf("%d companies after all that was refused", n)
	}
}

// Only the company itself sees whom it knows.
func TestCompanySight(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	made := k.admin().post("/v1/companies", map[string]any{"name": "Acme Ltd", "state": "customer"}, 201)
	acme := k.partner("acme")
	for _, at := range []string{"/v1/companies", "/v1/companies/" + made.str("id"), "/v1/companies/imports/imp_x"} {
		problem(t, acme.try("GET", at, nil), 403, "missing_scope")
	}
	problem(t, k.serviceKey("", "members:write").try("POST", "/v1/companies", map[string]any{"name": "A", "state": "customer"}), 403, "missing_scope")
	rita := k.personal(k.staff("rita", "rep"))
	rita.get("/v1/companies/"+made.str("id"), 200)
	problem(t, rita.try("POST", "/v1/companies", map[string]any{"name": "A", "state": "customer"}), 403, "role_missing")
	problem(t, rita.try("DELETE", "/v1/companies/"+made.str("id"), nil), 403, "role_missing")
}

func TestImportCompanies(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	csv := "external_id,name,domains,state,since\na-1,Acme,acme.example acme.test,customer,2024-03-01\na-2,Beta,,lead,\na-3,,,customer,\n"
	k.admin().send("POST", "/v1/companies/import/preview", csv, 200, "Content-Type", "text/csv").is("created", 1, "refused", 2, "rows.0.id", nil)
	report := k.admin().send("POST", "/v1/companies/import", csv, 200, "Content-Type", "text/csv", "Idempotency-Key", "file")
	report.is("kind", "companies", "created", 1, "refused", 2, "rows.1.errors.0.pointer", "/state", "rows.2.errors.0.pointer", "/name")
	k.admin().get("/v1/companies/"+report.str("rows.0.id"), 200).is("domains.1", "acme.test")
	k.admin().get("/v1/companies/imports/"+report.str("id"), 200).is("created", 1)
	if again := k.admin().send("POST", "/v1/companies/import", csv, 200, "Content-Type", "text/csv", "Idempotency-Key", "file"); !again.replayed() {
		t.Errorf("replay: %s", again.Body)
	}
	problem(t, k.admin().try("POST", "/v1/companies/import", csv+"x", "Content-Type", "text/csv", "Idempotency-Key", "file"), 422, "idempotency_key_reused")
	problem(t, k.admin().try("GET", "/v1/companies/imports/imp_x", nil), 404, "not_found")
}
