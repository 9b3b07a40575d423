package stripesandbox

import (
	"context"
	"fmt"
)

// bank is a bank account that payouts go to, as Stripe shows it to the platform.
type bank struct {
	ID          string `json:"id"`
	Object      string `json:"object"`
	Account     string `json:"account"`
	Country     string `json:"country"`
	Currency    string `json:"currency"`
	Fingerprint string `json:"fingerprint"` // the same for the same bank account, and says nothing about it
	Last4       string `json:"last4"`
	Status      string `json:"status"`
}

// listOf is a list inside an object.
type listOf[T any] struct {
	Object  string `json:"object"`
	Data    []T    `json:"data"`
	HasMore bool   `json:"has_more"`
	URL     string `json:"url"`
}

// setBank gives the account its nth bank account, and no other.
func (a *account) setBank(n int) {
	a.ExternalAccounts = a.banks(bank{
		ID: fmt.Sprintf("ba_%s_%d", a.ID, n), Object: "bank_account", Account: a.ID, Country: a.Country, Currency: a.DefaultCurrency,
		Fingerprint: fmt.Sprintf("fp_%s_%d", a.ID, n), Last4: fmt.Sprintf("%04d", n), Status: "new",
	})
}

func (a *account) banks(list ...bank) listOf[bank] {
	return listOf[bank]{Object: "list", Data: append([]bank{}, list...), URL: "/v1/accounts/" + a.ID + "/external_accounts"}
}

// SetBank changes the bank account of a connected account, as its member would, and
// tells it by webhook. n numbers the member's bank accounts, from 1.
func (s *Sandbox) SetBank(ctx context.Context, id string, n int) error {
	return asFault(s.commit(ctx, func(t *tx) error {
		a, err := t.account(id, "account")
		if err != nil {
			return err
		}
		a.setBank(n)
		if err := t.save("account", id, a); err != nil {
			return err
		}
		return t.emit("account.updated", id, a)
	}))
}
