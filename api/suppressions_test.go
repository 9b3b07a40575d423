package api

import (
	"strings"
	"testing"
)

func TestSuppressions(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	sam := map[string]any{"email": "Sam@example.com", "phone": "+4930901820"}
	made := k.admin().post("/v1/suppressions", sam, 201, "Idempotency-Key", "sam")
	made.is("reason", "request", "state", "active", "referral_id", nil, "known.0", "email", "known.1", "phone")
	if strings.Contains(strings.ToLower(string(made.Body)), "sam@") || strings.Contains(string(made.Body), "901820") {
		t.Errorf("the entry names somebody: %s", made.Body)
	}
	if again := k.admin().post("/v1/suppressions", sam, 200, "Idempotency-Key", "sam"); !again.replayed() || again.str("id") != made.str("id") {
		t.Errorf("replay: %s", again.Body)
	}
	k.admin().post("/v1/suppressions", map[string]any{"email": "sam@EXAMPLE.com"}, 200).is("id", made.str("id"))
	k.admin().post("/v1/suppressions", map[string]any{"name": "Sam Porter", "company": "Harbour Ltd"}, 201).is("known.0", "name")
	k.admin().get("/v1/suppressions/"+made.str("id"), 200).is("id", made.str("id"))
	first := k.admin().get("/v1/suppressions?limit=1", 200).is("has_more", true)
	k.admin().get("/v1/suppressions?limit=1&cursor="+first.str("next_cursor"), 200).is("has_more", false)

	problem(t, k.admin().try("DELETE", "/v1/suppressions/"+made.str("id"), nil), 405, "method_not_allowed")
	problem(t, k.admin().try("GET", "/v1/suppressions/sup_x", nil), 404, "not_found")
	problem(t, k.admin().try("POST", "/v1/suppressions", map[string]any{}), 422, "nothing_to_suppress")
	problem(t, k.admin().try("POST", "/v1/suppressions", map[string]any{"name": "Sam Porter"}), 422, "nothing_to_suppress")
	problem(t, k.partner("acme").try("POST", "/v1/suppressions", sam), 403, "missing_scope")
	problem(t, k.partner("acme").try("GET", "/v1/suppressions", nil), 403, "missing_scope")
	k.personal(k.staff("rita", "rep")).post("/v1/suppressions", map[string]any{"email": "ines@example.com"}, 201)
	wrongBody{by: k.admin(), method: "POST", path: "/v1/suppressions", good: map[string]any{
		"email": "priya@example.com", "phone": "+4930901821", "name": "Priya Raman", "company": "Harbour Ltd",
	}}.test(t)
}

// Somebody on the list isn't put forward, and nobody is told why.
func TestSuppressedPersonIsDeclined(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, kim := k.publish(), k.member("kim")
	in := k.introduction(p, kim)
	answers := in["answers"].(map[string]any)
	answers["email"] = "sam.porter@harbour-trading.example"
	k.admin().post("/v1/suppressions", map[string]any{"email": answers["email"]}, 201)
	a := k.admin().post("/v1/referrals", in, 201)
	if s := a.str("status"); s == "awaiting_yes" || s == "agreed" {
		t.Errorf("a suppressed person is %s", s)
	}
}

func TestSomebodyIsLookedUp(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	k.admin().post("/v1/suppressions/check", map[string]any{"email": "sam@example.com"}, 200).is("suppressed", false, "suppression", nil)
	made := k.admin().post("/v1/suppressions", map[string]any{"email": "sam@example.com", "phone": "+49 30 901820"}, 201)
	for _, body := range []map[string]any{{"email": "SAM@example.com"}, {"phone": "+4930901820"}, {"email": "other@example.com", "phone": "+4930901820"}} {
		k.admin().post("/v1/suppressions/check", body, 200).is("suppressed", true, "suppression.id", made.str("id"))
	}
	told(t, k.admin().try("POST", "/v1/suppressions/check", map[string]any{}), "/email", "required")
	problem(t, k.partner("acme").try("POST", "/v1/suppressions/check", map[string]any{"email": "sam@example.com"}), 403, "missing_scope")
}
