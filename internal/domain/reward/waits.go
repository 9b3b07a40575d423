package reward

import (
	"time"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
)

// Code names one thing that a reward waits for.
type Code string

// The codes, in the order in which they come.
const (
	WaitDispute   Code = "dispute"      // the customer's bank decides
	WaitPayment   Code = "payment"      // the customer pays
	WaitHold      Code = "hold"         // a date
	WaitApproval  Code = "approval"     // our approvers, by a date
	WaitCheck     Code = "check"        // what blocked it passes, or an approver says so
	WaitHand      Code = "hand"         // somebody gives it
	WaitBank      Code = "bank_details" // the payee sets up how they are paid
	WaitBankPause Code = "bank_pause"   // the pause after the payee changed their bank
	WaitMinimum   Code = "minimum"      // more approved rewards, or a date
	WaitTaxForm   Code = "tax_form"     // the payee's tax form
	WaitFunds     Code = "funds"        // money on our Stripe balance
	WaitSending   Code = "sending"      // Stripe's answer
	WaitReview    Code = "review"       // a person looks at a payment without a clear answer
	WaitPayee     Code = "payback"      // the payee gives it back, or we write it off
)

// Wait is one thing that a reward waits for.
type Wait struct {
	Code    Code
	Message message.Message
	FromMS  int64 // not before this; 0 when nobody knows
	ByMS    int64 // at the latest; 0 when there is no such time
}

// Clearance is what the worker found when it last looked whether an approved reward
// can be paid.
type Clearance struct {
	SinceMS     int64  `json:"since_ms,omitempty"`      // when it was approved
	CheckedMS   int64  `json:"checked_ms,omitempty"`    // when the worker last looked
	Minimum     bool   `json:"minimum,omitempty"`       // the minimum was reached; stays so
	Short       []Code `json:"short,omitempty"`         // what was missing
	PauseEndsMS int64  `json:"pause_ends_ms,omitempty"` // with WaitBankPause
}

// Facts are what the worker looks up about the payee and our funds.
type Facts struct {
	Payable      bool        // the payee's account can be paid
	PauseEndsMS  int64       // of the pause after a change of bank; 0 when there is none
	Pot          money.Money // the payee's approved cash in this currency
	TaxFormOwed  bool
	Funds        money.Money // available on our balance, in this currency
	FundsUnknown bool        // Stripe didn't say: the look before sending is only advice
}

// Clear notes what an approved reward still waits for and reports whether it can
// be paid now. It is bookkeeping and no event.
func (r *Reward) Clear(now time.Time, f Facts) bool {
	c := &r.Clearance
	c.CheckedMS, c.Short, c.PauseEndsMS = now.UnixMilli(), nil, 0
	c.Minimum = c.Minimum || r.reachesMinimum(now, f.Pot)
	if !f.Payable {
		c.Short = append(c.Short, WaitBank)
	}
	if f.PauseEndsMS > now.UnixMilli() {
		c.Short, c.PauseEndsMS = append(c.Short, WaitBankPause), f.PauseEndsMS
	}
	if !c.Minimum {
		c.Short = append(c.Short, WaitMinimum)
	}
	if f.TaxFormOwed {
		c.Short = append(c.Short, WaitTaxForm)
	}
	if !f.FundsUnknown && f.Funds.Amount < r.Amount.Amount {
		c.Short = append(c.Short, WaitFunds)
	}
	r.index()
	return len(c.Short) == 0 && !r.Frozen && now.UnixMilli() >= r.HoldUntilMS
}

// MinimumReached notes that another reward of the same pot was cleared for payment:
// what reached the minimum together is paid together.
func (r *Reward) MinimumReached() {
	if r.Status == Approved {
		r.Clearance.Minimum = true
	}
}

func (r *Reward) reachesMinimum(now time.Time, pot money.Money) bool {
	waited := now.UnixMilli() >= r.minimumEndsMS()
	return waited || pot.Amount >= r.Terms.Minimum[r.Amount.Currency]
}

// minimumEndsMS is from when the reward is paid even below the minimum.
func (r *Reward) minimumEndsMS() int64 {
	return r.Clearance.SinceMS + int64(r.Terms.MinimumDays)*day.Milliseconds()
}

// waits lists the codes of what the reward waits for, the first thing first.
func (r *Reward) waits() []Code {
	var out []Code
	if r.Frozen && r.Status.Unpaid() {
		out = append(out, WaitDispute)
	}
	switch r.Status {
	case Held:
		if _, known := r.ruleHoldMS(); !known {
			return append(out, WaitPayment)
		}
		return append(out, WaitHold)
	case AwaitingApproval:
		return append(out, WaitApproval)
	case Blocked:
		return append(out, WaitCheck)
	case Approved:
		if r.Rule.Kind.ByHand() {
			return append(out, WaitHand)
		}
		if r.HoldUntilMS > max(r.Clearance.SinceMS, r.Clearance.CheckedMS) {
			out = append(out, WaitHold)
		}
		if len(out)+len(r.Clearance.Short) == 0 {
			return []Code{WaitSending}
		}
		return append(out, r.Clearance.Short...)
	case Paying:
		if r.Payout.Review != "" {
			return []Code{WaitReview}
		}
		return []Code{WaitSending}
	case ClawbackDue:
		return []Code{WaitPayee}
	}
	return nil
}

// WaitsFor says, for every state that isn't final, what the reward waits for and
// from when it is payable.
func (r *Reward) WaitsFor() []Wait {
	codes := r.waits()
	out := make([]Wait, len(codes))
	for i, c := range codes {
		out[i] = r.wait(c)
	}
	return out
}

// PayableFromMS is the earliest time at which an unpaid reward can be paid, as far
// as it is known; 0 when nobody knows it or nothing will be paid any more.
func (r *Reward) PayableFromMS() int64 {
	if !r.Status.Unpaid() {
		return 0
	}
	from := r.HoldUntilMS
	for _, w := range r.WaitsFor() {
		from = max(from, w.FromMS)
	}
	return from
}

func (r *Reward) wait(c Code) Wait {
	w := Wait{Code: c}
	key, args := "reward.wait."+string(c), []any(nil)
	date := func(ms int64) []any { return []any{"date", message.Day{MS: ms, Zone: r.Calendar.Zone}} }
	switch c {
	case WaitHold:
		w.FromMS, args = r.HoldUntilMS, date(r.HoldUntilMS)
		if r.HeldBy != "" {
			key += "_longer"
		}
	case WaitApproval:
		w.ByMS, args = r.DecideMS, date(r.DecideMS)
		if r.LateMS != 0 {
			key += "_late"
		}
	case WaitBankPause:
		w.FromMS, args = r.Clearance.PauseEndsMS, date(r.Clearance.PauseEndsMS)
	case WaitMinimum:
		w.ByMS, args = r.minimumEndsMS(), date(r.minimumEndsMS())
		args = append(args, "minimum", money.Of(r.Terms.Minimum[r.Amount.Currency], r.Amount.Currency))
	case WaitCheck:
		args = []any{"why", message.Word{Kind: "reward.reason", Value: ReasonWord(r.Reason)}}
	case WaitPayee:
		args = []any{"amount", r.Reclaimed}
	}
	w.Message = message.Of(key, args...)
	return w
}
