package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// Overview is what staff see first: figures, and what is late. Every figure is
// counted from an index.
type Overview struct {
	Since  time.Time         // beginning of the period
	Funnel []ReachedCount    // introductions that came in during the period, by how far they got
	Status map[string]int64  // all introductions, by their status now
	Kept   promise.Tally     // over all programs, in the last 12 months
	Months []KeptMonth       // the same by month, the oldest first
	Links  LinkCounts        // in the period
	Owed   []RewardsByStatus // rewards that aren't paid yet; nil for who doesn't approve
	Late   Late
	Setup  Setup
}

// ReachedCount is how many introductions got at least so far.
type ReachedCount struct {
	Milestone referral.Milestone
	Count     int64
}

// KeptMonth is how promises were kept in one calendar month, UTC.
type KeptMonth struct {
	From  time.Time
	Tally promise.Tally
}

// LinkCounts is what came of links.
type LinkCounts struct {
	Visits int64
	Forms  int64 // introductions that came by link
}

// Setup says how much of an installation is there, for its first days.
type Setup struct {
	Programs  int64 // published
	Drafts    int64 // programs that never were
	Staff     int64
	Customers int64
	Referrals int64
}

// Done reports whether nothing is left to set up.
func (s Setup) Done() bool { return s.Programs > 0 && s.Customers > 0 && s.Referrals > 0 }

// overviewMonths is how many months Overview.Months has, this one included.
const overviewMonths = 12

// Overviews reads figures across the services.
type Overviews struct {
	*core
	referrals *Referrals
	rewards   *Rewards
	visits    *Visits
	programs  *Programs
	members   *Members
	parked    func(context.Context) ([]ParkedTask, error)
}

// Read returns the figures since a time, for any staff member.
func (s *Overviews) Read(ctx context.Context, actor aggregate.Actor, since time.Time) (Overview, error) {
	o := Overview{Since: since}
	if actor.Kind != aggregate.Operator && (actor.Kind != aggregate.Staff || len(actor.Roles) == 0) {
		return o, fault.New(fault.Forbidden, "role_missing", "Your role doesn't allow this.")
	}
	for _, read := range []func(context.Context, aggregate.Actor, *Overview) error{
		s.funnel, s.status, s.kept, s.byLink, s.owed, s.late, s.setup,
	} {
		if err := read(ctx, actor, &o); err != nil {
			return o, err
		}
	}
	return o, nil
}

// funnel counts the introductions of the period by how far they got; each milestone
// counts those that got farther too.
func (s *Overviews) funnel(ctx context.Context, _ aggregate.Actor, o *Overview) error {
	by, err := s.referrals.referrals.Count(ctx, referralsByReached, store.Args{
		Equal: []any{values(referral.Milestones())}, From: ms(o.Since),
	}, "reached")
	if err != nil {
		return err
	}
	all := referral.Milestones()
	o.Funnel = make([]ReachedCount, len(all))
	var n int64
	for i := len(all) - 1; i >= 0; i-- {
		n += by[string(all[i])]
		o.Funnel[i] = ReachedCount{all[i], n}
	}
	return nil
}

func (s *Overviews) status(ctx context.Context, _ aggregate.Actor, o *Overview) (err error) {
	o.Status, err = s.referrals.referrals.Count(ctx, referralsByStatus, store.Args{Equal: []any{values(referral.Statuses)}}, "status")
	return err
}

// kept counts decided steps by month and adds them up.
func (s *Overviews) kept(ctx context.Context, _ aggregate.Actor, o *Overview) error {
	now := s.clock.Now()
	tally := func(from, to int64) (promise.Tally, error) {
		by, err := s.referrals.outcomes.Count(ctx, outcomesByOutcome, store.Args{
			Equal: []any{values(countedOutcomes)}, From: from, To: to,
		}, "outcome")
		return tallyOf(by), err
	}
	var err error
	if o.Kept, err = tally(promise.RateSince(ms(now)), ms(now)+1); err != nil {
		return err
	}
	first := time.Date(now.Year(), now.Month()-overviewMonths+1, 1, 0, 0, 0, 0, time.UTC)
	for n := range overviewMonths {
		m := KeptMonth{From: first.AddDate(0, n, 0)}
		if m.Tally, err = tally(ms(m.From), ms(first.AddDate(0, n+1, 0))); err != nil {
			return err
		}
		o.Months = append(o.Months, m)
	}
	return nil
}

func (s *Overviews) byLink(ctx context.Context, _ aggregate.Actor, o *Overview) error {
	visits, err := s.visits.visits.Sum(ctx, visitsAll, store.Args{From: ms(o.Since)}, "visits", "")
	if err != nil {
		return err
	}
	forms, err := s.referrals.referrals.Count(ctx, referralsByEntry, store.Args{Equal: []any{referral.ByLink}, From: ms(o.Since)}, "")
	o.Links = LinkCounts{Visits: visits[""], Forms: forms[""]}
	return err
}

func (s *Overviews) setup(ctx context.Context, _ aggregate.Actor, o *Overview) error {
	programs, err := s.programs.programs.Count(ctx, programsByState, store.Args{Equal: []any{store.In{string(program.Draft), string(program.Published)}}}, "state")
	if err != nil {
		return err
	}
	members, err := s.members.members.Count(ctx, membersByKind, store.Args{Equal: []any{store.In{string(member.Customer), string(member.Staff)}}}, "kind")
	if err != nil {
		return err
	}
	o.Setup = Setup{
		Programs: programs[string(program.Published)], Drafts: programs[string(program.Draft)],
		Customers: members[string(member.Customer)], Staff: members[string(member.Staff)],
	}
	for _, n := range o.Status {
		o.Setup.Referrals += n
	}
	return nil
}

// values makes a list of a query out of defined strings.
func values[T ~string](all []T) store.In {
	in := make(store.In, len(all))
	for i, v := range all {
		in[i] = string(v)
	}
	return in
}
