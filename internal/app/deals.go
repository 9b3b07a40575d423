package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// Deals hears from Stripe what customers paid, got back and dispute, and what
// became of members' accounts. An event is stored first, once, and acted on by a
// task: it may come late, twice or out of order.
type Deals struct {
	*core
	events  *store.Collection[StripeEvent, *StripeEvent]
	refs    *store.Collection[stripeRef, *stripeRef]
	book    dealBook
	payouts *Payouts
	rewards *Rewards
}

// dealBook is where deals are recorded: the referrals.
type dealBook interface {
	close(ctx context.Context, call Call, id string, c deal.Close, note string) (Done[referral.Referral], error)
	pay(ctx context.Context, call Call, id string, p deal.Payment) (Done[referral.Referral], error)
	Refund(ctx context.Context, call Call, id string, in RefundOfDeal) (Done[referral.Referral], error)
	Dispute(ctx context.Context, call Call, id string, in DisputeOfDeal) (Done[referral.Referral], error)
	Get(ctx context.Context, actor aggregate.Actor, id string) (*referral.Referral, error)
	change(ctx context.Context, call Call, id string, verb func(*referral.Referral, program.Terms, time.Time) error) (Done[referral.Referral], error)
}

// StripeEvent is what we keep of one event: ids and amounts, never the body, which
// holds personal data. Its id is Stripe's.
type StripeEvent struct {
	aggregate.Meta
	Type string `json:"type"`

	Account  string `json:"account,omitempty"`  // a member's account
	Transfer string `json:"transfer,omitempty"` // the reward of a transfer

	Referral  string `json:"referral,omitempty"` // as the metadata names it
	Customer  string `json:"customer,omitempty"`
	Invoice   string `json:"invoice,omitempty"`
	Intent    string `json:"payment_intent,omitempty"`
	Charge    string `json:"charge,omitempty"`
	Currency  string `json:"currency,omitempty"`
	Amount    int64  `json:"amount,omitempty"` // paid, or what a dispute is about
	Tax       int64  `json:"tax,omitempty"`
	PaidMS    int64  `json:"paid_ms,omitempty"`
	OutOfBand bool   `json:"out_of_band,omitempty"`
	Refunded  int64  `json:"refunded,omitempty"`
	Dispute   string `json:"dispute,omitempty"`
	State     string `json:"state,omitempty"` // of the dispute: open, won, lost

	Outcome string `json:"outcome,omitempty"` // what came of it, a code
}

// stripeRef says which referral one of Stripe's ids belongs to: a customer, or the
// invoice, charge or payment intent of a payment. Its id is Stripe's.
type stripeRef struct {
	fact
	ReferralID string `json:"referral_id"`
	FactID     string `json:"fact_id,omitempty"` // of the payment
	AtMS       int64  `json:"at_ms"`
}

var (
	stripeEventsSchema = store.Schema{
		Collection: "stripe_events",
		Indexes:    []store.Index{dueIndex, parkedIndex},
		Queries:    []store.Query{dueQuery, parkedQuery},
	}
	stripeRefsSchema = store.Schema{Collection: "stripe_refs"}
)

func newDeals(c *core, book dealBook, payouts *Payouts) *Deals {
	return &Deals{
		core: c, book: book, payouts: payouts, rewards: payouts.rewards,
		events: store.NewCollection[StripeEvent](c.engine, stripeEventsSchema),
		refs:   store.NewCollection[stripeRef](c.engine, stripeRefsSchema),
	}
}

func (s *Deals) ensure(ctx context.Context) error {
	if err := s.events.Ensure(ctx); err != nil {
		return err
	}
	return s.refs.Ensure(ctx)
}

func (s *Deals) queue() *Queue[StripeEvent, *StripeEvent] {
	return &Queue[StripeEvent, *StripeEvent]{
		core: s.core, col: s.events, meta: func(e *StripeEvent) *aggregate.Meta { return &e.Meta },
		perform: map[string]performer[StripeEvent]{taskHear: s.hear},
	}
}

// taskHear acts on an event.
const taskHear = "hear"

// Receive stores a verified event; one that is there already is fine, and one that
// we have no use for isn't stored.
func (s *Deals) Receive(ctx context.Context, e transfer.Event) error {
	doc := s.keep(e)
	if doc == nil {
		return nil
	}
	doc.Schedule(taskHear, s.clock.Now(), nil)
	err := s.events.Insert(ctx, doc)
	if store.Taken(err) == "id" {
		return nil
	}
	return err
}

// keep takes from an event what we need of it.
func (s *Deals) keep(e transfer.Event) *StripeEvent {
	doc := &StripeEvent{Meta: aggregate.NewMeta(e.ID, s.clock.Now()), Type: e.Type}
	doc.Events = []aggregate.Event{}
	switch {
	case e.Account != nil:
		doc.Account = e.Account.ID
	case e.Transfer != nil && e.Transfer.RewardID != "" && e.Transfer.Env == s.payouts.env:
		doc.Transfer = e.Transfer.RewardID
	case e.Invoice != nil:
		doc.keepInvoice(*e.Invoice, e.CreatedMS)
	case e.Charge != nil:
		doc.Charge, doc.Intent, doc.Invoice, doc.Refunded = e.Charge.ID, e.Charge.PaymentIntent, e.Charge.Invoice, e.Charge.AmountRefunded
	case e.Dispute != nil:
		doc.Dispute, doc.Charge, doc.Intent, doc.Amount = e.Dispute.ID, e.Dispute.Charge, e.Dispute.PaymentIntent, e.Dispute.Amount
		doc.State = string(disputeState(*e.Dispute))
	default:
		return nil
	}
	return doc
}

func (e *StripeEvent) keepInvoice(in transfer.Invoice, createdMS int64) {
	e.Invoice, e.Intent, e.Charge, e.Customer = in.ID, in.PaymentIntent, in.Charge, in.Customer
	e.Currency, e.Amount, e.OutOfBand = in.Currency, in.AmountPaid, in.PaidOutOfBand
	e.Tax = in.AmountPaid - in.Net().Amount
	if e.PaidMS = in.PaidAtMS; e.PaidMS == 0 {
		e.PaidMS = createdMS
	}
	if e.Referral = in.Metadata[metaReferral]; e.Referral == "" {
		e.Referral = in.SubscriptionMetadata[metaReferral]
	}
	if len(e.Referral) > maxExternalID {
		e.Referral = ""
	}
}

// metaReferral is the metadata in which the company's own systems name a referral
// on an invoice or its subscription.
const metaReferral = "referral_id"

func disputeState(d transfer.Dispute) deal.State {
	switch {
	case d.Lost():
		return deal.Lost
	case d.Open():
		return deal.Open
	}
	return deal.Won
}

// actor is Stripe, speaking by this event.
func (e *StripeEvent) actor() aggregate.Actor {
	return aggregate.Actor{Kind: aggregate.Stripe, ID: e.ID}
}

// hear acts on an event. It settles with what came of it.
func (s *Deals) hear(ctx context.Context, e *StripeEvent, _ aggregate.Task) (func(*StripeEvent) error, error) {
	var outcome string
	var err error
	switch {
	case e.Account != "":
		outcome, err = s.accountChanged(ctx, e)
	case e.Transfer != "":
		outcome, err = "looked", s.rewards.lookAgainAt(ctx, e.Transfer)
	case e.Type == transfer.InvoicePaid:
		outcome, err = s.invoicePaid(ctx, e)
	case e.Type == transfer.ChargeRefunded, e.Dispute != "":
		outcome, err = s.wentBack(ctx, e)
	}
	if err != nil {
		return nil, err
	}
	return func(e *StripeEvent) error { e.Outcome = outcome; return nil }, nil
}

// accountChanged fetches the account: the event is only a hint.
func (s *Deals) accountChanged(ctx context.Context, e *StripeEvent) (string, error) {
	m, err := found(s.payouts.members.ByPayoutAccount(ctx, e.Account))
	if err != nil {
		return "", err
	}
	if m == nil {
		return outcomeUnmatched, nil
	}
	_, err = s.payouts.refresh(ctx, m.ID, e.actor())
	return "refreshed", err
}

// Outcomes of events.
const (
	outcomeUnmatched = "unmatched" // nobody of ours
	outcomeClosed    = "closed"
	outcomeSuggested = "suggested"
	outcomePaid      = "paid"
	outcomeNothing   = "nothing_paid"
	outcomeRecorded  = "recorded"
	outcomeRefused   = "refused"      // the deal doesn't take it; ":" and why
	outcomePerson    = "needs_person" // somebody has to record it
)

// waitForPayment is how long a refund may come before the payment that it is of.
const waitForPayment = 72 * time.Hour

// refused tells a lasting refusal of the deal from trouble that passes.
func refused(err error) bool {
	return fault.Is(err, fault.Conflict) && !fault.Because(err, "version_conflict") || fault.Is(err, fault.Invalid) || fault.Is(err, fault.Forbidden)
}
