package people

import (
	"encoding/json"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// listAt is a part of a list, and the order that its address names.
type listAt struct {
	app.Page
	order string
}

// listPage is what every list here shows around its rows.
type listPage struct {
	Tabs        []view.Tab
	Toolbar     view.Toolbar
	Admin       bool
	Problem     string // why the search wasn't made
	First, Next string
}

// around fills what is around the rows of a list. It takes a search that can't be
// made as part of the page: somebody is still typing.
func (p *Pages) around(c *gin.Context, f ui.Frame, path, next string, err error) (listPage, error) {
	l := listPage{Tabs: tabs(f, path), Admin: isAdmin(c), First: page.First(c), Next: page.Next(c, next)}
	l.Toolbar = view.Toolbar{Action: path, Search: &view.Search{Label: f.T("people.list.search"), Value: c.Query("q")}, Export: path + ".csv"}
	if raw := c.Request.URL.RawQuery; raw != "" {
		l.Toolbar.Export += "?" + raw
	}
	if err != nil {
		if l.Problem = searchProblem(f, err); l.Problem == "" {
			return l, err
		}
		l.Toolbar.Export = ""
	}
	return l, nil
}

// searchProblem says what is wrong with the words that somebody looks for, or "".
func searchProblem(f ui.Frame, err error) string {
	e := fault.Of(err)
	if e == nil || len(e.Fields) != 1 || e.Fields[0].Pointer != "?q" {
		return ""
	}
	if e.Fields[0].Code == "too_short" {
		return f.T("people.list.too_short")
	}
	return f.T("page.fault.invalid")
}

// isoDay writes the day of a time in UTC; 0 is none.
func isoDay(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).UTC().Format(time.DateOnly)
}

// metadataCell is a document's metadata as an import reads it back: a JSON object,
// or nothing.
func metadataCell(m aggregate.Metadata) string {
	if len(m) == 0 {
		return ""
	}
	body, err := json.Marshal(m)
	if err != nil {
		return "" // texts always encode
	}
	return string(body)
}
