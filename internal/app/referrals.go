package app

import (
	"context"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// Referrals keeps introductions: their entry, vetting, the person's answer,
// follow-up and deal.
type Referrals struct {
	*core
	referrals    *store.Collection[referral.Referral, *referral.Referral]
	answered     *store.Collection[answered, *answered] // the same documents, in part; for reading
	facts        *store.Collection[deal.Fact, *deal.Fact]
	outcomes     *store.Collection[outcome, *outcome]
	previews     *store.Collection[preview, *preview]
	programs     *Programs
	members      *Members
	companies    *Companies
	links        *Links
	suppressions *Suppressions
	rewards      *Rewards
	mails        *Mails
}

// ReferralPrefix starts the id of every referral.
const ReferralPrefix = "ref_"

var referralsSchema = store.Schema{
	Collection: "referrals",
	Unique:     []string{"source_key", "claim_email", "claim_phone"},
	Indexes: []store.Index{
		dueIndex, parkedIndex, storedIndex,
		{Name: "created", Fields: []string{"created_ms"}},
		{Name: "status", Fields: []string{"status", "created_ms"}},
		{Name: "program", Fields: []string{"program_id", "created_ms"}},
		{Name: "program_status", Fields: []string{"program_id", "status", "created_ms"}},
		{Name: "referrer", Fields: []string{"referrer_id", "created_ms"}},
		{Name: "referrer_status", Fields: []string{"referrer_id", "status", "created_ms"}},
		{Name: "rep", Fields: []string{"rep_id", "created_ms"}, Optional: true},
		{Name: "rep_status", Fields: []string{"rep_id", "status", "created_ms"}, Optional: true},
		{Name: "source", Fields: []string{"source", "created_ms"}},
		{Name: "source_status", Fields: []string{"source", "status", "created_ms"}},
		{Name: "source_program", Fields: []string{"source", "program_id", "created_ms"}},
		{Name: "source_referrer", Fields: []string{"source", "referrer_id", "created_ms"}},
		{Name: "match", Fields: []string{"match", "created_ms"}, Members: true},
		{Name: "queue", Fields: []string{"queue", "created_ms"}, Members: true},
		{Name: "name_match", Fields: []string{"name_match", "created_ms"}, Optional: true},
		{Name: "search", Fields: []string{"search", "created_ms"}, Members: true},
		{Name: "follow", Fields: []string{"follow_ms"}, Optional: true},
		{Name: "rep_follow", Fields: []string{"rep_id", "follow_ms"}, Optional: true},
		{Name: "reported", Fields: []string{"reported_ms"}, Optional: true},
		{Name: "owed", Fields: []string{"owed_ms"}, Optional: true},
		{Name: "rep_owed", Fields: []string{"rep_id", "owed_ms"}, Optional: true},
		{Name: "reached", Fields: []string{"reached", "created_ms"}},
		{Name: "entry", Fields: []string{"entry", "created_ms"}},
	},
	Queries: bothWays(
		dueQuery, parkedQuery, storedQuery, everyQuery, referralsAll, referralsByStatus, referralsByProgram, referralsByProgramStatus, referralsByReferrer,
		referralsByReferrerStatus, referralsByRep, referralsByRepStatus, referralsBySource, referralsBySourceStatus,
		referralsBySourceProgram, referralsBySourceReferrer, referralsByMatch, referralsInQueue, referralsByName,
		referralBySourceKey, referralByClaimEmail, referralByClaimPhone, referralsOldest,
		referralsSearched, referralsReported, followUps, followUpsByRep,
		referralsOwed, referralsOwedByRep, referralsByReached, referralsByEntry,
	),
}

var (
	referralsAll              = newest("all", "created")
	referralsOldest           = store.Query{Name: "oldest", Index: "created", Sort: "created_ms"}
	referralsByStatus         = newest("by_status", "status", "status")
	referralsByProgram        = newest("by_program", "program", "program_id")
	referralsByProgramStatus  = newest("by_program_status", "program_status", "program_id", "status")
	referralsByReferrer       = newest("by_referrer", "referrer", "referrer_id")
	referralsByReferrerStatus = newest("by_referrer_status", "referrer_status", "referrer_id", "status")
	referralsByRep            = newest("by_rep", "rep", "rep_id")
	referralsByRepStatus      = newest("by_rep_status", "rep_status", "rep_id", "status")
	referralsBySource         = newest("by_source", "source", "source")
	referralsBySourceStatus   = newest("by_source_status", "source_status", "source", "status")
	referralsBySourceProgram  = newest("by_source_program", "source_program", "source", "program_id")
	referralsBySourceReferrer = newest("by_source_referrer", "source_referrer", "source", "referrer_id")
	referralsByMatch          = newest("by_match", "match", "match")
	referralsByName           = newest("by_name", "name_match", "name_match")
	referralsInQueue          = store.Query{Name: "in_queue", Index: "queue", Equal: []string{"queue"}, Sort: "created_ms"}
	referralBySourceKey       = store.Query{Name: "by_source_key", Index: "unique_source_key", Equal: []string{"source_key"}}
	referralByClaimEmail      = store.Query{Name: "by_claim_email", Index: "unique_claim_email", Equal: []string{"claim_email"}}
	referralByClaimPhone      = store.Query{Name: "by_claim_phone", Index: "unique_claim_phone", Equal: []string{"claim_phone"}}
)

// newest declares a query that lists newest first.
func newest(name, index string, equal ...string) store.Query {
	return store.Query{Name: name, Index: index, Equal: equal, Sort: "created_ms", Desc: true}
}

// sourceOf is the source under which an actor's external ids live.
func sourceOf(a aggregate.Actor) string {
	if a.Source != "" {
		return a.Source
	}
	return member.Installation
}

// Get reads a referral that the actor may see; anybody else's answers not_found.
func (s *Referrals) Get(ctx context.Context, actor aggregate.Actor, id string) (*referral.Referral, error) {
	r, err := s.referrals.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if !sees(actor, r) {
		return nil, store.NotFound()
	}
	return r, nil
}

// sees reports whether a referral is within the actor's sight.
func sees(a aggregate.Actor, r *referral.Referral) bool {
	if a.Source != "" && a.Source != member.Installation && a.Source != r.Source {
		return false
	}
	switch a.Kind {
	case aggregate.Staff:
		return len(a.Roles) > 0
	case aggregate.Referrer:
		return a.ID == r.ReferrerID
	case aggregate.Person:
		return a.ID == r.ID
	case aggregate.Partner:
		return a.Source == r.Source
	}
	return true
}

// Repeated answers a verb's repeat: the referral as it is now, when the call's
// Idempotency-Key took effect on it before. A door asks before the verb, so that a
// repeat isn't refused for what has passed since.
func (s *Referrals) Repeated(ctx context.Context, call Call, id string) (Done[referral.Referral], error) {
	r, err := s.Get(ctx, call.Actor, id)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	again, err := replayed(call, &r.Meta)
	return Done[referral.Referral]{Doc: r, Replayed: again}, err
}

// change runs one verb on a referral that the actor may see: the replay and
// revision are checked first, and nothing is written when verb fails.
func (s *Referrals) change(ctx context.Context, call Call, id string, verb func(r *referral.Referral, t program.Terms, now time.Time) error) (Done[referral.Referral], error) {
	seen, err := s.Get(ctx, call.Actor, id)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	terms, err := s.programs.Terms(ctx, seen.ProgramID, seen.RevisionN)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	return s.changeUnder(ctx, call, id, terms, verb)
}

func (s *Referrals) changeUnder(ctx context.Context, call Call, id string, terms program.Terms, verb func(r *referral.Referral, t program.Terms, now time.Time) error) (Done[referral.Referral], error) {
	again := false
	r, err := s.referrals.Update(ctx, id, func(r *referral.Referral) error {
		var err error
		if again, err = admit(call, &r.Meta); again || err != nil {
			return err
		}
		return verb(r, terms, s.clock.Now())
	})
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	s.nudge()
	return Done[referral.Referral]{Doc: r, Replayed: again}, nil
}

// holder finds the referral that stands in the way of a claim: somebody else's,
// protected now.
func (s *Referrals) holder(ctx context.Context, self string, keys []string) (*referral.Referral, error) {
	now := s.clock.Now()
	for _, k := range keys {
		r, err := s.claimant(ctx, k)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if r.ID == self {
			continue
		}
		if r.Protected(now) {
			return r, nil
		}
		// Its protection has run out and the clock hasn't come to it yet.
		if _, err := s.referrals.Update(ctx, r.ID, func(r *referral.Referral) error { r.EndClaim(s.clock.Now()); return nil }); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// claimant finds whose claim a contact is.
func (s *Referrals) claimant(ctx context.Context, key string) (*referral.Referral, error) {
	if strings.HasPrefix(key, "email-") {
		return s.referrals.One(ctx, referralByClaimEmail, key)
	}
	return s.referrals.One(ctx, referralByClaimPhone, key)
}

// claimTaken reports whether a write was refused because somebody else holds the
// claim.
func claimTaken(err error) bool {
	k := store.Taken(err)
	return k == "claim_email" || k == "claim_phone"
}
