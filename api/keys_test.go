package api

import (
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
)

func TestKeyLife(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	in := map[string]any{
		"name": "crm", "partner": "acme", "scopes": []string{"referrals:read", "members:write", "members:read"},
		"expires_at": k.clock.Now().Add(24 * time.Hour).Format(time.RFC3339),
	}
	made := k.admin().post("/v1/keys", in, 201, "Idempotency-Key", "crm")
	made.is("kind", "service", "partner", "acme", "member_id", nil, "scopes.0", "members:read", "revoked_at", nil, "expires_at", "2026-06-02T09:00:00Z")
	fresh := &keyholder{kit: k, token: made.str("token")}
	fresh.post("/v1/members", map[string]any{"name": "Lena"}, 201).is("source", "acme")
	if prefix := made.str("prefix"); len(prefix) != 16 || fresh.token[:16] != prefix {
		t.Errorf("prefix %s", prefix)
	}
	again := k.admin().post("/v1/keys", in, 201, "Idempotency-Key", "crm").is("id", made.str("id"), "token", nil)
	if !again.replayed() {
		t.Error("the replay isn't marked")
	}
	problem(t, k.admin().try("POST", "/v1/keys", with(in, "name", "x"), "Idempotency-Key", "crm"), 422, "idempotency_key_reused")
	problem(t, k.admin().try("POST", "/v1/keys", in, "Idempotency-Key", ""), 400, "idempotency_key_required")

	at := "/v1/keys/" + made.str("id")
	k.admin().get(at, 200).is("token", nil, "last_used_on", "2026-06-01")
	k.admin().get("/v1/keys?owner=acme", 200).is("data.0.id", made.str("id"), "data.0.token", nil, "has_more", false)
	k.admin().post("/v1/keys", in, 201) // for rotation
	problem(t, k.admin().try("POST", "/v1/keys", in), 409, "two_keys_alive")

	problem(t, k.admin().try("POST", at+"/revoke", nil, "If-Match", `"7"`), 412, "revision_changed")
	k.admin().post(at+"/revoke", nil, 200).is("revoked_at", "2026-06-01T09:00:00Z")
	problem(t, fresh.try("GET", "/v1/members", nil), 401, "invalid_key")
	k.admin().post("/v1/keys", in, 201) // its place is free again
	k.admin().get("/v1/keys?owner=acme&limit=1", 200).is("has_more", true)
	k.clock.advance(25 * time.Hour)
	k.admin().post("/v1/keys", with(in, "expires_at", "2026-07-01T00:00:00Z"), 201) // what has expired gives way
}

func TestKeyBodies(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	good := map[string]any{"name": "crm", "partner": "acme", "scopes": []string{"members:read"}, "expires_at": "2026-07-01T00:00:00Z"}
	wrongBody{by: k.admin(), method: "POST", path: "/v1/keys", good: good, required: []string{"name", "scopes"}}.test(t)
	for _, tt := range []struct {
		field, pointer, code string
		value                any
	}{
		{"scopes", "/scopes", "too_few", []string{}}, {"scopes", "/scopes/0", "unknown_scope", []string{"everything"}},
		{"scopes", "/scopes/1", "repeated", []string{"members:read", "members:read"}}, {"scopes", "/scopes/0", "scope_not_allowed", []string{"keys:write"}},
		{"partner", "/partner", "bad_format", "Acme Ltd"}, {"partner", "/partner", "invalid_partner", "installation"},
		{"expires_at", "/expires_at", "in_the_past", "2026-05-31T00:00:00Z"}, {"expires_at", "/expires_at", "in_the_past", "1970-01-01T00:00:00Z"},
		{"expires_at", "/expires_at", "too_late", "9999-01-01T00:00:00Z"}, {"expires_at", "/expires_at", "bad_format", "tomorrow"},
		{"name", "/name", "empty", ""}, {"name", "/name", "required", " "},
	} {
		told(t, k.admin().try("POST", "/v1/keys", with(good, tt.field, tt.value)), tt.pointer, tt.code)
	}
	if l := k.admin().get("/v1/keys?owner=acme", 200).list("data"); len(l) != 0 {
		t.Errorf("%d keys after all that was refused", len(l))
	}
}

// A key hands on what it has, and no more; and it makes nobody's personal key.
func TestKeyGrants(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	small := k.serviceKey("", "keys:write", "members:read")
	small.post("/v1/keys", map[string]any{"name": "a", "scopes": []string{"members:read"}}, 201).is("partner", nil)
	told(t, small.try("POST", "/v1/keys", map[string]any{"name": "b", "scopes": []string{"members:read", "members:write"}}), "/scopes/1", "scope_not_held")
	told(t, small.try("POST", "/v1/keys", map[string]any{"name": "c", "scopes": []string{"rewards:approve"}}), "/scopes/0", "personal_only")
	told(t, small.try("POST", "/v1/keys", map[string]any{"name": "d", "scopes": []string{"members:read"}, "kind": "personal"}), "/kind", "unknown_field")
	problem(t, k.serviceKey("", "members:read").try("GET", "/v1/keys", nil), 403, "missing_scope")
}

func TestPersonalKeys(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	rita := k.staff("rita", aggregate.Rep)
	hers := k.personal(rita)
	boss := k.personal(k.staff("boss", aggregate.Admin))
	hers.get("/v1/keys?owner="+rita.ID, 200).is("data.0.id", hers.id, "data.0.kind", "personal", "data.0.member_id", rita.ID, "data.0.partner", nil)
	problem(t, hers.try("GET", "/v1/keys", nil), 403, "role_missing")
	problem(t, hers.try("GET", "/v1/keys/"+boss.id, nil), 404, "not_found")
	problem(t, hers.try("POST", "/v1/keys/"+boss.id+"/revoke", nil), 404, "not_found")
	problem(t, hers.try("POST", "/v1/keys", map[string]any{"name": "a", "scopes": []string{"members:read"}}), 403, "role_missing")
	boss.get("/v1/keys/"+hers.id, 200).is("token", nil)
	boss.post("/v1/keys/"+hers.id+"/revoke", nil, 200)
	problem(t, hers.try("GET", "/v1/keys?owner="+rita.ID, nil), 401, "invalid_key")
	problem(t, boss.try("GET", "/v1/keys/key_x", nil), 404, "not_found")
}

// A key of the other mode is refused by its prefix, however well it is made.
func TestKeyOfTheOtherMode(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	live := &keyholder{kit: k, token: apikey.NewToken(apikey.Live, [apikey.RandomBytes]byte{}).String()}
	for _, path := range []string{"/v1/keys", "/v1/programs", "/v1/members/mbr_x", "/v1/suppressions"} {
		problem(t, live.try("GET", path, nil), 401, "other_mode")
	}
	unknown := &keyholder{kit: k, token: apikey.NewToken(apikey.Test, [apikey.RandomBytes]byte{}).String()}
	problem(t, unknown.try("GET", "/v1/keys", nil), 401, "invalid_key")
}
