package app

import (
	"cmp"
	"context"
	"encoding/base32"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// Owed is what a referral says about its rewards: what has happened, under which
// frozen terms. All of it is absolute, so that settling again changes nothing.
type Owed struct {
	ReferralID string
	ProgramID  string
	RevisionN  int64
	Source     string // the partner or installation that submitted the referral
	Terms      reward.Terms
	Decision   promise.Span // how long our team takes to decide
	Calendar   calendar.Calendar
	ReferrerID string
	Class      string
	Happened   map[reward.Trigger]int64 // when, in milliseconds
	Deal       deal.Deal
	Clean      bool     // vetting found nothing to frown at
	Involved   []string // members who worked the deal or submitted it
	Gone       string   // code of why nothing is due: "withdrawn", "claim_lost"; "" when something may be
}

// Settle makes the rewards that a referral owes, and brings those that are there
// in line with it. A repeat, or two at once, meet the same documents.
func (s *Rewards) Settle(ctx context.Context, o Owed) error {
	there, err := s.rewards.Find(ctx, rewardsByReferral, store.Args{Equal: []any{o.ReferralID}, Limit: store.MaxLimit})
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, d := range o.dues() {
		once := reward.Once(o.ReferralID, d.rule.Key, o.ReferrerID, d.trigger)
		seen[once] = true
		if err := s.settleOne(ctx, o, d, once); err != nil {
			return err
		}
	}
	for _, r := range there {
		if seen[r.Once] {
			continue
		}
		if err := s.bringInLine(ctx, r.ID, reward.Standing{Gone: cmp.Or(o.Gone, "reopened")}, o.Involved); err != nil {
			return err
		}
	}
	return nil
}

// due is one reward that a referral owes.
type due struct {
	rule     reward.Rule
	trigger  string // the payment's fact, or "1"
	atMS     int64
	standing reward.Standing
}

// dues lists what the terms promise for what has happened.
func (o Owed) dues() []due {
	var out []due
	for _, rule := range o.Terms.Rules {
		at, happened := o.Happened[rule.Trigger]
		switch {
		case !happened:
		case rule.PerPayment:
			for _, p := range o.Deal.Payments {
				out = append(out, due{rule, p.FactID, at, o.gone(paymentStanding(p))})
			}
		case rule.Trigger == reward.OnWon:
			out = append(out, due{rule, "1", at, o.gone(dealStanding(&o.Deal))})
		default:
			out = append(out, due{rule, "1", at, o.gone(reward.Standing{})})
		}
	}
	return out
}

func (o Owed) gone(s reward.Standing) reward.Standing {
	s.Gone = o.Gone
	return s
}

// dealStanding is what the whole deal says to a reward.
func dealStanding(d *deal.Deal) reward.Standing {
	base, paid, err := d.Base()
	kept, gross := d.Left()
	s := reward.Standing{Base: base, Paid: paid, PaymentMS: d.FirstPaidMS(), Kept: kept, Gross: gross, Disputed: d.Disputed()}
	if err != nil {
		s.Trouble = fault.Of(err).Reason
	}
	return s
}

// paymentStanding is what one payment says to the reward for it.
func paymentStanding(p deal.Payment) reward.Standing {
	net := p.Net()
	return reward.Standing{Base: net, Paid: true, PaymentMS: p.PaidMS, Kept: net.Amount, Gross: p.Gross(), Disputed: p.Disputed()}
}

// settleOne makes one reward, or brings it in line.
func (s *Rewards) settleOne(ctx context.Context, o Owed, d due, once string) error {
	id := s.rewardID(once)
	err := s.bringInLine(ctx, id, d.standing, o.Involved)
	if !fault.Is(err, fault.NotFound) || o.Gone != "" {
		return ignoreMissing(err)
	}
	if d.standing.Gone, err = s.withinMonth(ctx, o, d, id); err != nil {
		return err
	}
	count, err := s.tallied(ctx, reward.Tally(o.ProgramID, d.rule.Key, o.ReferrerID))
	if err != nil {
		return err
	}
	fact := ""
	if d.rule.PerPayment {
		fact = d.trigger
	}
	r, err := reward.New(reward.Draft{
		ID: id, Once: once, ReferralID: o.ReferralID, ProgramID: o.ProgramID, RevisionN: o.RevisionN, Source: o.Source,
		ReferrerID: o.ReferrerID, PayeeID: o.ReferrerID, Rule: d.rule, Terms: o.Terms, Decision: o.Decision, Calendar: o.Calendar,
		Class: o.Class, FactID: fact, TriggerMS: d.atMS, Count: count, Clean: o.Clean, Involved: o.Involved,
	}, d.standing, s.byClock())
	if err != nil {
		return err
	}
	err = s.rewards.Insert(ctx, r)
	if store.Taken(err) != "" { // somebody else was faster
		return s.bringInLine(ctx, id, d.standing, o.Involved)
	}
	return err
}

// bringInLine has one reward follow its referral.
func (s *Rewards) bringInLine(ctx context.Context, id string, st reward.Standing, involved []string) error {
	_, err := s.rewards.Update(ctx, id, func(r *reward.Reward) error {
		act := s.byClock()
		if err := r.Involve(act, involved); err != nil {
			return err
		}
		return r.Follow(act, st)
	})
	return err
}

// rewardID derives a reward's id from its unique key, so that a repeat meets it.
func (s *Rewards) rewardID(once string) string {
	return RewardPrefix + strings.ToLower(base32.HexEncoding.EncodeToString(s.mac("reward", once))[:26])
}

// tallied counts the rewards of one rule that a payee had and that came to
// something.
func (s *Rewards) tallied(ctx context.Context, tally string) (int64, error) {
	byStatus, err := s.rewards.Count(ctx, rewardsTallied, store.Args{Equal: []any{tally}, Limit: 1}, "status")
	if err != nil {
		return 0, err
	}
	var n int64
	for status, count := range byStatus {
		switch reward.Status(status) {
		case reward.Rejected, reward.Cancelled, reward.Failed:
		default:
			n += count
		}
	}
	return n, nil
}

// byClock is the worker's act, now.
func (s *Rewards) byClock() reward.Act {
	return reward.Act{By: aggregate.ByClock, Now: s.clock.Now()}
}

// act is a caller's.
func (s *Rewards) act(call Call, note string) reward.Act {
	return reward.Act{By: call.Actor, Now: s.clock.Now(), Replay: call.Replay, Note: note}
}

// month names the calendar month of an instant in a zone, "2026-11".
func month(atMS int64, zone string) string {
	t := time.UnixMilli(atMS).UTC()
	if loc, err := time.LoadLocation(zone); err == nil {
		t = t.In(loc)
	}
	return t.Format("2006-01")
}
