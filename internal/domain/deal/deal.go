package deal

import (
	"cmp"
	"slices"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
)

// Source is where a fact about a deal came from.
type Source string

// The sources.
const (
	FromStaff  Source = "staff"
	FromCRM    Source = "crm"    // an installation's key
	FromStripe Source = "stripe" // a signed event
	FromCSV    Source = "csv"
)

// Evidence says what shows that the deal is real. It holds references only; a
// written note belongs to the referral's personal block.
type Evidence struct {
	Kind      string `json:"kind"`                // contract, invoice, order, statement, payment
	Reference string `json:"reference,omitempty"` // the document's number
}

// Deal is what became of a referral in money. The zero Deal is one that hasn't
// closed.
type Deal struct {
	ExternalID string      `json:"external_id,omitempty"`
	Stage      string      `json:"stage,omitempty"`       // the CRM's word, shown as it is
	Amount     money.Money `json:"amount,omitzero"`       // as recorded; see Base
	WonMS      int64       `json:"won_ms,omitempty"`      // 0 while it isn't won
	FactID     string      `json:"fact_id,omitempty"`     // the fact that closed it
	Source     Source      `json:"source,omitempty"`      // of that fact
	Evidence   *Evidence   `json:"evidence,omitempty"`    // for that fact
	CustomerID string      `json:"customer_id,omitempty"` // Stripe's, for matching later events
	Payments   []Payment   `json:"payments,omitempty"`    // in the order in which we learnt of them
}

// Close is what closing a deal takes.
type Close struct {
	FactID     string      `json:"fact_id"` // canonical, see StripeFact
	Source     Source      `json:"source"`
	ExternalID string      `json:"external_id,omitempty"`
	Stage      string      `json:"stage,omitempty"`
	Amount     money.Money `json:"amount,omitzero"` // may be zero when Payment is there
	WonMS      int64       `json:"won_ms"`
	CustomerID string      `json:"customer_id,omitempty"`
	Evidence   *Evidence   `json:"evidence,omitempty"`
	Payment    *Payment    `json:"payment,omitempty"` // when the fact is a payment
	Why        string      `json:"why,omitempty"`     // of a suggestion: why a person has to look, a code
}

// Closed reports whether the deal is won.
func (d *Deal) Closed() bool { return d.WonMS != 0 }

// Close records the win. Closing again with the same fact changes nothing and
// answers false; another fact is a conflict.
func (d *Deal) Close(c Close) (bool, error) {
	if d.Closed() {
		if d.FactID == c.FactID {
			return false, nil
		}
		return false, fault.New(fault.Conflict, "deal_already_won", "This deal was closed by another fact before. Record a payment instead.")
	}
	if err := c.Check(); err != nil {
		return false, err
	}
	d.FactID, d.Source, d.WonMS, d.Evidence = c.FactID, c.Source, c.WonMS, c.Evidence
	d.ExternalID, d.Stage = cmp.Or(c.ExternalID, d.ExternalID), cmp.Or(c.Stage, d.Stage)
	d.CustomerID = cmp.Or(c.CustomerID, d.CustomerID)
	d.Amount = c.Amount
	if d.Amount.IsZero() && c.Payment != nil {
		d.Amount = c.Payment.Amount
	}
	if c.Payment != nil {
		d.Payments = append(d.Payments, *c.Payment)
	}
	return true, nil
}

// Check returns a fault when c can't close a deal.
func (c Close) Check() error {
	switch {
	case c.FactID == "":
		return fault.OfField("/fact_id", "required", "Name the fact that closes the deal.")
	case c.WonMS <= 0:
		return fault.OfField("/won_ms", "required", "Say when the deal was won.")
	case c.Amount.IsZero() && c.Payment == nil:
		return fault.OfField("/amount", "required", "Say what the deal is worth.")
	}
	if !c.Amount.IsZero() {
		if f := c.Amount.Check("/amount", 0); f != nil {
			return f
		}
	}
	if c.Payment != nil {
		return c.Payment.Check("/payment")
	}
	return nil
}

// AddPayment records what the customer paid. A fact that is there already changes
// nothing and answers false; the same fact with another amount is a conflict.
func (d *Deal) AddPayment(p Payment) (bool, error) {
	if err := p.Check("/payment"); err != nil {
		return false, err
	}
	for _, old := range d.Payments {
		if old.FactID != p.FactID {
			continue
		}
		if old.Amount != p.Amount || old.Tax != p.Tax {
			return false, fault.New(fault.Conflict, "payment_differs", "This payment was recorded with another amount before. Record a refund, or name another fact.")
		}
		return false, nil
	}
	if len(d.Payments) >= maxPayments {
		return false, fault.New(fault.Conflict, "too_many_payments", "This deal has as many payments as we keep.")
	}
	d.Payments = append(d.Payments, p)
	return true, nil
}

// maxPayments bounds the document: twenty years of monthly payments.
const maxPayments = 240

// Payment returns the payment that ref names: its fact, or its Stripe invoice,
// charge or payment intent.
func (d *Deal) Payment(ref string) (*Payment, bool) {
	i := slices.IndexFunc(d.Payments, func(p Payment) bool { return p.is(ref) })
	if i < 0 {
		return nil, false
	}
	return &d.Payments[i], true
}

// Refund sets how much of a payment went back in all, in its minor units. An
// older, smaller value changes nothing.
func (d *Deal) Refund(ref string, refunded int64) (bool, error) {
	p, ok := d.Payment(ref)
	if !ok {
		return false, unknownPayment()
	}
	if refunded < 0 || refunded > p.Amount.Amount {
		return false, fault.OfField("/refunded", "out_of_range", "A refund is at most what was paid.")
	}
	if refunded <= p.Refunded {
		return false, nil
	}
	p.Refunded = refunded
	return true, nil
}

// Dispute sets where a dispute about a payment stands. amount is what it is about,
// in minor units. A decided dispute doesn't open again under the same id.
func (d *Deal) Dispute(ref string, in Dispute) (bool, error) {
	p, ok := d.Payment(ref)
	if !ok {
		return false, unknownPayment()
	}
	if err := in.check(p.Amount.Amount); err != nil {
		return false, err
	}
	i := slices.IndexFunc(p.Disputes, func(x Dispute) bool { return x.ID == in.ID })
	switch {
	case i < 0 && len(p.Disputes) >= maxDisputes:
		return false, fault.New(fault.Conflict, "too_many_disputes", "This payment has as many disputes as we keep.")
	case i < 0:
		p.Disputes = append(p.Disputes, in)
		return true, nil
	case p.Disputes[i] == in, p.Disputes[i].State != Open && in.State == Open:
		return false, nil
	}
	p.Disputes[i] = in
	return true, nil
}

// Disputed reports whether a dispute about any payment is undecided.
func (d *Deal) Disputed() bool {
	return slices.ContainsFunc(d.Payments, Payment.Disputed)
}

// FirstPaidMS is when the customer first paid something, 0 when nothing is known.
func (d *Deal) FirstPaidMS() int64 {
	var first int64
	for _, p := range d.Payments {
		if first == 0 || p.PaidMS < first {
			first = p.PaidMS
		}
	}
	return first
}

// Base is what a reward on the whole deal is computed from: what was paid, less
// tax and less what went back; where no payment is known, the recorded amount.
// paid says which of the two it is. Payments in different currencies have no sum:
// a conflict, for a person.
func (d *Deal) Base() (base money.Money, paid bool, err error) {
	if len(d.Payments) == 0 {
		return d.Amount, false, nil
	}
	base = money.Of(0, d.Payments[0].Amount.Currency)
	for _, p := range d.Payments {
		if base, err = base.Add(p.Net()); err != nil {
			return money.Money{}, true, err
		}
	}
	return base, true, nil
}

// Left tells how much of what was paid is still there: kept of gross, in minor
// units, both without tax. It prices a refund against a flat reward.
func (d *Deal) Left() (kept, gross int64) {
	for _, p := range d.Payments {
		kept += p.Net().Amount
		gross += p.Gross()
	}
	return kept, gross
}

func unknownPayment() error {
	return fault.New(fault.NotFound, "payment_unknown", "No payment of this deal has this id.")
}
