package people

import (
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// reportPage is what became of a file.
type reportPage struct {
	Word   string
	Back   string
	Again  string // the upload
	Export string
	Report *app.Import
	Rows   []importRow
	Hidden int
	Zone   string
}

func (p *Pages) showReport(i importer) web.Handler {
	return func(c *gin.Context) error {
		f := p.Frame(c)
		doc, err := i.report(c.Request.Context(), page.ReaderOf(c).Actor, c.Param("id"))
		if err != nil {
			return err
		}
		v := reportPage{Word: i.word, Back: i.list, Again: i.path, Export: i.path + "s/" + doc.ID + "/rows.csv", Report: doc, Zone: zone(c)}
		for _, r := range doc.Rows {
			if r.Result == app.RowUnchanged || len(v.Rows) == shownRows {
				v.Hidden++
				continue
			}
			v.Rows = append(v.Rows, p.importRow(f, r))
		}
		return p.Show(c, reportView(f, v, i.list))
	}
}

// importRow is a row in words.
func (p *Pages) importRow(f ui.Frame, r app.ImportRow) importRow {
	return importRow{Line: r.Line, ID: r.ID, Result: rowStatus(r.Result), Problems: p.rowProblems(f, r)}
}

// rowStatus is what becomes of a row, in a word.
func rowStatus(r app.RowResult) view.Status {
	tone := view.Quiet
	switch r {
	case app.RowCreated:
		tone = view.Good
	case app.RowUpdated:
		tone = view.Now
	case app.RowRefused:
		tone = view.Stop
	}
	return view.Status{Tone: tone, Word: message.Of("people.row." + string(r))}
}

// rowProblems say what is wrong with a row, each with its column.
func (p *Pages) rowProblems(f ui.Frame, r app.ImportRow) []string {
	var out []string
	for i, one := range r.Faults {
		if key := rowProblem(one.Code); key != "" {
			out = append(out, f.T(key))
			continue
		}
		column, _, _ := strings.Cut(strings.Trim(one.Pointer, "/"), "/") // "/domains/0" is of the column "domains"
		out = append(out, f.T("people.row.column", "column", column, "problem", p.Faults(f, fault.OfFields(r.Faults[i]))[0].Text))
	}
	return out
}

// rowProblem is the key of what is wrong with a row as a whole, or "".
func rowProblem(code string) string {
	switch code {
	case "wrong_cell_count", "repeated", "other_source", "staff_by_file":
		return "people.row." + code
	}
	return ""
}

// exportReport writes every row of a report.
func (p *Pages) exportReport(i importer) web.Handler {
	return func(c *gin.Context) error {
		f := p.Frame(c)
		doc, err := i.report(c.Request.Context(), page.ReaderOf(c).Actor, c.Param("id"))
		if err != nil {
			return err
		}
		header := []string{f.T("people.row.line"), f.T("people.row.result"), f.T("people.row.id"), f.T("people.row.problems")}
		return p.CSV(c, "import-report.csv", header, func(write func(...string) error) error {
			for _, r := range doc.Rows {
				if err := write(strconv.Itoa(r.Line), f.Text(rowStatus(r.Result).Word), r.ID, strings.Join(p.rowProblems(f, r), " ")); err != nil {
					return err
				}
			}
			return nil
		})
	}
}
