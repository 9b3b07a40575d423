package stripesandbox

import "sort"

// platform is the account whose money is sent.
const platform = "platform"

// funds is what an account has available, by currency.
type funds map[string]int64

// entry is one change of a balance.
type entry struct {
	amount   int64 // minor units, signed
	currency string
	kind     string // as Stripe types balance transactions
	source   string // the object that caused it
	overdraw bool   // may take the balance below zero, as disputes do
}

// balanceTransaction is one line of an account's ledger.
type balanceTransaction struct {
	ID                string     `json:"id"`
	Object            string     `json:"object"`
	Amount            int64      `json:"amount"`
	AvailableOn       int64      `json:"available_on"`
	Created           int64      `json:"created"`
	Currency          string     `json:"currency"`
	Description       *string    `json:"description"`
	ExchangeRate      *float64   `json:"exchange_rate"`
	Fee               int64      `json:"fee"`
	FeeDetails        []struct{} `json:"fee_details"`
	Net               int64      `json:"net"`
	ReportingCategory string     `json:"reporting_category"`
	Source            *string    `json:"source"`
	Status            string     `json:"status"`
	Type              string     `json:"type"`
}

type balanceObject struct {
	Object    string          `json:"object"`
	Available []balanceAmount `json:"available"`
	Livemode  bool            `json:"livemode"`
	Pending   []balanceAmount `json:"pending"`
}

type balanceAmount struct {
	Amount      int64            `json:"amount"`
	Currency    string           `json:"currency"`
	SourceTypes map[string]int64 `json:"source_types"`
}

// categories are Stripe's reporting categories of the types that differ from it.
var categories = map[string]string{"payment": "charge", "payment_refund": "refund", "transfer_refund": "transfer_reversal", "adjustment": "dispute"}

func balanceRoutes() []route {
	return []route{
		{"GET", "/v1/balance", []param{{name: "expand[*]"}}, showBalance},
		{"GET", "/v1/balance_transactions", append(pageParams(), param{name: "source"}, param{name: "type"}, param{name: "currency"}), listEntries},
		{"GET", "/v1/balance_transactions/{id}", []param{{name: "expand[*]"}}, show[balanceTransaction]("balance_transaction")},
	}
}

// insufficient is Stripe's answer when money is short.
func insufficient() *refusal {
	return invalid("balance_insufficient", "", "Insufficient funds: the available balance doesn't cover this.")
}

// move changes an account's balance, writes the ledger line, and returns its id.
func (t *tx) move(owner string, e entry) (string, error) {
	f := funds{}
	if _, err := t.load("balance", "bal_"+owner, &f); err != nil {
		return "", err
	}
	if f[e.currency]+e.amount < 0 && e.amount < 0 && !e.overdraw {
		return "", insufficient()
	}
	f[e.currency] += e.amount
	if err := t.save("balance", "bal_"+owner, f); err != nil {
		return "", err
	}
	b := balanceTransaction{ID: t.id("txn"), Object: "balance_transaction", Amount: e.amount, AvailableOn: t.unix(), Created: t.unix(), Currency: e.currency,
		FeeDetails: []struct{}{}, Net: e.amount, ReportingCategory: e.kind, Source: optional(e.source), Status: "available", Type: e.kind}
	if c := categories[e.kind]; c != "" {
		b.ReportingCategory = c
	}
	return b.ID, t.save("balance_transaction", b.ID, &b, listName("balance_transaction", "owner", owner))
}

// owner is the account that a call speaks for.
func (t *tx) owner(c *call) (string, error) {
	if c.account == "" {
		return platform, nil
	}
	if _, err := t.account(c.account, ""); err != nil {
		return "", err
	}
	return c.account, nil
}

func showBalance(t *tx, c *call) (any, error) {
	owner, err := t.owner(c)
	if err != nil {
		return nil, err
	}
	f := funds{}
	if _, err := t.load("balance", "bal_"+owner, &f); err != nil {
		return nil, err
	}
	if len(f) == 0 {
		f["eur"] = 0
	}
	b := balanceObject{Object: "balance", Available: []balanceAmount{}, Pending: []balanceAmount{}}
	for cur, amount := range f {
		b.Available = append(b.Available, balanceAmount{Amount: amount, Currency: cur, SourceTypes: map[string]int64{"card": amount}})
		b.Pending = append(b.Pending, balanceAmount{Currency: cur, SourceTypes: map[string]int64{"card": 0}})
	}
	byCurrency := func(l []balanceAmount) { sort.Slice(l, func(i, j int) bool { return l[i].Currency < l[j].Currency }) }
	byCurrency(b.Available)
	byCurrency(b.Pending)
	return b, nil
}

func listEntries(t *tx, c *call) (any, error) {
	owner, err := t.owner(c)
	if err != nil {
		return nil, err
	}
	return t.page(c, "/v1/balance_transactions", listName("balance_transaction", "owner", owner), "source", "type", "currency")
}
