package member_test

import (
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/transfer"
)

// TestAChangeOfBankPauses, the first bank account doesn't, nor does silence of
// Stripe about it, nor a late report about an earlier one.
func TestAChangeOfBankPauses(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 6, 2, 8, 0, 0, 0, time.UTC)
	m := &member.Member{Kind: member.Customer, State: member.Active, Payout: member.Payout{AccountID: "acct_1"}}
	for i, step := range []struct {
		bank   string
		after  time.Duration
		paused time.Duration // until so long after the start; 0 for not at all
	}{
		{"", 1 * time.Hour, 0},
		{"one", 2 * time.Hour, 0},
		{"one", 3 * time.Hour, 0},
		{"", 4 * time.Hour, 0},
		{"two", 5 * time.Hour, 5*time.Hour + member.BankPause},
		{"one", 4 * time.Hour, 5*time.Hour + member.BankPause}, // older than what is known
		{"two", 6 * time.Hour, 5*time.Hour + member.BankPause},
		{"one", 7 * time.Hour, 7*time.Hour + member.BankPause},
	} {
		_, err := m.RecordAccount(transfer.Account{ID: "acct_1", Bank: step.bank, PayoutsEnabled: true, TransfersActive: true}, aggregate.ByClock, at.Add(step.after))
		if err != nil {
			t.Fatal(err)
		}
		want := int64(0)
		if step.paused != 0 {
			want = at.Add(step.paused).UnixMilli()
		}
		if _, told := m.Pending(member.TaskBankChanged); m.Payout.PausedUntilMS != want || told != (want != 0) {
			t.Errorf("step %d: paused until %d, want %d; told %v", i, m.Payout.PausedUntilMS, want, told)
		}
	}
}
