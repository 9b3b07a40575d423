package doortest

import (
	"net/url"
	"testing"
)

// keyName is the name of the keys that cases make.
const keyName = "crm"

// Admins make keys.
func TestKeys(t *testing.T) {
	t.Parallel()
	makes := func(name string, scopes ...string) twin {
		var list []any
		for _, s := range scopes {
			list = append(list, s)
		}
		return twin{name: name, by: admin, path: "/v1/keys", body: map[string]any{"name": keyName, "scopes": list}, page: "/staff/keys/new",
			form: url.Values{"kind": {"service"}, "name": {keyName}, "scopes": scopes, "expires_at": {"until_revoked"}}, want: done}
	}
	issue := makes("issue", "referrals:read", "members:read")
	byRep := issue
	byRep.name, byRep.by = "issue as a rep", rep
	checkAll(t, issue, byRep.wants(refused, "role_missing"),
		makes("issue one that may do nothing").wants(mend, "invalid_fields"),
		makes("issue one that approves", "rewards:approve").wants(mend, "invalid_fields"),
		makes("issue one that does what nobody knows", "house:burn").wants(mend, "invalid_fields"),
	)
}
