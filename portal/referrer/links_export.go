package referrer

import (
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/portal/page"
)

// exportLinks sends the links that the page lists, all parts of it, as a file.
func (p *Pages) exportLinks(c *gin.Context) error {
	f, ctx, actor := p.Frame(c), c.Request.Context(), page.ReaderOf(c).Actor
	filter := linkFilter(c)
	part := func(part app.Page) (app.Listed[link.Link], error) {
		return p.App.Links.Search(ctx, actor, actor.ID, filter, part)
	}
	if _, err := part(app.Page{Limit: 1}); err != nil {
		return err // before a file begins
	}
	header := []string{
		f.T("home.links.name"), f.T("home.links.program"), f.T("home.links.address"), f.T("home.links.state"), f.T("home.links.created"),
		f.T("home.links.visits_12"), f.T("home.links.came"),
	}
	return p.CSV(c, "links.csv", header, func(write func(...string) error) error {
		for l, err := range app.Each(ctx, part, order(c)) {
			if err != nil {
				return err
			}
			rows, err := p.linkRows(c, f, []*link.Link{l})
			if err != nil {
				return err
			}
			r := rows[0]
			if err := write(r.Name, r.Program, r.Address, f.Text(r.Status.Word), isoDay(r.CreatedMS), strconv.FormatInt(r.Visits.Total, 10), strconv.FormatInt(r.Came, 10)); err != nil {
				return err
			}
		}
		return nil
	})
}

// isoDay is a date for files, in UTC; "" for none.
func isoDay(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).UTC().Format(time.DateOnly)
}
