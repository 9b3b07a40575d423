package payout

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"

	"github.com/stripe/stripe-go/v76"

	"github.com/goodword/goodword/internal/domain/transfer"
)

// metaMember names the member in an account's metadata.
const metaMember = "member_id"

// CreateAccount opens an Express account for a member; the member completes it by
// an OnboardingLink. Sending the same request again returns the same account for
// 24 hours: the caller stores the id that it gets.
func (c *Client) CreateAccount(ctx context.Context, r transfer.AccountRequest) (transfer.Account, error) {
	var trip trip
	p := &stripe.AccountParams{
		Type:         stripe.String(string(stripe.AccountTypeExpress)),
		Country:      stripe.String(r.Country),
		Capabilities: &stripe.AccountCapabilitiesParams{Transfers: &stripe.AccountCapabilitiesTransfersParams{Requested: stripe.Bool(true)}},
		Metadata:     map[string]string{metaMember: r.MemberID, metaEnv: r.Env},
	}
	if r.Email != "" {
		p.Email = stripe.String(r.Email)
	}
	c.agree(p, r.Country)
	p.Context = trip.watch(ctx)
	p.SetIdempotencyKey(r.Key())
	a, err := c.accounts.New(p)
	if err == nil && (a.ID == "" || a.Metadata[metaMember] != r.MemberID) {
		err = errUnreadable
	}
	if err != nil {
		return transfer.Account{}, trip.refusal(err)
	}
	return accountOf(a), nil
}

// agree chooses the service agreement. An account in the platform's country has
// the full one; US accounts must then ask for card payments too, because accounts
// for transfers alone need Stripe's approval. Elsewhere it is "recipient", which
// is what cross-border payouts need and can't be changed later.
func (c *Client) agree(p *stripe.AccountParams, country string) {
	if country != c.country && country != "US" {
		p.TOSAcceptance = &stripe.AccountTOSAcceptanceParams{ServiceAgreement: stripe.String("recipient")}
		return
	}
	if country == "US" {
		p.Capabilities.CardPayments = &stripe.AccountCapabilitiesCardPaymentsParams{Requested: stripe.Bool(true)}
	}
}

// Account fetches a connected account as it is now.
func (c *Client) Account(ctx context.Context, id string) (transfer.Account, error) {
	var trip trip
	p := &stripe.AccountParams{}
	p.Context = trip.watch(ctx)
	a, err := c.accounts.GetByID(id, p)
	if err == nil && a.ID != id {
		err = errUnreadable
	}
	if err == nil && a.Deleted {
		return transfer.Account{}, &transfer.Refusal{Class: transfer.DefiniteNo, Code: string(stripe.ErrorCodeResourceMissing)}
	}
	if err != nil {
		return transfer.Account{}, trip.refusal(err)
	}
	return accountOf(a), nil
}

// OnboardingLink makes a link to Stripe's form for the account. It works once and
// for some minutes: it is made when the member presses the button and goes to
// nobody else.
func (c *Client) OnboardingLink(ctx context.Context, accountID, refreshURL, returnURL string) (string, error) {
	var trip trip
	p := &stripe.AccountLinkParams{
		Account:    stripe.String(accountID),
		Type:       stripe.String("account_onboarding"),
		RefreshURL: stripe.String(refreshURL),
		ReturnURL:  stripe.String(returnURL),
	}
	p.Context = trip.watch(ctx)
	p.SetIdempotencyKey("link:" + accountID + ":" + rand.Text()) // each press needs a link of its own
	l, err := c.links.New(p)
	if err == nil && l.URL == "" {
		err = errUnreadable
	}
	if err != nil {
		return "", trip.refusal(err)
	}
	return l.URL, nil
}

func accountOf(a *stripe.Account) transfer.Account {
	acc := transfer.Account{ID: a.ID, Country: a.Country, DetailsSubmitted: a.DetailsSubmitted, PayoutsEnabled: a.PayoutsEnabled}
	if a.Capabilities != nil {
		acc.TransfersActive = a.Capabilities.Transfers == stripe.AccountCapabilityStatusActive
	}
	acc.Bank = bankOf(a)
	if r := a.Requirements; r != nil {
		acc.Due = merge(r.PastDue, r.CurrentlyDue)
		acc.Pending = r.PendingVerification
		acc.DisabledReason = string(r.DisabledReason)
	}
	return acc
}

// bankOf names the bank accounts that payouts go to, by their fingerprints; "" where
// Stripe shows none.
func bankOf(a *stripe.Account) string {
	if a.ExternalAccounts == nil {
		return ""
	}
	var prints []string
	for _, e := range a.ExternalAccounts.Data {
		switch {
		case e.BankAccount != nil && e.BankAccount.Fingerprint != "":
			prints = append(prints, e.BankAccount.Fingerprint)
		case e.Card != nil && e.Card.Fingerprint != "":
			prints = append(prints, e.Card.Fingerprint)
		}
	}
	slices.Sort(prints)
	return strings.Join(prints, " ")
}

// merge joins two lists without repeats: what is past due is currently due as well.
func merge(a, b []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range append(append([]string{}, a...), b...) {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
