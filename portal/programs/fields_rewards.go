package programs

import (
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/reward"
)

// rewarded is what holds for all reward rules; each rule has a page of its own.
func rewarded([]string) []termsGroup {
	two := byCurrency("two_from", "/rewards/approval/two_from", func(t *program.Terms) *map[string]int64 { return &t.Rewards.Approval.TwoFrom })
	auto := byCurrency("auto_below", "/rewards/approval/auto_below", func(t *program.Terms) *map[string]int64 { return &t.Rewards.Approval.AutoBelow })
	minimum := byCurrency("minimum", "/rewards/minimum", func(t *program.Terms) *map[string]int64 { return &t.Rewards.Minimum })
	refund := pick("refund", "/rewards/refund", func(t *program.Terms) *reward.RefundPolicy { return &t.Rewards.Refund }, reward.Proportional, reward.FullOnly)
	refund.explained = true
	split := pick("split", "/rewards/split", func(t *program.Terms) *reward.SplitPolicy { return &t.Rewards.Split }, reward.Recorded)
	split.help = true
	days := number("refund_days", "/rewards/refund_days", 0, 730, func(t *program.Terms) *int { return &t.Rewards.RefundDays })
	hold := number("hold_days", "/rewards/hold_days", 0, 730, func(t *program.Terms) *int { return &t.Rewards.HoldDays })
	days.help, hold.help = true, true
	return []termsGroup{
		{"hold", []termsControl{hold, days, refund}},
		{"approval", []termsControl{two, auto}},
		{"payout", []termsControl{
			minimum,
			number("minimum_days", "/rewards/minimum_days", 1, 730, func(t *program.Terms) *int { return &t.Rewards.MinimumDays }),
			split,
		}},
	}
}
