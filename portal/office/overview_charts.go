package office

import (
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// funnelChart shows how far the introductions of a period got.
func funnelChart(f ui.Frame, funnel []app.ReachedCount) view.Chart {
	c := view.Chart{
		Title: f.T("office.overview.funnel"), Columns: [2]string{f.T("office.overview.step"), f.T("office.overview.introductions")},
		Summary: f.T("office.overview.funnel_none"),
	}
	for _, r := range funnel {
		c.Bars = append(c.Bars, view.Bar{Label: f.T("office.reached." + string(r.Milestone)), Value: r.Count, Shown: number(r.Count)})
	}
	if first, last := funnel[0].Count, funnel[len(funnel)-1].Count; first > 0 {
		c.Summary = f.T("office.overview.funnel_summary", "count", first, "won", last)
		c.Bars[len(c.Bars)-1].Tone = view.Good
	}
	return c
}

// keptChart shows the kept rate month by month; a month in which nothing was
// decided has no column.
func keptChart(f ui.Frame, months []app.KeptMonth) view.Chart {
	c := view.Chart{
		Title: f.T("office.overview.kept"), Columns: [2]string{f.T("office.overview.month"), f.T("office.overview.kept_rate")},
		Summary: f.T("office.overview.kept_none"),
	}
	for _, m := range months {
		bar := view.Bar{Label: monthWord(f, m.From), Shown: "–"}
		if percent, decided := m.Tally.Rate(); decided {
			bar.Value = int64(max(percent, 1))
			bar.Shown = f.T("office.overview.of_decided", "percent", percent, "count", decidedOf(m.Tally))
			c.Summary = f.T("office.overview.kept_summary")
		}
		c.Bars = append(c.Bars, bar)
	}
	return c
}

func decidedOf(t promise.Tally) int { return t.Kept + t.KeptLate + t.Broken + t.Breaches }

// monthWord is a month as its number and year, which every language reads.
func monthWord(f ui.Frame, at time.Time) string {
	return f.T("office.overview.month_word", "month", at.Format("01"), "year", at.Format("06"))
}
