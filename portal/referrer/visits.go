package referrer

import (
	"context"
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// weeks is how many weeks of visits are shown, the present one included.
const weeks = 12

// visits are those of one link, or of several.
type visits struct {
	Weeks [weeks]int64
	Total int64
	First time.Time // the Monday of the first week, UTC
}

// visitsOf counts the visits of a link in the last weeks.
func (p *Pages) visitsOf(ctx context.Context, actor aggregate.Actor, linkID string) (visits, error) {
	today := p.App.Now().UTC().Truncate(24 * time.Hour)
	v := visits{First: monday(today).AddDate(0, 0, -7*(weeks-1))}
	days, err := p.App.Visits.Days(ctx, actor, linkID, v.First, today)
	for i, d := range days {
		v.Weeks[i/7] += d.Visits
		v.Total += d.Visits
	}
	return v, err
}

func monday(day time.Time) time.Time { return day.AddDate(0, 0, -(int(day.Weekday())+6)%7) }

// visitsChart draws the visits of some links together.
func visitsChart(f ui.Frame, rows []linkRow) view.Chart {
	var all visits
	for _, r := range rows {
		all.First = r.Visits.First
		all.Total += r.Visits.Total
		for i, n := range r.Visits.Weeks {
			all.Weeks[i] += n
		}
	}
	return all.chart(f)
}

// chart draws visits week by week.
func (v visits) chart(f ui.Frame) view.Chart {
	c := view.Chart{
		Title: f.T("home.links.visits"), Summary: f.T("home.links.visits_sum", "count", v.Total),
		Columns: [2]string{f.T("home.links.week"), f.T("home.links.visits")},
	}
	for i, n := range v.Weeks {
		from := v.First.AddDate(0, 0, 7*i)
		c.Bars = append(c.Bars, view.Bar{
			Label: f.Day(from.UnixMilli(), "UTC"), Value: n, Shown: number(f, n),
			Tick: f.T("home.tick", "day", from.Day(), "month", message.Word{Kind: "home.month", Value: from.Format("1")}),
		})
	}
	return c
}

// visited reports whether there is anything to draw.
func visited(c view.Chart) bool {
	return slices.ContainsFunc(c.Bars, func(b view.Bar) bool { return b.Value > 0 })
}

// number writes a count as the reader's language does.
func number(f ui.Frame, n int64) string { return f.T("home.number", "n", n) }
