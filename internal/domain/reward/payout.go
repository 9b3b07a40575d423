package reward

import (
	"slices"
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/fault"
)

// Payout is how far sending the money has come. Destination and Attempt are frozen
// while the reward is paying.
type Payout struct {
	Attempt     int    `json:"attempt,omitempty"`
	Destination string `json:"destination,omitempty"` // Stripe account
	FirstSentMS int64  `json:"first_sent_ms,omitempty"`
	LastSentMS  int64  `json:"last_sent_ms,omitempty"`
	Refused     string `json:"refused,omitempty"` // code of the definite no that ended the attempt
	Review      string `json:"review,omitempty"`  // code of why a person should look
	ParkedMS    int64  `json:"parked_ms,omitempty"`
	TransferID  string `json:"transfer_id,omitempty"`
}

// Sends are the times at which the attempt was sent.
func (p Payout) Sends() transfer.Sends {
	return transfer.Sends{FirstMS: p.FirstSentMS, LastMS: p.LastSentMS}
}

// Request is the transfer that the reward asks for. It is the same for the whole
// of an attempt.
func (r *Reward) Request(env string) transfer.Request {
	return transfer.Request{RewardID: r.ID, Attempt: r.Payout.Attempt, Amount: r.Amount, Destination: r.Payout.Destination, Env: env}
}

// Claim takes the reward for sending: it freezes the destination, numbers the
// attempt and notes the send, all before the call (STRIPE.md §4, step 2). The
// attempt grows only past one that Stripe definitely refused.
func (r *Reward) Claim(act Act, destination string) error {
	if err := r.may(Claim, act.By); err != nil {
		return err
	}
	switch {
	case r.Rule.Kind != Cash:
		return fault.New(fault.Conflict, "paid_by_hand", "This reward is given by a person, not by Stripe.")
	case r.Frozen:
		return fault.New(fault.Conflict, "disputed", "The customer disputes a payment of this deal.")
	case act.Now.UnixMilli() < r.HoldUntilMS:
		return fault.New(fault.Conflict, "still_held", "The hold isn't over yet.")
	case r.Amount.Amount <= 0 || destination == "":
		return fault.New(fault.Conflict, "nothing_to_send", "There is no amount or no account to send it to.")
	case r.Payout.Attempt > 0 && r.Payout.Refused == "":
		return fault.New(fault.Conflict, "attempt_open", "The last attempt hasn't been answered.")
	}
	now := act.Now.UnixMilli()
	r.Payout = Payout{Attempt: r.Payout.Attempt + 1, Destination: destination, FirstSentMS: now, LastSentMS: now}
	r.move(act, Claim, Paying, "", map[string]string{"attempt": strconv.Itoa(r.Payout.Attempt)})
	return nil
}

// Resend notes that the same attempt is about to be sent again. It is bookkeeping
// and no event: nothing about the reward changes.
func (r *Reward) Resend(now time.Time) error {
	if r.Status != Paying || r.Payout.Sends().Next(now.UnixMilli()) != transfer.Send {
		return fault.New(fault.Conflict, "not_to_be_sent", "This reward may not be sent now.")
	}
	r.Payout.LastSentMS = now.UnixMilli()
	if r.Payout.FirstSentMS == 0 {
		r.Payout.FirstSentMS = r.Payout.LastSentMS
	}
	return nil
}

// Unknown marks a reward whose answer isn't clear, and parks it when only a person
// may go on.
func (r *Reward) Unknown(act Act, code string, park bool) error {
	if err := r.may(Unknown, act.By); err != nil {
		return err
	}
	first, parked := r.Payout.Review == "", park && r.Payout.ParkedMS == 0
	r.Payout.Review = code
	if !first && !parked {
		r.index()
		return nil // one event for a whole outage, however its answers differ
	}
	if parked {
		r.Payout.ParkedMS = act.Now.UnixMilli()
	}
	r.move(act, Unknown, Paying, code, nil)
	if parked {
		r.tellNews(act.Now, NewsParked)
	}
	return nil
}

// Paid records the transfer that exists. What the customer got back in the
// meantime is due back from the payee.
func (r *Reward) Paid(act Act, t transfer.Result, env string) error {
	if r.Payout.TransferID == t.ID && t.ID != "" {
		return nil
	}
	if err := r.may(Pay, act.By); err != nil {
		return err
	}
	if !t.Fulfils(r.Request(env)) {
		return fault.New(fault.Conflict, "foreign_transfer", "This transfer isn't the one that the reward asked for.")
	}
	r.Payout.TransferID, r.Payout.Review, r.Payout.ParkedMS = t.ID, "", 0
	r.settled(act, Pay, PostPaid, map[string]string{"transfer": t.ID})
	return nil
}

// MarkPaid records that a person gave what can't be sent.
func (r *Reward) MarkPaid(act Act, reference string) error {
	if r.Status == Paid && r.Reference == reference && reference != "" {
		return nil
	}
	if err := r.may(MarkPaid, act.By); err != nil {
		return err
	}
	switch {
	case !r.Rule.Kind.ByHand():
		return fault.New(fault.Conflict, "paid_by_stripe", "This reward is sent by Stripe; it can't be marked paid by hand.")
	case r.Frozen:
		return fault.New(fault.Conflict, "disputed", "The customer disputes a payment of this deal.")
	case reference == "":
		return fault.OfField("/reference", "required", "Name the receipt, order or statement that shows it.")
	case act.By.ID != "" && act.By.ID == r.PayeeID:
		return fault.New(fault.Forbidden, "approver_is_paid", "Whoever is paid can't mark it paid.")
	}
	r.Reference = reference
	r.settled(act, MarkPaid, PostGiven, nil)
	return nil
}

// settled is every way into Paid.
func (r *Reward) settled(act Act, verb Verb, p Posting, data map[string]string) {
	r.PaidMS = act.Now.UnixMilli()
	r.move(act, verb, Paid, "", data)
	r.book(act.Now, p, r.Booked)
	r.Booked = 0
	r.Unschedule(TaskPay, TaskRecheck)
	r.quota(act.Now)
	r.tell(act.Now)
	if r.Reclaimed.Amount > 0 {
		r.reclaim(act, r.Reclaimed.Amount)
	}
}

// Refused records a definite no. The reward is blocked until what stood against it
// has passed; the next send is a new attempt.
func (r *Reward) Refused(act Act, code string) error {
	if err := r.may(Refuse, act.By); err != nil {
		return err
	}
	r.Payout.Refused, r.Payout.Review, r.Payout.ParkedMS = code, "", 0
	if back := r.Reclaimed.Amount; back > 0 {
		r.Reclaimed.Amount = 0
		r.Amount.Amount -= back
		r.void(act.Now)
		if r.Amount.Amount <= 0 {
			r.Amount.Amount = 0
			r.end(act, Refuse, Cancelled, "refunded")
			return nil
		}
	}
	r.Reason = code
	r.move(act, Refuse, Blocked, code, nil)
	r.Unschedule(TaskPay)
	r.Reschedule(TaskRecheck, act.Now.Add(recheckAfter(r.Payout.Attempt)), nil)
	r.tell(act.Now)
	return nil
}

// MaxAttempts is how often the worker mends a refused reward by itself; after that
// a person looks.
const MaxAttempts = 6

// recheckAfter is how long the worker leaves a blocked reward alone: an hour,
// doubled with each attempt, at most a day.
func recheckAfter(attempt int) time.Duration {
	return min(time.Hour<<min(max(attempt-1, 0), 5), day)
}

// mendable are the refusals that the worker's own check can see pass: there was no
// money, or the account wasn't ready. After any other only a person knows.
var mendable = []string{"balance_insufficient", "insufficient_funds", "transfers_not_allowed", "payouts_not_allowed", "account_invalid", transfer.CodeWithoutCode}

// MendsItself reports whether the worker may mend the block when account and
// balance look right.
func (r *Reward) MendsItself() bool {
	return r.Status == Blocked && r.Payout.Attempt < MaxAttempts && slices.Contains(mendable, r.Reason)
}

// MaySendAgain answers whether a person's "send again" may start the next attempt,
// as far as the reward knows: it was parked 25 hours after its last send and no
// lease is live. wall is the real time, on which leases run. The caller looks the
// transfer up afresh before it calls SendAgain.
func (r *Reward) MaySendAgain(act Act, wall time.Time) error {
	if err := r.may(SendAgain, act.By); err != nil {
		return err
	}
	for _, t := range r.Agenda {
		if t.Kind == TaskPay && t.LeaseUntilMS > wall.UnixMilli() {
			return fault.New(fault.Conflict, "being_sent", "The worker is looking at this reward right now. Please try again in a minute.")
		}
	}
	if r.Payout.ParkedMS == 0 || r.Payout.Sends().Next(act.Now.UnixMilli()) != transfer.Park {
		return fault.New(fault.Conflict, "not_parked", "The worker is still looking for this payment. It can be sent again 25 hours after the last try.")
	}
	return nil
}

// SendAgain starts the next attempt after a look-up that found nothing.
func (r *Reward) SendAgain(act Act, wall time.Time) error {
	if err := r.MaySendAgain(act, wall); err != nil {
		return err
	}
	r.Payout = Payout{Attempt: r.Payout.Attempt + 1, Destination: r.Payout.Destination}
	r.move(act, SendAgain, Paying, "", map[string]string{"attempt": strconv.Itoa(r.Payout.Attempt)})
	r.Reschedule(TaskPay, act.Now, nil)
	return nil
}

// Failed gives a reward up for good. One that is paying needs what SendAgain needs.
func (r *Reward) Failed(act Act, wall time.Time, reason string) error {
	if r.Status == Failed && r.Reason == reason {
		return nil
	}
	if err := r.may(Fail, act.By); err != nil {
		return err
	}
	if reason == "" {
		return fault.OfField("/reason", "required", "Say why: the referrer sees it.")
	}
	if r.Status == Paying {
		if err := r.MaySendAgain(act, wall); err != nil {
			return err
		}
	}
	r.end(act, Fail, Failed, reason)
	return nil
}
