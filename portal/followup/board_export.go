package followup

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
)

// columns are the file's, by the keys of their names.
var columns = []string{
	"desk.csv.id", "desk.csv.person", "desk.csv.company", "desk.csv.referrer", "desk.csv.rep", "followup.groups", "followup.csv.next", "followup.csv.due",
}

// export sends the board as a file: the rows of all its parts.
func (p *Pages) export(c *gin.Context, f ui.Frame, filter app.BoardFilter) error {
	ctx, actor := c.Request.Context(), page.ReaderOf(c).Actor
	part := app.Page{Limit: 100}
	b, err := p.App.Referrals.Board(ctx, actor, filter, part)
	if err != nil {
		return err // before the first byte is sent
	}
	head := make([]string, len(columns))
	for i, key := range columns {
		head[i] = f.T(key)
	}
	return p.CSV(c, "follow-up.csv", head, func(write func(...string) error) error {
		for {
			for _, r := range b.Rows {
				if err := write(line(f, r)...); err != nil {
					return err
				}
			}
			if part.Cursor = b.Next; b.Next == "" {
				return nil
			}
			if b, err = p.App.Referrals.Board(ctx, actor, filter, part); err != nil {
				return err
			}
		}
	})
}

// line is one row of the file.
func line(f ui.Frame, r app.BoardRow) []string {
	row, who := rowOf(f, r), r.Referral.Personal
	return []string{r.Referral.ID, who.Name, who.Company, r.Names.Referrer, r.RepName, f.Text(row.Status.Word), f.Text(row.What), stamp(r.Due.ByMS)}
}

// stamp writes a time in a file; nothing for none.
func stamp(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).UTC().Format(time.RFC3339)
}
