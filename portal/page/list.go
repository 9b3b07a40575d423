package page

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/fault"
)

// ListPage is the part of a list that an address asks for.
func ListPage(c *gin.Context) app.Page {
	limit, err := strconv.Atoi(c.Query("limit"))
	if err != nil {
		limit = 0
	}
	return app.Page{Cursor: c.Query("cursor"), Limit: limit}
}

// Next is the address of a list's next part, with its filters; "" when cursor is.
func Next(c *gin.Context, cursor string) string {
	if cursor == "" {
		return ""
	}
	return With(c, "cursor", cursor)
}

// First is the address of a list's first part, with its filters; "" when this is
// it.
func First(c *gin.Context) string {
	if c.Query("cursor") == "" {
		return ""
	}
	return With(c, "cursor", "")
}

// With is the address of a request with one of its query's values set, or dropped
// where value is "".
func With(c *gin.Context, name, value string) string {
	u := *c.Request.URL
	q := u.Query()
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	u.RawQuery = q.Encode()
	return u.RequestURI()
}

// File is where the list of a request is a file: whole, with its filters.
func File(c *gin.Context, path string) string {
	q := c.Request.URL.Query()
	q.Del("cursor")
	q.Del("limit")
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// NoWords reports whether a search was refused because it had no word in it, such as
// a lone question mark: it finds nothing.
func NoWords(err error) bool {
	e := fault.Of(err)
	return e != nil && len(e.Fields) == 1 && e.Fields[0].Pointer == "?q"
}
