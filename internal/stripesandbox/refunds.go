package stripesandbox

import (
	"context"
	"errors"

	"github.com/goodword/goodword/internal/fault"
)

type refund struct {
	ID                 string            `json:"id"`
	Object             string            `json:"object"`
	Amount             int64             `json:"amount"`
	BalanceTransaction string            `json:"balance_transaction"`
	Charge             string            `json:"charge"`
	Created            int64             `json:"created"`
	Currency           string            `json:"currency"`
	Metadata           map[string]string `json:"metadata"`
	PaymentIntent      string            `json:"payment_intent"`
	Reason             *string           `json:"reason"`
	Status             string            `json:"status"`
}

type dispute struct {
	ID                  string               `json:"id"`
	Object              string               `json:"object"`
	Amount              int64                `json:"amount"`
	BalanceTransactions []balanceTransaction `json:"balance_transactions"`
	Charge              string               `json:"charge"`
	Created             int64                `json:"created"`
	Currency            string               `json:"currency"`
	Evidence            struct{}             `json:"evidence"`
	EvidenceDetails     evidenceDetails      `json:"evidence_details"`
	IsChargeRefundable  bool                 `json:"is_charge_refundable"`
	Livemode            bool                 `json:"livemode"`
	Metadata            map[string]string    `json:"metadata"`
	PaymentIntent       string               `json:"payment_intent"`
	Reason              string               `json:"reason"`
	Status              string               `json:"status"`
}

type evidenceDetails struct {
	DueBy           *int64 `json:"due_by"`
	HasEvidence     bool   `json:"has_evidence"`
	PastDue         bool   `json:"past_due"`
	SubmissionCount int64  `json:"submission_count"`
}

// Refund gives a customer money back: amount minor units of a charge, or all that
// is left of it for 0. It returns the refund's id.
func (s *Sandbox) Refund(ctx context.Context, chargeID string, amount int64) (string, error) {
	var id string
	err := s.commit(ctx, func(t *tx) error {
		r, err := t.refund(chargeID, amount, nil, map[string]string{})
		if err == nil {
			id = r.ID
		}
		return err
	})
	return id, asFault(err)
}

func createRefund(t *tx, c *call) (any, error) {
	id := c.params["charge"]
	if pi := c.params["payment_intent"]; pi != "" {
		p, err := fetch[paymentIntent](t, "payment_intent", pi)
		if err != nil {
			return nil, err
		}
		id = p.LatestCharge
	}
	if id == "" {
		return nil, invalid("parameter_missing", "charge", "Say which charge or payment intent to refund.")
	}
	if a, ok := c.params["amount"]; ok && c.params.number("amount", 0) < 1 {
		return nil, invalid("parameter_invalid_integer", "amount", "Invalid positive integer: %s", a)
	}
	meta, bad := c.params.metadata(nil)
	if bad != nil {
		return nil, bad
	}
	return t.refund(id, c.params.number("amount", 0), optional(c.params["reason"]), meta)
}

func (t *tx) refund(chargeID string, amount int64, reason *string, meta map[string]string) (*refund, error) {
	ch, err := fetch[charge](t, "charge", chargeID)
	if err != nil {
		return nil, err
	}
	left := ch.Amount - ch.AmountRefunded
	if amount == 0 {
		amount = left
	}
	switch {
	case ch.Refunded:
		return nil, invalid("charge_already_refunded", "", "Charge %s has already been refunded.", ch.ID)
	case ch.Disputed:
		return nil, invalid("charge_disputed", "", "Charge %s is disputed and can't be refunded.", ch.ID)
	case amount < 1 || amount > left:
		return nil, invalid("", "amount", "Refund amount (%d) is greater than unrefunded amount on charge (%d)", amount, left)
	}
	r := refund{ID: t.id("re"), Object: "refund", Amount: amount, Charge: ch.ID, Created: t.unix(), Currency: ch.Currency, Metadata: meta,
		PaymentIntent: ch.PaymentIntent, Reason: reason, Status: "succeeded"}
	if r.BalanceTransaction, err = t.move(platform, entry{amount: -amount, currency: ch.Currency, kind: "refund", source: r.ID}); err != nil {
		return nil, err
	}
	ch.AmountRefunded += amount
	ch.Refunded = ch.AmountRefunded == ch.Amount
	if err := t.save("charge", ch.ID, ch); err != nil {
		return nil, err
	}
	lists := []string{listName("refund"), listName("refund", "charge", ch.ID), listName("refund", "payment_intent", ch.PaymentIntent)}
	if err := t.save("refund", r.ID, &r, lists...); err != nil {
		return nil, err
	}
	return &r, t.emit("charge.refunded", "", ch)
}

// Dispute lets a customer object to a charge; the platform is debited at once. It
// returns the dispute's id.
func (s *Sandbox) Dispute(ctx context.Context, chargeID string) (string, error) {
	var id string
	err := s.commit(ctx, func(t *tx) error {
		ch, err := fetch[charge](t, "charge", chargeID)
		if err != nil {
			return err
		}
		if ch.Disputed || ch.Refunded {
			return invalid("charge_disputed", "", "The charge is disputed or refunded already.")
		}
		ch.Disputed = true
		d := dispute{ID: t.id("dp"), Object: "dispute", Amount: ch.Amount - ch.AmountRefunded, BalanceTransactions: []balanceTransaction{}, Charge: ch.ID, Created: t.unix(),
			Currency: ch.Currency, Metadata: map[string]string{}, PaymentIntent: ch.PaymentIntent, Reason: "general", Status: "needs_response"}
		id = d.ID
		if err := t.save("charge", ch.ID, ch); err != nil {
			return err
		}
		return t.settleDispute(&d, -d.Amount, "charge.dispute.created")
	})
	return id, asFault(err)
}

// CloseDispute decides a dispute: "won" gives the money back to the platform,
// "lost" doesn't.
func (s *Sandbox) CloseDispute(ctx context.Context, id, status string) error {
	if status != "won" && status != "lost" {
		return fault.OfField("/status", "unknown_status", "A dispute is won or lost.")
	}
	return asFault(s.commit(ctx, func(t *tx) error {
		d, err := fetch[dispute](t, "dispute", id)
		if err != nil {
			return err
		}
		if d.Status != "needs_response" {
			return invalid("", "", "The dispute is decided already.")
		}
		d.Status = status
		back := int64(0)
		if status == "won" {
			back = d.Amount
		}
		return t.settleDispute(d, back, "charge.dispute.closed")
	}))
}

// settleDispute books the money of a dispute, stores it and tells it.
func (t *tx) settleDispute(d *dispute, amount int64, event string) error {
	if amount != 0 {
		line, err := t.move(platform, entry{amount: amount, currency: d.Currency, kind: "adjustment", source: d.ID, overdraw: true})
		if err != nil {
			return err
		}
		var b balanceTransaction
		if _, err := t.load("balance_transaction", line, &b); err != nil {
			return err
		}
		d.BalanceTransactions = append(d.BalanceTransactions, b)
	}
	lists := []string{listName("dispute"), listName("dispute", "charge", d.Charge), listName("dispute", "payment_intent", d.PaymentIntent)}
	if err := t.save("dispute", d.ID, d, lists...); err != nil {
		return err
	}
	return t.emit(event, "", d)
}

// asFault turns a refusal of the API into a fault for callers in the process.
func asFault(err error) error {
	r, ok := errors.AsType[*refusal](err)
	switch {
	case !ok:
		return err
	case r.Code == "resource_missing":
		return fault.New(fault.NotFound, "not_found", r.Message)
	case r.Param != "":
		return fault.OfField("/"+r.Param, "invalid", r.Message)
	}
	return fault.New(fault.Conflict, "sandbox_refused", r.Message)
}
