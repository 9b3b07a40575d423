package api

import (
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/domain/ledger"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/locale"
)

// RewardSummary is a reward in a list.
//
//	@Description	A reward in a list.
type RewardSummary struct {
	ID              string     `json:"id" example:"rw_2k4n6p8r0s2t4v6w8x0y1z3a5b"`
	ReferralID      string     `json:"referral_id"`
	ProgramID       string     `json:"program_id"`
	ProgramRevision int64      `json:"program_revision"` // whose terms are frozen here
	Rule            string     `json:"rule"`             // key of the program's rule
	Kind            string     `json:"kind" enums:"cash,credit,discount,gift,donation"`
	Status          string     `json:"status" enums:"held,awaiting_approval,approved,paying,paid,blocked,rejected,cancelled,failed,clawback_due,clawed_back,written_off"`
	Amount          Money      `json:"amount"`
	ReferrerID      string     `json:"referrer_id"`
	PayeeID         string     `json:"payee_id"`                                                                                                                                               // the member who is paid
	Waiting         *string    `json:"waiting" enums:"dispute,payment,hold,approval,check,hand,bank_details,bank_pause,minimum,tax_form,funds,sending,review,payback" extensions:"x-nullable"` // what it waits for first
	PayableFrom     *time.Time `json:"payable_from" format:"date-time" extensions:"x-nullable"`                                                                                                // not before this; null when nobody knows yet, or nothing will be paid
	Reason          *string    `json:"reason" extensions:"x-nullable"`                                                                                                                         // code of why it is held longer, blocked, rejected, cancelled or failed
	PaidAt          *time.Time `json:"paid_at" format:"date-time" extensions:"x-nullable"`
	CreatedAt       time.Time  `json:"created_at" format:"date-time"`
	UpdatedAt       time.Time  `json:"updated_at" format:"date-time"`
}

// Reward is one payment that was promised, from its trigger to the bank.
//
//	@Description	One payment that was promised, from its trigger to the bank. Sentences are in the language of Accept-Language, and worded for the payee. What only our team may know is null or empty to partners.
type Reward struct {
	RewardSummary
	StatusText      string           `json:"status_text" example:"on hold"`
	ReasonText      *string          `json:"reason_text" extensions:"x-nullable"`
	WaitsFor        []RewardWait     `json:"waits_for"` // in the order in which it comes; empty when it is settled
	Class           string           `json:"class" enums:"named,introduced"`
	Base            *Money           `json:"base" extensions:"x-nullable"` // what the amount is reckoned from
	BasePaid        bool             `json:"base_paid"`                    // the base was paid, not only recorded
	HoldUntil       *time.Time       `json:"hold_until" format:"date-time" extensions:"x-nullable"`
	Disputed        bool             `json:"disputed"` // the customer disputes a payment: nothing is approved or paid
	Approvals       []RewardApproval `json:"approvals"`
	ApprovalsNeeded int              `json:"approvals_needed"`                                     // distinct people; 0 when the rule may approve by itself
	DecideBy        *time.Time       `json:"decide_by" format:"date-time" extensions:"x-nullable"` // the promised time of the decision
	Reclaimed       *Money           `json:"reclaimed" extensions:"x-nullable"`                    // what the payee has to give back
	Reference       *string          `json:"reference" extensions:"x-nullable"`                    // of what was given, or given back, by hand
	Payout          *RewardPayout    `json:"payout" extensions:"x-nullable"`                       // null until money is sent
	Events          []RewardEvent    `json:"events"`                                               // the last 100
	Ledger          []LedgerEntry    `json:"ledger"`                                               // oldest first
}

// RewardWait is one thing that a reward waits for.
//
//	@Description	One thing that a reward waits for.
type RewardWait struct {
	Code string     `json:"code" enums:"dispute,payment,hold,approval,check,hand,bank_details,bank_pause,minimum,tax_form,funds,sending,review,payback"`
	Text string     `json:"text" example:"Our team decides by 9 March 2026."`
	From *time.Time `json:"from" format:"date-time" extensions:"x-nullable"` // not before this
	By   *time.Time `json:"by" format:"date-time" extensions:"x-nullable"`   // at the latest
}

// RewardApproval is one person's word.
//
//	@Description	One person's word. It binds amount and payee: if one of them changes it is void.
type RewardApproval struct {
	By      *string   `json:"by" extensions:"x-nullable"` // the staff member; null to partners
	At      time.Time `json:"at" format:"date-time"`
	Amount  Money     `json:"amount"`
	PayeeID string    `json:"payee_id"`
}

// RewardPayout is how far sending the money has come.
//
//	@Description	How far sending the money has come. It is null to partners.
type RewardPayout struct {
	Attempt     int        `json:"attempt"`     // grows only after a definite no, or when a person sends it again
	Destination string     `json:"destination"` // Stripe account
	FirstSentAt *time.Time `json:"first_sent_at" format:"date-time" extensions:"x-nullable"`
	LastSentAt  *time.Time `json:"last_sent_at" format:"date-time" extensions:"x-nullable"`
	TransferID  *string    `json:"transfer_id" extensions:"x-nullable"`
	Refused     *string    `json:"refused" extensions:"x-nullable"`                      // code of the definite no that ended the attempt
	Review      *string    `json:"review" extensions:"x-nullable"`                       // code of why the answer isn't clear
	ParkedAt    *time.Time `json:"parked_at" format:"date-time" extensions:"x-nullable"` // from then on only a person goes on
}

// RewardEvent is one entry of the history.
//
//	@Description	One entry of the history. It holds ids, amounts and codes; written words are erased with the personal details.
type RewardEvent struct {
	N      int64             `json:"n"`
	At     time.Time         `json:"at" format:"date-time"`
	Verb   string            `json:"verb" example:"approve"`
	By     EventActor        `json:"by"`
	From   *string           `json:"from" extensions:"x-nullable"` // the status before, where it moved
	To     *string           `json:"to" extensions:"x-nullable"`
	Reason *string           `json:"reason" extensions:"x-nullable"` // a code
	Data   map[string]string `json:"data"`                           // empty to partners
	Words  *string           `json:"words" extensions:"x-nullable"`  // null to partners
}

// LedgerEntry moves an amount from one account to another.
//
//	@Description	An entry of the books: an amount moves from the credited to the debited account. Entries are never changed.
type LedgerEntry struct {
	ID      string    `json:"id"`
	Posting string    `json:"posting" enums:"owed,released,paid,given,reclaimed,returned,waived"`
	Debit   string    `json:"debit" enums:"expense,liability,stripe,outside,receivable,written_off"`
	Credit  string    `json:"credit" enums:"expense,liability,stripe,outside,receivable,written_off"`
	Amount  Money     `json:"amount"`
	At      time.Time `json:"at" format:"date-time"`
}

func rewardSummary(r *reward.Reward) RewardSummary {
	return RewardSummary{
		ID: r.ID, ReferralID: r.ReferralID, ProgramID: r.ProgramID, ProgramRevision: r.RevisionN, Rule: r.Rule.Key,
		Kind: string(r.Rule.Kind), Status: string(r.Status), Amount: moneyOf(r.Amount), ReferrerID: r.ReferrerID, PayeeID: r.PayeeID,
		Waiting: orNull(r.Waiting), PayableFrom: timeOrNull(r.PayableFromMS()), Reason: orNull(r.Reason), PaidAt: timeOrNull(r.PaidMS),
		CreatedAt: r.CreatedAt(), UpdatedAt: r.UpdatedAt(),
	}
}

// reward is the whole resource for the viewer.
func (v viewer) reward(r *reward.Reward, entries []*ledger.Entry, texts *locale.Printer) Reward {
	out := Reward{
		RewardSummary: rewardSummary(r), StatusText: texts.Word(r.Status.Word()), WaitsFor: rewardWaits(r, texts), Class: r.Class,
		Base: moneyOrNull(r.Base), BasePaid: r.BasePaid, HoldUntil: timeOrNull(r.HoldUntilMS), Disputed: r.Frozen,
		Approvals: v.approvals(r), ApprovalsNeeded: r.Needed(), DecideBy: timeOrNull(r.DecideMS), Reclaimed: moneyOrNull(r.Reclaimed),
		Events: v.rewardEvents(r), Ledger: []LedgerEntry{},
	}
	if r.Reason != "" {
		out.ReasonText = orNull(texts.Word(message.Word{Kind: "reward.reason", Value: reward.ReasonWord(r.Reason)}))
	}
	if v.partner {
		return out
	}
	out.Reference, out.Payout = orNull(r.Reference), payoutOf(r.Payout)
	for _, e := range entries {
		out.Ledger = append(out.Ledger, LedgerEntry{
			ID: e.ID, Posting: string(e.Posting), Debit: string(e.Debit), Credit: string(e.Credit),
			Amount: Money{Amount: e.Minor, Currency: e.Currency}, At: timeOf(e.CreatedMS),
		})
	}
	return out
}

func rewardWaits(r *reward.Reward, texts *locale.Printer) []RewardWait {
	waits := r.WaitsFor()
	out := make([]RewardWait, len(waits))
	for i, w := range waits {
		out[i] = RewardWait{Code: string(w.Code), Text: texts.Text(w.Message), From: timeOrNull(w.FromMS), By: timeOrNull(w.ByMS)}
	}
	return out
}

func (v viewer) approvals(r *reward.Reward) []RewardApproval {
	out := make([]RewardApproval, len(r.Approvals))
	for i, p := range r.Approvals {
		out[i] = RewardApproval{By: v.staff(p.MemberID), At: timeOf(p.AtMS), Amount: moneyOf(p.Amount), PayeeID: p.PayeeID}
	}
	return out
}

// payoutOf is null until money was meant to be sent.
func payoutOf(p reward.Payout) *RewardPayout {
	if p.Attempt == 0 {
		return nil
	}
	return &RewardPayout{
		Attempt: p.Attempt, Destination: p.Destination, FirstSentAt: timeOrNull(p.FirstSentMS), LastSentAt: timeOrNull(p.LastSentMS),
		TransferID: orNull(p.TransferID), Refused: orNull(p.Refused), Review: orNull(p.Review), ParkedAt: timeOrNull(p.ParkedMS),
	}
}

// rewardEvents are the history; a partner learns what happened, not by whom.
func (v viewer) rewardEvents(r *reward.Reward) []RewardEvent {
	events := r.Events[max(0, len(r.Events)-maxEventsShown):]
	out := make([]RewardEvent, len(events))
	for i, e := range events {
		out[i] = RewardEvent{
			N: e.Seq, At: timeOf(e.AtMS), Verb: e.Verb, From: orNull(e.From), To: orNull(e.To), Reason: orNull(e.Reason),
			By: EventActor{Kind: string(e.Actor.Kind)}, Data: map[string]string{},
		}
		if v.partner {
			continue
		}
		out[i].By.ID, out[i].By.Via, out[i].Data = orNull(e.Actor.ID), orNull(e.Actor.Via), metadataOf(e.Data)
		if r.Personal != nil {
			out[i].Words = orNull(r.Personal.Reasons[strconv.FormatInt(e.Seq, 10)])
		}
	}
	return out
}
