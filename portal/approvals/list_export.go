package approvals

import (
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// columns are the export's, under approvals.csv.
var columns = []string{"id", "status", "person", "company", "referrer", "payee", "amount", "currency", "evidence", "approvals", "needed", "due", "late", "waits", "created", "referral", "program"}

// exportList writes exactly what a view's filters let through.
func (p *Pages) exportList(v listView) web.Handler {
	return func(c *gin.Context) error {
		f, q, ctx, actor := p.Frame(c), v.query(c), c.Request.Context(), page.ReaderOf(c).Actor
		part := func(at app.Page) (app.Listed[app.WaitingReward], error) {
			list, err := p.App.Rewards.Desk(ctx, actor, q.filter, at)
			out := app.Listed[app.WaitingReward]{Next: list.Next}
			for i := range list.Rows {
				out.Docs = append(out.Docs, &list.Rows[i])
			}
			return out, err
		}
		if _, err := part(app.Page{Limit: 1}); err != nil {
			return err // before the first byte is sent
		}
		header := make([]string, len(columns))
		for i, name := range columns {
			header[i] = f.T("approvals.csv." + name)
		}
		return p.CSV(c, "rewards-"+v.name+".csv", header, func(write func(...string) error) error {
			for w, err := range app.Each(ctx, part, app.Page{Oldest: q.order == "oldest"}) {
				if err != nil {
					return err
				}
				if err := write(line(f, *w)...); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// line is one row of the export.
func line(f ui.Frame, w app.WaitingReward) []string {
	r := newRow(w)
	waits := ""
	for i, m := range r.Waits {
		if i > 0 {
			waits += " "
		}
		waits += f.Text(m)
	}
	return []string{
		r.ID, f.Text(r.Status.Word), r.Person, r.Company, r.Referrer, w.Payee, plainAmount(r.Amount), upper(r.Amount.Currency),
		chipWords(f, r.Evidence), strconv.Itoa(r.Given), strconv.Itoa(r.Needed), isoTime(r.DueMS), isoTime(r.LateMS), waits,
		isoTime(r.CreatedMS), w.Reward.ReferralID, w.Reward.ProgramID,
	}
}

func chipWords(f ui.Frame, chips []view.Status) string {
	text := ""
	for i, s := range chips {
		if i > 0 {
			text += "; "
		}
		text += f.Text(s.Word)
	}
	return text
}

// plainAmount writes an amount for a spreadsheet, with a point before its minor
// unit.
func plainAmount(m money.Money) string {
	digits := money.Digits(m.Currency)
	if digits == 0 {
		return strconv.FormatInt(m.Amount, 10)
	}
	return strconv.FormatFloat(float64(m.Amount)/100, 'f', digits, 64)
}

// isoTime writes a time in UTC; 0 is none.
func isoTime(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).UTC().Format(time.RFC3339)
}
