package reward

import (
	"slices"
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/promise"
)

// Reward is one payment that was promised, from its trigger to the bank.
type Reward struct {
	aggregate.Meta
	Once       string `json:"once"` // referral|rule|beneficiary|trigger, unique
	Status     Status `json:"status"`
	Waiting    string `json:"waiting,omitempty"` // the first thing it waits for, a Code; absent when nothing
	ReferralID string `json:"referral_id"`
	ProgramID  string `json:"program_id"`
	RevisionN  int64  `json:"revision_n"` // of the program whose terms are frozen here
	Source     string `json:"source"`     // the partner or installation that submitted the referral
	ReferrerID string `json:"referrer_id"`
	PayeeID    string `json:"payee_id"` // the member who is paid

	Rule     Rule              `json:"rule"`
	Terms    Terms             `json:"terms"` // without the rules
	Decision promise.Span      `json:"decision"`
	Calendar calendar.Calendar `json:"calendar"`

	Class       string      `json:"class"`
	FactID      string      `json:"fact_id,omitempty"` // the payment, for a rule that pays for each
	TriggerMS   int64       `json:"trigger_ms"`
	PaymentMS   int64       `json:"payment_ms,omitempty"` // when the customer paid; 0 while nothing is known
	Base        money.Money `json:"base,omitzero"`
	BasePaid    bool        `json:"base_paid,omitempty"` // Base is what was paid, not only recorded
	Count       int64       `json:"count,omitempty"`     // rewards of the rule that the payee had before
	Clean       bool        `json:"clean,omitempty"`     // vetting found nothing: the rule may approve
	Amount      money.Money `json:"amount"`
	Set         *SetAmount  `json:"set,omitempty"` // a person set the amount
	HoldUntilMS int64       `json:"hold_until_ms,omitempty"`
	HeldBy      string      `json:"held_by,omitempty"` // who held it longer than the rule does
	Frozen      bool        `json:"frozen,omitempty"`  // a dispute is open
	Involved    []string    `json:"involved"`          // members who may not approve: they referred or worked the deal

	Approvals []Approval `json:"approvals,omitempty"`
	DecideMS  int64      `json:"decide_ms,omitempty"` // when the decision is due
	LateMS    int64      `json:"late_ms,omitempty"`   // when it was escalated

	Payout    Payout      `json:"payout,omitzero"`
	Clearance Clearance   `json:"clearance,omitzero"`
	Reason    string      `json:"reason,omitempty"`    // code of why it is blocked, rejected, cancelled or failed
	Reclaimed money.Money `json:"reclaimed,omitzero"`  // what the payee has to give back
	Booked    int64       `json:"booked,omitempty"`    // minor units that our books show as owed
	Reference string      `json:"reference,omitempty"` // of a payment by hand, or of money given back
	PaidMS    int64       `json:"paid_ms,omitempty"`

	Minor    int64     `json:"minor"`          // Amount, for the store's sums
	Currency string    `json:"currency"`       // of Amount, likewise
	Tally    string    `json:"tally"`          // program|rule|payee, for steps by count
	Pot      *string   `json:"pot,omitempty"`  // payee|currency while approved cash waits for the minimum
	Year     *string   `json:"year,omitempty"` // payee|currency|year when paid, for the tax gate
	Personal *Personal `json:"personal,omitempty"`
}

// SetAmount is an amount that a person set because none could be computed.
type SetAmount struct {
	By    string `json:"by"` // staff member
	Minor int64  `json:"minor"`
}

// Personal is what people wrote; erasure blanks it.
type Personal struct {
	Reasons map[string]string `json:"reasons,omitempty"` // by event number
}

// Draft is what a new reward is made of; app has looked all of it up.
type Draft struct {
	ID, Once                          string
	ReferralID, ProgramID, ReferrerID string
	Source                            string
	RevisionN                         int64
	PayeeID                           string
	Rule                              Rule
	Terms                             Terms
	Decision                          promise.Span
	Calendar                          calendar.Calendar
	Class                             string
	FactID                            string
	TriggerMS                         int64
	Count                             int64
	Clean                             bool
	Involved                          []string
}

// Act is who does something, when, and under which Idempotency-Key.
type Act struct {
	By     aggregate.Actor
	Now    time.Time
	Replay *aggregate.Replay
	Note   string // what the person wrote
}

// New returns a held reward whose amount is what the deal says now.
func New(d Draft, s Standing, act Act) (*Reward, error) {
	r := &Reward{
		Meta: aggregate.NewMeta(d.ID, act.Now), Once: d.Once, ReferralID: d.ReferralID, ProgramID: d.ProgramID,
		RevisionN: d.RevisionN, Source: d.Source, ReferrerID: d.ReferrerID, PayeeID: d.PayeeID, Rule: d.Rule, Terms: d.Terms,
		Decision: d.Decision, Calendar: d.Calendar, Class: d.Class, FactID: d.FactID, TriggerMS: d.TriggerMS,
		Count: d.Count, Clean: d.Clean, Involved: involved(d.Involved, d.ReferrerID, d.PayeeID),
		Amount: money.Of(0, d.Rule.Currency), Tally: Tally(d.ProgramID, d.Rule.Key, d.PayeeID),
	}
	r.Terms.Rules = nil
	if err := r.may(Create, act.By); err != nil {
		return nil, err
	}
	if amount, trouble := r.priced(s); trouble == "" {
		r.Amount = amount
	}
	r.Base, r.BasePaid, r.PaymentMS = s.Base, s.Paid, s.PaymentMS
	r.move(act, Create, Held, "", amountData(r.Amount))
	r.scheduleRelease()
	r.tell(act.Now)
	return r, r.Follow(act, s)
}

// move records an event and changes the status.
func (r *Reward) move(act Act, verb Verb, to Status, reason string, data map[string]string) {
	e := r.Record(act.Now, aggregate.Event{Actor: act.By, Verb: string(verb), Reason: reason, Data: data, Replay: act.Replay})
	if to != r.Status {
		e.From, e.To = string(r.Status), string(to)
	}
	r.Status = to
	if act.Note != "" {
		if r.Personal == nil || r.Personal.Reasons == nil {
			r.Personal = &Personal{Reasons: map[string]string{}}
		}
		r.Personal.Reasons[strconv.FormatInt(e.Seq, 10)] = act.Note
	}
	r.index()
}

// Erase blanks what people wrote.
func (r *Reward) Erase() { r.Personal = nil }

// index brings the fields that the store filters and sums by in line.
func (r *Reward) index() {
	r.Minor, r.Currency, r.Waiting, r.Pot, r.Year = r.Amount.Amount, r.Amount.Currency, "", nil, nil
	if w := r.waits(); len(w) > 0 {
		r.Waiting = string(w[0])
	}
	if r.Status == Approved && r.Rule.Kind == Cash {
		r.Pot = new(Pot(r.PayeeID, r.Amount.Currency))
	}
	if r.PaidMS != 0 && (r.Status == Paid || r.Status == ClawbackDue || r.Status == WrittenOff) {
		r.Year = new(Year(r.PayeeID, r.Amount.Currency, time.UnixMilli(r.PaidMS)))
	}
}

// Tally is the key under which a payee's rewards of one rule are counted.
func Tally(programID, rule, payeeID string) string { return programID + "|" + rule + "|" + payeeID }

// Pot is the key under which a payee's approved cash in a currency adds up to the
// minimum payout.
func Pot(payeeID, currency string) string { return payeeID + "|" + currency }

// Year is the key under which what a payee was paid in a calendar year adds up.
func Year(payeeID, currency string, at time.Time) string {
	return payeeID + "|" + currency + "|" + strconv.Itoa(at.UTC().Year())
}

// Once is the unique key of a reward. trigger is the fact's id for a rule that pays
// for each payment, and "1" otherwise.
func Once(referralID, rule, beneficiary, trigger string) string {
	return referralID + "|" + rule + "|" + beneficiary + "|" + trigger
}

// involved lists members once each, without blanks.
func involved(lists []string, more ...string) []string {
	all := slices.DeleteFunc(slices.Concat(lists, more), func(id string) bool { return id == "" })
	slices.Sort(all)
	return slices.Compact(all)
}
