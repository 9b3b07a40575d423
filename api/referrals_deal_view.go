package api

import (
	"strings"
	"time"

	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
)

// ReferralDeal is the deal that a referral came to.
//
//	@Description	The deal that the referral came to.
type ReferralDeal struct {
	ExternalID *string           `json:"external_id" extensions:"x-nullable"`
	Stage      *string           `json:"stage" extensions:"x-nullable"`
	Amount     *Money            `json:"amount" extensions:"x-nullable"` // as recorded when it was won
	WonAt      time.Time         `json:"won_at" format:"date-time"`
	Source     string            `json:"source" enums:"staff,crm,stripe,csv"`
	Evidence   *DealEvidence     `json:"evidence" extensions:"x-nullable"`
	Payments   []ReferralPayment `json:"payments"`
}

// DealEvidence names the document that shows a deal.
//
//	@Description	The document that shows that the deal is real.
type DealEvidence struct {
	Kind      string `json:"kind" enums:"contract,invoice,order,statement,payment"`
	Reference string `json:"reference" minLength:"1" maxLength:"128" example:"C-2026-17"` // its number
}

// ReferralPayment is what the customer paid.
//
//	@Description	What the customer paid, and what went back.
type ReferralPayment struct {
	Payment  string           `json:"payment" example:"INV-17"` // the external_id under which it was reported, or Stripe's id
	Amount   Money            `json:"amount"`                   // tax included
	Tax      int64            `json:"tax"`                      // the part of it that is tax, in minor units
	PaidAt   time.Time        `json:"paid_at" format:"date-time"`
	Refunded int64            `json:"refunded"` // what went back in all, in minor units
	Disputes []PaymentDispute `json:"disputes"`
}

// PaymentDispute is a dispute about a payment.
//
//	@Description	A dispute about a payment.
type PaymentDispute struct {
	ID     string `json:"id"`
	State  string `json:"state" enums:"open,won,lost"`
	Amount int64  `json:"amount"` // in minor units of the payment's currency
}

// dealOf is null until the deal is won.
func dealOf(d deal.Deal) *ReferralDeal {
	if !d.Closed() {
		return nil
	}
	out := &ReferralDeal{
		ExternalID: orNull(d.ExternalID), Stage: orNull(d.Stage), Amount: moneyOrNull(d.Amount), WonAt: timeOf(d.WonMS),
		Source: string(d.Source), Payments: make([]ReferralPayment, len(d.Payments)),
	}
	if d.Evidence != nil {
		out.Evidence = &DealEvidence{Kind: d.Evidence.Kind, Reference: d.Evidence.Reference}
	}
	for i, p := range d.Payments {
		out.Payments[i] = ReferralPayment{
			Payment: factName(p.FactID), Amount: moneyOf(p.Amount), Tax: p.Tax, PaidAt: timeOf(p.PaidMS), Refunded: p.Refunded,
			Disputes: make([]PaymentDispute, len(p.Disputes)),
		}
		for j, s := range p.Disputes {
			out.Payments[i].Disputes[j] = PaymentDispute{ID: s.ID, State: string(s.State), Amount: s.Amount}
		}
	}
	return out
}

// factName is the name under which a fact was reported.
func factName(id string) string {
	if _, name, ok := strings.Cut(id, "|"); ok {
		return name
	}
	return strings.TrimPrefix(id, "stripe:")
}

// ReferralWin is a win that staff have to confirm.
//
//	@Description	A win that was reported and that staff have to confirm.
type ReferralWin struct {
	N          int64     `json:"n"`
	At         time.Time `json:"at" format:"date-time"`
	Why        string    `json:"why" example:"partner"` // why a person has to look
	ExternalID *string   `json:"external_id" extensions:"x-nullable"`
	Amount     *Money    `json:"amount" extensions:"x-nullable"`
}

func winsOf(wins []referral.SuggestedWin) []ReferralWin {
	out := make([]ReferralWin, len(wins))
	for i, w := range wins {
		out[i] = ReferralWin{
			N: w.N, At: timeOf(w.AtMS), Why: w.Why, ExternalID: orNull(w.Close.ExternalID), Amount: moneyOrNull(w.Close.Amount),
		}
	}
	return out
}

// ReferralReward is a reward in short.
//
//	@Description	A reward for this referral, in short.
type ReferralReward struct {
	ID       string     `json:"id"`
	Rule     string     `json:"rule"` // key of the program's rule
	Status   string     `json:"status" example:"held"`
	Amount   Money      `json:"amount"`
	WaitsFor *string    `json:"waits_for" extensions:"x-nullable"` // a code
	PaidAt   *time.Time `json:"paid_at" format:"date-time" extensions:"x-nullable"`
}

func rewardsOf(rewards []*reward.Reward) []ReferralReward {
	out := make([]ReferralReward, len(rewards))
	for i, w := range rewards {
		out[i] = ReferralReward{
			ID: w.ID, Rule: w.Rule.Key, Status: string(w.Status), Amount: moneyOf(w.Amount), WaitsFor: orNull(w.Waiting),
			PaidAt: timeOrNull(w.PaidMS),
		}
	}
	return out
}
