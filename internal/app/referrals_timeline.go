package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/fault"
)

// Progress is a referral as a reader follows it: its terms, its timeline, and the
// names in it.
type Progress struct {
	Referral *referral.Referral
	Terms    program.Terms
	Names    promise.Names
	Steps    []promise.Step
	Rewards  []*reward.Reward
	Zone     string // the zone in which the reader's dates are shown
	HeldMS   int64  // until when a queued one waits behind somebody's protection, as things stand; 0 where no date is known
}

// Progress reads a referral's way for a reader.
func (s *Referrals) Progress(ctx context.Context, r *referral.Referral, reader promise.Reader) (Progress, error) {
	return s.progress(ctx, r, reader, s.members.find)
}

// Ways is Progress for a part of a list: people who are named in several of its
// referrals are looked up once.
func (s *Referrals) Ways(ctx context.Context, list []*referral.Referral, reader promise.Reader) ([]Progress, error) {
	find := remembering(s.members.find)
	out := make([]Progress, len(list))
	for i, r := range list {
		var err error
		if out[i], err = s.progress(ctx, r, reader, find); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// findMember looks a member up by their id.
type findMember func(ctx context.Context, id string) (*member.Member, error)

// remembering looks each member up once; what isn't there is remembered too.
func remembering(find findMember) findMember {
	type answer struct {
		m   *member.Member
		err error
	}
	seen := map[string]answer{}
	return func(ctx context.Context, id string) (*member.Member, error) {
		a, known := seen[id]
		if !known {
			a.m, a.err = find(ctx, id)
			seen[id] = a
		}
		return a.m, a.err
	}
}

func (s *Referrals) progress(ctx context.Context, r *referral.Referral, reader promise.Reader, find findMember) (Progress, error) {
	t, err := s.programs.Terms(ctx, r.ProgramID, r.RevisionN)
	if err != nil {
		return Progress{}, err
	}
	names, err := namesIn(ctx, r, t, find)
	if err != nil {
		return Progress{}, err
	}
	p := Progress{Referral: r, Terms: t, Names: names, Zone: t.Calendar.Zone}
	if reader != promise.ReaderPerson {
		if p.Rewards, err = s.rewards.ofReferral(ctx, r.ID); err != nil {
			return Progress{}, err
		}
	} else {
		p.Zone = r.Zone(t)
	}
	if r.Status == referral.Queued {
		if p.HeldMS, err = s.heldUntil(ctx, r); err != nil {
			return Progress{}, err
		}
	}
	p.Steps = promise.Timeline(s.timeline(r, t, names, reader, p.Rewards))
	return p, nil
}

// timeline is what the promise's steps are built from for a reader: what happened
// so far.
func (s *Referrals) timeline(r *referral.Referral, t program.Terms, names promise.Names, reader promise.Reader, rewards []*reward.Reward) promise.TimelineInput {
	return promise.TimelineInput{
		Promise: t.Promise, Calendar: t.Calendar, Wish: r.Wish(), Zone: r.Zone(t), Facts: facts(r, rewards), Names: names, Reader: reader,
		NowMS: ms(s.clock.Now()),
	}
}

// heldUntil is when the protection ends that a queued referral waits behind, as
// things stand; 0 while its clock is stopped. It never says whose it is.
func (s *Referrals) heldUntil(ctx context.Context, r *referral.Referral) (int64, error) {
	ends, now := int64(0), s.clock.Now()
	for _, k := range r.Queue {
		holder, err := s.claimant(ctx, k)
		switch {
		case fault.Is(err, fault.NotFound):
			continue
		case err != nil:
			return 0, err
		case holder.Claim.PausedMS != 0:
			return 0, nil
		case holder.Protected(now):
			ends = max(ends, holder.Claim.EndsMS)
		}
	}
	return ends, nil
}

// names are those of the people in a referral; a missing one leaves a gap that the
// texts know how to word.
func (s *Referrals) names(ctx context.Context, r *referral.Referral, t program.Terms) (promise.Names, error) {
	return namesIn(ctx, r, t, s.members.find)
}

func namesIn(ctx context.Context, r *referral.Referral, t program.Terms, find findMember) (promise.Names, error) {
	n := promise.Names{Person: r.Personal.Name, Company: t.Team, Rep: t.Team}
	if r.ReferrerID != "" {
		switch m, err := find(ctx, r.ReferrerID); {
		case err == nil:
			n.Referrer = m.Personal.Name
		case !fault.Is(err, fault.NotFound):
			return n, err
		}
	}
	if r.RepID != "" && t.Promise.Who == promise.WhoRep {
		switch m, err := find(ctx, r.RepID); {
		case err == nil:
			n.Rep = m.Personal.Name
		case !fault.Is(err, fault.NotFound):
			return n, err
		}
	}
	return n, nil
}

// facts tells the timeline what happened to a referral.
func facts(r *referral.Referral, rewards []*reward.Reward) promise.Facts {
	f := promise.Facts{
		SubmittedMS: r.CreatedMS, ByPerson: r.Entry == referral.ByLink, LetterMS: r.Mailed.LetterMS,
		Answer: r.PersonAnswer(), AnswerMS: answerMS(r), NotNowUntilMS: r.Deferral.UntilMS,
		Queued: r.Status == referral.Queued, Bounced: r.Status == referral.NeedsInfo && r.Review.Bounced,
		YesMS: r.YesMS, ConversationMS: r.TwoWayMS, MeetingMS: r.MeetingMS,
	}
	if r.Mailed.LetterMS == 0 && r.Entry != referral.ByLink {
		f.LetterMS = r.Mailed.FirstMS
	}
	if r.AcceptedMS == 0 && r.Entry != referral.ByLink {
		f.SubmittedMS = 0 // typed for a customer who hasn't confirmed it, or never did
	}
	verdictFacts(&f, r)
	contactFacts(&f, r)
	switch r.Status {
	case referral.Won:
		f.Decision, f.DecisionMS = promise.OutcomeWon, r.DecidedMS
	case referral.Lost:
		f.Decision, f.DecisionMS = promise.OutcomeLost, r.DecidedMS
	case referral.Lapsed:
		f.LapsedMS = r.DecidedMS
	case referral.Withdrawn:
		f.WithdrawnMS = r.DecidedMS
	}
	rewardFacts(&f, r, rewards)
	return f
}

// answerMS is when the person said the no that stands; after it was taken back
// without a yes, when the referral ended by it.
func answerMS(r *referral.Referral) int64 {
	if r.NoMS == 0 && (r.Status == referral.Refused || r.Status == referral.Stopped) {
		return r.DecidedMS
	}
	return max(r.NoMS, r.NeverMS)
}

// verdictFacts tells when the referrer heard first, and what.
func verdictFacts(f *promise.Facts, r *referral.Referral) {
	st, ok := r.Step(promise.StepVerdict)
	if !ok {
		return
	}
	f.VerdictDueMS, f.VerdictMS = st.DueMS, st.DoneMS
	if st.DoneMS == 0 {
		return
	}
	switch r.Status {
	case referral.NeedsInfo:
		f.Verdict = promise.OutcomeQuestion
		if r.Review.Bounced {
			f.Verdict = promise.OutcomeAccepted
		}
	case referral.Declined:
		f.Verdict = promise.OutcomeDeclined
	default:
		f.Verdict = promise.OutcomeAccepted
		if r.Verdict != nil && r.Verdict.Result == vetting.Declined && r.AppealedMS == 0 {
			f.Verdict = promise.OutcomeDeclined
		}
	}
}

// contactFacts tells of the first contact inside the promise.
func contactFacts(f *promise.Facts, r *referral.Referral) {
	if st, ok := r.Step(promise.StepFirstContact); ok {
		f.FirstContactDueMS, f.FirstContactMS = st.DueMS, st.DoneMS
	}
	for _, c := range r.Contacts {
		if c.Attempt {
			f.Attempts++
		}
	}
}

// rewardFacts tells of the reward that came farthest: a paid one before an
// approved one before one that waits.
func rewardFacts(f *promise.Facts, r *referral.Referral, rewards []*reward.Reward) {
	f.RewardOpen = r.Forgone == "" && (r.Status.Open() || r.Status == referral.Won)
	for _, w := range rewards {
		f.RewardOpen = f.RewardOpen || !w.Status.Final()
		if at := movedMS(w, reward.AwaitingApproval); at != 0 && f.RewardWaitsMS == 0 {
			f.RewardWaitsMS, f.RewardDueMS = at, w.DecideMS
		}
		decided := movedMS(w, reward.Approved)
		switch {
		case w.PaidMS != 0:
			f.Reward, f.PaidMS = promise.OutcomeApproved, max(f.PaidMS, w.PaidMS)
			f.RewardMS = max(f.RewardMS, decided)
		case decided != 0 && w.Status != reward.Rejected && w.Status != reward.Cancelled && f.PaidMS == 0:
			f.Reward, f.RewardMS = promise.OutcomeApproved, decided
		case w.Status == reward.Rejected && f.Reward == promise.OutcomeNone:
			f.Reward, f.RewardMS = promise.OutcomeRejected, w.UpdatedMS
		}
	}
}

// movedMS is when a reward first came into a state; 0 when it never did.
func movedMS(w *reward.Reward, to reward.Status) int64 {
	for _, e := range w.Events {
		if e.To == string(to) {
			return e.AtMS
		}
	}
	return 0
}
