package stripesandbox_test

import (
	"testing"

	"github.com/goodword/goodword/internal/stripesandbox"
)

// What happened at the sandbox can be looked at, the newest first.
func TestOverlook(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	empty, err := w.Overlook(ctx)
	w.must(err)
	if len(empty.Balance)+len(empty.Accounts)+len(empty.Charges)+len(empty.Disputes)+len(empty.Transfers)+empty.Outbox != 0 {
		t.Errorf("at first: %+v", empty)
	}
	acct := w.payee("m1")
	paid, err := w.Pay(ctx, stripesandbox.Payment{Email: "b@example.test", Amount: 11900, Currency: "eur"})
	w.must(err)
	second, err := w.Pay(ctx, stripesandbox.Payment{Email: "c@example.test", Amount: 5000, Currency: "eur"})
	w.must(err)
	_, err = w.Refund(ctx, paid.Charge, 900)
	w.must(err)
	dispute, err := w.Dispute(ctx, second.Charge)
	w.must(err)
	sent, err := w.client.Send(ctx, request("r1", acct))
	w.must(err)
	o, err := w.Overlook(ctx)
	w.must(err)
	if len(o.Charges) != 2 || o.Charges[0].ID != second.Charge || !o.Charges[0].Disputed || o.Charges[1].Refunded != 900 {
		t.Errorf("charges %+v", o.Charges)
	}
	if len(o.Disputes) != 1 || o.Disputes[0].ID != dispute || o.Disputes[0].Charge != second.Charge || o.Disputes[0].Status != "needs_response" {
		t.Errorf("disputes %+v", o.Disputes)
	}
	if len(o.Transfers) != 1 || o.Transfers[0].ID != sent.ID || o.Transfers[0].Account != acct || o.Transfers[0].RewardID != "r1" {
		t.Errorf("transfers %+v", o.Transfers)
	}
	if len(o.Accounts) != 1 || o.Accounts[0] != (stripesandbox.AccountSight{ID: acct, MemberID: "m1", Ready: true}) {
		t.Errorf("accounts %+v", o.Accounts)
	}
	if o.Balance["eur"] != w.available() {
		t.Errorf("%+v", o)
	}
}
