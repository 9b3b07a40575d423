package payout

import (
	"encoding/json"

	"github.com/stripe/stripe-go/v76"

	"github.com/goodword/goodword/internal/domain/transfer"
)

// decode turns the event's object into the facts that the product acts on. It
// reads the raw object: stripe-go's map turns amounts into floats.
func decode(e stripe.Event) (transfer.Event, error) {
	out := transfer.Event{ID: e.ID, Type: string(e.Type), CreatedMS: e.Created * 1000, Livemode: e.Livemode, AccountID: e.Account}
	var err error
	switch out.Type {
	case transfer.InvoicePaid:
		out.Invoice, err = invoiceOf(e.Data.Raw)
	case transfer.ChargeRefunded:
		out.Charge, err = chargeOf(e.Data.Raw)
	case transfer.DisputeCreated, transfer.DisputeUpdated, transfer.DisputeClosed:
		out.Dispute, err = disputeOf(e.Data.Raw)
	case transfer.TransferCreated, transfer.TransferReversed, transfer.TransferUpdated:
		out.Transfer, err = transferOf(e.Data.Raw)
	case transfer.AccountUpdated, transfer.AccountDeauthorized, transfer.CapabilityUpdated, transfer.BankPayoutFailed:
		out.Account, err = accountChangeOf(out.Type, e)
	}
	if err != nil {
		return transfer.Event{}, err
	}
	return out, nil
}

// object decodes raw into v and wants an object of the given kind with an id.
func object(raw json.RawMessage, kind string, v any) error {
	var head struct {
		ID     string `json:"id"`
		Object string `json:"object"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return broken("The event's object can't be read.").Wrap(err)
	}
	if head.ID == "" || head.Object != kind {
		return broken("The event's object isn't what its type says.")
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return broken("The event's object can't be read.").Wrap(err)
	}
	return nil
}

func invoiceOf(raw json.RawMessage) (*transfer.Invoice, error) {
	var i stripe.Invoice
	if err := object(raw, "invoice", &i); err != nil {
		return nil, err
	}
	if i.Currency == "" || i.AmountPaid < 0 || i.Total < 0 {
		return nil, broken("The invoice lacks its currency, or an amount is negative.")
	}
	out := &transfer.Invoice{
		ID: i.ID, AmountPaid: i.AmountPaid, Total: i.Total, TotalExcludingTax: i.TotalExcludingTax, Tax: i.Tax,
		Currency: string(i.Currency), Metadata: i.Metadata, PaidOutOfBand: i.PaidOutOfBand,
	}
	if out.TotalExcludingTax == 0 && out.Tax == 0 { // null when the invoice knows no tax
		out.TotalExcludingTax = out.Total
	}
	if i.PaymentIntent != nil {
		out.PaymentIntent = i.PaymentIntent.ID
	}
	if i.Charge != nil {
		out.Charge = i.Charge.ID
	}
	if i.Customer != nil {
		out.Customer = i.Customer.ID
	}
	if i.SubscriptionDetails != nil {
		out.SubscriptionMetadata = i.SubscriptionDetails.Metadata
	}
	if i.StatusTransitions != nil {
		out.PaidAtMS = i.StatusTransitions.PaidAt * 1000
	}
	return out, nil
}

func chargeOf(raw json.RawMessage) (*transfer.Charge, error) {
	var c stripe.Charge
	if err := object(raw, "charge", &c); err != nil {
		return nil, err
	}
	if c.Currency == "" || c.Amount < 0 || c.AmountRefunded < 0 {
		return nil, broken("The charge lacks its currency, or an amount is negative.")
	}
	out := &transfer.Charge{ID: c.ID, Amount: c.Amount, AmountRefunded: c.AmountRefunded, Currency: string(c.Currency), Refunded: c.Refunded}
	if c.PaymentIntent != nil {
		out.PaymentIntent = c.PaymentIntent.ID
	}
	if c.Invoice != nil {
		out.Invoice = c.Invoice.ID
	}
	if c.Customer != nil {
		out.Customer = c.Customer.ID
	}
	return out, nil
}

func disputeOf(raw json.RawMessage) (*transfer.Dispute, error) {
	var d stripe.Dispute
	if err := object(raw, "dispute", &d); err != nil {
		return nil, err
	}
	out := &transfer.Dispute{ID: d.ID, Amount: d.Amount, Currency: string(d.Currency), Status: string(d.Status)}
	if d.Charge != nil {
		out.Charge = d.Charge.ID
	}
	if d.PaymentIntent != nil {
		out.PaymentIntent = d.PaymentIntent.ID
	}
	if out.Charge == "" || out.Status == "" {
		return nil, broken("The dispute lacks its charge or its status.")
	}
	return out, nil
}

func transferOf(raw json.RawMessage) (*transfer.Result, error) {
	var t stripe.Transfer
	if err := object(raw, "transfer", &t); err != nil {
		return nil, err
	}
	r := result(&t)
	return &r, nil
}

// accountChangeOf names the connected account. Its own events have it as their
// object; others only in the event's head.
func accountChangeOf(kind string, e stripe.Event) (*transfer.AccountChange, error) {
	id := e.Account
	if kind == transfer.AccountUpdated {
		var a stripe.Account
		if err := object(e.Data.Raw, "account", &a); err != nil {
			return nil, err
		}
		if id != "" && id != a.ID {
			return nil, broken("The event's account and its object differ.")
		}
		id = a.ID
	}
	if id == "" {
		return nil, broken("The event doesn't say which account it is about.")
	}
	return &transfer.AccountChange{ID: id}, nil
}
