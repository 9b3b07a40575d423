package transfer

import "strconv"

// AccountRequest asks for a connected account for a member. Like a Request it is
// frozen per attempt.
type AccountRequest struct {
	MemberID string
	Attempt  int    // from 1; grows after a definite no
	Country  string // upper-case ISO 3166, of the member
	Email    string // prefilled in Stripe's form; may be empty
	Env      string
}

// Key is the idempotency key of this attempt.
func (r AccountRequest) Key() string { return "account:" + r.MemberID + ":" + strconv.Itoa(r.Attempt) }

// Account is a connected account as Stripe describes it now.
type Account struct {
	ID               string   // "acct_…"
	Country          string   // upper-case ISO 3166
	DetailsSubmitted bool     // the member went through Stripe's form to its end
	PayoutsEnabled   bool     // Stripe can pay out to the bank
	TransfersActive  bool     // we can transfer to it
	Due              []string // what Stripe still asks for, in its words
	Pending          []string // what Stripe is checking
	Bank             string   // stands for where its money goes, without telling it; "" where Stripe doesn't say
	DisabledReason   string   // why it is switched off, in Stripe's words; empty when it isn't
}

// Payable reports whether a transfer to the account would arrive at a bank.
func (a Account) Payable() bool { return a.PayoutsEnabled && a.TransfersActive }

// Standing sums an account up for the people who wait for it.
type Standing string

// The standings.
const (
	Ready      Standing = "ready"      // payable
	Incomplete Standing = "incomplete" // the member has something to fill in
	Checking   Standing = "checking"   // Stripe is looking at what was given
	Restricted Standing = "restricted" // Stripe switched it off
)

// Standing returns the account's standing.
func (a Account) Standing() Standing {
	switch {
	case a.Payable():
		return Ready
	case a.DisabledReason != "" && a.DetailsSubmitted && len(a.Pending) == 0:
		return Restricted
	case !a.DetailsSubmitted || len(a.Due) > 0:
		return Incomplete
	}
	return Checking
}
