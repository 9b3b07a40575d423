package member_test

import (
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/fault"
)

var (
	start = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	admin = aggregate.Actor{Kind: aggregate.Staff, ID: "mbr_admin", Roles: []aggregate.Role{aggregate.Admin}}
)

func profile(k member.Kind) member.Profile {
	return member.Profile{Kind: k, Personal: member.Personal{Name: "Kim"}, Metadata: aggregate.Metadata{"a": "b"}}
}

func newMember(k member.Kind) *member.Member {
	return member.New("mbr_1", member.Installation, "c-1", profile(k), admin, nil, start)
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	m := newMember(member.Customer)
	if m.SourceKey != "installation|c-1" || m.Revision != 1 || !m.MayRefer() {
		t.Fatalf("%+v", m)
	}
	if err := m.Update(profile(member.Customer), admin, nil, start); err != nil || m.Revision != 1 {
		t.Fatalf("the same profile: %v, revision %d", err, m.Revision)
	}
	if err := m.Update(profile(member.Friend), admin, nil, start); err != nil || m.Revision != 2 {
		t.Fatalf("another profile: %v, revision %d", err, m.Revision)
	}
	if err := m.Update(profile(member.Staff), admin, nil, start); err == nil {
		t.Fatal("a friend became staff by an update")
	}
	p := profile(member.Friend)
	p.Metadata["a"] = "changed outside"
	if m.Metadata["a"] != "b" {
		t.Fatal("the member shares its metadata with the caller")
	}
}

func TestState(t *testing.T) {
	t.Parallel()
	m := newMember(member.Customer)
	for range 2 {
		if err := m.Deactivate(admin, nil, start); err != nil {
			t.Fatal(err)
		}
	}
	if m.State != member.Deactivated || m.MayRefer() || m.TokenGeneration != 1 || m.Revision != 2 {
		t.Fatalf("%+v", m)
	}
	for range 2 {
		if err := m.Reactivate(admin, nil, start); err != nil {
			t.Fatal(err)
		}
	}
	if m.State != member.Active || m.TokenGeneration != 1 || m.Revision != 3 {
		t.Fatalf("%+v", m)
	}
	m.RevokeTokens(admin, start)
	if m.TokenGeneration != 2 {
		t.Fatal("the tokens mailed before still open")
	}
}

func TestDuties(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		kind   member.Kind
		by     aggregate.Actor
		in     member.Duties
		reason string
	}{
		"customer":     {member.Customer, admin, member.Duties{}, "not_staff"},
		"oneself":      {member.Staff, aggregate.Actor{Kind: aggregate.Staff, ID: "mbr_1"}, member.Duties{}, "own_account"},
		"own lead":     {member.Staff, admin, member.Duties{Lead: "mbr_1"}, "invalid_fields"},
		"own delegate": {member.Staff, admin, member.Duties{Delegate: "mbr_1"}, "invalid_fields"},
		"no role":      {member.Staff, admin, member.Duties{Roles: []aggregate.Role{"king"}}, "invalid_fields"},
	} {
		if err := newMember(tc.kind).ChangeStaff(tc.in, tc.by, nil, start); !fault.Because(err, tc.reason) {
			t.Errorf("%s: %v", name, err)
		}
	}
	m := newMember(member.Staff)
	twice := member.Duties{Roles: []aggregate.Role{aggregate.Admin, aggregate.Rep, aggregate.Admin}}
	for range 2 {
		if err := m.ChangeStaff(twice, admin, nil, start); err != nil {
			t.Fatal(err)
		}
	}
	if len(m.Roles) != 2 || m.Roles[0] != aggregate.Rep || m.Revision != 2 || !m.IsAdmin() {
		t.Fatalf("%+v", m)
	}
	if a := m.Actor("key_1"); a.Kind != aggregate.Staff || a.Via != "key_1" || !a.Has(aggregate.Approver) {
		t.Fatalf("%+v", a)
	}
}

func TestRosterIsNeverEmptied(t *testing.T) {
	t.Parallel()
	r := member.NewRoster("a", start)
	if err := r.Strike("a"); !fault.Because(err, "last_admin") {
		t.Fatal(err)
	}
	if !r.Add("b") || r.Add("b") {
		t.Fatal("b is entered once")
	}
	if err := r.Strike("nobody"); err != nil {
		t.Fatal(err)
	}
	if err := r.Strike("a"); err != nil {
		t.Fatal(err)
	}
	if err := r.Strike("b"); !fault.Because(err, "last_admin") {
		t.Fatal(err)
	}
}

func TestPayoutAccount(t *testing.T) {
	t.Parallel()
	m := newMember(member.Customer)
	if err := m.AskAccount("DE", admin, start); err != nil || m.Payout.Attempt != 1 {
		t.Fatalf("%v %+v", err, m.Payout)
	}
	if err := m.AskAccount("DE", admin, start); err != nil || m.Payout.Attempt != 1 {
		t.Fatal("a repeat is another attempt")
	}
	if err := m.AskAccount("FR", admin, start); !fault.Because(err, "payout_account_pending") {
		t.Fatal(err)
	}
	m.RefuseAccount(1, "country_unsupported", admin, start)
	if err := m.AskAccount("FR", admin, start); err != nil || m.Payout.Attempt != 2 {
		t.Fatalf("%v %+v", err, m.Payout)
	}
	m.RefuseAccount(1, "late", admin, start)
	if m.Payout.Country != "FR" {
		t.Fatal("an old attempt's refusal ended a new one")
	}
	a := transfer.Account{ID: "acct_1", Country: "FR", Due: []string{"b", "a"}}
	if err := m.OpenAccount(a, admin, start); err != nil || m.PayoutAccount != "acct_1" || m.Payout.Ready() {
		t.Fatalf("%v %+v", err, m.Payout)
	}
	if err := m.OpenAccount(transfer.Account{ID: "acct_2"}, admin, start); !fault.Because(err, "payout_account_exists") {
		t.Fatal(err)
	}
	if err := m.AskAccount("FR", admin, start); !fault.Because(err, "payout_account_exists") {
		t.Fatal(err)
	}

	record := func(a transfer.Account, at time.Time) bool {
		t.Helper()
		changed, err := m.RecordAccount(a, admin, at)
		if err != nil {
			t.Fatal(err)
		}
		return changed
	}
	if record(transfer.Account{ID: "acct_1", Country: "FR", Due: []string{"a", "b"}}, start.Add(time.Hour)) {
		t.Fatal("the same facts in another order are a change")
	}
	ready := transfer.Account{ID: "acct_1", Country: "FR", DetailsSubmitted: true, PayoutsEnabled: true, TransfersActive: true}
	if !record(ready, start.Add(2*time.Hour)) || !m.Payout.Ready() || m.Payout.Account().Standing() != transfer.Ready {
		t.Fatalf("%+v", m.Payout)
	}
	if record(a, start.Add(time.Hour)) || !m.Payout.Ready() {
		t.Fatal("an older report won")
	}
	if _, err := m.RecordAccount(transfer.Account{ID: "acct_2"}, admin, start); !fault.Because(err, "other_payout_account") {
		t.Fatal(err)
	}
}

func TestStaffAreNotPaid(t *testing.T) {
	t.Parallel()
	m := newMember(member.Staff)
	if err := m.AskAccount("DE", admin, start); !fault.Because(err, "no_payee") {
		t.Fatal(err)
	}
	if err := m.InvitePayout(admin, nil, start); !fault.Because(err, "no_payee") {
		t.Fatal(err)
	}
}
