package boot

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/stripesandbox"
	"github.com/goodword/goodword/portal/page"
)

// sandboxPage is the sandbox as the portal's page moves it; it implements
// page.Sandbox.
type sandboxPage struct{ house *House }

// Walk moves the clock, one walk at a time, and to its end: what a request may take
// is too little for months on a slow machine, and a walk that ends half way leaves a
// time that nobody asked for.
func (s sandboxPage) Walk(ctx context.Context, by time.Duration) error {
	if !s.house.walking.TryLock() {
		return fault.New(fault.Conflict, "clock_moving", "Somebody is moving the clock right now.")
	}
	defer s.house.walking.Unlock()
	return s.house.Walk(context.WithoutCancel(ctx), by)
}

// Look returns what the local server holds.
func (s sandboxPage) Look(ctx context.Context) (page.SandboxState, error) {
	o, err := s.house.Sandbox.Overlook(ctx)
	if err != nil {
		return page.SandboxState{}, err
	}
	armed, err := s.house.Sandbox.Armed(ctx)
	if err != nil {
		return page.SandboxState{}, err
	}
	out := page.SandboxState{Deliveries: o.Outbox}
	for _, currency := range slices.Sorted(maps.Keys(o.Balance)) {
		out.Balance = append(out.Balance, money.Of(o.Balance[currency], currency))
	}
	for _, a := range o.Accounts {
		out.Accounts = append(out.Accounts, page.SandboxAccount{ID: a.ID, MemberID: a.MemberID, Ready: a.Ready})
	}
	for _, c := range o.Charges {
		out.Charges = append(out.Charges, page.SandboxCharge{
			ID: c.ID, Amount: money.Of(c.Amount, c.Currency), Refunded: money.Of(c.Refunded, c.Currency), Disputed: c.Disputed, AtMS: c.Unix * 1000,
		})
	}
	for _, d := range o.Disputes {
		out.Disputes = append(out.Disputes, page.SandboxDispute{
			ID: d.ID, Amount: money.Of(d.Amount, d.Currency), Open: d.Status == "needs_response", Won: d.Status == "won",
		})
	}
	for _, t := range o.Transfers {
		out.Transfers = append(out.Transfers, page.SandboxTransfer{
			ID: t.ID, RewardID: t.RewardID, Account: t.Account, Amount: money.Of(t.Amount, t.Currency), Reversed: money.Of(t.Reversed, t.Currency), AtMS: t.Unix * 1000,
		})
	}
	for _, f := range armed {
		out.Faults = append(out.Faults, string(f.Kind))
	}
	return out, nil
}

// Do has something happen, and performs what that makes due.
func (s sandboxPage) Do(ctx context.Context, d page.SandboxDeed) error {
	if err := s.do(ctx, d); err != nil {
		return err
	}
	s.house.settle(ctx)
	return nil
}

func (s sandboxPage) do(ctx context.Context, d page.SandboxDeed) (err error) {
	box := s.house.Sandbox
	switch d.Kind {
	case page.DeedTopUp:
		return box.TopUp(ctx, d.Amount.Amount, d.Amount.Currency)
	case page.DeedPay:
		_, err = box.Pay(ctx, stripesandbox.Payment{
			Amount: d.Amount.Amount, Currency: d.Amount.Currency, Metadata: map[string]string{"referral_id": d.ID},
		})
	case page.DeedRefund:
		_, err = box.Refund(ctx, d.ID, 0)
	case page.DeedDispute:
		_, err = box.Dispute(ctx, d.ID)
	case page.DeedWin:
		err = box.CloseDispute(ctx, d.ID, "won")
	case page.DeedLose:
		err = box.CloseDispute(ctx, d.ID, "lost")
	case page.DeedAccount:
		err = box.SetAccount(ctx, d.ID, stripesandbox.AccountState(d.State))
	case page.DeedArm:
		err = box.Arm(ctx, stripesandbox.Fault{Kind: stripesandbox.FaultKind(d.State)})
	case page.DeedDisarm:
		err = box.Disarm(ctx)
	default:
		err = fmt.Errorf("boot: the sandbox can't %q", d.Kind)
	}
	return err
}
