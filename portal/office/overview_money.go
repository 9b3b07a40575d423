package office

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// moneyView is what is owed, beside what is there to pay it from.
type moneyView struct {
	Unknown bool // Stripe couldn't be asked for the balance
	Charts  []view.Chart
	Short   []string // amounts that are missing
	Rows    []owedRow
}

// owedRow is what the rewards of one state come to.
type owedRow struct {
	State  string
	Amount string
}

// money compares approved rewards with the balance, one picture a currency. A
// balance that can't be read is said to be unknown, and the rest is shown.
func (p *Pages) money(c *gin.Context, f ui.Frame, owed []app.RewardsByStatus) *moneyView {
	v := &moneyView{}
	for _, o := range owed {
		v.Rows = append(v.Rows, owedRow{f.T("reward.status." + string(o.Status)), f.Money(o.Sum)})
	}
	floats, err := p.App.Rewards.Floats(c.Request.Context(), page.ReaderOf(c).Actor)
	if err != nil {
		v.Unknown = true
		return v
	}
	for _, one := range floats {
		available, due := money.Of(one.Available, one.Currency), money.Of(one.Owed, one.Currency)
		chart := view.Chart{
			Title:   f.T("office.money.title", "currency", strings.ToUpper(one.Currency)),
			Summary: f.T("office.money.enough"), Columns: [2]string{f.T("office.money.what"), f.T("office.money.amount")},
			Bars: []view.Bar{
				{Label: f.T("office.money.owed"), Value: max(one.Owed, 0), Shown: f.Money(due), Tone: view.Wait},
				{Label: f.T("office.money.available"), Value: max(one.Available, 0), Shown: f.Money(available), Tone: view.Good},
			},
		}
		if one.Owed > one.Available {
			short := f.Money(money.Of(one.Owed-max(one.Available, 0), one.Currency))
			chart.Summary = f.T("office.money.short", "amount", short)
			v.Short = append(v.Short, short)
		}
		v.Charts = append(v.Charts, chart)
	}
	return v
}
