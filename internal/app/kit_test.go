package app

import (
	"crypto/rand"
	"io"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// manualClock is moved by hand.
type manualClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *manualClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *manualClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// registers are the services that keep people, programs, links, keys and lists,
// on a database of their own.
type registers struct {
	t            *testing.T
	clock        *manualClock
	core         *core
	members      *Members
	companies    *Companies
	programs     *Programs
	links        *Links
	visits       *Visits
	keys         *Keys
	suppressions *Suppressions
}

// monday is when the tests begin.
func monday() time.Time { return time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC) }

var (
	operator     = aggregate.Actor{Kind: aggregate.Operator}
	installation = aggregate.Actor{Kind: aggregate.Installation, ID: "key_own", Source: member.Installation}
	partner      = aggregate.Actor{Kind: aggregate.Partner, ID: "key_acme", Source: "acme"}
	otherPartner = aggregate.Actor{Kind: aggregate.Partner, ID: "key_beta", Source: "beta"}
)

func newRegisters(t *testing.T) *registers {
	t.Helper()
	return newRegistersOn(t, template.Open(t))
}

// newRegistersOn is newRegisters on any engine.
func newRegistersOn(t *testing.T, engine store.Engine) *registers {
	t.Helper()
	r := &registers{t: t, clock: &manualClock{now: monday()}}
	c := &core{
		engine: engine, clock: r.clock, random: rand.Reader, secret: []byte("0123456789abcdef0123456789abcdef"),
		validate: newValidator(), log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
	r.core = c
	r.members = newMembers(c)
	r.companies = newCompanies(c)
	r.programs = newPrograms(c, r.members)
	r.links = newLinks(c, r.programs, r.members)
	r.visits = newVisits(c, r.links)
	r.keys = newKeys(c, r.members, apikey.Test)
	r.suppressions = newSuppressions(c)
	r.must(r.members.ensure(t.Context()))
	r.must(r.companies.ensure(t.Context()))
	r.must(r.programs.ensure(t.Context()))
	r.must(r.links.ensure(t.Context()))
	r.must(r.visits.ensure(t.Context()))
	r.must(r.keys.ensure(t.Context()))
	r.must(r.suppressions.ensure(t.Context()))
	r.must(newActivity(c).ensure(t.Context()))
	return r
}

func (r *registers) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// refused fails the test unless err is a fault with the reason, or about a field
// with the code.
func (r *registers) refused(err error, reason string) {
	r.t.Helper()
	if fault.Because(err, reason) {
		return
	}
	if err != nil {
		for _, f := range fault.Of(err).Fields {
			if f.Code == reason {
				return
			}
		}
	}
	r.t.Fatalf("got %v, want %s", err, reason)
}

// with is a call under an Idempotency-Key.
func (r *registers) with(by aggregate.Actor, route, key string, input any) Call {
	r.t.Helper()
	replay, err := r.core.Replay(by.ID, route, key, input)
	r.must(err)
	return Call{Actor: by, Replay: replay}
}

// customer makes a customer of the installation.
func (r *registers) customer(externalID string) *member.Member {
	r.t.Helper()
	u, err := r.members.Upsert(r.t.Context(), Call{Actor: installation}, MemberInput{
		ExternalID: externalID, Name: "Kim Muster", Email: externalID + "@example.com",
	})
	r.must(err)
	return u.Doc
}

// staff makes a staff member with roles.
func (r *registers) staff(externalID string, roles ...string) *member.Member {
	r.t.Helper()
	u, err := r.members.Upsert(r.t.Context(), Call{Actor: operator}, MemberInput{ExternalID: externalID, Kind: "staff", Name: "Sam Staff"})
	r.must(err)
	done, err := r.members.ChangeStaff(r.t.Context(), Call{Actor: operator}, u.Doc.ID, DutiesInput{Roles: roles})
	r.must(err)
	return done.Doc
}

// draft is a program that can be published, with one cash rule.
func (r *registers) draft(name string) ProgramInput {
	terms := r.programs.Defaults(name, "Europe/Berlin")
	terms.Rewards.Rules = []reward.Rule{{
		Key: "won", Trigger: reward.OnWon, For: reward.ToReferrer, Kind: reward.Cash, Currency: "eur",
		Price: reward.Price{Form: reward.Flat, Amount: 20_000},
	}}
	return ProgramInput{Draft: terms}
}

// published makes and publishes a program.
func (r *registers) published(name string) *program.Program {
	r.t.Helper()
	p, err := r.programs.Create(r.t.Context(), Call{Actor: installation}, r.draft(name))
	r.must(err)
	out, err := r.programs.Publish(r.t.Context(), Call{Actor: installation}, p.Doc.ID)
	r.must(err)
	return out.Doc
}
