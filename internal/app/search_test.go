package app

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/mongo/mongotest"
)

// found lists the external ids of the members of all parts of a list.
func (r *registers) foundMembers(by aggregate.Actor, f MemberFilter, p Page) string {
	r.t.Helper()
	var ids []string
	for range 50 {
		l, err := r.members.List(r.t.Context(), by, f, p)
		r.must(err)
		for _, m := range l.Docs {
			ids = append(ids, m.ExternalID)
		}
		if p.Cursor = l.Next; p.Cursor == "" {
			return strings.Join(ids, " ")
		}
	}
	r.t.Fatal("the list never ends")
	return ""
}

func TestMembersAreFoundByWords(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		findMembers(newRegisters(t))
	})
	for _, server := range mongotest.Servers(t) {
		t.Run(server.Name, func(t *testing.T) {
			t.Parallel()
			findMembers(newRegistersOn(t, server.Open(t, server.Database(t))))
		})
	}
}

func findMembers(r *registers) {
	t := r.t
	t.Helper()
	for _, in := range []MemberInput{
		{ExternalID: "e1", Name: "Jörg Müller", Company: "Nordwind GmbH", Email: "jm@nordwind.example", Phone: "+49 30 901820"},
		{ExternalID: "e2", Name: "Anna Muller", Kind: "friend"},
		{ExternalID: "e3", Name: "Berta Schmidt", Company: "Mullerei Nord"},
	} {
		_, err := r.members.Upsert(t.Context(), Call{Actor: installation}, in)
		r.must(err)
		r.clock.advance(time.Millisecond)
	}
	_, err := r.members.Upsert(t.Context(), Call{Actor: partner}, MemberInput{ExternalID: "p1", Name: "Mulla Nord"})
	r.must(err)
	for _, tt := range []struct {
		by   aggregate.Actor
		f    MemberFilter
		want string
	}{
		{installation, MemberFilter{Search: "mull"}, "p1 e3 e2 e1"},
		{installation, MemberFilter{Search: "müller"}, "e3 e2 e1"},
		{installation, MemberFilter{Search: "Nord muller"}, "e3 e1"},
		{installation, MemberFilter{Search: "jm@nordwind.example"}, "e1"},
		{installation, MemberFilter{Search: "030 9018"}, "e1"},
		{installation, MemberFilter{Search: "0049 30"}, "e1"},
		{installation, MemberFilter{Search: "mull", Kind: "friend"}, "e2"},
		{installation, MemberFilter{Kind: "friend"}, "e2"},
		{installation, MemberFilter{Kind: "customer", Source: "installation"}, "e3 e1"},
		{partner, MemberFilter{Search: "mull"}, "p1"},
		{otherPartner, MemberFilter{Search: "mull"}, ""},
		{installation, MemberFilter{Search: "nobody"}, ""},
	} {
		for _, limit := range []int{1, 25} {
			if got := r.foundMembers(tt.by, tt.f, Page{Limit: limit}); got != tt.want {
				t.Errorf("%+v by %s, %d at once: %q, want %q", tt.f, tt.by.Kind, limit, got, tt.want)
			}
		}
	}
	if got := r.foundMembers(installation, MemberFilter{Search: "mull"}, Page{Limit: 2, Oldest: true}); got != "e1 e2 e3 p1" {
		t.Errorf("oldest first: %q", got)
	}
	_, err = r.members.List(t.Context(), installation, MemberFilter{Search: "m"}, Page{})
	r.refused(err, "too_short")
	_, err = r.members.List(t.Context(), installation, MemberFilter{Search: "mull", Email: "a@example.com"}, Page{})
	r.refused(err, "unsupported_filter")
}

// What a member was called before is forgotten with the write that changes it.
func TestAnOldNameFindsNobody(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	m := r.customer("kim")
	done, err := r.members.Patch(t.Context(), Call{Actor: installation}, m.ID, MemberPatch{Name: new("Robin Neu"), Email: new("")})
	r.must(err)
	if got := r.foundMembers(installation, MemberFilter{Search: "muster"}, Page{}); got != "" {
		t.Errorf("the old name finds %q", got)
	}
	if got := r.foundMembers(installation, MemberFilter{Search: "robin"}, Page{}); got != "kim" {
		t.Errorf("the new name finds %q", got)
	}
	for _, key := range done.Doc.Search {
		if strings.Contains("robinneukim", strings.ToLower(key)) {
			t.Errorf("the index shows %q", key)
		}
	}
}

// A search that leaves out much goes on from part to part without losing anybody.
func TestASiftedListGoesOn(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	const all = maxSifted + 150
	for i := range all {
		p := member.Profile{Kind: member.Customer, Personal: member.Personal{Name: "Alike Person"}}
		if i == 3 || i == all-3 {
			p.Kind = member.Friend
		}
		r.must(r.members.members.Insert(t.Context(), member.New("mbr_"+strconv.Itoa(i), member.Installation, strconv.Itoa(i), p, installation, nil, r.clock.Now())))
		r.clock.advance(time.Millisecond)
	}
	f := MemberFilter{Search: "alike", Kind: "friend"}
	first, err := r.members.List(t.Context(), installation, f, Page{})
	r.must(err)
	if len(first.Docs) != 1 || first.Next == "" {
		t.Fatalf("%d in the first part, next %q", len(first.Docs), first.Next)
	}
	if got := r.foundMembers(installation, f, Page{}); got != strconv.Itoa(all-3)+" 3" {
		t.Errorf("found %q", got)
	}
	_, err = r.members.List(t.Context(), installation, MemberFilter{Search: "alike", Kind: "customer"}, Page{Cursor: first.Next})
	r.refused(err, "bad_cursor")
	_, err = r.members.List(t.Context(), installation, f, Page{Cursor: first.Next, Oldest: true})
	r.refused(err, "bad_cursor")
	n := 0
	for m, err := range Each(t.Context(), func(p Page) (Listed[member.Member], error) {
		return r.members.List(t.Context(), installation, MemberFilter{Search: "alike"}, p)
	}, Page{Oldest: true}) {
		r.must(err)
		if m.ExternalID != strconv.Itoa(n) {
			t.Fatalf("number %d is %s", n, m.ExternalID)
		}
		n++
	}
	if n != all {
		t.Errorf("an export has %d rows of %d", n, all)
	}
}

func TestAnExportEndsWithItsError(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	r.customer("kim")
	seen := 0
	for _, err := range Each(t.Context(), func(p Page) (Listed[member.Member], error) {
		seen++
		return r.members.List(t.Context(), otherPartner, MemberFilter{Role: "none"}, p)
	}, Page{}) {
		r.refused(err, "not_one_of")
	}
	for range Each(t.Context(), func(p Page) (Listed[member.Member], error) {
		seen++
		return r.members.List(t.Context(), installation, MemberFilter{}, p)
	}, Page{}) {
		break
	}
	if seen != 2 {
		t.Errorf("%d parts were read", seen)
	}
}

func TestCompaniesAreFoundByWords(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	for id, in := range map[string]CompanyInput{
		"c1": {Name: "Nordwind Logistik GmbH", Domains: []string{"nordwind.example"}, State: "customer"},
		"c2": {Name: "Nordstern", State: "open_deal"},
	} {
		in.ExternalID = id
		_, err := r.companies.Upsert(t.Context(), Call{Actor: installation}, in)
		r.must(err)
	}
	for _, tt := range []struct {
		f    CompanyFilter
		want int
	}{
		{CompanyFilter{Search: "nord"}, 2}, {CompanyFilter{Search: "logi"}, 1}, {CompanyFilter{Search: "nordwind.example"}, 1},
		{CompanyFilter{Search: "nord", State: "open_deal"}, 1}, {CompanyFilter{Search: "sued"}, 0},
	} {
		l, err := r.companies.List(t.Context(), installation, tt.f, Page{})
		r.must(err)
		if len(l.Docs) != tt.want {
			t.Errorf("%+v: %d", tt.f, len(l.Docs))
		}
	}
	_, err := r.companies.List(t.Context(), installation, CompanyFilter{Search: "nord", Domain: "nordwind.example"}, Page{})
	r.refused(err, "unsupported_filter")
}

// Everybody finds the people that they may see, and nobody else's.
func TestReferralsAreFoundByWhoMaySeeThem(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	lena := d.customer("lena")
	bob := d.submit(d.referrer, answersFor("Bob Bergmann", ""))
	bea := d.submit(lena, answersFor("Bea Bergmann", ""))
	d.run()
	for _, tt := range []struct {
		who  string
		by   aggregate.Actor
		f    ReferralFilter
		want []string
	}{
		{"staff", d.rita, ReferralFilter{Search: "berg"}, []string{bea.ID, bob.ID}},
		{"staff, one stage", d.rita, ReferralFilter{Search: "berg", Stage: "closed"}, nil},
		{"staff, with all filters", d.rita, ReferralFilter{Search: "bea berg", Stage: "person", ProgramID: d.program.ID, ReferrerID: lena.ID, RepID: d.rita.ID}, []string{bea.ID}},
		{"a referrer", actorOf(lena.ID), ReferralFilter{Search: "berg"}, []string{bea.ID}},
		{"a partner", partner, ReferralFilter{Search: "berg"}, nil},
		{"staff, a stage", d.rita, ReferralFilter{Stage: "open"}, []string{bea.ID, bob.ID}},
		{"a referrer, a stage", actorOf(lena.ID), ReferralFilter{Stage: "person"}, []string{bea.ID}},
	} {
		l, err := d.app.Referrals.List(t.Context(), tt.by, tt.f, Page{})
		d.must(err)
		if len(l.Docs) != len(tt.want) {
			t.Errorf("%s: %d found, want %d", tt.who, len(l.Docs), len(tt.want))
			continue
		}
		for _, r := range l.Docs {
			if !strings.Contains(strings.Join(tt.want, " "), r.ID) {
				t.Errorf("%s: %s is not theirs to find", tt.who, r.ID)
			}
		}
	}
	_, err := d.app.Referrals.List(t.Context(), actorOf(lena.ID), ReferralFilter{Search: "berg", ReferrerID: d.referrer.ID}, Page{})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("another's list answers %v", err)
	}
	_, err = d.app.Referrals.List(t.Context(), d.rita, ReferralFilter{Stage: "somewhere"}, Page{})
	d.refused(err, "not_one_of")
	_, err = d.app.Referrals.List(t.Context(), d.rita, ReferralFilter{Stage: "open", Status: "won"}, Page{})
	d.refused(err, "unsupported_filter")
}

// The address that comes with the yes finds the person; what is erased finds
// nobody, and leaves no key behind.
func TestSearchFollowsTheDetails(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.agreed("Nina Sommer")
	find := func(typed string) int {
		l, err := d.app.Referrals.List(t.Context(), d.rita, ReferralFilter{Search: typed}, Page{})
		d.must(err)
		return len(l.Docs)
	}
	if n := find("nina.sommer@maschinenbau.example"); n != 1 {
		t.Fatalf("the address finds %d", n)
	}
	_, err := d.app.Referrals.Lose(t.Context(), Call{Actor: d.rita}, r.ID, LoseReferral{Code: "no_budget"})
	d.must(err)
	d.after(weeks(60))
	gone := d.now(r.ID, referral.Lost)
	if gone.ErasedMS == 0 || find("sommer") != 0 || len(gone.Search) != 0 {
		t.Errorf("after erasure at %d %d are found, by %v", gone.ErasedMS, find("sommer"), gone.Search)
	}
}

// What staff have to do, and what was reported, is read from the index, in order,
// on both engines.
func TestWhatIsDueIsIndexed(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		findDue(t, newRegisters(t))
	})
	for _, server := range mongotest.Servers(t) {
		t.Run(server.Name, func(t *testing.T) {
			t.Parallel()
			findDue(t, newRegistersOn(t, server.Open(t, server.Database(t))))
		})
	}
}

func findDue(t *testing.T, r *registers) {
	col := store.NewCollection[referral.Referral](r.core.engine, referralsSchema).Deriving(r.core.indexReferral)
	r.must(col.Ensure(t.Context()))
	now := ms(r.clock.Now())
	for i, doc := range []referral.Referral{
		{Status: referral.Met, RepID: "rita", YesMS: 1, MeetingMS: 1, NextMS: now + 10},
		{Status: referral.Met, RepID: "rita", YesMS: 1, MeetingMS: 1, NextMS: now + 5, Breaches: []referral.Breach{{N: 1, AtMS: now}}},
		{Status: referral.Met, YesMS: 1, MeetingMS: 1, NextMS: now - 5},
		{Status: referral.AwaitingYes, RepID: "rita", Breaches: []referral.Breach{{N: 1, AtMS: now - 1}}},
		{Status: referral.Lost, RepID: "rita", Breaches: []referral.Breach{{N: 1, AtMS: now, AnsweredMS: now}}},
	} {
		doc.Meta = aggregate.NewMeta("ref_"+strconv.Itoa(i), r.clock.Now())
		r.must(col.Insert(t.Context(), &doc))
	}
	is := func(name string, q store.Query, args store.Args, want string) {
		t.Helper()
		args.Limit = 10
		docs, err := col.Find(t.Context(), q, args)
		r.must(err)
		var ids []string
		for _, d := range docs {
			ids = append(ids, strings.TrimPrefix(d.ID, "ref_"))
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	is("all", followUps, store.Args{}, "2 1 0")
	is("late", followUps, store.Args{To: now}, "2")
	is("the others", followUps, store.Args{From: now}, "1 0")
	is("a rep's", followUpsByRep, store.Args{Equal: []any{"rita"}}, "1 0")
	is("reported", referralsReported, store.Args{}, "1 3")
	is("reported, oldest first", oldest(referralsReported), store.Args{}, "3 1")
}
