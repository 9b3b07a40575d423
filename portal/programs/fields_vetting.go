package programs

import (
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/vetting"
)

// vetted is what vetting judges by (PRODUCT.md §5).
func vetted([]string) []termsGroup {
	policy := func(name string, field func(*program.Terms) *vetting.Policy) termsControl {
		c := pick(name, "/vetting/"+name, field, vetting.Allow, vetting.Review, vetting.Decline)
		c.set, c.help = "policy", true
		return c
	}
	score := number("accept_from", "/vetting/accept_from", 0, 100, func(t *program.Terms) *int { return &t.Vetting.AcceptFrom })
	why := number("min_why", "/vetting/min_why", 0, 500, func(t *program.Terms) *int { return &t.Vetting.MinWhy })
	nothing := number("nothing_review", "/vetting/nothing_review", 1, 100, func(t *program.Terms) *int64 { return &t.Vetting.NothingReview })
	score.help, why.help, nothing.help = true, true, true
	return []termsGroup{
		{"known", []termsControl{
			policy("expansion", func(t *program.Terms) *vetting.Policy { return &t.Vetting.Expansion }),
			policy("open_deal", func(t *program.Terms) *vetting.Policy { return &t.Vetting.OpenDeal }),
			policy("own_domain", func(t *program.Terms) *vetting.Policy { return &t.Vetting.OwnDomain }),
		}},
		{"quality", []termsControl{why, score}},
		{"pace", []termsControl{
			number("per_hour", "/vetting/per_hour", 1, 1000, func(t *program.Terms) *int64 { return &t.Vetting.PerHour }),
			number("per_day", "/vetting/per_day", 1, 10_000, func(t *program.Terms) *int64 { return &t.Vetting.PerDay }),
			number("per_month", "/vetting/per_month", 1, 100_000, func(t *program.Terms) *int64 { return &t.Vetting.PerMonth }),
		}},
		{"history", []termsControl{
			number("history_from", "/vetting/history_from", 1, 1000, func(t *program.Terms) *int64 { return &t.Vetting.HistoryFrom }),
			nothing,
		}},
	}
}
