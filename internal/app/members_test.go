package app

import (
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
)

func TestMemberUpsert(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	ctx, call := t.Context(), Call{Actor: installation}
	in := MemberInput{ExternalID: "c-1", Name: "  Kim Muster ", Email: "Kim@Example.COM", Phone: "+49 30 901820", Country: "de", Language: "DE"}

	first, err := r.members.Upsert(ctx, call, in)
	r.must(err)
	if !first.Created || first.Doc.Personal.Name != "Kim Muster" || first.Doc.Personal.Phone != "+4930901820" || first.Doc.Personal.Country != "DE" || first.Doc.Kind != member.Customer {
		t.Fatalf("%+v", first.Doc)
	}
	same, err := r.members.Upsert(ctx, call, in)
	r.must(err)
	if same.Created || same.Changed || same.Doc.ID != first.Doc.ID || same.Doc.Version != 1 {
		t.Fatalf("the same content wrote something: %+v", same)
	}
	in.Company = "Acme"
	changed, err := r.members.Upsert(ctx, call, in)
	r.must(err)
	if !changed.Changed || changed.Doc.Revision != 2 {
		t.Fatalf("%+v", changed)
	}
	// The same external id of another source is somebody else.
	other, err := r.members.Upsert(ctx, Call{Actor: partner}, in)
	r.must(err)
	if !other.Created || other.Doc.ID == first.Doc.ID || other.Doc.Source != "acme" {
		t.Fatalf("%+v", other.Doc)
	}
}

func TestMemberUpsertNamesEveryFault(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	_, err := r.members.Upsert(t.Context(), Call{Actor: installation}, MemberInput{
		Kind: "boss", Name: "a\u202eb", Email: "nobody", Phone: "12", Country: "QQ", Language: "x", Zone: "Mars/Base",
		Metadata: aggregate.Metadata{"$where": "1"}, ExternalID: strings.Repeat("x", 201),
	})
	got := map[string]string{}
	for _, f := range fault.Of(err).Fields {
		got[f.Pointer] = f.Code
	}
	want := map[string]string{
		"/kind": "not_one_of", "/name": "hidden_character", "/email": "invalid_email", "/phone": "invalid_phone", "/country": "unknown_country",
		"/language": "unknown_language", "/zone": "unknown_zone", "/metadata": "invalid_key", "/external_id": "too_long",
	}
	for pointer, code := range want {
		if got[pointer] != code {
			t.Errorf("%s: got %q, want %q", pointer, got[pointer], code)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %v", got)
	}
}

func TestMemberCreateReplays(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	in := MemberInput{Name: "Kim"}
	call := r.with(installation, "POST /v1/members", "k1", in)
	first, err := r.members.Upsert(t.Context(), call, in)
	r.must(err)
	again, err := r.members.Upsert(t.Context(), call, in)
	r.must(err)
	if !again.Replayed || again.Created || again.Doc.ID != first.Doc.ID {
		t.Fatalf("%+v", again)
	}
	in.Name = "Sam"
	_, err = r.members.Upsert(t.Context(), r.with(installation, "POST /v1/members", "k1", in), in)
	r.refused(err, "idempotency_key_reused")
}

// Many requests for one new external id at once make one member.
func TestMemberUpsertRace(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	var wg sync.WaitGroup
	ids := make([]string, 16)
	errs := make([]error, len(ids))
	for i := range ids {
		wg.Go(func() {
			u, err := r.members.Upsert(t.Context(), Call{Actor: installation}, MemberInput{ExternalID: "one", Name: "Kim " + strconv.Itoa(i)})
			if errs[i] = err; err == nil {
				ids[i] = u.Doc.ID
			}
		})
	}
	wg.Wait()
	for i := range ids {
		r.must(errs[i])
		if ids[i] != ids[0] {
			t.Fatalf("two members: %s and %s", ids[0], ids[i])
		}
	}
}

func TestMemberPatch(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	m := r.customer("c-1")
	empty, company := "", "Acme"
	done, err := r.members.Patch(t.Context(), Call{Actor: installation, IfMatch: m.Revision}, m.ID, MemberPatch{Email: &empty, Company: &company})
	r.must(err)
	if p := done.Doc.Personal; p.Email != "" || p.Company != "Acme" || p.Name != m.Personal.Name || done.Doc.EmailKey != "" {
		t.Fatalf("%+v", done.Doc)
	}
	_, err = r.members.Patch(t.Context(), Call{Actor: installation, IfMatch: m.Revision}, m.ID, MemberPatch{Company: &empty})
	r.refused(err, "revision_changed")
	_, err = r.members.Patch(t.Context(), Call{Actor: installation}, m.ID, MemberPatch{Name: &empty})
	r.refused(err, "required")
}

// What isn't a partner's own isn't there, by whatever way it asks.
func TestMemberSight(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	ours := r.customer("c-1")
	theirs, err := r.members.Upsert(t.Context(), Call{Actor: partner}, MemberInput{ExternalID: "c-1", Name: "Theirs", Email: "c-1@example.com"})
	r.must(err)
	name := "x"
	for _, by := range []aggregate.Actor{partner, otherPartner, {Kind: aggregate.Referrer, ID: "mbr_x"}, {Kind: aggregate.Person, ID: ours.ID}} {
		_, err = r.members.Get(t.Context(), by, ours.ID)
		r.refused(err, "not_found")
	}
	_, err = r.members.Patch(t.Context(), Call{Actor: partner}, ours.ID, MemberPatch{Name: &name})
	r.refused(err, "not_found")
	_, err = r.members.Deactivate(t.Context(), Call{Actor: partner}, ours.ID)
	r.refused(err, "not_found")
	for _, f := range []MemberFilter{{}, {Email: "c-1@example.com"}, {ExternalID: "c-1"}} {
		got, err := r.members.List(t.Context(), partner, f, Page{})
		r.must(err)
		if len(got.Docs) != 1 || got.Docs[0].ID != theirs.Doc.ID {
			t.Fatalf("%+v: %d docs", f, len(got.Docs))
		}
	}
	foreign, err := r.members.List(t.Context(), partner, MemberFilter{Source: member.Installation}, Page{})
	r.must(err)
	if len(foreign.Docs) != 0 {
		t.Fatal("a partner listed our members")
	}
	_, err = r.members.Upsert(t.Context(), Call{Actor: partner}, MemberInput{Kind: "staff", Name: "Mole"})
	r.refused(err, "role_missing")
}

func TestMemberList(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	for i := range 7 {
		r.customer("c-" + strconv.Itoa(i))
	}
	r.staff("s-1", "rep", "approver")
	var seen []string
	page := Page{Limit: 3}
	for {
		got, err := r.members.List(t.Context(), installation, MemberFilter{}, page)
		r.must(err)
		for _, m := range got.Docs {
			seen = append(seen, m.ID)
		}
		if page.Cursor = got.Next; page.Cursor == "" {
			break
		}
		_, err = r.members.List(t.Context(), installation, MemberFilter{Role: "rep"}, page)
		r.refused(err, "bad_cursor")
	}
	if len(seen) != 8 {
		t.Fatalf("%d members over all pages", len(seen))
	}
	reps, err := r.members.List(t.Context(), installation, MemberFilter{Role: "rep"}, Page{})
	r.must(err)
	if len(reps.Docs) != 1 {
		t.Fatalf("%d reps", len(reps.Docs))
	}
	for name, tc := range map[string]struct {
		f      MemberFilter
		p      Page
		reason string
	}{
		"two filters":         {MemberFilter{Role: "rep", Email: "a@example.com"}, Page{}, "unsupported_filter"},
		"unknown role":        {MemberFilter{Role: "king"}, Page{}, "not_one_of"},
		"no address":          {MemberFilter{Email: "x"}, Page{}, "invalid_email"},
		"id without a source": {MemberFilter{ExternalID: "c-1"}, Page{}, "required"},
		"page too long":       {MemberFilter{}, Page{Limit: 101}, "out_of_range"},
		"cursor made up":      {MemberFilter{}, Page{Cursor: "e30"}, "bad_cursor"},
	} {
		_, err := r.members.List(t.Context(), installation, tc.f, tc.p)
		if err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		r.refused(err, tc.reason)
	}
	_, err = r.members.List(t.Context(), aggregate.Actor{Kind: aggregate.Referrer, ID: seen[0]}, MemberFilter{}, Page{})
	r.refused(err, "not_allowed")
}
