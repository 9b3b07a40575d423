package stripesandbox

import "strings"

// transferObject is money moved from the platform to a connected account.
type transferObject struct {
	ID                 string            `json:"id"`
	Object             string            `json:"object"`
	Amount             int64             `json:"amount"`
	AmountReversed     int64             `json:"amount_reversed"`
	BalanceTransaction string            `json:"balance_transaction"`
	Created            int64             `json:"created"`
	Currency           string            `json:"currency"`
	Description        *string           `json:"description"`
	Destination        string            `json:"destination"`
	DestinationPayment string            `json:"destination_payment"`
	Livemode           bool              `json:"livemode"`
	Metadata           map[string]string `json:"metadata"`
	Reversals          reversals         `json:"reversals"`
	Reversed           bool              `json:"reversed"`
	SourceTransaction  *string           `json:"source_transaction"`
	SourceType         string            `json:"source_type"`
	TransferGroup      *string           `json:"transfer_group"`
}

// reversals is the list inside a transfer.
type reversals struct {
	Object  string     `json:"object"`
	Data    []reversal `json:"data"`
	HasMore bool       `json:"has_more"`
	URL     string     `json:"url"`
}

// reversal is money taken back from a connected account.
type reversal struct {
	ID                       string            `json:"id"`
	Object                   string            `json:"object"`
	Amount                   int64             `json:"amount"`
	BalanceTransaction       string            `json:"balance_transaction"`
	Created                  int64             `json:"created"`
	Currency                 string            `json:"currency"`
	DestinationPaymentRefund *string           `json:"destination_payment_refund"`
	Metadata                 map[string]string `json:"metadata"`
	SourceRefund             *string           `json:"source_refund"`
	Transfer                 string            `json:"transfer"`
}

// maxReversals is how many reversals a transfer shows and takes.
const maxReversals = 10

func transferRoutes() []route {
	expand, meta := param{name: "expand[*]"}, param{name: "metadata[*]"}
	return []route{
		{"POST", "/v1/transfers", []param{{name: "amount", kind: integer, required: true}, {name: "currency", required: true}, {name: "destination", required: true},
			{name: "transfer_group"}, {name: "description"}, meta, expand}, createTransfer},
		{"GET", "/v1/transfers", append(pageParams(), param{name: "destination"}, param{name: "transfer_group"}), listAll("transfer", "/v1/transfers", "transfer_group", "destination")},
		{"GET", "/v1/transfers/{id}", []param{expand}, show[transferObject]("transfer")},
		{"POST", "/v1/transfers/{id}", []param{{name: "description"}, meta, expand}, updateTransfer},
		{"POST", "/v1/transfers/{id}/reversals", []param{{name: "amount", kind: integer}, {name: "description"}, meta, expand}, createReversal},
		{"GET", "/v1/transfers/{id}/reversals", pageParams(), listReversals},
	}
}

func createTransfer(t *tx, c *call) (any, error) {
	amount, currency, destination := c.params.number("amount", 0), c.params["currency"], c.params["destination"]
	if bad := checkMoney(amount, currency); bad != nil {
		return nil, bad
	}
	meta, bad := c.params.metadata(nil)
	if bad != nil {
		return nil, bad
	}
	var a account
	if ok, err := t.load("account", destination, &a); err != nil {
		return nil, err
	} else if !ok {
		return nil, invalid("resource_missing", "destination", "No such destination: '%s'", destination)
	}
	if a.Capabilities["transfers"] != "active" { // Stripe gives no code here
		return nil, invalid("", "destination", "Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments")
	}
	tr := transferObject{ID: t.id("tr"), Object: "transfer", Amount: amount, Created: t.unix(), Currency: currency, Description: optional(c.params["description"]),
		Destination: destination, DestinationPayment: t.id("py"), Metadata: meta, SourceType: "card", TransferGroup: optional(c.params["transfer_group"])}
	tr.Reversals = reversals{Object: "list", Data: []reversal{}, URL: "/v1/transfers/" + tr.ID + "/reversals"}
	var err error
	if tr.BalanceTransaction, err = t.move(platform, entry{amount: -amount, currency: currency, kind: "transfer", source: tr.ID}); err != nil {
		return nil, err
	}
	if _, err := t.move(destination, entry{amount: amount, currency: currency, kind: "payment", source: tr.DestinationPayment}); err != nil {
		return nil, err
	}
	lists := []string{listName("transfer"), listName("transfer", "destination", destination)}
	if tr.TransferGroup != nil {
		lists = append(lists, listName("transfer", "transfer_group", *tr.TransferGroup))
	}
	if err := t.save("transfer", tr.ID, &tr, lists...); err != nil {
		return nil, err
	}
	return &tr, t.emit("transfer.created", "", &tr)
}

func updateTransfer(t *tx, c *call) (any, error) {
	tr, err := fetch[transferObject](t, "transfer", c.id)
	if err != nil {
		return nil, err
	}
	meta, bad := c.params.metadata(tr.Metadata)
	if bad != nil {
		return nil, bad
	}
	tr.Metadata = meta
	if d, ok := c.params["description"]; ok {
		tr.Description = optional(d)
	}
	if err := t.save("transfer", tr.ID, tr); err != nil {
		return nil, err
	}
	return tr, t.emit("transfer.updated", "", tr)
}

func createReversal(t *tx, c *call) (any, error) {
	tr, err := fetch[transferObject](t, "transfer", c.id)
	if err != nil {
		return nil, err
	}
	amount := c.params.number("amount", tr.Amount-tr.AmountReversed)
	meta, bad := c.params.metadata(nil)
	switch {
	case bad != nil:
		return nil, bad
	case tr.Reversed:
		return nil, invalid("", "id", "Transfer %s is already fully reversed.", tr.ID)
	case amount < 1 || amount > tr.Amount-tr.AmountReversed:
		return nil, invalid("", "amount", "The amount of the reversal must be between 1 and what is left of the transfer.")
	case len(tr.Reversals.Data) >= maxReversals:
		return nil, invalid("", "id", "The sandbox takes at most ten reversals of a transfer.")
	}
	r := reversal{ID: t.id("trr"), Object: "transfer_reversal", Amount: amount, Created: t.unix(), Currency: tr.Currency, Metadata: meta, Transfer: tr.ID}
	if _, err := t.move(tr.Destination, entry{amount: -amount, currency: tr.Currency, kind: "payment_refund", source: r.ID}); err != nil {
		return nil, err
	}
	if r.BalanceTransaction, err = t.move(platform, entry{amount: amount, currency: tr.Currency, kind: "transfer_refund", source: r.ID}); err != nil {
		return nil, err
	}
	tr.AmountReversed += amount
	tr.Reversed = tr.AmountReversed == tr.Amount
	tr.Reversals.Data = append([]reversal{r}, tr.Reversals.Data...)
	if err := t.save("transfer", tr.ID, tr); err != nil {
		return nil, err
	}
	return &r, t.emit("transfer.reversed", "", tr)
}

func listReversals(t *tx, c *call) (any, error) {
	tr, err := fetch[transferObject](t, "transfer", c.id)
	if err != nil {
		return nil, err
	}
	return tr.Reversals, nil
}

// currencies are those that the sandbox keeps balances in.
const currencies = " aed ars aud bgn brl cad chf clp cny cop crc czk dkk egp eur gbp hkd huf idr ils inr isk jpy kes krw mad mxn myr ngn nok nzd pen php pln qar ron rsd sar sek sgd thb try twd uah ugx usd uyu vnd xof zar "

func checkMoney(amount int64, currency string) *refusal {
	switch {
	case len(currency) != 3 || !strings.Contains(currencies, " "+currency+" "):
		return invalid("", "currency", "Invalid currency: %s.", currency)
	case amount < 1:
		return invalid("parameter_invalid_integer", "amount", "This value must be greater than or equal to 1.")
	case amount > 99_999_999_999:
		return invalid("amount_too_large", "amount", "Amount must be no more than 99999999999.")
	}
	return nil
}

// optional is nil for an empty text.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
