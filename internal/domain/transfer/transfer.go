package transfer

import (
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
)

// Request asks for one transfer of a reward to a connected account. It is frozen
// when the reward is claimed: the same attempt always carries the same values, or
// Stripe refuses it as Frozen.
type Request struct {
	RewardID    string
	Attempt     int // from 1; grows only as Next and Class allow
	Amount      money.Money
	Destination string // the connected account, "acct_…"
	Env         string // the installation, so that two of them on one Stripe account stay apart
}

// Key is the idempotency key of this attempt.
func (r Request) Key() string { return "payout:" + r.RewardID + ":" + strconv.Itoa(r.Attempt) }

// Group is the transfer group of the reward, the same for all attempts.
func (r Request) Group() string { return Group(r.RewardID) }

// Group is the transfer group under which a reward's transfers are found.
func Group(rewardID string) string { return "rwd_" + rewardID }

// Check returns a fault when the request can't be sent as it is.
func (r Request) Check() error {
	switch {
	case r.RewardID == "" || len(r.RewardID) > 200 || strings.ContainsAny(r.RewardID, " \n\r\t:"):
		return fault.OfField("/reward_id", "invalid_id", "The reward's id is missing or can't stand in a key.")
	case r.Attempt < 1:
		return fault.OfField("/attempt", "out_of_range", "Attempts count from 1.")
	case !strings.HasPrefix(r.Destination, "acct_"):
		return fault.OfField("/destination", "invalid_id", "The destination must be a connected account.")
	case r.Env == "":
		return fault.OfField("/env", "required", "Say which installation sends this.")
	}
	if f := r.Amount.Check("/amount", 1); f != nil {
		return f
	}
	return nil
}

// Result is a transfer that exists at Stripe.
type Result struct {
	ID             string // "tr_…"
	RewardID       string // as its metadata says; empty when it isn't ours
	Env            string // as its metadata says
	Amount         money.Money
	Destination    string
	AmountReversed int64 // minor units taken back so far
	Reversed       bool  // all of it was taken back
	CreatedMS      int64
	Replayed       bool // Stripe answered from the idempotency key: it had been made before
}

// Fulfils reports whether t is the transfer that r asks for.
func (t Result) Fulfils(r Request) bool {
	return t.ID != "" && t.RewardID == r.RewardID && t.Env == r.Env && t.Amount == r.Amount && t.Destination == r.Destination
}

// Match looks for the transfer of r among those found in its group. It returns
// nil when there is none, so that r may be sent if Next says so. A transfer that
// doesn't fit r, or a second one, is a Frozen refusal: only a person can tell
// what happened.
func Match(r Request, found []Result) (*Result, error) {
	if len(found) == 0 {
		return nil, nil
	}
	if len(found) > 1 {
		return nil, &Refusal{Class: Frozen, Code: CodeSeveralTransfers}
	}
	if !found[0].Fulfils(r) {
		return nil, &Refusal{Class: Frozen, Code: CodeForeignTransfer}
	}
	return &found[0], nil
}
