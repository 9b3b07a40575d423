package boot

import (
	"context"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/money"
)

// won: the CRM reports the deal; cents are what it is worth.
func won(day int, cents int64) scene { return wonIn(day, cents, "eur") }

func wonIn(day int, cents int64, currency string) scene {
	return byShop(day, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.Win(ctx, call, s.id, s.deal(cents, currency))
		return err
	})
}

func (s stage) deal(cents int64, currency string) app.WinReferral {
	return app.WinReferral{
		ExternalID: "deal-" + s.key, Amount: money.Of(cents, currency), Stage: "Signed",
		Evidence: app.DealEvidence{Kind: "contract", Reference: "C-" + s.key},
	}
}

// wonByPartner: the partner reports a win, which somebody of ours confirms.
func wonByPartner(day int, cents int64) scene {
	return scene{day, func(ctx context.Context, s stage) error {
		return s.as(s.friend, func(call app.Call) error {
			_, err := s.App.Referrals.Win(ctx, call, s.id, s.deal(cents, "eur"))
			return err
		})
	}}
}

// winConfirmed: a colleague confirms the win that the partner reported.
func winConfirmed(day int, who string) scene {
	return byStaff(day, who, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.ConfirmWin(ctx, call, s.id, 1, app.Remarked{Reason: "The contract is in the file."})
		return err
	})
}

// paid: the CRM reports that the customer paid, tax included.
func paid(day int, cents int64) scene { return paidIn(day, cents, "eur") }

func paidIn(day int, cents int64, currency string) scene {
	return byShop(day, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.Pay(ctx, call, s.id, app.PaymentOfDeal{
			ExternalID: "invoice-" + s.key, Amount: money.Of(cents, currency), Tax: cents * 19 / 119,
		})
		return err
	})
}

func refunded(day int, cents int64) scene {
	return byShop(day, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.Refund(ctx, call, s.id, app.RefundOfDeal{Payment: "invoice-" + s.key, Refunded: cents})
		return err
	})
}

func disputed(day int, cents int64) scene {
	return byShop(day, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.Dispute(ctx, call, s.id, app.DisputeOfDeal{
			Payment: "invoice-" + s.key, ExternalID: "dispute-" + s.key, State: "open", Amount: cents,
		})
		return err
	})
}
