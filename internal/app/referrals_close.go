package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// WinReferral closes the deal.
type WinReferral struct {
	// Your id of the deal or of the document that closed it; one id closes one deal.
	ExternalID string `json:"external_id" validate:"required,max=128"`
	// What the deal is worth, in minor units.
	Amount money.Money `json:"amount"`
	// When it was won; now when left out.
	WonAt *time.Time `json:"won_at,omitempty"`
	// Your CRM's word for the stage.
	Stage string `json:"stage,omitempty" validate:"max=64"`
	// What shows that the deal is real.
	Evidence DealEvidence `json:"evidence"`
	// What you want to say about it, for the approvers.
	Note string `json:"note,omitempty" validate:"max=2000"`
}

// DealEvidence names the document that shows a deal.
type DealEvidence struct {
	// The kind of document.
	Kind string `json:"kind" validate:"required,oneof=contract invoice order statement payment"`
	// Its number.
	Reference string `json:"reference" validate:"required,max=128"`
}

// PaymentOfDeal is what the customer paid.
type PaymentOfDeal struct {
	// Your id of the payment or invoice; one id is counted once.
	ExternalID string `json:"external_id" validate:"required,max=128"`
	// What was paid, tax included, in minor units.
	Amount money.Money `json:"amount"`
	// The part of it that is tax, in minor units.
	Tax int64 `json:"tax,omitempty" validate:"min=0"`
	// When it was paid; now when left out.
	PaidAt *time.Time `json:"paid_at,omitempty"`
}

// RefundOfDeal is what went back of a payment.
type RefundOfDeal struct {
	// The payment's external_id, or Stripe's id of its invoice, charge or payment intent.
	Payment string `json:"payment" validate:"required,max=128"`
	// How much went back in all, in minor units of the payment's currency.
	Refunded int64 `json:"refunded" validate:"min=0"`
}

// DisputeOfDeal is a dispute about a payment, or its end.
type DisputeOfDeal struct {
	// The payment's external_id, or Stripe's id of its invoice, charge or payment intent.
	Payment string `json:"payment" validate:"required,max=128"`
	// Your id of the dispute.
	ExternalID string `json:"external_id" validate:"required,max=128"`
	// Where it stands.
	State deal.State `json:"state" validate:"required,oneof=open won lost"`
	// What it is about, in minor units of the payment's currency.
	Amount int64 `json:"amount" validate:"min=0"`
}

// LoseReferral closes the referral without a deal.
type LoseReferral struct {
	// The reason as a stable word.
	Code string `json:"code" validate:"required,oneof=no_need no_budget bad_timing competitor no_answer not_a_fit other"`
	// What you want to say about it, for the team.
	Note string `json:"note,omitempty" validate:"max=2000"`
}

// Win closes the deal by the API, staff or CRM. Where a person has to look first
// (a partner reported it, or the referral had come to nothing) it is kept as a
// suggestion.
func (s *Referrals) Win(ctx context.Context, call Call, id string, in WinReferral) (Done[referral.Referral], error) {
	var none Done[referral.Referral]
	note, err := s.words(in, "/note", in.Note)
	if err != nil {
		return none, err
	}
	if f := in.Amount.Check("/amount", 0); f != nil {
		return none, f
	}
	if err := cleanLines(
		line{"/external_id", &in.ExternalID}, line{"/stage", &in.Stage}, line{"/evidence/reference", &in.Evidence.Reference},
	); err != nil {
		return none, err
	}
	at, err := s.happenedWithin("/won_at", in.WonAt, 400*24*time.Hour)
	if err != nil {
		return none, err
	}
	return s.close(ctx, call, id, deal.Close{
		FactID: factID(call.Actor, in.ExternalID), Source: dealSource(call.Actor), ExternalID: in.ExternalID, Stage: in.Stage,
		Amount: in.Amount, WonMS: ms(at), Evidence: &deal.Evidence{Kind: in.Evidence.Kind, Reference: in.Evidence.Reference},
	}, note)
}

// close stores the fact first, so that it closes one deal once across referrals,
// and then the win or its suggestion.
func (s *Referrals) close(ctx context.Context, call Call, id string, c deal.Close, note string) (Done[referral.Referral], error) {
	var none Done[referral.Referral]
	seen, err := s.Get(ctx, call.Actor, id)
	if err != nil {
		return none, err
	}
	if again, err := admit(call, &seen.Meta); again || err != nil {
		return Done[referral.Referral]{Doc: seen, Replayed: again}, err
	}
	why, err := seen.MayWin(call.Actor, s.clock.Now())
	if err != nil {
		return none, err
	}
	if why != "" {
		c.Why = why
		return s.change(ctx, call, id, func(r *referral.Referral, _ program.Terms, now time.Time) error {
			return r.WinSuggested(call.Actor, c, why, call.Replay, now)
		})
	}
	t, err := s.programs.Terms(ctx, seen.ProgramID, seen.RevisionN)
	if err != nil {
		return none, err
	}
	// Tried on a copy first: a win that is refused must not take the fact.
	if err := seen.Closed(call.Actor, t, c, note, nil, s.clock.Now()); err != nil {
		return none, err
	}
	if err := s.ownFact(ctx, c.FactID, id, c.Source); err != nil {
		return none, err
	}
	return s.changeUnder(ctx, call, id, t, func(r *referral.Referral, t program.Terms, now time.Time) error {
		return r.Closed(call.Actor, t, c, note, call.Replay, now)
	})
}

// ConfirmWin makes a suggested win a win; staff only.
func (s *Referrals) ConfirmWin(ctx context.Context, call Call, id string, n int64, in Remarked) (Done[referral.Referral], error) {
	var none Done[referral.Referral]
	note, err := s.words(in, "/reason", in.Reason)
	if err != nil {
		return none, err
	}
	seen, err := s.Get(ctx, call.Actor, id)
	if err != nil {
		return none, err
	}
	if again, err := admit(call, &seen.Meta); again || err != nil {
		return Done[referral.Referral]{Doc: seen, Replayed: again}, err
	}
	if err := need(call.Actor, aggregate.Rep, aggregate.Reviewer); err != nil {
		return none, err
	}
	for _, w := range seen.Wins {
		if w.N == n {
			return s.close(ctx, call, id, w.Close, note)
		}
	}
	return none, fault.New(fault.NotFound, "suggestion_unknown", "There is no suggested win under this number.")
}

// DismissWin says that a suggested win was wrong.
func (s *Referrals) DismissWin(ctx context.Context, call Call, id string, n int64, in Reasoned) (Done[referral.Referral], error) {
	why, err := s.words(in, "/reason", in.Reason)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	return s.change(ctx, call, id, func(r *referral.Referral, _ program.Terms, now time.Time) error {
		return r.DismissWin(call.Actor, n, why, call.Replay, now)
	})
}

// Lose closes the referral without a deal.
func (s *Referrals) Lose(ctx context.Context, call Call, id string, in LoseReferral) (Done[referral.Referral], error) {
	note, err := s.words(in, "/note", in.Note)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	return s.change(ctx, call, id, func(r *referral.Referral, t program.Terms, now time.Time) error {
		return r.Lost(call.Actor, t, in.Code, note, call.Replay, now)
	})
}

// Reopen takes a lost referral back to where it was.
func (s *Referrals) Reopen(ctx context.Context, call Call, id string, in Reasoned) (Done[referral.Referral], error) {
	done, err := s.reasoned(ctx, call, id, in, func(r *referral.Referral, t program.Terms, why string, now time.Time) error {
		return r.Reopened(call.Actor, t, why, call.Replay, now)
	})
	if claimTaken(err) {
		return done, fault.New(fault.Conflict, "introduced_again", "Somebody else has introduced this person since; their introduction is protected.")
	}
	return done, err
}

// Pay records what the customer paid.
func (s *Referrals) Pay(ctx context.Context, call Call, id string, in PaymentOfDeal) (Done[referral.Referral], error) {
	var none Done[referral.Referral]
	if err := s.check(in); err != nil {
		return none, err
	}
	if err := cleanLines(line{"/external_id", &in.ExternalID}); err != nil {
		return none, err
	}
	at, err := s.happenedWithin("/paid_at", in.PaidAt, 400*24*time.Hour)
	if err != nil {
		return none, err
	}
	p := deal.Payment{FactID: factID(call.Actor, in.ExternalID), Amount: in.Amount, Tax: in.Tax, PaidMS: ms(at)}
	return s.pay(ctx, call, id, p)
}

func (s *Referrals) pay(ctx context.Context, call Call, id string, p deal.Payment) (Done[referral.Referral], error) {
	if f := p.Amount.Check("/amount", 0); f != nil {
		return Done[referral.Referral]{}, f
	}
	if p.Tax > p.Amount.Amount {
		return Done[referral.Referral]{}, fault.OfField("/tax", "out_of_range", "Tax is part of the amount.")
	}
	seen, err := s.Get(ctx, call.Actor, id)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	if again, err := admit(call, &seen.Meta); again || err != nil {
		return Done[referral.Referral]{Doc: seen, Replayed: again}, err
	}
	// Tried on a copy first: a payment that is refused must not take the fact.
	if err := seen.Paid(call.Actor, p, nil, s.clock.Now()); err != nil {
		return Done[referral.Referral]{}, err
	}
	if err := s.ownFact(ctx, p.FactID, id, dealSource(call.Actor)); err != nil {
		return Done[referral.Referral]{}, err
	}
	return s.change(ctx, call, id, func(r *referral.Referral, _ program.Terms, now time.Time) error {
		return r.Paid(call.Actor, p, call.Replay, now)
	})
}

// Refund sets how much of a payment went back in all.
func (s *Referrals) Refund(ctx context.Context, call Call, id string, in RefundOfDeal) (Done[referral.Referral], error) {
	if err := s.check(in); err != nil {
		return Done[referral.Referral]{}, err
	}
	return s.change(ctx, call, id, func(r *referral.Referral, _ program.Terms, now time.Time) error {
		return r.Refunded(call.Actor, paymentRef(r, call.Actor, in.Payment), in.Refunded, call.Replay, now)
	})
}

// Dispute notes a dispute about a payment, or its end.
func (s *Referrals) Dispute(ctx context.Context, call Call, id string, in DisputeOfDeal) (Done[referral.Referral], error) {
	if err := s.check(in); err != nil {
		return Done[referral.Referral]{}, err
	}
	if err := cleanLines(line{"/external_id", &in.ExternalID}); err != nil {
		return Done[referral.Referral]{}, err
	}
	return s.change(ctx, call, id, func(r *referral.Referral, _ program.Terms, now time.Time) error {
		return r.Disputed(call.Actor, paymentRef(r, call.Actor, in.Payment), deal.Dispute{ID: in.ExternalID, State: in.State, Amount: in.Amount}, call.Replay, now)
	})
}

// paymentRef finds the payment that a caller names, by its own id or Stripe's.
func paymentRef(r *referral.Referral, by aggregate.Actor, ref string) string {
	if _, ok := r.Deal.Payment(ref); ok {
		return ref
	}
	return factID(by, ref)
}

func (s *Referrals) happenedWithin(pointer string, at *time.Time, within time.Duration) (time.Time, error) {
	now := s.clock.Now()
	if at == nil {
		return now, nil
	}
	if at.After(now.Add(time.Minute)) || at.Before(now.Add(-within)) {
		return now, fault.OfField(pointer, "out_of_range", "It can't lie in the future, nor this far back.")
	}
	return at.Truncate(time.Millisecond).UTC(), nil
}

// line is a text of one line in an input.
type line struct {
	pointer string
	text    *string
}

// cleanLines cleans the names that other systems give to their documents; what
// holds control characters, or only blanks, is refused. Their lengths are checked by tags.
func cleanLines(lines ...line) error {
	for _, l := range lines {
		clean, f := contact.Text(l.pointer, *l.text, maxWords, false)
		if f == nil && clean == "" && *l.text != "" {
			f = blank(l.pointer)
		}
		if f != nil {
			return f
		}
		*l.text = clean
	}
	return nil
}

var dealFactsSchema = store.Schema{Collection: "deal_facts"}

// ownFact makes a fact this referral's, or refuses it when it is another's.
func (s *Referrals) ownFact(ctx context.Context, id, referralID string, source deal.Source) error {
	err := s.facts.Insert(ctx, deal.NewFact(id, referralID, source, s.clock.Now()))
	if err == nil || store.Taken(err) != "id" {
		return err
	}
	f, err := s.facts.Get(ctx, id)
	if err != nil {
		return err
	}
	return f.Belongs(referralID)
}

// factID is the canonical id of somebody's fact.
func factID(by aggregate.Actor, externalID string) string {
	return deal.ExternalFact(sourceOf(by), externalID)
}

func dealSource(by aggregate.Actor) deal.Source {
	if by.Kind == aggregate.Stripe {
		return deal.FromStripe
	}
	if by.Kind == aggregate.Staff || by.Kind == aggregate.Operator {
		return deal.FromStaff
	}
	return deal.FromCRM
}
