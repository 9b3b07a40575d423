package apikey_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/fault"
)

var start = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)

func drawToken(t *rapid.T) apikey.Token {
	var random [apikey.RandomBytes]byte
	copy(random[:], rapid.SliceOfN(rapid.Byte(), len(random), len(random)).Draw(t, "random"))
	return apikey.NewToken(rapid.SampledFrom([]apikey.Mode{apikey.Test, apikey.Live}).Draw(t, "mode"), random)
}

// A token reads back, and no other text of its length that differs in one
// character does.
func TestToken(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		token := drawToken(t)
		s := token.String()
		if got, ok := apikey.ParseToken(s); !ok || got != token {
			t.Fatalf("%s reads as %+v", s, got)
		}
		i := rapid.IntRange(0, len(s)-1).Draw(t, "place")
		c := rapid.Byte().Draw(t, "character")
		if c == s[i] {
			return
		}
		if _, ok := apikey.ParseToken(s[:i] + string([]byte{c}) + s[i+1:]); ok {
			t.Fatalf("%s with %q at %d is accepted", s, c, i)
		}
	})
}

func TestTokenHasTheDocumentedForm(t *testing.T) {
	t.Parallel()
	s := apikey.NewToken(apikey.Test, [apikey.RandomBytes]byte{}).String()
	// CRC-32 of gw_test_00000000_000000000000000000000000000000 in base 62, computed apart.
	if s != "gw_test_00000000_"+strings.Repeat("0", 30)+"_2VroSm" {
		t.Fatal(s)
	}
}

func FuzzParseToken(f *testing.F) {
	f.Add(apikey.NewToken(apikey.Live, [apikey.RandomBytes]byte{1, 2, 3}).String())
	f.Add("gw_test_________________________________________________")
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		if token, ok := apikey.ParseToken(s); ok && token.String() != s {
			t.Fatalf("%q reads as %q", s, token)
		}
	})
}

func TestSpecCheck(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		in   apikey.Spec
		code string
		life time.Duration
	}{
		"service":              {apikey.Spec{Kind: apikey.Service, Scopes: []apikey.Scope{apikey.DealsWrite}}, "", 0},
		"service approving":    {apikey.Spec{Kind: apikey.Service, Scopes: []apikey.Scope{apikey.RewardsApprove}}, "personal_only", 0},
		"partner approving":    {apikey.Spec{Kind: apikey.Service, Partner: true, Scopes: []apikey.Scope{apikey.RewardsApprove}}, "personal_only", 0},
		"partner's companies":  {apikey.Spec{Kind: apikey.Service, Partner: true, Scopes: []apikey.Scope{apikey.CompaniesWrite}}, "scope_not_allowed", 0},
		"approver, no life":    {apikey.Spec{Kind: apikey.Personal, Scopes: []apikey.Scope{apikey.RewardsApprove}}, "", apikey.MaxApproval},
		"approver, an hour":    {apikey.Spec{Kind: apikey.Personal, Scopes: []apikey.Scope{apikey.RewardsApprove}, Life: time.Hour}, "", time.Hour},
		"approver, too long":   {apikey.Spec{Kind: apikey.Personal, Scopes: []apikey.Scope{apikey.RewardsApprove}, Life: apikey.MaxApproval + 1}, "too_late", 0},
		"personal without end": {apikey.Spec{Kind: apikey.Personal, Scopes: []apikey.Scope{apikey.RewardsRead}}, "", 0},
		"no scope":             {apikey.Spec{Kind: apikey.Personal}, "required", 0},
		"unknown":              {apikey.Spec{Kind: apikey.Personal, Scopes: []apikey.Scope{"x"}}, "unknown_scope", 0},
		"past":                 {apikey.Spec{Kind: apikey.Personal, Scopes: []apikey.Scope{apikey.RewardsRead}, Life: -1}, "in_the_past", 0},
	} {
		got, err := tc.in.Check()
		switch {
		case tc.code != "":
			if err == nil || fault.Of(err).Fields[0].Code != tc.code {
				t.Errorf("%s: %v", name, err)
			}
		case err != nil || got.Life != tc.life:
			t.Errorf("%s: %v, life %v", name, err, got.Life)
		}
	}
}

// No partner can hold what a service key of ours can't, nor keys:write.
func TestScopeSets(t *testing.T) {
	t.Parallel()
	for _, s := range apikey.PartnerScopes() {
		if !slices.Contains(apikey.Scopes(), s) || s == apikey.RewardsApprove || s == apikey.KeysWrite {
			t.Errorf("%s", s)
		}
	}
	if err := apikey.Grants([]apikey.Scope{apikey.DealsWrite}, []apikey.Scope{apikey.DealsWrite, apikey.KeysWrite}); err == nil {
		t.Error("a scope that isn't held was granted")
	}
}

func TestKeyLife(t *testing.T) {
	t.Parallel()
	by := aggregate.Actor{Kind: aggregate.Operator}
	token := apikey.NewToken(apikey.Test, [apikey.RandomBytes]byte{7})
	spec := apikey.Spec{Kind: apikey.Service, Source: "acme", Name: "crm", Scopes: []apikey.Scope{apikey.DealsWrite}, Life: time.Hour}
	k := apikey.New("key_1", token, spec, 1, by, nil, start)
	if k.SlotKey != "acme|crm|1" || !k.Opens(token) || strings.Contains(k.Hash, token.Secret) {
		t.Fatalf("%+v", k)
	}
	other := token
	other.Secret = strings.Repeat("x", 30)
	live := token
	live.Mode = apikey.Live
	if k.Opens(other) || k.Opens(live) {
		t.Fatal("another token opens it")
	}
	if !k.Alive(start.Add(time.Hour-1)) || k.Alive(start.Add(time.Hour)) {
		t.Fatal("it doesn't expire when it says")
	}
	if !k.Used(start) || k.Used(start.Add(time.Hour)) || !k.Used(start.Add(24*time.Hour)) || k.Used(start) {
		t.Fatal("the last use is noted once a day, and never earlier than it was")
	}
	for range 2 {
		k.Revoke(by, "", nil, start)
	}
	if k.Alive(start) || k.SlotKey != "" || k.Revision != 2 {
		t.Fatalf("%+v", k)
	}
}
