package stripesandbox

import (
	"context"
	"strconv"

	"github.com/goodword/goodword/internal/fault"
)

// Payment is what a customer pays: an invoice, with its payment and charge.
type Payment struct {
	Customer             string            `json:"customer,omitempty"` // an existing one; empty for a new one
	Email                string            `json:"email,omitempty"`    // of a new customer
	Name                 string            `json:"name,omitempty"`
	Amount               int64             `json:"amount"`        // with tax, minor units
	Tax                  int64             `json:"tax,omitempty"` // part of Amount
	Currency             string            `json:"currency"`
	Metadata             map[string]string `json:"metadata,omitempty"`              // of the invoice
	SubscriptionMetadata map[string]string `json:"subscription_metadata,omitempty"` // of the subscription behind it
	OutOfBand            bool              `json:"out_of_band,omitempty"`           // marked paid by hand: no payment and no charge
}

// Paid names what a payment made.
type Paid struct {
	Invoice       string `json:"invoice"`
	PaymentIntent string `json:"payment_intent,omitempty"`
	Charge        string `json:"charge,omitempty"`
	Customer      string `json:"customer"`
}

func paymentRoutes() []route {
	one := []param{{name: "expand[*]"}}
	with := func(names ...string) []param {
		p := pageParams()
		for _, n := range names {
			p = append(p, param{name: n})
		}
		return p
	}
	return []route{
		{"POST", "/v1/customers", []param{{name: "email"}, {name: "name"}, {name: "description"}, {name: "metadata[*]"}, {name: "expand[*]"}}, createCustomer},
		{"GET", "/v1/customers", with("email"), listAll("customer", "/v1/customers", "email")},
		{"GET", "/v1/customers/{id}", one, show[customer]("customer")},
		{"GET", "/v1/invoices", with("customer"), listAll("invoice", "/v1/invoices", "customer")},
		{"GET", "/v1/invoices/{id}", one, show[invoice]("invoice")},
		{"GET", "/v1/payment_intents", with("customer"), listAll("payment_intent", "/v1/payment_intents", "customer")},
		{"GET", "/v1/payment_intents/{id}", one, show[paymentIntent]("payment_intent")},
		{"GET", "/v1/charges", with("customer", "payment_intent"), listAll("charge", "/v1/charges", "payment_intent", "customer")},
		{"GET", "/v1/charges/{id}", one, show[charge]("charge")},
		{"POST", "/v1/refunds", []param{{name: "charge"}, {name: "payment_intent"}, {name: "amount", kind: integer},
			{name: "reason", oneOf: "duplicate fraudulent requested_by_customer"}, {name: "metadata[*]"}, {name: "expand[*]"}}, createRefund},
		{"GET", "/v1/refunds", with("charge", "payment_intent"), listAll("refund", "/v1/refunds", "charge", "payment_intent")},
		{"GET", "/v1/refunds/{id}", one, show[refund]("refund")},
		{"GET", "/v1/disputes", with("charge", "payment_intent"), listAll("dispute", "/v1/disputes", "charge", "payment_intent")},
		{"GET", "/v1/disputes/{id}", one, show[dispute]("dispute")},
	}
}

// Pay lets a customer pay, and tells it by webhook. The money is available at
// once.
func (s *Sandbox) Pay(ctx context.Context, p Payment) (Paid, error) {
	if bad := checkMoney(p.Amount, p.Currency); bad != nil {
		return Paid{}, fault.OfField("/"+bad.Param, "invalid_amount", bad.Message)
	}
	if p.Tax < 0 || p.Tax > p.Amount {
		return Paid{}, fault.OfField("/tax", "invalid_amount", "The tax is a part of the amount.")
	}
	var out Paid
	err := s.commit(ctx, func(t *tx) (err error) {
		out, err = t.pay(p)
		return err
	})
	return out, asFault(err)
}

func (t *tx) pay(p Payment) (Paid, error) {
	cus, err := t.payer(p)
	if err != nil {
		return Paid{}, err
	}
	in := newInvoice(t, p, cus)
	out := Paid{Invoice: in.ID, Customer: cus.ID}
	if !p.OutOfBand {
		if out.PaymentIntent, out.Charge, err = t.collect(in, cus); err != nil {
			return Paid{}, err
		}
		in.PaymentIntent, in.Charge = &out.PaymentIntent, &out.Charge
	}
	if err := t.save("invoice", in.ID, in, listName("invoice"), listName("invoice", "customer", cus.ID)); err != nil {
		return Paid{}, err
	}
	return out, t.emit("invoice.paid", "", in)
}

// payer loads the customer who pays, or makes one.
func (t *tx) payer(p Payment) (*customer, error) {
	if p.Customer != "" {
		return fetch[customer](t, "customer", p.Customer)
	}
	return t.addCustomer(p.Email, p.Name, "", map[string]string{})
}

func createCustomer(t *tx, c *call) (any, error) {
	meta, bad := c.params.metadata(nil)
	if bad != nil {
		return nil, bad
	}
	return t.addCustomer(c.params["email"], c.params["name"], c.params["description"], meta)
}

func (t *tx) addCustomer(email, name, description string, meta map[string]string) (*customer, error) {
	if email != "" && !eMail.MatchString(email) {
		return nil, invalid("email_invalid", "email", "Invalid email address: %s", email)
	}
	cus := customer{ID: t.id("cus"), Object: "customer", Created: t.unix(), Email: optional(email), Name: optional(name), Description: optional(description), Metadata: meta}
	lists := []string{listName("customer")}
	if email != "" {
		lists = append(lists, listName("customer", "email", email))
	}
	return &cus, t.save("customer", cus.ID, &cus, lists...)
}

// collect makes the payment and the charge of an invoice and books the money.
func (t *tx) collect(in *invoice, cus *customer) (intentID, chargeID string, err error) {
	pi := paymentIntent{ID: t.id("pi"), Object: "payment_intent", Amount: in.AmountPaid, AmountReceived: in.AmountPaid, CaptureMethod: "automatic", ConfirmationMethod: "automatic",
		Created: t.unix(), Currency: in.Currency, Customer: cus.ID, Invoice: in.ID, Metadata: map[string]string{}, PaymentMethodTypes: []string{"card"}, Status: "succeeded"}
	ch := charge{ID: t.id("ch"), Object: "charge", Amount: in.AmountPaid, AmountCaptured: in.AmountPaid, BillingDetails: billing{Email: cus.Email, Name: cus.Name}, Captured: true,
		Created: t.unix(), Currency: in.Currency, Customer: cus.ID, Invoice: in.ID, Metadata: map[string]string{}, Paid: true, PaymentIntent: pi.ID, Status: "succeeded"}
	pi.LatestCharge = ch.ID
	if ch.BalanceTransaction, err = t.move(platform, entry{amount: ch.Amount, currency: ch.Currency, kind: "charge", source: ch.ID}); err != nil {
		return "", "", err
	}
	if err := t.save("payment_intent", pi.ID, &pi, listName("payment_intent"), listName("payment_intent", "customer", cus.ID)); err != nil {
		return "", "", err
	}
	if err := t.save("charge", ch.ID, &ch, listName("charge"), listName("charge", "customer", cus.ID), listName("charge", "payment_intent", pi.ID)); err != nil {
		return "", "", err
	}
	if err := t.emit("charge.succeeded", "", &ch); err != nil {
		return "", "", err
	}
	return pi.ID, ch.ID, t.emit("payment_intent.succeeded", "", &pi)
}

// newInvoice is an invoice that is paid in full.
func newInvoice(t *tx, p Payment, cus *customer) *invoice {
	meta := p.Metadata
	if meta == nil {
		meta = map[string]string{}
	}
	now := t.unix()
	in := &invoice{ID: t.id("in"), Object: "invoice", AmountDue: p.Amount, AmountPaid: p.Amount, Attempted: true, AttemptCount: 1, CollectionMethod: "charge_automatically",
		Created: now, Currency: p.Currency, Customer: cus.ID, CustomerEmail: cus.Email, DefaultTaxRates: []struct{}{}, Discounts: []string{}, Issuer: issuer{Type: "self"},
		Metadata: meta, Paid: true, PaidOutOfBand: p.OutOfBand, PeriodStart: now, PeriodEnd: now, Status: "paid",
		StatusTransitions: transitions{FinalizedAt: &now, PaidAt: &now}, Subtotal: p.Amount - p.Tax, Tax: p.Tax, Total: p.Amount, TotalExcludingTax: p.Amount - p.Tax,
		TotalTaxAmounts: []struct{}{}}
	in.Number = "SANDBOX-" + strconv.FormatInt(t.seq, 10)
	in.Lines = lines{Object: "list", Data: []struct{}{}, URL: "/v1/invoices/" + in.ID + "/lines"}
	if p.SubscriptionMetadata != nil {
		in.SubscriptionDetails = &subscriptionDetails{Metadata: p.SubscriptionMetadata}
	}
	return in
}
