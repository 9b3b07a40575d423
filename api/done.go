package api

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/web"
)

// pageQuery is the query of a list without filters.
type pageQuery struct {
	Limit  int    `form:"limit" default:"25" minimum:"1" maximum:"100"` // entries of a page
	Cursor string `form:"cursor" maxLength:"512"`                       // of the page before
}

// settle writes the headers that the answer to an action has: the revision of what
// it acted on, and whether the Idempotency-Key had done it before.
func settle(c *gin.Context, m *aggregate.Meta, replayed bool) {
	if replayed {
		web.Replayed(c)
	}
	web.SetRevision(c, m.Revision)
}

// made answers 201 with what an upsert has made, and 200 with what was there.
func made(c *gin.Context, created bool, location string, v any) error {
	if created {
		return web.Created(c, location, v)
	}
	return web.OK(c, v)
}

// oldest is the order of a list that begins with what was made first.
const oldest = "oldest"

// page answers with a part of a list, each entry as view shows it.
func page[T, V any](c *gin.Context, l app.Listed[T], view func(*T) V) error {
	out := make([]V, len(l.Docs))
	for i, d := range l.Docs {
		out[i] = view(d)
	}
	return web.Page(c, out, l.Next)
}

// verb is an action without a body on one thing.
type verb[T any] func(ctx context.Context, call app.Call, id string) (app.Done[T], error)

// perform runs a verb on the thing that the path names; action is what is done.
func perform[T any](a *API, c *gin.Context, noun, action string, do verb[T]) (app.Done[T], error) {
	id := c.Param("id")
	call, err := a.call(c, "/v1/"+noun+"/"+id+"/"+action, nil)
	if err != nil {
		return app.Done[T]{}, err
	}
	return do(c.Request.Context(), call, id)
}
