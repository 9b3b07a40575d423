package stripesandbox

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/store"
)

// scanAtOnce is how many objects a list reads in one go.
const scanAtOnce = 200

// pageParams are the parameters of every list.
func pageParams() []param {
	return []param{{name: "limit", kind: integer}, {name: "starting_after"}, {name: "ending_before"}, {name: "expand[*]"}, {name: "created", kind: integer},
		{name: "created[gt]", kind: integer}, {name: "created[gte]", kind: integer}, {name: "created[lt]", kind: integer}, {name: "created[lte]", kind: integer}}
}

// listAll lists a kind. The members are filters that have a list of their own; the
// first that is given chooses the list and the others narrow it.
func listAll(kind, url string, members ...string) func(*tx, *call) (any, error) {
	return func(t *tx, c *call) (any, error) {
		name := listName(kind)
		for _, m := range members {
			if v := c.params[m]; v != "" {
				name = listName(kind, m, v)
				break
			}
		}
		return t.page(c, url, name, members...)
	}
}

// show returns one object of a kind.
func show[T any](kind string) func(*tx, *call) (any, error) {
	return func(t *tx, c *call) (any, error) { return fetch[T](t, kind, c.id) }
}

// fetch loads an object of a kind, or refuses.
func fetch[T any](t *tx, kind, id string) (*T, error) {
	v := new(T)
	ok, err := t.load(kind, id, v)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, missing(strings.ReplaceAll(kind, "_", " "), id, "id")
	}
	return v, nil
}

// page reads one page of a list, newest first.
func (t *tx) page(c *call, url, name string, filters ...string) (any, error) {
	limit := c.params.number("limit", 10)
	if limit < 1 || limit > 100 {
		return nil, invalid("parameter_invalid_integer", "limit", "Limit must be between 1 and 100.")
	}
	after, before := c.params["starting_after"], c.params["ending_before"]
	if after != "" && before != "" {
		return nil, invalid("parameters_exclusive", "starting_after", "Give either starting_after or ending_before.")
	}
	q, args := newestFirst, store.Args{Equal: []any{name}, Limit: scanAtOnce}
	if before != "" {
		q = oldestFirst
	}
	if at := after + before; at != "" {
		o, err := t.find(at)
		if err != nil {
			return nil, err
		}
		if o == nil || !slices.Contains(o.Lists, name) {
			return nil, missing("object", at, "starting_after")
		}
		args.After = &store.Cursor{Sort: o.Seq, ID: o.ID}
	}
	out := list{Object: "list", Data: []json.RawMessage{}, URL: url}
	if err := t.scan(q, args, func(o *object) bool {
		if !t.shows(c, o, filters) {
			return true
		}
		if out.HasMore = int64(len(out.Data)) == limit; out.HasMore {
			return false
		}
		out.Data = append(out.Data, json.RawMessage(o.Body))
		return true
	}); err != nil {
		return nil, err
	}
	if before != "" {
		slices.Reverse(out.Data)
	}
	return out, nil
}

// scan gives the objects of a query to take until it says no.
func (t *tx) scan(q store.Query, args store.Args, take func(*object) bool) error {
	for {
		found, err := t.s.objects.Find(t.ctx, q, args)
		if err != nil {
			return err
		}
		for _, o := range found {
			if !take(o) {
				return nil
			}
		}
		if len(found) < args.Limit {
			return nil
		}
		last := found[len(found)-1]
		args.After = &store.Cursor{Sort: last.Seq, ID: last.ID}
	}
}

// shows reports whether a list shows an object under the filters of a call.
func (t *tx) shows(c *call, o *object, filters []string) bool {
	created := o.CreatedMS / 1000
	if t.lag > 0 && t.unix()-created < t.lag {
		return false
	}
	for op, keep := range map[string]func(bound int64) bool{
		"created":      func(b int64) bool { return created == b },
		"created[gt]":  func(b int64) bool { return created > b },
		"created[gte]": func(b int64) bool { return created >= b },
		"created[lt]":  func(b int64) bool { return created < b },
		"created[lte]": func(b int64) bool { return created <= b },
	} {
		if bound, err := strconv.ParseInt(c.params[op], 10, 64); err == nil && !keep(bound) {
			return false
		}
	}
	var members map[string]any
	for _, f := range filters {
		want := c.params[f]
		if want == "" {
			continue
		}
		if members == nil && json.Unmarshal([]byte(o.Body), &members) != nil {
			return false
		}
		if got, ok := members[f].(string); !ok || got != want {
			return false
		}
	}
	return true
}
