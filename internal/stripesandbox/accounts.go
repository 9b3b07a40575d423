package stripesandbox

import (
	"regexp"
	"strings"
)

// account is a connected account as Stripe shows it.
type account struct {
	ID               string            `json:"id"`
	Object           string            `json:"object"`
	Capabilities     map[string]string `json:"capabilities"`
	ChargesEnabled   bool              `json:"charges_enabled"`
	Country          string            `json:"country"`
	Created          int64             `json:"created"`
	DefaultCurrency  string            `json:"default_currency"`
	DetailsSubmitted bool              `json:"details_submitted"`
	Email            *string           `json:"email"`
	ExternalAccounts listOf[bank]      `json:"external_accounts"`
	Metadata         map[string]string `json:"metadata"`
	PayoutsEnabled   bool              `json:"payouts_enabled"`
	Requirements     requirements      `json:"requirements"`
	TOSAcceptance    agreement         `json:"tos_acceptance"`
	Type             string            `json:"type"`
}

type requirements struct {
	CurrentlyDue        []string `json:"currently_due"`
	DisabledReason      *string  `json:"disabled_reason"`
	EventuallyDue       []string `json:"eventually_due"`
	PastDue             []string `json:"past_due"`
	PendingVerification []string `json:"pending_verification"`
	Errors              []string `json:"errors"`
}

type agreement struct {
	ServiceAgreement string `json:"service_agreement,omitempty"`
	Date             *int64 `json:"date"`
}

// tombstone is what is left of a deleted account.
type tombstone struct {
	ID      string `json:"id"`
	Object  string `json:"object"`
	Deleted bool   `json:"deleted"`
}

// AccountState is a state that an account can be put in.
type AccountState string

// The states of an account.
const (
	StateIncomplete AccountState = "incomplete" // the member left the form early
	StatePending    AccountState = "pending"    // everything given, Stripe is checking
	StateFinished   AccountState = "finished"   // payable
	StateRestricted AccountState = "restricted" // switched off until something is given
	StateRevoked    AccountState = "revoked"    // the capability to receive transfers was taken away
	StatePaused     AccountState = "paused"     // receives transfers, but its payouts are switched off
	StateDeleted    AccountState = "deleted"
)

var (
	countryCode = regexp.MustCompile(`^[A-Z]{2}$`)
	eMail       = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`)
)

// firstDue is what a new Express account has to give.
var firstDue = []string{"external_account", "individual.dob.day", "individual.first_name", "individual.last_name", "tos_acceptance.date"}

// currencyOf is the default currency of the countries that the demo uses; others
// have the euro.
var currencyOf = map[string]string{"US": "usd", "GB": "gbp", "CH": "chf", "CA": "cad", "DK": "dkk", "NO": "nok", "PL": "pln", "SE": "sek", "JP": "jpy"}

func accountRoutes() []route {
	expand := param{name: "expand[*]"}
	return []route{
		{"POST", "/v1/accounts", []param{
			{name: "type", required: true, oneOf: "express"}, {name: "country", required: true}, {name: "email"}, {name: "business_type", oneOf: "individual company"},
			{name: "capabilities[transfers][requested]", kind: boolean}, {name: "capabilities[card_payments][requested]", kind: boolean},
			{name: "tos_acceptance[service_agreement]", oneOf: "full recipient"}, {name: "metadata[*]"}, expand}, createAccount},
		{"GET", "/v1/accounts", pageParams(), listAll("account", "/v1/accounts")},
		{"GET", "/v1/accounts/{id}", []param{expand}, showAccount},
		{"DELETE", "/v1/accounts/{id}", nil, deleteAccount},
		{"POST", "/v1/accounts/{id}/login_links", []param{expand}, createLoginLink},
		{"POST", "/v1/account_links", []param{
			{name: "account", required: true}, {name: "type", required: true, oneOf: "account_onboarding account_update"},
			{name: "refresh_url", required: true}, {name: "return_url", required: true}, {name: "collect", oneOf: "currently_due eventually_due"}, expand}, createAccountLink},
	}
}

func createAccount(t *tx, c *call) (any, error) {
	country, email := c.params["country"], c.params["email"]
	if !countryCode.MatchString(country) {
		return nil, invalid("country_unsupported", "country", "Country '%s' is not known: use two capital letters.", country)
	}
	if email != "" && !eMail.MatchString(email) {
		return nil, invalid("email_invalid", "email", "Invalid email address: %s", email)
	}
	meta, bad := c.params.metadata(nil)
	if bad != nil {
		return nil, bad
	}
	a := account{ID: t.id("acct"), Object: "account", Country: country, Created: t.unix(), DefaultCurrency: "eur", Metadata: meta, Type: "express",
		Capabilities: map[string]string{}, TOSAcceptance: agreement{ServiceAgreement: c.params["tos_acceptance[service_agreement]"]}}
	if cur := currencyOf[country]; cur != "" {
		a.DefaultCurrency = cur
	}
	if email != "" {
		a.Email = &email
	}
	for _, name := range []string{"transfers", "card_payments"} {
		if c.params["capabilities["+name+"][requested]"] == "true" {
			a.Capabilities[name] = "inactive"
		}
	}
	if len(a.Capabilities) == 0 {
		return nil, invalid("parameter_missing", "capabilities", "An Express account requests at least one capability.")
	}
	a.ExternalAccounts = a.banks()
	a.enter(StateIncomplete, t.unix())
	return &a, t.save("account", a.ID, &a, listName("account"))
}

func showAccount(t *tx, c *call) (any, error) {
	a, err := t.account(c.id, "id")
	if err != nil {
		return nil, err
	}
	return a, nil
}

func deleteAccount(t *tx, c *call) (any, error) {
	if _, err := t.account(c.id, "id"); err != nil {
		return nil, err
	}
	return tombstone{ID: c.id, Object: "account", Deleted: true}, t.alterAccount(c.id, StateDeleted)
}

// account loads an account that isn't deleted, or refuses.
func (t *tx) account(id, param string) (*account, error) {
	var a account
	ok, err := t.load("account", id, &a)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, missing("account", id, param)
	}
	return &a, nil
}

// alterAccount puts an account in a state and tells it by webhook.
func (t *tx) alterAccount(id string, state AccountState) error {
	a, err := t.account(id, "account")
	if err != nil {
		return err
	}
	if state == StateDeleted {
		o, err := t.find(id)
		if err != nil {
			return err
		}
		o.Kind, o.Lists, o.Body = "deleted_account", nil, string(encode(tombstone{ID: id, Object: "account", Deleted: true}))
		t.put(*o)
		return t.emit("account.application.deauthorized", id, map[string]string{"id": "ca_sandbox", "object": "application", "name": "Sandbox"})
	}
	was := a.Capabilities["transfers"]
	a.enter(state, t.unix())
	if err := t.save("account", id, a); err != nil {
		return err
	}
	if err := t.emit("account.updated", id, a); err != nil || was == a.Capabilities["transfers"] {
		return err
	}
	return t.emit("capability.updated", id, capability{ID: "transfers", Object: "capability", Account: id, Requested: true, Status: a.Capabilities["transfers"]})
}

type capability struct {
	ID        string `json:"id"`
	Object    string `json:"object"`
	Account   string `json:"account"`
	Requested bool   `json:"requested"`
	Status    string `json:"status"`
}

// enter sets everything that a state means.
func (a *account) enter(state AccountState, now int64) {
	status := map[AccountState]string{StatePending: "pending", StateFinished: "active", StatePaused: "active"}[state]
	if status == "" {
		status = "inactive"
	}
	for name := range a.Capabilities {
		a.Capabilities[name] = status
	}
	a.DetailsSubmitted = a.DetailsSubmitted || state != StateIncomplete
	a.PayoutsEnabled = state == StateFinished || state == StateRevoked
	a.ChargesEnabled = state == StateFinished && a.Capabilities["card_payments"] != ""
	a.Requirements = requirements{CurrentlyDue: []string{}, EventuallyDue: []string{}, PastDue: []string{}, PendingVerification: []string{}, Errors: []string{}}
	if state != StateIncomplete && a.TOSAcceptance.Date == nil {
		a.TOSAcceptance.Date = &now
	}
	if a.DetailsSubmitted && len(a.ExternalAccounts.Data) == 0 {
		a.setBank(1)
	}
	disabled := func(reason string) { a.Requirements.DisabledReason = &reason }
	switch state {
	case StateIncomplete:
		a.Requirements.CurrentlyDue, a.Requirements.EventuallyDue = firstDue, firstDue
		disabled("requirements.past_due")
	case StatePending:
		a.Requirements.PendingVerification = []string{"individual.verification.document"}
		disabled("requirements.pending_verification")
	case StateRestricted, StatePaused:
		due := []string{"individual.id_number"}
		a.Requirements.CurrentlyDue, a.Requirements.EventuallyDue, a.Requirements.PastDue = due, due, due
		disabled("requirements.past_due")
	case StateRevoked:
		disabled("platform_paused")
	}
}

// parseState reads a state of the control API.
func parseState(s string) (AccountState, bool) {
	ok := contains(strings.Fields("incomplete pending finished restricted revoked paused deleted"), s)
	return AccountState(s), ok
}
