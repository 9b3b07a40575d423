package app

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/link"
)

// However often and however many at once ask, a member has one default link in a
// program.
func TestDefaultLinkIsMadeOnce(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	p, m := r.published("P"), r.customer("c-1")
	codes := make([]string, 12)
	var wg sync.WaitGroup
	for i := range codes {
		wg.Go(func() {
			l, err := r.links.Default(t.Context(), Call{Actor: installation}, p.ID, m.ID)
			if err != nil {
				t.Error(err)
				return
			}
			codes[i] = l.Code
		})
	}
	wg.Wait()
	for _, c := range codes {
		if c == "" || c != codes[0] {
			t.Fatalf("%v", codes)
		}
	}
	all, err := r.links.List(t.Context(), installation, m.ID, p.ID, Page{})
	r.must(err)
	if len(all.Docs) != 1 {
		t.Fatalf("%d links", len(all.Docs))
	}
}

func TestNamedLinks(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	p, m := r.published("P"), r.customer("c-1")
	in := LinkInput{ProgramID: p.ID, MemberID: m.ID, Name: "Newsletter"}
	call := r.with(installation, "POST /v1/links", "k", in)
	first, err := r.links.Create(t.Context(), call, in)
	r.must(err)
	again, err := r.links.Create(t.Context(), call, in)
	r.must(err)
	if !again.Replayed || again.Doc.ID != first.Doc.ID {
		t.Fatal("the repeat made another link")
	}
	_, err = r.links.Create(t.Context(), Call{Actor: installation}, in)
	r.refused(err, "link_name_taken")
	for n := 2; n < link.MaxLinks; n++ {
		in.Name = fmt.Sprint("campaign ", n)
		_, err = r.links.Create(t.Context(), Call{Actor: installation}, in)
		r.must(err)
	}
	in.Name = "one too many"
	_, err = r.links.Create(t.Context(), Call{Actor: installation}, in)
	r.refused(err, "too_many_links")
	// The default link's place is kept for it.
	_, err = r.links.Default(t.Context(), Call{Actor: installation}, p.ID, m.ID)
	r.must(err)
}

func TestLinkOwners(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	p, m, rep := r.published("P"), r.customer("c-1"), r.staff("r-1", "rep")
	self := m.Actor("")
	unpublished, err := r.programs.Create(t.Context(), Call{Actor: installation}, r.draft("x"))
	r.must(err)
	for name, tc := range map[string]struct {
		by     aggregate.Actor
		in     LinkInput
		reason string
	}{
		"themself":          {self, LinkInput{ProgramID: p.ID, MemberID: m.ID}, ""},
		"for somebody else": {self, LinkInput{ProgramID: p.ID, MemberID: rep.ID}, "role_missing"},
		"a rep for them":    {rep.Actor(""), LinkInput{ProgramID: p.ID, MemberID: m.ID}, ""},
		"staff's own":       {rep.Actor(""), LinkInput{ProgramID: p.ID, MemberID: rep.ID}, "may_not_refer"},
		"foreign partner":   {partner, LinkInput{ProgramID: p.ID, MemberID: m.ID}, "unknown_member"},
		"the person":        {aggregate.Actor{Kind: aggregate.Person, ID: "ref_x"}, LinkInput{ProgramID: p.ID, MemberID: m.ID}, "role_missing"},
		"no program":        {installation, LinkInput{ProgramID: "prg_x", MemberID: m.ID}, "unknown_program"},
		"unpublished":       {installation, LinkInput{ProgramID: unpublished.Doc.ID, MemberID: m.ID}, "program_unpublished"},
		"hostile name":      {installation, LinkInput{ProgramID: p.ID, MemberID: m.ID, Name: "a\nb"}, "line_break"},
		"long name":         {installation, LinkInput{ProgramID: p.ID, MemberID: m.ID, Name: strings.Repeat("x", 61)}, "too_long"},
	} {
		_, err := r.links.Create(t.Context(), Call{Actor: tc.by}, tc.in)
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
}

func TestLandingAndAttribution(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	p, m := r.published("P"), r.customer("c-1")
	l, err := r.links.Default(t.Context(), Call{Actor: installation}, p.ID, m.ID)
	r.must(err)
	to, err := r.links.Landing(t.Context(), strings.ToUpper(l.Code))
	r.must(err)
	if to.Link.ID != l.ID || to.Referrer.ID != m.ID || to.Revision.N != 1 || to.AttributionLife() != 90*24*time.Hour {
		t.Fatalf("%+v", to)
	}
	cookie := r.links.Remember(l.Code)
	r.clock.advance(90 * 24 * time.Hour)
	last, err := r.links.Attributed(t.Context(), cookie)
	r.must(err)
	if last == nil || last.Link.ID != l.ID {
		t.Fatal("the visit doesn't count on its last day")
	}
	for name, value := range map[string]string{"changed": cookie + "A", "made up": l.Code + ".0.AAAA", "empty": ""} {
		if got, err := r.links.Attributed(t.Context(), value); got != nil || err != nil {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	r.clock.advance(time.Millisecond)
	if late, err := r.links.Attributed(t.Context(), cookie); late != nil || err != nil {
		t.Fatalf("the visit counts after its time: %v, %v", late, err)
	}

	cookie = r.links.Remember(l.Code)
	_, err = r.links.Switch(t.Context(), Call{Actor: m.Actor("")}, l.ID, false)
	r.must(err)
	_, err = r.links.Landing(t.Context(), l.Code)
	r.refused(err, "not_found")
	if off, err := r.links.Attributed(t.Context(), cookie); off != nil || err != nil {
		t.Fatalf("a link that is off attributes: %v, %v", off, err)
	}
	_, err = r.links.Switch(t.Context(), Call{Actor: partner}, l.ID, true)
	r.refused(err, "not_found")
	_, err = r.links.Switch(t.Context(), Call{Actor: installation}, l.ID, true)
	r.must(err)
	_, err = r.links.Landing(t.Context(), l.Code)
	r.must(err)
	for _, code := range []string{"", "aaaaaaaa", "22222222", strings.Repeat("2", 500)} {
		_, err = r.links.Landing(t.Context(), code)
		r.refused(err, "not_found")
	}
	_, err = r.members.Deactivate(t.Context(), Call{Actor: installation}, m.ID)
	r.must(err)
	_, err = r.links.Landing(t.Context(), l.Code)
	r.refused(err, "not_found")
}

// The same request sent many times at once makes one link and answers with it.
func TestLinkReplayRace(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	p, m := r.published("P"), r.customer("c-1")
	in := LinkInput{ProgramID: p.ID, MemberID: m.ID, Name: "Newsletter"}
	call := r.with(installation, "POST /v1/links", "k", in)
	ids := make([]string, 10)
	var wg sync.WaitGroup
	for i := range ids {
		wg.Go(func() {
			u, err := r.links.Create(t.Context(), call, in)
			if err != nil {
				t.Error(err)
				return
			}
			ids[i] = u.Doc.ID
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("%v", ids)
		}
	}
}
