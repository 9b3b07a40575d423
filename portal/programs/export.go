package programs

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/page"
)

// exportPrograms is the list as a file, with the same filter.
func (p *Pages) exportPrograms(c *gin.Context) error {
	f := p.Frame(c)
	ctx, by := c.Request.Context(), page.ReaderOf(c).Actor
	filter := app.ProgramFilter{State: c.Query("state")}
	part := func(part app.Page) (app.Listed[program.Program], error) {
		return p.App.Programs.List(ctx, by, filter, part)
	}
	if _, err := part(app.Page{Limit: 1}); err != nil {
		return err // before the first byte, as a page
	}
	var header []string
	for _, column := range []string{"id", "name", "state", "revision", "published", "open", "kept"} {
		header = append(header, f.T("programs.column."+column))
	}
	return p.CSV(c, "programs.csv", header, func(write func(...string) error) error {
		for doc, err := range app.Each(ctx, part, app.Page{}) {
			if err != nil {
				return err
			}
			row, err := p.listRow(ctx, f, by, doc)
			if err != nil {
				return err
			}
			published := ""
			if doc.PublishedMS > 0 {
				published = f.Day(doc.PublishedMS, doc.Draft.Calendar.Zone)
			}
			state := f.T("programs.state." + string(doc.State))
			if err := write(doc.ID, doc.Name, state, decimalNumber(doc.Published), published, strconv.FormatInt(row.Open, 10), row.Kept); err != nil {
				return err
			}
		}
		return nil
	})
}
