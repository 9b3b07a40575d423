package transfer

import "github.com/goodword/goodword/internal/domain/money"

// Event is what a Stripe webhook event says, in plain values. At most one of the
// pointers is set: none when the product doesn't act on the type. An event is a
// hint that may come late, twice or out of order: absolute amounts are compared,
// never added.
type Event struct {
	ID        string // "evt_…", unique
	Type      string // as Stripe names it, "invoice.paid"
	CreatedMS int64
	Livemode  bool
	AccountID string // the connected account that it is about; empty for the platform's own

	Invoice  *Invoice
	Charge   *Charge
	Dispute  *Dispute
	Account  *AccountChange
	Transfer *Result
}

// The types of event that carry facts for the product.
const (
	InvoicePaid         = "invoice.paid"
	ChargeRefunded      = "charge.refunded"
	DisputeCreated      = "charge.dispute.created"
	DisputeUpdated      = "charge.dispute.updated"
	DisputeClosed       = "charge.dispute.closed"
	AccountUpdated      = "account.updated"
	AccountDeauthorized = "account.application.deauthorized"
	CapabilityUpdated   = "capability.updated"
	BankPayoutFailed    = "payout.failed"
	TransferCreated     = "transfer.created"
	TransferReversed    = "transfer.reversed"
	TransferUpdated     = "transfer.updated"
)

// Invoice is an invoice that was paid. Amounts are minor units of Currency.
type Invoice struct {
	ID                   string
	PaymentIntent        string // may be empty
	Charge               string // may be empty
	Customer             string
	AmountPaid           int64
	Total                int64 // with tax
	TotalExcludingTax    int64
	Tax                  int64
	Currency             string
	Metadata             map[string]string
	SubscriptionMetadata map[string]string
	PaidAtMS             int64
	PaidOutOfBand        bool // marked paid by hand: a person confirms it
}

// Net is the amount paid less the tax in it, rounded down (PRODUCT.md §9).
func (i Invoice) Net() money.Money {
	if i.Total <= 0 || i.AmountPaid <= 0 {
		return money.Of(0, i.Currency)
	}
	return money.Of(i.TotalExcludingTax, i.Currency).Share(i.AmountPaid, i.Total)
}

// Charge is a charge of which something was refunded.
type Charge struct {
	ID             string
	PaymentIntent  string // may be empty
	Invoice        string // may be empty
	Customer       string // may be empty
	Amount         int64
	AmountRefunded int64 // all refunds so far, an absolute value
	Currency       string
	Refunded       bool // in full
}

// Dispute is a customer's objection to a charge.
type Dispute struct {
	ID            string
	Charge        string
	PaymentIntent string // may be empty
	Amount        int64
	Currency      string
	Status        string // as Stripe names it, "needs_response", "lost", "won", "warning_closed"
}

// Open reports whether the dispute isn't decided yet.
func (d Dispute) Open() bool { return !d.Lost() && d.Status != "won" && d.Status != "warning_closed" }

// Lost reports whether the money went back to the customer for good.
func (d Dispute) Lost() bool { return d.Status == "lost" }

// AccountChange says that a connected account changed. What it is now is fetched.
type AccountChange struct{ ID string }
