package api

import (
	"net/http"
	"net/url"
	"testing"
	"time"
)

func TestActivity(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	made := k.admin().post("/v1/suppressions", map[string]any{"email": "sam@example.com"}, 201)
	newest := k.admin().get("/v1/activity?limit=1", 200).is("data.0.document_id", made.str("id"), "data.0.noun", "suppression",
		"data.0.verb", "added", "data.0.to", "active", "data.0.from", nil, "data.0.program_id", nil,
		"data.0.actor.kind", "installation_key", "data.0.actor.via", nil, "has_more", true)
	k.admin().get("/v1/activity?limit=1&cursor="+newest.str("next_cursor"), 200)
	at, err := time.Parse(time.RFC3339, newest.str("data.0.at"))
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{
		"document_id=" + made.str("id"), "noun=suppression", "verb=added", "noun=suppression&verb=added",
		"noun=suppression&from=" + url.QueryEscape(at.Format(time.RFC3339Nano)),
	} {
		k.admin().get("/v1/activity?"+query, 200).is("data.0.id", newest.str("data.0.id"), "has_more", false)
	}
	k.admin().get("/v1/activity?actor_id="+newest.str("data.0.actor.id"), 200).is("data.0.id", newest.str("data.0.id"))
	k.admin().get("/v1/activity?noun=suppression&to="+url.QueryEscape(at.Format(time.RFC3339Nano)), 200).is("has_more", false)
	k.admin().get("/v1/activity?noun=suppression&verb=added&actor_id="+newest.str("data.0.actor.id"), 200).is("data.0.id", newest.str("data.0.id"))
	k.admin().get("/v1/activity?noun=company&actor_id="+newest.str("data.0.actor.id"), 200).is("has_more", false)
	if first := k.admin().get("/v1/activity?order=oldest", 200); first.str("data.0.id") == newest.str("data.0.id") {
		t.Error("the oldest first is the newest first")
	}
	k.personal(k.staff("ada", "admin")).get("/v1/activity", 200)
}

func TestActivityProblems(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	for query, reason := range map[string]string{
		"noun=ghost": "invalid_fields", "from=yesterday": "invalid_fields", "limit=0": "invalid_fields",
		"order=up": "invalid_fields", "who=me": "invalid_fields", "actor_id=": "invalid_fields",
	} {
		problem(t, k.admin().try(http.MethodGet, "/v1/activity?"+query, nil), 422, reason)
	}
	problem(t, k.admin().try(http.MethodGet, "/v1/activity?cursor=x", nil), 400, "bad_cursor")
	problem(t, k.partner("acme").try(http.MethodGet, "/v1/activity", nil), 403, "missing_scope")
	problem(t, k.personal(k.staff("rita", "rep")).try(http.MethodGet, "/v1/activity", nil), 403, "role_missing")
}
