package app

import (
	"cmp"
	"context"
	"errors"
	"io"
	"log/slog"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/store"
)

// Config is what the application is built from; every field is required unless it
// says otherwise.
type Config struct {
	Engine  store.Engine
	Clock   Clock
	Random  io.Reader // crypto/rand.Reader
	Secret  []byte    // at least 32 bytes: keys every hash and mailed token
	Log     *slog.Logger
	BaseURL string // of the portal, without a slash at its end
	Mode    apikey.Mode
	Env     string // names this installation in Stripe's metadata
	Stripe  Stripe
	Mailer  Mailer
	Nudge   func() // optional: tells the worker that something may be due
	// Wall is real time, on which leases and sessions run; time.Now when nil.
	Wall func() time.Time
	// Passkeys is nil where the site can't have them.
	Passkeys PasskeyAuthority
}

// Stripe is what the application needs from Stripe.
type Stripe interface {
	Payer
	Accounts
}

// App holds every service.
type App struct {
	*core
	Programs     *Programs
	Members      *Members
	Companies    *Companies
	Links        *Links
	Visits       *Visits
	Keys         *Keys
	Suppressions *Suppressions
	Referrals    *Referrals
	Rewards      *Rewards
	Payouts      *Payouts
	Deals        *Deals
	Ledger       *Ledger
	Activity     *Activity
	Overview     *Overviews
	Sessions     *Sessions
	SignIns      *SignIns
	Passkeys     *Passkeys
	Own          *Own
}

// New builds the application; Ensure makes its collections.
func New(c Config) (*App, error) {
	switch {
	case c.Engine == nil || c.Clock == nil || c.Random == nil || c.Log == nil || c.Stripe == nil || c.Mailer == nil:
		return nil, errors.New("app: engine, clock, random, log, stripe and mailer are required")
	case len(c.Secret) < 32:
		return nil, errors.New("app: the secret needs at least 32 bytes")
	case c.BaseURL == "" || c.Mode == "":
		return nil, errors.New("app: base URL and mode are required")
	}
	k := &core{
		engine: c.Engine, clock: c.Clock, random: c.Random, secret: c.Secret, validate: newValidator(), log: c.Log,
		baseURL: c.BaseURL, nudge: c.Nudge, wallTime: c.Wall,
	}
	if k.nudge == nil {
		k.nudge = func() {}
	}
	env := cmp.Or(c.Env, string(c.Mode))
	a := &App{core: k}
	a.Members = newMembers(k)
	a.Programs = newPrograms(k, a.Members)
	a.Companies = newCompanies(k)
	a.Suppressions = newSuppressions(k)
	a.Links = newLinks(k, a.Programs, a.Members)
	a.Visits = newVisits(k, a.Links)
	a.Keys = newKeys(k, a.Members, c.Mode)
	a.Ledger = newLedger(k)
	a.Activity = newActivity(k)
	mails := &Mails{core: k, mailer: c.Mailer, programs: a.Programs, members: a.Members, suppressions: a.Suppressions}
	a.Payouts = newPayouts(k, a.Members, c.Stripe, c.Mailer, env)
	a.Rewards = newRewards(k, a.Ledger, a.Payouts, c.Stripe, mails, env)
	a.Referrals = &Referrals{
		core:      k,
		referrals: store.NewCollection[referral.Referral](k.engine, referralsSchema).Deriving(k.indexReferral),
		answered:  store.NewCollection[answered](k.engine, referralsSchema),
		facts:     store.NewCollection[deal.Fact](k.engine, dealFactsSchema),
		outcomes:  store.NewCollection[outcome](k.engine, outcomesSchema),
		previews:  store.NewCollection[preview](k.engine, previewsSchema),
		programs:  a.Programs, members: a.Members, companies: a.Companies, links: a.Links,
		suppressions: a.Suppressions, rewards: a.Rewards, mails: mails,
	}
	mails.referrals = a.Referrals
	a.Deals = newDeals(k, a.Referrals, a.Payouts)
	a.Overview = &Overviews{
		core: k, referrals: a.Referrals, rewards: a.Rewards, visits: a.Visits, programs: a.Programs, members: a.Members,
		parked: a.Parked,
	}
	a.Sessions = newSessions(k, a.Members)
	a.SignIns = newSignIns(k, a.Members, a.Sessions, c.Mailer)
	a.Passkeys = newPasskeys(k, c.Passkeys, a.Members, a.Sessions, c.Mailer)
	a.Own = &Own{
		core: k, members: a.Members, referrals: a.Referrals, rewards: a.Rewards, links: a.Links, keys: a.Keys,
		sessions: a.Sessions, passkeys: a.Passkeys,
	}
	return a, nil
}

// Ensure makes every collection with its indexes.
func (a *App) Ensure(ctx context.Context) error {
	for _, ensure := range []func(context.Context) error{
		a.Members.ensure, a.Programs.ensure, a.Companies.ensure, a.Suppressions.ensure, a.Links.ensure, a.Visits.ensure,
		a.Keys.ensure, a.Ledger.ensure, a.Activity.ensure, a.Rewards.ensure, a.Referrals.ensure, a.Deals.ensure, a.Sessions.ensure, a.SignIns.ensure, a.Passkeys.ensure,
	} {
		if err := ensure(ctx); err != nil {
			return err
		}
	}
	return nil
}

// TaskQueue is a queue as the worker runs it.
type TaskQueue interface {
	Name() string
	Due(ctx context.Context, limit int) ([]string, error)
	Run(ctx context.Context, id string) (aggregate.Outcome, error)
	Next(ctx context.Context) (time.Time, error)
	Upcoming(ctx context.Context, limit int) ([]DueTask, error)
	Parked(ctx context.Context) ([]ParkedTask, error)
	Resume(ctx context.Context, id string) (int, error)
}

// ParkedTask is work that was given up and waits for a person.
type ParkedTask struct {
	Queue    string
	ID       string // of the document
	Kind     string
	Why      string // a code
	ParkedMS int64
}

// Parked lists the work that waits for a person, the oldest first in each queue.
func (a *App) Parked(ctx context.Context) ([]ParkedTask, error) {
	var all []ParkedTask
	for _, q := range a.Queues() {
		parked, err := q.Parked(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, parked...)
	}
	return all, nil
}

// Resume makes a document's parked work due again and says how many tasks that is.
func (a *App) Resume(ctx context.Context, queue, id string) (int, error) {
	for _, q := range a.Queues() {
		if q.Name() == queue {
			return q.Resume(ctx, id)
		}
	}
	return 0, store.NotFound()
}

// NextDue is when the earliest task of all is due; zero when there is none.
func (a *App) NextDue(ctx context.Context) (time.Time, error) {
	var first time.Time
	for _, q := range a.Queues() {
		t, err := q.Next(ctx)
		if err != nil {
			return time.Time{}, err
		}
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first, nil
}

// Queues lists the collections whose tasks the worker performs.
func (a *App) Queues() []TaskQueue {
	return append([]TaskQueue{
		&Queue[referral.Referral, *referral.Referral]{core: a.core, col: a.Referrals.referrals, meta: referralMeta, perform: a.Referrals.performers()},
		a.Rewards.queue(),
		&Queue[member.Member, *member.Member]{core: a.core, col: a.Members.members, meta: memberMeta, perform: a.Payouts.performers()},
		a.Deals.queue(),
		a.Sessions.queue(), a.SignIns.queue(),
	}, a.Passkeys.queues()...)
}

func memberMeta(m *member.Member) *aggregate.Meta { return &m.Meta }

// Ready answers whether the database can be written to.
func (a *App) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	return a.engine.Ping(ctx)
}

// Now is the product's time.
func (a *App) Now() time.Time { return a.clock.Now() }

// ensure creates the collections of referrals.
func (s *Referrals) ensure(ctx context.Context) error {
	for _, ensure := range []func(context.Context) error{s.referrals.Ensure, s.facts.Ensure, s.outcomes.Ensure, s.previews.Ensure} {
		if err := ensure(ctx); err != nil {
			return err
		}
	}
	return nil
}
