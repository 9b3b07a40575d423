package app

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/suppression"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// performers lists what the worker does with a referral's tasks.
func (s *Referrals) performers() map[string]performer[referral.Referral] {
	m := map[string]performer[referral.Referral]{
		referral.TaskMail:     s.mails.ofReferral,
		referral.TaskRemind:   s.byClock((*referral.Referral).Remind),
		referral.TaskLapse:    s.byClock((*referral.Referral).Lapse),
		referral.TaskResume:   s.byClock((*referral.Referral).Resume),
		referral.TaskEndClaim: s.byClock(func(r *referral.Referral, _ program.Terms, now time.Time) { r.EndClaim(now) }),
		referral.TaskErase:    s.byClock(func(r *referral.Referral, _ program.Terms, now time.Time) { r.Erase(now) }),
		referral.TaskForget:   s.byClock(func(r *referral.Referral, _ program.Terms, now time.Time) { r.Forget(now) }),
		referral.TaskRelease:  s.letIn,
		referral.TaskTaken:    s.loseRewards,
		referral.TaskOutcome:  s.countOutcome,
		referral.TaskReward:   s.settleRewards,
		referral.TaskSuppress: s.agreeSuppression,
	}
	for _, step := range []promise.StepCode{promise.StepVerdict, promise.StepFirstContact} {
		m[referral.LateTask(step)] = s.byClock(func(r *referral.Referral, t program.Terms, now time.Time) { r.Late(now, t, step) })
		m[referral.LeadTask(step)] = s.byClock(func(r *referral.Referral, _ program.Terms, now time.Time) { r.LeadTold(now, step) })
		m[referral.BrokenTask(step)] = s.byClock(func(r *referral.Referral, t program.Terms, now time.Time) { r.Broken(now, t, step) })
	}
	return m
}

// byClock makes a performer of something that only time brings about.
func (s *Referrals) byClock(verb func(*referral.Referral, program.Terms, time.Time)) performer[referral.Referral] {
	return func(ctx context.Context, r *referral.Referral, _ aggregate.Task) (func(*referral.Referral) error, error) {
		t, err := s.programs.Terms(ctx, r.ProgramID, r.RevisionN)
		if err != nil {
			return nil, err
		}
		return func(r *referral.Referral) error { verb(r, t, s.clock.Now()); return nil }, nil
	}
}

// letIn lets the oldest referral enter that waits behind claims which fell free.
func (s *Referrals) letIn(ctx context.Context, r *referral.Referral, task aggregate.Task) (func(*referral.Referral) error, error) {
	for _, k := range strings.Fields(task.Payload["keys"]) {
		waiting, err := s.referrals.Find(ctx, referralsInQueue, store.Args{Equal: []any{k}, Limit: 25})
		if err != nil {
			return nil, err
		}
		for _, w := range waiting {
			entered, err := s.enterFromQueue(ctx, w.ID)
			if err != nil {
				return nil, err
			}
			if entered {
				break
			}
		}
	}
	return nil, nil
}

// loseRewards tells the referrals of others that held the claim before that it is
// taken now: they keep their status and lose the reward.
func (s *Referrals) loseRewards(ctx context.Context, taker *referral.Referral, task aggregate.Task) (func(*referral.Referral) error, error) {
	for _, k := range strings.Fields(task.Payload["keys"]) {
		same, err := s.referrals.Find(ctx, referralsByMatch, store.Args{Equal: []any{k}, Limit: store.MaxLimit})
		if err != nil {
			return nil, err
		}
		for _, r := range same {
			if r.ID == taker.ID || r.ReferrerID == taker.ReferrerID || r.Claim.Ended == "" || r.Claim.TakenMS > taker.Claim.TakenMS {
				continue
			}
			if _, err := s.referrals.Update(ctx, r.ID, func(r *referral.Referral) error { r.LoseReward(s.clock.Now()); return nil }); err != nil {
				return nil, err
			}
		}
	}
	return nil, nil
}

// enterFromQueue vets a queued referral again and lets it enter; it reports
// whether it took the claim.
func (s *Referrals) enterFromQueue(ctx context.Context, id string) (bool, error) {
	done, err := s.vetAgain(ctx, Call{Actor: aggregate.ByClock}, id, nil, func(r *referral.Referral, _ program.Terms, now time.Time) (bool, error) {
		return true, r.Enter(now)
	})
	if fault.Because(err, "wrong_state") {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return len(done.Doc.ClaimKeys()) > 0, nil
}

// agreeSuppression makes the list agree with what the person said last.
func (s *Referrals) agreeSuppression(ctx context.Context, r *referral.Referral, _ aggregate.Task) (func(*referral.Referral) error, error) {
	by := aggregate.Actor{Kind: aggregate.Person, ID: r.ID}
	if r.NoMS == 0 {
		if err := s.suppressions.lift(ctx, wordNow(r), by); err != nil {
			return nil, err
		}
		// A no that came meanwhile may have been lifted with the older one.
		return func(r *referral.Referral) error {
			if r.NoMS != 0 {
				r.Schedule(referral.TaskSuppress, s.clock.Now(), nil)
			}
			return nil
		}, nil
	}
	if len(r.Match) == 0 {
		return nil, nil
	}
	return nil, s.suppressions.hold(ctx, by, wordNow(r), r.Match, suppression.No)
}

// settleRewards lets the rewards follow what the referral has come to.
func (s *Referrals) settleRewards(ctx context.Context, r *referral.Referral, _ aggregate.Task) (func(*referral.Referral) error, error) {
	t, err := s.programs.Terms(ctx, r.ProgramID, r.RevisionN)
	if err != nil {
		return nil, err
	}
	return nil, s.rewards.follow(ctx, r, t)
}

// outcome is one decided step of a promise, or one breach: the kept rate counts
// them.
type outcome struct {
	fact
	ProgramID string `json:"program_id"`
	Referral  string `json:"referral_id"`
	Outcome   string `json:"outcome"` // kept, kept_late, broken, breach, not_upheld
	AtMS      int64  `json:"at_ms"`
}

var (
	outcomesSchema = store.Schema{
		Collection: "outcomes",
		Indexes: []store.Index{
			{Name: "program", Fields: []string{"program_id", "at_ms"}},
			{Name: "outcome", Fields: []string{"outcome", "at_ms"}},
		},
		Queries: []store.Query{outcomesByProgram, outcomesByOutcome},
	}
	outcomesByOutcome = store.Query{Name: "by_outcome", Index: "outcome", Equal: []string{"outcome"}, Sort: "at_ms"}
	outcomesByProgram = store.Query{Name: "by_program", Index: "program", Equal: []string{"program_id"}, Sort: "at_ms"}
)

// countOutcome stores a decided step under an id of its own, so that it counts
// once; a report that wasn't upheld takes its breach back.
func (s *Referrals) countOutcome(ctx context.Context, r *referral.Referral, task aggregate.Task) (func(*referral.Referral) error, error) {
	id := r.ID + "|" + task.Payload["key"]
	at, err := strconv.ParseInt(task.Payload["at"], 10, 64)
	if err != nil {
		return nil, parkNow{err}
	}
	o := &outcome{fact: fact{ID: id}, ProgramID: r.ProgramID, Referral: r.ID, Outcome: task.Payload["outcome"], AtMS: at}
	err = s.outcomes.Insert(ctx, o)
	if store.Taken(err) != "id" {
		return nil, err
	}
	if o.Outcome != "not_upheld" {
		return nil, nil
	}
	_, err = s.outcomes.Update(ctx, id, func(o *outcome) error { o.Outcome = "not_upheld"; return nil })
	return nil, err
}

// Kept counts how a program kept its promises in the last 12 months.
func (s *Referrals) Kept(ctx context.Context, programID string) (promise.Tally, error) {
	by, err := s.outcomes.Count(ctx, outcomesByProgram, store.Args{
		Equal: []any{programID}, From: promise.RateSince(ms(s.clock.Now())), Limit: store.MaxLimit,
	}, "outcome")
	if err != nil {
		return promise.Tally{}, err
	}
	return tallyOf(by), nil
}

// breachOutcome is what a breach is counted under, beside the states of steps.
const breachOutcome = "breach"

// countedOutcomes are the outcomes that the kept rate is made of.
var countedOutcomes = []string{string(promise.StateKept), string(promise.StateKeptLate), string(promise.StateBroken), breachOutcome}

// tallyOf reads counts by outcome.
func tallyOf(by map[string]int64) promise.Tally {
	return promise.Tally{
		Kept: int(by[string(promise.StateKept)]), KeptLate: int(by[string(promise.StateKeptLate)]),
		Broken: int(by[string(promise.StateBroken)]), Breaches: int(by[breachOutcome]),
	}
}
