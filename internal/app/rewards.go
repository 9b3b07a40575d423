package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// RewardPrefix starts the id of every reward.
const RewardPrefix = "rw_"

// Rewards keeps what is owed for referrals: holding, approving, paying.
type Rewards struct {
	*core
	rewards  *rewardCollection
	outcomes *store.Collection[outcome, *outcome] // of promised decisions; see Referrals.Kept
	quotas   *store.Collection[reward.Quota, *reward.Quota]
	// referrals are only read here: who worked a referral by now is asked at each
	// approval.
	referrals *store.Collection[referral.Referral, *referral.Referral]
	ledger    *Ledger
	payouts   *Payouts
	payer     Payer
	news      rewardNews
	env       string           // names this installation in Stripe's metadata
	wall      func() time.Time // the real time, on which leases run
}

type rewardCollection = store.Collection[reward.Reward, *reward.Reward]

// rewardNews writes to the people whom a move of a reward concerns. what is a
// status, or reward.NewsLate; event is the number of the event that moved it.
type rewardNews interface {
	rewardMoved(ctx context.Context, r *reward.Reward, what, event string) error
}

var (
	rewardsAll         = newest("all", "created")
	rewardsByStatus    = newest("by_status", "status", "status")
	rewardsByWaiting   = newest("by_waiting", "waiting", "waiting")
	rewardsByReferrer  = newest("by_referrer", "referrer", "referrer_id")
	rewardsByReferrerS = newest("by_referrer_status", "referrer_status", "referrer_id", "status")
	rewardsByProgram   = newest("by_program", "program", "program_id")
	rewardsByProgramS  = newest("by_program_status", "program_status", "program_id", "status")
	rewardsByReferral  = newest("by_referral", "referral", "referral_id")
	rewardsBySource    = newest("by_source", "source", "source")
	rewardsBySourceS   = newest("by_source_status", "source_status", "source", "status")
	rewardsByPayee     = newest("by_payee_status", "payee_status", "payee_id", "status")
	rewardsInPot       = store.Query{Name: "in_pot", Index: "pot", Equal: []string{"pot"}}
	rewardsInYear      = store.Query{Name: "in_year", Index: "year", Equal: []string{"year"}}
	rewardsTallied     = store.Query{Name: "tallied", Index: "tally", Equal: []string{"tally"}, Sort: "created_ms"}
	rewardOnce         = store.Query{Name: "once", Index: store.UniqueName("once"), Equal: []string{"once"}}
	rewardsOldest      = store.Query{Name: "oldest", Index: "created", Sort: "created_ms"}
)

var rewardsSchema = store.Schema{
	Collection: "rewards",
	Unique:     []string{"once"},
	Indexes: []store.Index{
		dueIndex, parkedIndex, storedIndex,
		{Name: "created", Fields: []string{"created_ms"}},
		{Name: "status", Fields: []string{"status", "created_ms"}},
		{Name: "decide", Fields: []string{"decide_ms"}, Optional: true},
		{Name: "waiting", Fields: []string{"waiting", "created_ms"}, Optional: true},
		{Name: "referrer", Fields: []string{"referrer_id", "created_ms"}},
		{Name: "referrer_status", Fields: []string{"referrer_id", "status", "created_ms"}},
		{Name: "program", Fields: []string{"program_id", "created_ms"}},
		{Name: "program_status", Fields: []string{"program_id", "status", "created_ms"}},
		{Name: "referral", Fields: []string{"referral_id", "created_ms"}},
		{Name: "source", Fields: []string{"source", "created_ms"}},
		{Name: "source_status", Fields: []string{"source", "status", "created_ms"}},
		{Name: "payee_status", Fields: []string{"payee_id", "status", "created_ms"}},
		{Name: "pot", Fields: []string{"pot"}, Optional: true},
		{Name: "year", Fields: []string{"year"}, Optional: true},
		{Name: "tally", Fields: []string{"tally", "created_ms"}},
	},
	Queries: bothWays(
		dueQuery, parkedQuery, storedQuery, everyQuery, rewardsAll, rewardsByStatus, rewardsByWaiting, rewardsByReferrer, rewardsByReferrerS,
		rewardsByProgram, rewardsByProgramS, rewardsByReferral, rewardsBySource, rewardsBySourceS, rewardsByPayee,
		rewardsInPot, rewardsInYear, rewardsTallied, rewardOnce, rewardsOldest, rewardsToDecide,
	),
}

var quotasSchema = store.Schema{Collection: "quotas"}

func newRewards(c *core, ledger *Ledger, payouts *Payouts, payer Payer, news rewardNews, env string) *Rewards {
	s := &Rewards{
		core: c, ledger: ledger, payouts: payouts, payer: payer, news: news, env: env, wall: c.wall,
		rewards:   store.NewCollection[reward.Reward](c.engine, rewardsSchema),
		outcomes:  store.NewCollection[outcome](c.engine, outcomesSchema),
		quotas:    store.NewCollection[reward.Quota](c.engine, quotasSchema),
		referrals: store.NewCollection[referral.Referral](c.engine, referralsSchema),
	}
	payouts.rewards = s
	return s
}

// ensure creates the collections.
func (s *Rewards) ensure(ctx context.Context) error {
	if err := s.rewards.Ensure(ctx); err != nil {
		return err
	}
	if err := s.outcomes.Ensure(ctx); err != nil {
		return err
	}
	return s.quotas.Ensure(ctx)
}

// queue performs the rewards' tasks.
func (s *Rewards) queue() *Queue[reward.Reward, *reward.Reward] {
	return &Queue[reward.Reward, *reward.Reward]{core: s.core, col: s.rewards, meta: rewardMeta, perform: s.performers()}
}

func rewardMeta(r *reward.Reward) *aggregate.Meta { return &r.Meta }

// RewardFilter narrows a list of rewards. Supported are: nothing, one field, or a
// status together with a referrer or a program.
type RewardFilter struct {
	Status     string
	Waiting    string // a code of reward.Code: what it waits for first; or NeedsPerson
	ReferrerID string
	ProgramID  string
	ReferralID string
}

// NeedsPerson filters for what waits for somebody of ours: reward.NeedsPerson.
const NeedsPerson = "person"

// List lists the rewards that the actor may see, newest first. A partner sees
// those of referrals that it submitted, a referrer their own.
func (s *Rewards) List(ctx context.Context, actor aggregate.Actor, f RewardFilter, p Page) (Listed[reward.Reward], error) {
	if err := mayReadRewards(actor); err != nil {
		return Listed[reward.Reward]{}, err
	}
	q, equal, err := f.query(actor)
	if err != nil {
		return Listed[reward.Reward]{}, err
	}
	return list(ctx, s.core, s.rewards, q, equal, p, func(r *reward.Reward) int64 { return r.CreatedMS })
}

// query finds the declared query for a filter; any other combination would be a
// scan and is refused.
func (f RewardFilter) query(actor aggregate.Actor) (store.Query, []any, error) {
	if actor.Kind == aggregate.Referrer {
		if f.ReferrerID != "" && f.ReferrerID != actor.ID {
			return store.Query{}, nil, store.NotFound()
		}
		f.ReferrerID = actor.ID
	}
	partner := ""
	if actor.Kind == aggregate.Partner {
		partner = actor.Source
	}
	key := ""
	for _, k := range []struct{ name, value string }{
		{"n", f.ReferrerID}, {"p", f.ProgramID}, {"r", f.ReferralID}, {"s", f.Status}, {"w", f.Waiting}, {"o", partner},
	} {
		if k.value != "" {
			key += k.name
		}
	}
	switch key {
	case "":
		return rewardsAll, nil, nil
	case "s":
		return rewardsByStatus, []any{f.Status}, nil
	case "w":
		if f.Waiting == NeedsPerson {
			return rewardsByWaiting, []any{needsPerson()}, nil
		}
		return rewardsByWaiting, []any{f.Waiting}, nil
	case "n":
		return rewardsByReferrer, []any{f.ReferrerID}, nil
	case "ns":
		return rewardsByReferrerS, []any{f.ReferrerID, f.Status}, nil
	case "p":
		return rewardsByProgram, []any{f.ProgramID}, nil
	case "ps":
		return rewardsByProgramS, []any{f.ProgramID, f.Status}, nil
	case "r":
		return rewardsByReferral, []any{f.ReferralID}, nil
	case "o":
		return rewardsBySource, []any{partner}, nil
	case "so":
		return rewardsBySourceS, []any{partner, f.Status}, nil
	}
	return store.Query{}, nil, fault.New(fault.Invalid, "unsupported_filter", "These filters can't be combined. Use one of them, or a status together with a referrer or a program.")
}

// Get reads a reward that the actor may see; anybody else's answers not_found.
func (s *Rewards) Get(ctx context.Context, actor aggregate.Actor, id string) (*reward.Reward, error) {
	if err := mayReadRewards(actor); err != nil {
		return nil, err
	}
	r, err := s.rewards.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if !seesReward(actor, r) {
		return nil, store.NotFound()
	}
	return r, nil
}

func mayReadRewards(a aggregate.Actor) error {
	switch a.Kind {
	case aggregate.Person, aggregate.Stripe, aggregate.Mailer:
		return fault.New(fault.Forbidden, "not_allowed", "You can't look at rewards.")
	}
	return nil
}

// seesReward reports whether a reward is within the actor's sight.
func seesReward(a aggregate.Actor, r *reward.Reward) bool {
	switch a.Kind {
	case aggregate.Staff:
		return len(a.Roles) > 0
	case aggregate.Referrer:
		return a.ID != "" && (a.ID == r.ReferrerID || a.ID == r.PayeeID)
	case aggregate.Partner:
		return a.Source != "" && a.Source != member.Installation && a.Source == r.Source
	}
	return a.Kind == aggregate.Installation || a.Kind == aggregate.Operator || a.Kind == aggregate.Clock
}
