package referrer

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/wording"
)

// exportRewards sends the rewards that the page lists, all parts of it, as a file.
func (p *Pages) exportRewards(c *gin.Context) error {
	f, ctx, actor := p.Frame(c), c.Request.Context(), page.ReaderOf(c).Actor
	filter := rewardFilter(c)
	part := func(part app.Page) (app.Listed[app.RewardRow], error) {
		return p.App.Rewards.Own(ctx, actor, filter, part)
	}
	if _, err := part(app.Page{Limit: 1}); err != nil {
		return err // before a file begins
	}
	header := []string{
		f.T("home.rewards.id"), f.T("home.rewards.person"), f.T("home.rewards.company"), f.T("home.rewards.what"), f.T("home.rewards.amount"), f.T("home.rewards.currency"),
		f.T("home.rewards.status"), f.T("home.rewards.why"), f.T("home.rewards.born"), f.T("home.rewards.payable"), f.T("home.rewards.paid_at"), f.T("home.rewards.returned"),
	}
	return p.CSV(c, "rewards.csv", header, func(write func(...string) error) error {
		for row, err := range app.Each(ctx, part, order(c)) {
			if err != nil {
				return err
			}
			r, words := row.Reward, wording.Reward(row.Reward)
			var why []string
			for _, w := range append(words.Waits, words.Status.Text) {
				if w.Key != "" {
					why = append(why, f.Text(w))
				}
			}
			err := write(r.ID, row.Person, row.Company, f.Text(words.For), r.Amount.Decimal(), strings.ToUpper(r.Amount.Currency), f.Text(words.Status.Word),
				strings.Join(why, " "), isoDay(r.CreatedMS), isoDay(r.PayableFromMS()), isoDay(r.PaidMS), returned(r.Reclaimed))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// returned is what has to be given back; "" for nothing.
func returned(m money.Money) string {
	if m.Amount == 0 {
		return ""
	}
	return m.Decimal()
}
