package desk_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/desk"
	"github.com/goodword/goodword/portal/portaltest"
)

// scene is a company with its people and a program.
type scene struct {
	*portaltest.Kit
	nora, rep, ada *member.Member // a reviewer, a rep, an approver
	kim            *member.Member // a customer
	program        *program.Program
}

func newScene(t *testing.T, change ...func(*program.Terms)) *scene {
	t.Helper()
	k := portaltest.New(t, portaltest.Pages(desk.New))
	s := &scene{Kit: k, nora: k.Staff("Nora Berg", aggregate.Reviewer), rep: k.Staff("Sam Roth", aggregate.Rep), ada: k.Staff("Ada Lind", aggregate.Approver), kim: k.Customer("Kim Muster")}
	s.program = k.Program(s.rep, change...)
	return s
}

// toReview is an introduction that waits for a reviewer: the person is at the
// referrer's own company.
func (s *scene) toReview(name string) *referral.Referral {
	s.T.Helper()
	s.Clock.Advance(time.Second) // the queue is sorted by time
	r := s.Introduce(s.kim, s.program, person(name, "lumen.org"))
	if r.Status != referral.InReview {
		s.T.Fatalf("%s is %s: %+v", name, r.Status, r.Verdict)
	}
	return r
}

// person is what a referrer writes of somebody, in words of its own.
func person(name, domain string) map[string]any {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	return map[string]any{"name": name, "email": first + "@" + domain, "why": name + " still plans every route on paper and loses an hour each day."}
}

// awaiting is an accepted introduction.
func (s *scene) awaiting(name string) *referral.Referral {
	s.T.Helper()
	r := s.Introduce(s.kim, s.program, person(name, "raman-logistics.de"))
	if r.Status != referral.AwaitingYes {
		s.T.Fatalf("%s is %s: %+v", name, r.Status, r.Verdict)
	}
	return r
}

// agreed is one whose person has said yes to the rep.
func (s *scene) agreed(name string) *referral.Referral {
	s.T.Helper()
	r := s.awaiting(name)
	done, err := s.App.Referrals.RecordYes(s.T.Context(), s.As(s.rep), r.ID, app.RecordYes{Channel: "reply", Evidence: "Yes, please call me."})
	s.Must(err)
	s.Run()
	return s.Referral(done.Doc.ID)
}

// send fills the form of an action's page, and sends it.
func send(b *portaltest.Browser, address string, typed url.Values) *portaltest.Page {
	form := b.Get(address).Form(address)
	for name, values := range typed {
		form[name] = values
	}
	return b.Post(address, form)
}

// has fails the test when a page lacks some words.
func has(t *testing.T, p *portaltest.Page, words ...string) {
	t.Helper()
	for _, w := range words {
		if !p.Has(w) {
			t.Errorf("%d: no %q in\n%s", p.Status, w, p.Text())
		}
	}
}

// lacks fails the test when a page has some words.
func lacks(t *testing.T, p *portaltest.Page, words ...string) {
	t.Helper()
	for _, w := range words {
		if p.Has(w) {
			t.Errorf("%q in\n%s", w, p.Text())
		}
	}
}

func links(p *portaltest.Page, address string) bool { return slices.Contains(p.Links(), address) }

// status is where an introduction stands now.
func (s *scene) status(r *referral.Referral) referral.Status {
	s.T.Helper()
	return s.Referral(r.ID).Status
}
