package app

import (
	"context"
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// invoicePaid closes the deal of the referral that the invoice is matched with, or
// adds a payment to it. What a person has to judge becomes a suggestion.
func (s *Deals) invoicePaid(ctx context.Context, e *StripeEvent) (string, error) {
	if e.Amount <= 0 {
		return outcomeNothing, nil // a trial, or a discount of 100 %, closes nothing
	}
	r, err := s.match(ctx, e)
	if r == nil || err != nil {
		return outcomeUnmatched, err
	}
	p := e.payment()
	if err := s.bind(ctx, e, r.ID, p.FactID); err != nil {
		return "", err
	}
	call := Call{Actor: e.actor()}
	switch {
	case r.Deal.Closed() && e.OutOfBand:
		return outcomePerson, nil
	case r.Deal.Closed():
		return lasting(outcomePaid, second(s.book.pay(ctx, call, r.ID, p)))
	case e.OutOfBand:
		return s.suggest(ctx, call, r.ID, e.close(p))
	}
	done, err := s.book.close(ctx, call, r.ID, e.close(p), "")
	if err == nil && done.Doc.Status != referral.Won {
		return outcomeSuggested, nil
	}
	return lasting(outcomeClosed, err)
}

// close is the win that a payment makes.
func (e *StripeEvent) close(p deal.Payment) deal.Close {
	return deal.Close{
		FactID: p.FactID, Source: deal.FromStripe, Amount: p.Amount, WonMS: e.PaidMS, CustomerID: e.Customer, Payment: &p,
		Evidence: &deal.Evidence{Kind: "payment", Reference: e.Invoice},
	}
}

// suggest has a person confirm a win that somebody ticked off by hand at Stripe.
func (s *Deals) suggest(ctx context.Context, call Call, id string, c deal.Close) (string, error) {
	c.Why = "out_of_band"
	_, err := s.book.change(ctx, call, id, func(r *referral.Referral, _ program.Terms, now time.Time) error {
		return r.WinSuggested(call.Actor, c, c.Why, nil, now)
	})
	return lasting(outcomeSuggested, err)
}

// payment is what the event says was paid.
func (e *StripeEvent) payment() deal.Payment {
	return deal.Payment{
		FactID: deal.StripeFact(e.Invoice, e.Intent), Amount: money.Of(e.Amount, e.Currency), Tax: e.Tax, PaidMS: e.PaidMS,
		InvoiceID: e.Invoice, ChargeID: e.Charge, PaymentIntent: e.Intent,
	}
}

// match finds the referral of an invoice: named by the company's own systems in
// the metadata, else bound to the customer by an earlier payment.
func (s *Deals) match(ctx context.Context, e *StripeEvent) (*referral.Referral, error) {
	id := e.Referral
	if id == "" && e.Customer != "" {
		ref, err := found(s.refs.Get(ctx, e.Customer))
		if ref == nil || err != nil {
			return nil, err
		}
		id = ref.ReferralID
	}
	if id == "" {
		return nil, nil
	}
	return found(s.book.Get(ctx, e.actor(), id))
}

// bind notes which referral Stripe's ids belong to, for what comes later. What is
// bound already stays.
func (s *Deals) bind(ctx context.Context, e *StripeEvent, referralID, factID string) error {
	for _, id := range []string{e.Customer, e.Invoice, e.Charge, e.Intent} {
		if id == "" {
			continue
		}
		ref := &stripeRef{fact: fact{ID: id}, ReferralID: referralID, AtMS: ms(s.clock.Now())}
		if id != e.Customer {
			ref.FactID = factID
		}
		if err := s.refs.Insert(ctx, ref); err != nil && store.Taken(err) != "id" {
			return err
		}
	}
	return nil
}

// wentBack records a refund or a dispute on the payment that it is of. It may come
// before the payment, or while the win waits for a person; then it waits.
func (s *Deals) wentBack(ctx context.Context, e *StripeEvent) (string, error) {
	ref, err := s.paymentOf(ctx, e)
	if err != nil {
		return "", err
	}
	if ref == nil {
		return s.wait(e)
	}
	r, err := found(s.book.Get(ctx, e.actor(), ref.ReferralID))
	if r == nil || err != nil {
		return outcomeUnmatched, err
	}
	if _, known := r.Deal.Payment(ref.FactID); !known {
		if suggested(r, ref.FactID) {
			return "", waitUntil{s.clock.Now().Add(dailyLook), "win_unconfirmed"}
		}
		return s.wait(e)
	}
	call := Call{Actor: e.actor()}
	if e.Dispute != "" {
		return lasting(outcomeRecorded, second(s.book.Dispute(ctx, call, r.ID, DisputeOfDeal{
			Payment: ref.FactID, ExternalID: e.Dispute, State: deal.State(e.State), Amount: e.Amount,
		})))
	}
	return lasting(outcomeRecorded, second(s.book.Refund(ctx, call, r.ID, RefundOfDeal{Payment: ref.FactID, Refunded: e.Refunded})))
}

// suggested reports whether a win by this fact waits for a person.
func suggested(r *referral.Referral, factID string) bool {
	return slices.ContainsFunc(r.Wins, func(w referral.SuggestedWin) bool { return w.Close.FactID == factID })
}

// wait gives an event whose payment isn't known another chance, for a while.
func (s *Deals) wait(e *StripeEvent) (string, error) {
	now := s.clock.Now()
	if now.Sub(e.CreatedAt()) >= waitForPayment {
		return outcomeUnmatched, nil
	}
	return "", waitUntil{now.Add(waitForPayment / 24), "payment_unknown"}
}

// paymentOf finds the payment that an event is about, by any of its ids.
func (s *Deals) paymentOf(ctx context.Context, e *StripeEvent) (*stripeRef, error) {
	for _, id := range []string{e.Charge, e.Intent, e.Invoice} {
		if id == "" {
			continue
		}
		ref, err := found(s.refs.Get(ctx, id))
		if ref != nil || err != nil {
			return ref, err
		}
	}
	return nil, nil
}

// lasting is the outcome of a verb: done, refused for good, or trouble that passes.
func lasting(done string, err error) (string, error) {
	switch {
	case err == nil:
		return done, nil
	case refused(err):
		return outcomeRefused + ":" + fault.Of(err).Reason, nil
	}
	return "", err
}

func second[T any](_ T, err error) error { return err }
