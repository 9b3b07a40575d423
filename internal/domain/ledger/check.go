package ledger

import (
	"maps"
	"slices"
	"strconv"

	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/transfer"
)

// Finding is one thing on which rewards, books and Stripe don't agree.
type Finding struct {
	Code     string `json:"code"` // stable snake_case word
	RewardID string `json:"reward_id,omitempty"`
	Detail   string `json:"detail"` // English, for the operator
}

// The codes of findings.
const (
	BooksDiffer      = "books_differ"      // the entries of a reward don't add up to what it says
	NotAtStripe      = "not_at_stripe"     // paid here, no transfer there
	OnlyAtStripe     = "only_at_stripe"    // a transfer for a reward that isn't paid here
	SeveralTransfers = "several_transfers" // more than one transfer for a reward
	TransferDiffers  = "transfer_differs"  // another amount, account or id than the reward says
	Reversed         = "reversed"          // taken back at Stripe, and not here
	UnknownReward    = "unknown_reward"    // an entry or a transfer of a reward that we don't have
)

// Check compares rewards with their entries and, for the rewards that asked Stripe
// for money, with the transfers found there under their ids. It leaves out rewards
// with pending tasks: those are on their way.
func Check(rewards []*reward.Reward, entries []*Entry, transfers map[string][]transfer.Result, env string) []Finding {
	var out []Finding
	booked := map[string][]*Entry{}
	for _, e := range entries {
		booked[e.RewardID] = append(booked[e.RewardID], e)
	}
	known := map[string]bool{}
	for _, r := range rewards {
		known[r.ID] = true
		if Pending(r) {
			continue
		}
		out = append(out, checkBooks(r, booked[r.ID])...)
		out = append(out, checkStripe(r, transfers[r.ID], env)...)
	}
	for _, e := range entries {
		if !known[e.RewardID] {
			out = append(out, Finding{UnknownReward, e.RewardID, "The books have entries for a reward that isn't there."})
			known[e.RewardID] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(transfers)) {
		if len(transfers[id]) > 0 && !known[id] {
			out = append(out, Finding{UnknownReward, id, "Stripe has a transfer for a reward that isn't there."})
		}
	}
	return out
}

// Pending reports whether the reward has work under way that touches books or bank.
func Pending(r *reward.Reward) bool {
	_, booking := r.Meta.Pending(reward.TaskBook)
	_, paying := r.Meta.Pending(reward.TaskPay)
	return booking || paying && r.Status == reward.Paying
}

// expected is where the books should stand for one reward.
func expected(r *reward.Reward) map[Account]int64 {
	want := map[Account]int64{Liability: -r.Booked}
	if r.PaidMS != 0 {
		if r.Rule.Kind == reward.Cash {
			want[Stripe] = -r.Amount.Amount
		} else {
			want[Outside] = -r.Amount.Amount
		}
	}
	switch r.Status {
	case reward.ClawbackDue:
		want[Receivable] = r.Reclaimed.Amount
	case reward.ClawedBack:
		want[Outside] += r.Reclaimed.Amount
	case reward.WrittenOff:
		want[WrittenOff] = r.Reclaimed.Amount
	}
	for account, minor := range want {
		if account != Expense {
			want[Expense] -= minor
		}
	}
	return want
}

func checkBooks(r *reward.Reward, entries []*Entry) []Finding {
	have, want := Of(entries), expected(r)
	for _, account := range Accounts() {
		if got := have[account][r.Amount.Currency]; got != want[account] {
			return []Finding{{BooksDiffer, r.ID, "The books say " + strconv.FormatInt(got, 10) + " on " + string(account) +
				", the reward (" + string(r.Status) + ") says " + strconv.FormatInt(want[account], 10) + "."}}
		}
	}
	return nil
}

func checkStripe(r *reward.Reward, found []transfer.Result, env string) []Finding {
	sent := r.Payout.TransferID != ""
	switch {
	case len(found) > 1:
		return []Finding{{SeveralTransfers, r.ID, "Stripe has " + strconv.Itoa(len(found)) + " transfers for this reward."}}
	case len(found) == 0 && sent:
		return []Finding{{NotAtStripe, r.ID, "The reward is paid by " + r.Payout.TransferID + ", which Stripe doesn't list."}}
	case len(found) == 0:
		return nil
	case !sent && r.Status == reward.Paying:
		return nil // parked: a person decides
	case !sent:
		return []Finding{{OnlyAtStripe, r.ID, "Stripe has " + found[0].ID + ", but the reward is " + string(r.Status) + "."}}
	case found[0].ID != r.Payout.TransferID || !found[0].Fulfils(r.Request(env)):
		return []Finding{{TransferDiffers, r.ID, "Stripe's " + found[0].ID + " isn't the transfer that the reward asked for."}}
	case found[0].AmountReversed > 0:
		return []Finding{{Reversed, r.ID, "Stripe took back " + strconv.FormatInt(found[0].AmountReversed, 10) + " of " + found[0].ID + "."}}
	}
	return nil
}
