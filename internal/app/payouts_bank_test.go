package app

import (
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/transfer"
)

// TestAChangeOfBankHoldsMoneyBack: the first bank account doesn't, another one does
// for seven days, its member is told once, and then it is paid.
func TestAChangeOfBankHoldsMoneyBack(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	payee := func() *member.Member {
		m, err := w.app.Members.find(t.Context(), w.referrer.ID)
		w.must(err)
		return m
	}
	if paused := payee().Payout.PausedUntilMS; paused != 0 {
		t.Fatalf("the first bank account pauses until %d", paused)
	}
	r := w.approvedReward(1, 20_000)
	w.must(w.sandbox.SetBank(t.Context(), w.account, 2))
	_, err := w.app.Payouts.Return(t.Context(), aggregate.Actor{Kind: aggregate.Referrer, ID: w.referrer.ID})
	w.must(err)
	w.hears(transfer.Event{ID: "evt_bank", Type: transfer.AccountUpdated, CreatedMS: ms(w.clock.Now()), Account: &transfer.AccountChange{ID: w.account}})
	n, mail := w.mails.of("payout_bank_changed")
	if n != 1 || mail.To != "kim@example.com" {
		t.Fatalf("%d mails, to %s", n, mail.To)
	}
	m := payee()
	if m.Payout.PausedUntilMS != ms(w.clock.Now().Add(member.BankPause)) || strings.Contains(m.Payout.Bank, "fp_") {
		t.Errorf("%+v", m.Payout)
	}
	if got := w.get(r.ID); got.Status != reward.Approved || got.Waiting != string(reward.WaitBankPause) || got.PayableFromMS() != m.Payout.PausedUntilMS {
		t.Fatalf("%s waits for %s from %d", got.Status, got.Waiting, got.PayableFromMS())
	}
	w.clock.advance(member.BankPause + time.Hour)
	w.run()
	if got := w.get(r.ID); got.Status != reward.Paid {
		t.Errorf("after the pause it is %s, %v", got.Status, got.WaitsFor())
	}
	if n, _ := w.mails.of("payout_bank_changed"); n != 1 {
		t.Errorf("told %d times", n)
	}
}
