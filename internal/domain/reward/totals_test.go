package reward

import (
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/money"
)

func TestTotalsGroupByYearStatusAndCurrency(t *testing.T) {
	t.Parallel()
	at := func(year int) int64 { return time.Date(year, 5, 1, 0, 0, 0, 0, time.UTC).UnixMilli() }
	got := Total([]*Reward{
		{Status: Paid, Amount: money.Of(100, "eur"), PaidMS: at(2025)},
		{Status: Paid, Amount: money.Of(50, "eur"), PaidMS: at(2026)},
		{Status: WrittenOff, Amount: money.Of(25, "eur"), Reclaimed: money.Of(25, "eur"), PaidMS: at(2026)},
		{Status: ClawedBack, Amount: money.Of(30, "eur"), Reclaimed: money.Of(10, "eur"), PaidMS: at(2026)},
		{Status: Paid, Amount: money.Of(7, "usd"), PaidMS: at(2026)},
		{Status: Held, Amount: money.Of(5, "eur")},
		{Status: Approved, Amount: money.Of(3, "eur")},
		{Status: Approved, Amount: money.Of(4, "eur")},
		{Status: Rejected, Amount: money.Of(900, "eur")},
		{Status: Failed, Amount: money.Of(900, "eur")},
	})
	years := []Sum{{Paid, 2026, money.Of(95, "eur"), 3}, {Paid, 2026, money.Of(7, "usd"), 1}, {Paid, 2025, money.Of(100, "eur"), 1}}
	pending := []Sum{{Held, 0, money.Of(5, "eur"), 1}, {Approved, 0, money.Of(7, "eur"), 2}}
	for name, c := range map[string]struct{ got, want []Sum }{"years": {got.Years, years}, "pending": {got.Pending, pending}} {
		if len(c.got) != len(c.want) {
			t.Errorf("%s: %+v", name, c.got)
			continue
		}
		for i := range c.want {
			if c.got[i] != c.want[i] {
				t.Errorf("%s: %+v, want %+v", name, c.got[i], c.want[i])
			}
		}
	}
}
