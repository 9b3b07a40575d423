package stripesandbox

// customer, invoice, paymentIntent and charge are Stripe's objects around a
// payment, with the members that the sandbox fills.
type customer struct {
	ID          string            `json:"id"`
	Object      string            `json:"object"`
	Created     int64             `json:"created"`
	Description *string           `json:"description"`
	Email       *string           `json:"email"`
	Livemode    bool              `json:"livemode"`
	Metadata    map[string]string `json:"metadata"`
	Name        *string           `json:"name"`
}

type invoice struct {
	ID                           string               `json:"id"`
	Object                       string               `json:"object"`
	AmountDue                    int64                `json:"amount_due"`
	AmountPaid                   int64                `json:"amount_paid"`
	AmountRemaining              int64                `json:"amount_remaining"`
	AmountShipping               int64                `json:"amount_shipping"`
	AttemptCount                 int64                `json:"attempt_count"`
	Attempted                    bool                 `json:"attempted"`
	AutomaticTax                 automaticTax         `json:"automatic_tax"`
	Charge                       *string              `json:"charge"`
	CollectionMethod             string               `json:"collection_method"`
	Created                      int64                `json:"created"`
	Currency                     string               `json:"currency"`
	Customer                     string               `json:"customer"`
	CustomerEmail                *string              `json:"customer_email"`
	DefaultTaxRates              []struct{}           `json:"default_tax_rates"`
	Discounts                    []string             `json:"discounts"`
	Issuer                       issuer               `json:"issuer"`
	Lines                        lines                `json:"lines"`
	Livemode                     bool                 `json:"livemode"`
	Metadata                     map[string]string    `json:"metadata"`
	Number                       string               `json:"number"`
	Paid                         bool                 `json:"paid"`
	PaidOutOfBand                bool                 `json:"paid_out_of_band"`
	PaymentIntent                *string              `json:"payment_intent"`
	PaymentSettings              paymentSettings      `json:"payment_settings"`
	PeriodEnd                    int64                `json:"period_end"`
	PeriodStart                  int64                `json:"period_start"`
	PostPaymentCreditNotesAmount int64                `json:"post_payment_credit_notes_amount"`
	PrePaymentCreditNotesAmount  int64                `json:"pre_payment_credit_notes_amount"`
	StartingBalance              int64                `json:"starting_balance"`
	Status                       string               `json:"status"`
	StatusTransitions            transitions          `json:"status_transitions"`
	SubscriptionDetails          *subscriptionDetails `json:"subscription_details"`
	Subtotal                     int64                `json:"subtotal"`
	Tax                          int64                `json:"tax"`
	Total                        int64                `json:"total"`
	TotalExcludingTax            int64                `json:"total_excluding_tax"`
	TotalTaxAmounts              []struct{}           `json:"total_tax_amounts"`
}

type automaticTax struct {
	Enabled bool    `json:"enabled"`
	Status  *string `json:"status"`
}

type issuer struct {
	Type string `json:"type"`
}

type lines struct {
	Object  string     `json:"object"`
	Data    []struct{} `json:"data"`
	HasMore bool       `json:"has_more"`
	URL     string     `json:"url"`
}

type paymentSettings struct {
	PaymentMethodTypes []string `json:"payment_method_types"`
}

type transitions struct {
	FinalizedAt           *int64 `json:"finalized_at"`
	MarkedUncollectibleAt *int64 `json:"marked_uncollectible_at"`
	PaidAt                *int64 `json:"paid_at"`
	VoidedAt              *int64 `json:"voided_at"`
}

type subscriptionDetails struct {
	Metadata map[string]string `json:"metadata"`
}

type paymentIntent struct {
	ID                 string            `json:"id"`
	Object             string            `json:"object"`
	Amount             int64             `json:"amount"`
	AmountReceived     int64             `json:"amount_received"`
	CaptureMethod      string            `json:"capture_method"`
	ConfirmationMethod string            `json:"confirmation_method"`
	Created            int64             `json:"created"`
	Currency           string            `json:"currency"`
	Customer           string            `json:"customer"`
	Invoice            string            `json:"invoice"`
	LatestCharge       string            `json:"latest_charge"`
	Livemode           bool              `json:"livemode"`
	Metadata           map[string]string `json:"metadata"`
	PaymentMethodTypes []string          `json:"payment_method_types"`
	Status             string            `json:"status"`
}

type charge struct {
	ID                 string            `json:"id"`
	Object             string            `json:"object"`
	Amount             int64             `json:"amount"`
	AmountCaptured     int64             `json:"amount_captured"`
	AmountRefunded     int64             `json:"amount_refunded"`
	BalanceTransaction string            `json:"balance_transaction"`
	BillingDetails     billing           `json:"billing_details"`
	Captured           bool              `json:"captured"`
	Created            int64             `json:"created"`
	Currency           string            `json:"currency"`
	Customer           string            `json:"customer"`
	Disputed           bool              `json:"disputed"`
	Invoice            string            `json:"invoice"`
	Livemode           bool              `json:"livemode"`
	Metadata           map[string]string `json:"metadata"`
	Paid               bool              `json:"paid"`
	PaymentIntent      string            `json:"payment_intent"`
	Refunded           bool              `json:"refunded"`
	Status             string            `json:"status"`
}

type billing struct {
	Address *string `json:"address"`
	Email   *string `json:"email"`
	Name    *string `json:"name"`
	Phone   *string `json:"phone"`
}
