package desk

import (
	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// What the customer paid, and what went back.

var paymentAction = action{name: "payment", key: "payment", verb: referral.Payment,
	fields: func(a asking) []view.Field {
		f := a.f
		return append(amountFields(a, "desk.field.paid"),
			text(f, "tax", "desk.field.tax", false, 30),
			view.Field{Name: "reference", Type: view.Text, Required: true, Label: f.T("desk.field.payment_reference"), MaxLength: 128},
			view.Field{Name: "paid_at", Type: view.Date, Label: f.T("desk.field.paid_at"), Help: f.T("desk.field.today")},
		)
	},
	do: func(d doing) error {
		amount, at, err := d.dated("paid_at")
		if err != nil {
			return err
		}
		in := app.PaymentOfDeal{ExternalID: d.one("reference"), Amount: amount, PaidAt: at}
		if typed := d.one("tax"); typed != "" {
			tax, err := wording.Amount("/tax", typed, amount.Currency)
			if err != nil {
				return err
			}
			in.Tax = tax.Amount
		}
		_, err = d.app.Referrals.Pay(d.ctx, d.call, d.i.Referral.ID, in)
		return repoint(ofRange(err), "external_id", "reference")
	},
}

var refundAction = action{name: "refund", key: "refund", verb: referral.Refund, sure: true, when: hasPayments,
	fields: func(a asking) []view.Field {
		return append(paymentChoice(a), text(a.f, "refunded", "desk.field.refunded", true, 30))
	},
	do: func(d doing) error {
		back, err := d.ofPayment("refunded")
		if err != nil {
			return err
		}
		_, err = d.app.Referrals.Refund(d.ctx, d.call, d.i.Referral.ID, app.RefundOfDeal{Payment: d.one("payment"), Refunded: back.Amount})
		return ofRange(err)
	},
}

var disputeAction = action{name: "dispute", key: "dispute", verb: referral.Dispute, when: hasPayments,
	fields: func(a asking) []view.Field {
		states := []string{string(deal.Open), string(deal.Won), string(deal.Lost)}
		return append(paymentChoice(a),
			text(a.f, "external_id", "desk.field.dispute_id", true, 128),
			view.Field{Name: "state", Type: view.Choice, Required: true, Label: a.f.T("desk.field.dispute_state"), Options: options(a.f, "desk.dispute.", states)},
			text(a.f, "disputed", "desk.field.disputed", true, 30),
		)
	},
	do: func(d doing) error {
		about, err := d.ofPayment("disputed")
		if err != nil {
			return err
		}
		_, err = d.app.Referrals.Dispute(d.ctx, d.call, d.i.Referral.ID, app.DisputeOfDeal{
			Payment: d.one("payment"), ExternalID: d.one("external_id"), State: deal.State(d.one("state")), Amount: about.Amount,
		})
		return repoint(ofRange(err), "amount", "disputed")
	},
}

func hasPayments(i *item) bool { return len(i.Referral.Deal.Payments) > 0 }

// paymentChoice asks which payment is meant.
func paymentChoice(a asking) []view.Field {
	q := view.Field{Name: "payment", Type: view.Choice, Required: true, Label: a.f.T("desk.field.payment")}
	for _, p := range a.i.Referral.Deal.Payments {
		q.Options = append(q.Options, view.Option{Value: p.FactID, Label: a.f.T("desk.payment", "amount", p.Amount, "date", a.i.day(a.f, p.PaidMS))})
	}
	return []view.Field{q}
}

// ofPayment reads an amount in the currency of the chosen payment.
func (d doing) ofPayment(name string) (money.Money, error) {
	p, ok := d.i.Referral.Deal.Payment(d.one("payment"))
	if !ok {
		return money.Money{}, fault.OfField("/payment", "not_a_choice", "Choose one of the payments.")
	}
	return wording.Amount("/"+name, d.one(name), p.Amount.Currency)
}
