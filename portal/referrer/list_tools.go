package referrer

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// order is the part of a list that an address asks for, in its order.
func order(c *gin.Context) app.Page {
	p := page.ListPage(c)
	p.Oldest = c.Query("sort") == "oldest"
	return p
}

// sortSelect chooses the order of a list.
func sortSelect(c *gin.Context, f ui.Frame) view.Select {
	return view.Select{Name: "sort", Label: f.T("home.list.sort"), Value: c.Query("sort"), Options: []view.Option{
		{Label: f.T("home.list.newest")}, {Value: "oldest", Label: f.T("home.list.oldest")},
	}}
}
