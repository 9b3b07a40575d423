package deal

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
)

// Payment is one payment of the customer.
type Payment struct {
	FactID        string      `json:"fact_id"`       // canonical, see StripeFact
	Amount        money.Money `json:"amount"`        // with tax
	Tax           int64       `json:"tax,omitempty"` // the part of Amount that is tax
	PaidMS        int64       `json:"paid_ms"`
	Refunded      int64       `json:"refunded,omitempty"` // what went back in all, of Amount
	Disputes      []Dispute   `json:"disputes,omitempty"`
	InvoiceID     string      `json:"invoice_id,omitempty"` // Stripe's ids, by which later events name it
	ChargeID      string      `json:"charge_id,omitempty"`
	PaymentIntent string      `json:"payment_intent,omitempty"`
}

// State is where a dispute stands.
type State string

// The states of a dispute.
const (
	Open State = "open" // freezes what is unpaid
	Won  State = "won"  // the money stayed with us
	Lost State = "lost" // the money went back
)

// Dispute is a customer's objection to a payment at their bank.
type Dispute struct {
	ID     string `json:"id"`
	State  State  `json:"state"`
	Amount int64  `json:"amount"` // what it is about, of the payment's Amount
}

// maxDisputes is far above what a bank allows for one charge.
const maxDisputes = 10

func (d Dispute) check(most int64) error {
	switch {
	case d.ID == "":
		return fault.OfField("/id", "required", "Name the dispute.")
	case d.State != Open && d.State != Won && d.State != Lost:
		return fault.OfField("/state", "not_one_of", "Use one of: open, won, lost.")
	case d.Amount < 0 || d.Amount > most:
		return fault.OfField("/amount", "out_of_range", "A dispute is about at most what was paid.")
	}
	return nil
}

// Check returns a fault at pointer when the payment is impossible.
func (p Payment) Check(pointer string) error {
	if f := p.Amount.Check(pointer+"/amount", 0); f != nil {
		return f
	}
	switch {
	case p.FactID == "":
		return fault.OfField(pointer+"/fact_id", "required", "Name the payment.")
	case p.Tax < 0 || p.Tax > p.Amount.Amount:
		return fault.OfField(pointer+"/tax", "out_of_range", "Tax is part of the amount.")
	case p.Refunded < 0 || p.Refunded > p.Amount.Amount:
		return fault.OfField(pointer+"/refunded", "out_of_range", "A refund is at most what was paid.")
	case p.PaidMS <= 0:
		return fault.OfField(pointer+"/paid_ms", "required", "Say when it was paid.")
	}
	return nil
}

// Disputed reports whether a dispute about it is undecided.
func (p Payment) Disputed() bool {
	return slices.ContainsFunc(p.Disputes, func(d Dispute) bool { return d.State == Open })
}

// Net is what was paid, less tax, less the share of it that went back by refund or
// lost dispute, rounded down.
func (p Payment) Net() money.Money {
	back := p.Refunded
	for _, d := range p.Disputes {
		if d.State == Lost {
			back += d.Amount
		}
	}
	return money.Of(p.Gross(), p.Amount.Currency).Share(p.Amount.Amount-back, max(p.Amount.Amount, 1))
}

// Gross is what was paid, less tax, before anything went back, in minor units.
func (p Payment) Gross() int64 { return p.Amount.Amount - p.Tax }

func (p Payment) is(ref string) bool {
	return ref != "" && (ref == p.FactID || ref == p.InvoiceID || ref == p.ChargeID || ref == p.PaymentIntent)
}
