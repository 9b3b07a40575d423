package page

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/money"
)

// Sandbox is what can be moved by hand outside production: the product's clock,
// and the local server that speaks Stripe's API. Whatever an action makes due is
// done when it returns.
type Sandbox interface {
	// Walk moves the clock forward, from one due task to the next.
	Walk(ctx context.Context, by time.Duration) error
	// Look returns what the local server holds.
	Look(ctx context.Context) (SandboxState, error)
	// Do has something happen at the local server.
	Do(ctx context.Context, deed SandboxDeed) error
}

// SandboxState is what the local server holds, the newest first.
type SandboxState struct {
	Balance    []money.Money // one amount a currency
	Accounts   []SandboxAccount
	Charges    []SandboxCharge
	Disputes   []SandboxDispute
	Transfers  []SandboxTransfer
	Faults     []string // that are armed
	Deliveries int      // events that are still to be delivered
}

// SandboxAccount is somebody's payout account.
type SandboxAccount struct {
	ID       string
	MemberID string
	Ready    bool // can be sent money
}

// SandboxCharge is what a customer paid.
type SandboxCharge struct {
	ID       string
	Amount   money.Money
	Refunded money.Money
	Disputed bool
	AtMS     int64
}

// SandboxDispute is a customer's objection to what they paid.
type SandboxDispute struct {
	ID     string
	Amount money.Money
	Open   bool
	Won    bool // by us
}

// SandboxTransfer is money that was sent to an account.
type SandboxTransfer struct {
	ID       string
	RewardID string
	Account  string
	Amount   money.Money
	Reversed money.Money
	AtMS     int64
}

// SandboxDeed is one thing that happens at the local server.
type SandboxDeed struct {
	Kind   DeedKind
	ID     string      // of what it happens to: a charge, a dispute, an account or a referral
	Amount money.Money // of money that comes in
	State  string      // of an account; the name of a fault
}

// DeedKind names what happens.
type DeedKind string

// What can happen.
const (
	DeedTopUp   DeedKind = "top_up"  // we put Amount on our balance
	DeedPay     DeedKind = "pay"     // the customer of the referral ID pays Amount
	DeedRefund  DeedKind = "refund"  // the charge ID goes back
	DeedDispute DeedKind = "dispute" // the customer objects to the charge ID
	DeedWin     DeedKind = "win"     // the dispute ID ends for us
	DeedLose    DeedKind = "lose"    // the dispute ID ends against us
	DeedAccount DeedKind = "account" // the account ID comes into State
	DeedArm     DeedKind = "arm"     // the next call meets the fault State
	DeedDisarm  DeedKind = "disarm"  // no more faults
)

// The states that an account can be put into, and the faults that can be armed.
var (
	AccountStates = []string{"finished", "pending", "incomplete", "restricted", "revoked", "paused"}
	Faults        = []string{"balance_insufficient", "503", "drop_after_commit", "429_rate", "not_payouts_enabled", "webhook_drop", "webhook_duplicate"}
)
