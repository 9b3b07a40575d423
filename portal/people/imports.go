package people

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// importer is one kind of file: where its pages stand, and what they call.
type importer struct {
	path    string // of the upload; a report stands under path + "s"
	list    string
	word    string // of its words: "members" or "companies"
	preview func(ctx context.Context, actor aggregate.Actor, file []byte) (app.ImportPreview, error)
	run     func(ctx context.Context, call app.Call, file []byte) (app.Done[app.Import], error)
	report  func(ctx context.Context, actor aggregate.Actor, id string) (*app.Import, error)
	opens   bool // it may change who can sign in
}

func (p *Pages) importers() []importer {
	if p.App == nil {
		return nil
	}
	m, c := p.App.Members, p.App.Companies
	return []importer{
		{members + "/import", members, "members", m.PreviewCSV, m.ImportCSV, m.ImportReport, true},
		{companies + "/import", companies, "companies", c.PreviewCSV, c.ImportCSV, c.ImportReport, false},
	}
}

// uploadPage asks for a file.
type uploadPage struct {
	Word   string
	Post   string
	Back   string
	Faults ui.Faults
}

func (p *Pages) showUpload(i importer) web.Handler {
	show := func(c *gin.Context) error { return p.Show(c, uploadView(p.Frame(c), i.upload())) }
	if i.opens {
		return p.proved(show)
	}
	return show
}

func (i importer) upload() uploadPage {
	return uploadPage{Word: i.word, Post: i.path + "/preview", Back: i.list}
}

// previewPage says what a file would do, row by row. It carries the file itself to
// the next step: nothing of it is kept in between.
type previewPage struct {
	Word    string
	Post    string
	Back    string
	Preview app.ImportPreview
	Rows    []importRow
	Hidden  int // rows that change nothing, or are too many to show
	File    string
}

// importRow is one row of a preview or a report.
type importRow struct {
	Line     int
	Name     string
	ID       string
	Result   view.Status
	Problems []string
}

// shownRows is how many rows of a file a page shows.
const shownRows = 200

func (p *Pages) previewImport(i importer) web.Handler {
	return func(c *gin.Context) error {
		f := p.Frame(c)
		up, err := readUpload(c)
		if err != nil {
			return p.uploadAgain(c, f, i, err)
		}
		preview, err := i.preview(c.Request.Context(), page.ReaderOf(c).Actor, up.file)
		if err != nil {
			return p.uploadAgain(c, f, i, err)
		}
		v := previewPage{Word: i.word, Post: i.path, Back: i.path, Preview: preview, File: string(up.file)}
		for _, r := range preview.Rows {
			if r.Result == app.RowUnchanged || len(v.Rows) == shownRows {
				v.Hidden++
				continue
			}
			row := p.importRow(f, r.ImportRow)
			row.Name = r.Name
			v.Rows = append(v.Rows, row)
		}
		return p.Show(c, previewView(f, v))
	}
}

// uploadAgain shows what is wrong with a file beside the field.
func (p *Pages) uploadAgain(c *gin.Context, f ui.Frame, i importer, err error) error {
	e := fault.Of(err)
	if e == nil || e.Code != fault.Malformed && e.Code != fault.Invalid && e.Code != fault.TooLarge {
		return err
	}
	v := i.upload()
	v.Faults = ui.Faults{{Control: "file", Text: fileProblem(f, e)}}
	return p.ShowAgain(c, uploadView(f, v))
}

// fileProblem says what is wrong with a whole file.
func fileProblem(f ui.Frame, e *fault.Error) string {
	switch e.Reason {
	case "broken_csv":
		return f.T("people.file.broken_csv", "line", e.Args["line"])
	case "unknown_column":
		return f.T("people.file.unknown_column", "column", e.Args["column"])
	case "repeated_column":
		return f.T("people.file.repeated_column", "name", e.Args["name"])
	case "file_too_large", "too_many_rows", "not_utf8", "file_empty", "column_missing":
		return f.T("people.file." + e.Reason)
	}
	return f.T("people.file.unreadable")
}

// runImport takes a file that was looked at.
func (p *Pages) runImport(i importer) web.Handler {
	return func(c *gin.Context) error {
		f := p.Frame(c)
		up, err := readUpload(c)
		if err != nil {
			return p.uploadAgain(c, f, i, err)
		}
		call, err := p.Call(c, view.Answers{"once": {up.once}, "file": {string(up.file)}})
		if err != nil {
			return err
		}
		done, err := i.run(c.Request.Context(), call, up.file)
		if isStale(err) {
			return p.prove(c, i.path)
		}
		if err != nil {
			return p.uploadAgain(c, f, i, err)
		}
		return p.Say(c, i.path+"s/"+done.Doc.ID, "people.said.imported", "count", done.Doc.Created+done.Doc.Updated)
	}
}
