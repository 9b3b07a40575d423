package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/store"
)

// follow lets the rewards follow what a referral has come to. t are its frozen
// terms.
func (s *Rewards) follow(ctx context.Context, r *referral.Referral, t program.Terms) error {
	if r.ReferrerID == "" {
		return nil
	}
	o := owedFor(r, t)
	referrer, err := found(s.payouts.members.find(ctx, r.ReferrerID))
	if err != nil {
		return err
	}
	if referrer != nil && referrer.ErasedMS != 0 && o.Gone == "" {
		o.Gone = "withdrawn" // there is nobody left to pay
	}
	return s.Settle(ctx, o)
}

// ofReferral returns a referral's rewards, newest first.
func (s *Rewards) ofReferral(ctx context.Context, referralID string) ([]*reward.Reward, error) {
	return s.rewards.Find(ctx, rewardsByReferral, store.Args{Equal: []any{referralID}, Limit: store.MaxLimit})
}

// owedFor reads from a referral what it owes.
func owedFor(r *referral.Referral, t program.Terms) Owed {
	return Owed{
		ReferralID: r.ID, ProgramID: r.ProgramID, RevisionN: r.RevisionN, Source: r.Source, Terms: t.Rewards,
		Decision: t.Promise.RewardDecision, Calendar: t.Calendar, ReferrerID: r.ReferrerID, Class: string(r.Class),
		Happened: happened(r), Deal: r.Deal, Clean: clean(r.Verdict), Involved: append(r.WorkedBy(), r.SubmitterID), Gone: r.Forgone,
	}
}

// happened lists which triggers a referral has pulled, and when.
func happened(r *referral.Referral) map[reward.Trigger]int64 {
	at := map[reward.Trigger]int64{}
	note := func(t reward.Trigger, ms int64) {
		if ms != 0 {
			at[t] = ms
		}
	}
	note(reward.OnAgreed, r.YesMS)
	note(reward.OnMet, r.MeetingMS)
	note(reward.OnPromiseBroken, brokenMS(r))
	note(reward.OnAccepted, acceptedMS(r))
	switch r.Status {
	case referral.Won:
		note(reward.OnWon, r.Deal.WonMS)
	case referral.Lost:
		note(reward.OnLostWithThanks, r.DecidedMS)
	}
	return at
}

// brokenMS is when the promise was first broken, by a missed step or an upheld
// breach; 0 when it wasn't.
func brokenMS(r *referral.Referral) int64 {
	var first int64
	earliest := func(ms int64) {
		if ms != 0 && (first == 0 || ms < first) {
			first = ms
		}
	}
	for _, s := range r.Steps {
		earliest(s.BrokenMS)
	}
	for _, b := range r.Breaches {
		if b.AnsweredMS != 0 && b.Upheld {
			earliest(b.AtMS)
		}
	}
	return first
}

// acceptedMS is when the referral first left vetting with a yes.
func acceptedMS(r *referral.Referral) int64 {
	for _, e := range r.Events {
		if to := referral.Status(e.To); to == referral.AwaitingYes || to == referral.Agreed {
			return e.AtMS
		}
	}
	return 0
}

// clean reports whether vetting accepted the referral without a remark.
func clean(v *vetting.Verdict) bool {
	return v != nil && v.Result == vetting.Accepted && v.Score == 100
}
