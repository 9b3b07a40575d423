package office

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// oldestFirst is the value of an address that turns a list round.
const oldestFirst = "oldest"

// orderOf is the choice of which end of a list comes first.
func orderOf(c *gin.Context, f ui.Frame) view.Select {
	return view.Select{Name: "order", Label: f.T("office.list.order"), Value: c.Query("order"), Options: []view.Option{
		{Label: f.T("office.list.newest")}, {Value: oldestFirst, Label: f.T("office.list.oldest")},
	}}
}

// listProblem says why a list can't be looked for as it was asked: somebody is still
// typing. "" for another error, and for none.
func listProblem(f ui.Frame, err error) string {
	e := fault.Of(err)
	if err == nil || e == nil || len(e.Fields) != 1 {
		return ""
	}
	switch field := e.Fields[0]; {
	case field.Pointer == "?q" && field.Code == "too_short":
		return f.T("office.list.too_short")
	case field.Pointer == "?to" && field.Code == "out_of_range":
		return f.T("office.list.backwards")
	}
	return ""
}
