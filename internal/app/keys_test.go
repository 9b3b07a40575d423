package app

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/member"
)

// service issues a service key by the operator.
func (r *registers) service(name, partnerID string, scopes ...string) IssuedKey {
	r.t.Helper()
	k, err := r.keys.IssueService(r.t.Context(), Call{Actor: operator}, nil, ServiceKeyInput{Name: name, Partner: partnerID, Scopes: scopes})
	r.must(err)
	return k
}

func TestServiceKeys(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	own := r.service("crm", "", "members:write", "keys:write")
	theirs := r.service("acme", "acme", "referrals:submit")
	id, err := r.keys.Authenticate(t.Context(), own.Token)
	r.must(err)
	if id.Actor.Kind != aggregate.Installation || id.Actor.ID != own.Doc.ID || id.Owner != member.Installation || !id.Key.May(apikey.KeysWrite) || id.Key.May(apikey.DealsWrite) {
		t.Fatalf("%+v", id)
	}
	id, err = r.keys.Authenticate(t.Context(), theirs.Token)
	r.must(err)
	if id.Actor.Kind != aggregate.Partner || id.Actor.Source != "acme" {
		t.Fatalf("%+v", id)
	}
	if strings.Contains(own.Doc.Hash, own.Token) || own.Doc.Hash == "" {
		t.Fatal("the secret is stored")
	}
}

func TestBadKeys(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	k := r.service("crm", "", "members:read")
	typo := []byte(k.Token)
	typo[20]++
	tok, _ := apikey.ParseToken(k.Token)
	forged := apikey.Token{Mode: apikey.Test, ID: tok.ID, Secret: strings.Repeat("a", 30)}.String()
	unknown := apikey.Token{Mode: apikey.Test, ID: "zzzzzzzz", Secret: tok.Secret}.String()
	live := apikey.Token{Mode: apikey.Live, ID: tok.ID, Secret: tok.Secret}.String()
	for token, reason := range map[string]string{
		"": "invalid_key", "hello": "invalid_key", string(typo): "invalid_key", forged: "invalid_key", unknown: "invalid_key",
		live: "other_mode", k.Token + " ": "invalid_key", strings.ToLower(k.Token): "invalid_key",
	} {
		_, err := r.keys.Authenticate(t.Context(), token)
		r.refused(err, reason)
	}
	_, err := r.keys.Revoke(t.Context(), Call{Actor: operator}, k.Doc.ID)
	r.must(err)
	_, err = r.keys.Authenticate(t.Context(), k.Token)
	r.refused(err, "invalid_key")
}

func TestPersonalKeyFollowsItsPerson(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	boss := r.staff("a-1", "admin")
	m := r.staff("s-1", "approver")
	in := PersonalKeyInput{MemberID: m.ID, Name: "laptop", Scopes: []string{"rewards:approve", "rewards:read"}}
	k, err := r.keys.IssuePersonal(t.Context(), Call{Actor: operator}, in)
	r.must(err)
	id, err := r.keys.Authenticate(t.Context(), k.Token)
	r.must(err)
	if id.Actor.Kind != aggregate.Staff || id.Actor.ID != m.ID || id.Actor.Via != k.Doc.ID || !id.Actor.Has(aggregate.Approver) {
		t.Fatalf("%+v", id.Actor)
	}
	_, err = r.members.ChangeStaff(t.Context(), Call{Actor: boss.Actor("")}, m.ID, DutiesInput{Roles: []string{"rep"}})
	r.must(err)
	id, err = r.keys.Authenticate(t.Context(), k.Token)
	r.must(err)
	if id.Actor.Has(aggregate.Approver) {
		t.Fatal("the key kept a role that its person lost")
	}
	_, err = r.members.Deactivate(t.Context(), Call{Actor: boss.Actor("")}, m.ID)
	r.must(err)
	_, err = r.keys.Authenticate(t.Context(), k.Token)
	r.refused(err, "invalid_key")

	r.clock.advance(24*time.Hour - time.Millisecond)
	_, err = r.members.Reactivate(t.Context(), Call{Actor: boss.Actor("")}, m.ID)
	r.must(err)
	_, err = r.keys.Authenticate(t.Context(), k.Token)
	r.must(err)
	r.clock.advance(time.Millisecond)
	_, err = r.keys.Authenticate(t.Context(), k.Token)
	r.refused(err, "invalid_key")
}

func TestWhoIssuesWhat(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	boss, rep := r.staff("a-1", "admin"), r.staff("r-1", "rep")
	held := []apikey.Scope{apikey.KeysWrite, apikey.MembersRead, apikey.ReferralsWork}
	for name, tc := range map[string]struct {
		by     aggregate.Actor
		in     ServiceKeyInput
		reason string
	}{
		"held":               {boss.Actor("key_x"), ServiceKeyInput{Name: "a", Scopes: []string{"members:read"}}, ""},
		"by a service key":   {installation, ServiceKeyInput{Name: "b", Scopes: []string{"members:read"}}, ""},
		"not held":           {boss.Actor("key_x"), ServiceKeyInput{Name: "c", Scopes: []string{"members:read", "deals:write"}}, "scope_not_held"},
		"approving":          {operator, ServiceKeyInput{Name: "d", Scopes: []string{"rewards:approve"}}, "personal_only"},
		"unknown":            {operator, ServiceKeyInput{Name: "e", Scopes: []string{"everything"}}, "unknown_scope"},
		"twice":              {operator, ServiceKeyInput{Name: "f", Scopes: []string{"members:read", "members:read"}}, "repeated"},
		"none":               {operator, ServiceKeyInput{Name: "g"}, "required"},
		"partner's keys":     {operator, ServiceKeyInput{Name: "h", Partner: "acme", Scopes: []string{"keys:write"}}, "scope_not_allowed"},
		"partner's work":     {boss.Actor("key_x"), ServiceKeyInput{Name: "i", Partner: "acme", Scopes: []string{"suppressions:write"}}, "scope_not_allowed"},
		"partner as us":      {operator, ServiceKeyInput{Name: "j", Partner: "installation", Scopes: []string{"members:read"}}, "invalid_partner"},
		"partner with bar":   {operator, ServiceKeyInput{Name: "k", Partner: "a|b", Scopes: []string{"members:read"}}, "invalid_partner"},
		"by a rep":           {rep.Actor("key_x"), ServiceKeyInput{Name: "l", Scopes: []string{"members:read"}}, "role_missing"},
		"by a partner":       {partner, ServiceKeyInput{Name: "m", Scopes: []string{"members:read"}}, "role_missing"},
		"no name":            {operator, ServiceKeyInput{Name: " ", Scopes: []string{"members:read"}}, "required"},
		"expired beforehand": {operator, ServiceKeyInput{Name: "n", Scopes: []string{"members:read"}, ExpiresMS: 1}, "in_the_past"},
	} {
		_, err := r.keys.IssueService(t.Context(), Call{Actor: tc.by}, held, tc.in)
		if tc.reason == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		r.refused(err, tc.reason)
	}
	personal := PersonalKeyInput{MemberID: boss.ID, Name: "x", Scopes: []string{"members:read"}}
	for _, by := range []aggregate.Actor{boss.Actor("key_x"), installation, partner} {
		_, err := r.keys.IssuePersonal(t.Context(), Call{Actor: by}, personal)
		r.refused(err, "personal_key_by_key")
	}
	personal.MemberID = r.customer("c-1").ID
	_, err := r.keys.IssuePersonal(t.Context(), Call{Actor: operator}, personal)
	r.refused(err, "not_staff")
	personal.MemberID, personal.Scopes, personal.ExpiresMS = boss.ID, []string{"rewards:approve"}, monday().Add(25*time.Hour).UnixMilli()
	_, err = r.keys.IssuePersonal(t.Context(), Call{Actor: operator}, personal)
	r.refused(err, "too_late")
}

func TestTwoKeysAliveForRotation(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	in := ServiceKeyInput{Name: "crm", Scopes: []string{"members:read"}}
	issue := func() (IssuedKey, error) { return r.keys.IssueService(t.Context(), Call{Actor: operator}, nil, in) }
	first, err := issue()
	r.must(err)
	in.ExpiresMS = monday().Add(time.Hour).UnixMilli()
	_, err = issue()
	r.must(err)
	in.ExpiresMS = 0
	_, err = issue()
	r.refused(err, "two_keys_alive")
	_, err = r.keys.Revoke(t.Context(), Call{Actor: operator}, first.Doc.ID)
	r.must(err)
	_, err = issue()
	r.must(err)
	_, err = issue()
	r.refused(err, "two_keys_alive")
	r.clock.advance(time.Hour) // one of them has expired
	_, err = issue()
	r.must(err)
	_, err = issue()
	r.refused(err, "two_keys_alive")
}

// The secret is shown once: a replay answers without it.
func TestIssueReplaysWithoutTheSecret(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	in := ServiceKeyInput{Name: "crm", Scopes: []string{"members:read"}}
	call := r.with(installation, "POST /v1/keys", "k", in)
	held := []apikey.Scope{apikey.MembersRead}
	first, err := r.keys.IssueService(t.Context(), call, held, in)
	r.must(err)
	again, err := r.keys.IssueService(t.Context(), call, held, in)
	r.must(err)
	if !again.Replayed || again.Token != "" || again.Doc.ID != first.Doc.ID || first.Token == "" {
		t.Fatalf("%+v", again)
	}
}

func TestActAs(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	rep, ours := r.staff("r-1", "rep"), r.customer("c-1")
	theirs, err := r.members.Upsert(t.Context(), Call{Actor: partner}, MemberInput{ExternalID: "c-1", Name: "Theirs"})
	r.must(err)
	as, err := r.keys.ActAs(t.Context(), installation, rep.ID)
	r.must(err)
	if as.Kind != aggregate.Staff || as.ID != rep.ID || as.Via != installation.ID || !as.Has(aggregate.Rep) || as.Has(aggregate.Approver) {
		t.Fatalf("%+v", as)
	}
	as, err = r.keys.ActAs(t.Context(), partner, theirs.Doc.ID)
	r.must(err)
	if as.Kind != aggregate.Referrer || as.Via != partner.ID || as.Source != "acme" {
		t.Fatalf("%+v", as)
	}
	for _, id := range []string{rep.ID, ours.ID, "mbr_x", ""} {
		_, err = r.keys.ActAs(t.Context(), partner, id)
		r.refused(err, "unknown_member")
	}
	_, err = r.keys.ActAs(t.Context(), rep.Actor("key_x"), ours.ID)
	r.refused(err, "acts_for_itself")
	_, err = r.members.Deactivate(t.Context(), Call{Actor: installation}, ours.ID)
	r.must(err)
	_, err = r.keys.ActAs(t.Context(), installation, ours.ID)
	r.refused(err, "member_deactivated")
}

func TestRevoke(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	rep := r.staff("r-1", "rep")
	k, err := r.keys.IssuePersonal(t.Context(), Call{Actor: operator}, PersonalKeyInput{MemberID: rep.ID, Name: "x", Scopes: []string{"members:read"}, Tag: "demo"})
	r.must(err)
	other := r.service("crm", "", "members:read")
	_, err = r.keys.Revoke(t.Context(), Call{Actor: rep.Actor(k.Doc.ID)}, other.Doc.ID)
	r.refused(err, "not_found")
	_, err = r.keys.Get(t.Context(), rep.Actor(""), other.Doc.ID)
	r.refused(err, "not_found")
	_, err = r.keys.Get(t.Context(), rep.Actor(""), k.Doc.ID)
	r.must(err)
	_, err = r.keys.List(t.Context(), rep.Actor(""), KeyFilter{Owner: rep.ID}, Page{})
	r.must(err)
	_, err = r.keys.List(t.Context(), rep.Actor(""), KeyFilter{}, Page{})
	r.refused(err, "role_missing")
	_, err = r.keys.List(t.Context(), partner, KeyFilter{}, Page{})
	r.refused(err, "role_missing")
	mine, err := r.keys.List(t.Context(), installation, KeyFilter{Owner: rep.ID}, Page{})
	r.must(err)
	if len(mine.Docs) != 1 {
		t.Fatalf("%d keys", len(mine.Docs))
	}
	done, err := r.keys.Revoke(t.Context(), Call{Actor: rep.Actor(k.Doc.ID)}, k.Doc.ID)
	r.must(err)
	again, err := r.keys.Revoke(t.Context(), Call{Actor: operator}, k.Doc.ID)
	r.must(err)
	if again.Doc.Revision != done.Doc.Revision {
		t.Fatal("revoking again changed something")
	}
}

func TestRevokeTagged(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	for _, name := range []string{"a", "b"} {
		_, err := r.keys.IssueService(t.Context(), Call{Actor: operator}, nil, ServiceKeyInput{Name: name, Scopes: []string{"members:read"}, Tag: "demo"})
		r.must(err)
	}
	stays := r.service("c", "", "members:read")
	n, err := r.keys.RevokeTagged(t.Context(), "demo")
	r.must(err)
	if n != 2 {
		t.Fatalf("%d keys revoked", n)
	}
	n, err = r.keys.RevokeTagged(t.Context(), "demo")
	r.must(err)
	if n != 0 {
		t.Fatalf("%d keys revoked twice", n)
	}
	_, err = r.keys.Authenticate(t.Context(), stays.Token)
	r.must(err)
}

// Using a key writes once a day.
func TestLastUse(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	k := r.service("crm", "", "members:read")
	var versions []int64
	for range 2 {
		for range 3 {
			_, err := r.keys.Authenticate(t.Context(), k.Token)
			r.must(err)
		}
		doc, err := r.keys.Get(t.Context(), installation, k.Doc.ID)
		r.must(err)
		versions = append(versions, doc.Version)
		r.clock.advance(24 * time.Hour)
	}
	if versions[0] != 2 || versions[1] != 3 {
		t.Fatalf("versions after each day: %v", versions)
	}
}

// The same request sent many times at once makes one key, and shows its secret to
// one of them.
func TestIssueReplayRace(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	in := ServiceKeyInput{Name: "crm", Scopes: []string{"members:read"}}
	call := r.with(installation, "POST /v1/keys", "k", in)
	out := make([]IssuedKey, 10)
	var wg sync.WaitGroup
	for i := range out {
		wg.Go(func() {
			var err error
			if out[i], err = r.keys.IssueService(t.Context(), call, []apikey.Scope{apikey.MembersRead}, in); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	shown := 0
	for _, k := range out {
		if k.Doc == nil || k.Doc.ID != out[0].Doc.ID {
			t.Fatal("two keys were made")
		}
		if k.Token != "" {
			shown++
		}
	}
	if shown != 1 {
		t.Fatalf("the secret was shown %d times", shown)
	}
}
