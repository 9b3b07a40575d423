package sqlite

import (
	"math"
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/store"
)

// statement is the text of a query, the same for all values but the limit, and its
// values.
type statement struct {
	text string
	args []any
}

// from is what a query reads: the table by one index, or a side table and then
// the table by id.
type from struct {
	text   string
	column func(member string) string
	id     string
}

// source returns the table behind an index. It is called t wherever documents
// are read.
func (t *table) source(i store.Index) from {
	if !i.Members {
		return from{
			text:   t.name + " t INDEXED BY " + t.index(i.Name),
			column: func(m string) string { return "t." + column(m) },
			id:     "t.id",
		}
	}
	side := t.index(i.Name)
	return from{
		// CROSS JOIN keeps SQLite from turning the join around.
		text: side + " CROSS JOIN " + t.name + " t INDEXED BY " + t.index("id") + " ON t.id = " + side + ".id",
		column: func(m string) string {
			if m == i.Fields[0] {
				return side + ".key"
			}
			return side + "." + column(m)
		},
		id: side + ".id",
	}
}

// find is the statement of one run of a query: it selects id, version, document
// and sort value.
func (t *table) find(q store.Query, args store.Args) statement {
	i, _ := t.schema.Index(q.Index)
	src := t.source(i)
	sort := "NULL"
	var order []string
	if q.Sort != "" {
		sort = src.column(q.Sort)
		order = append(order, sort)
	}
	if q.Sort == "" || !t.schema.IsUnique(i) { // values of a unique member have no ties
		order = append(order, src.id)
	}
	where, values := t.where(q, args, src)
	if args.After != nil {
		c, v := after(order, q, *args.After)
		where, values = append(where, c), append(values, v...)
	}
	text := "SELECT t.id, t.version, t.doc, " + sort + " FROM " + src.text + " WHERE " + strings.Join(where, " AND ")
	// The limit stands in the text: SQLite plans by a bound one and so would prepare
	// the statement anew at each use.
	way := ""
	if q.Desc {
		way = " DESC"
	}
	text += " ORDER BY " + strings.Join(order, way+", ") + way + " LIMIT " + strconv.Itoa(args.Limit)
	return statement{text, values}
}

// total is the statement that counts (field "") or adds up, by group.
func (t *table) total(q store.Query, args store.Args, field, group string) statement {
	i, _ := t.schema.Index(q.Index)
	src := t.source(i)
	number, by := "count(*)", "''"
	if field != "" {
		number = "coalesce(sum(json_extract(t.doc, '$." + field + "')), 0)"
	}
	if group != "" {
		by = "coalesce(json_extract(t.doc, '$." + group + "'), '')"
	}
	where, values := t.where(q, args, src)
	return statement{"SELECT " + by + ", " + number + " FROM " + src.text + " WHERE " + strings.Join(where, " AND ") + " GROUP BY 1", values}
}

// where is equality, the range, and what keeps documents without the sort member
// out. There is always a lower bound, for without one SQLite would scan an index
// that is not entered by equality; every integer and string is above the least
// integer, and every id above the empty one.
func (t *table) where(q store.Query, args store.Args, src from) (where []string, values []any) {
	and := func(cond string, v any) { where, values = append(where, cond), append(values, v) }
	for n, m := range q.Equal {
		and(src.column(m)+" = ?", args.Equal[n])
	}
	if i, _ := t.schema.Index(q.Index); i.Optional {
		where = append(where, src.column(i.Fields[0])+" IS NOT NULL")
	}
	if q.Sort == "" {
		if len(q.Equal) == 0 && args.After == nil {
			and(src.id+" > ?", "")
		}
		return where, values
	}
	sort := src.column(q.Sort)
	switch {
	case args.After != nil && !q.Desc && (args.From == nil || store.Compare(args.From, args.After.Sort) <= 0):
		// The cursor is the lower bound. Two of them would let SQLite take the
		// wrong one and read the earlier pages again.
	case args.From != nil:
		and(sort+" >= ?", args.From)
	default:
		and(sort+" >= ?", int64(math.MinInt64))
	}
	upperIsCursor := args.After != nil && q.Desc && args.To != nil && store.Compare(args.After.Sort, args.To) < 0
	if args.To != nil && !upperIsCursor {
		and(sort+" < ?", args.To)
	}
	return where, values
}

// after is the condition that a row comes after the cursor.
func after(order []string, q store.Query, c store.Cursor) (string, []any) {
	op := " > "
	if q.Desc {
		op = " < "
	}
	var values []any
	if q.Sort != "" {
		values = append(values, c.Sort)
	}
	if len(values) < len(order) {
		values = append(values, c.ID)
	}
	if len(order) == 1 {
		return order[0] + op + "?", values
	}
	return "(" + strings.Join(order, ", ") + ")" + op + "(?, ?)", values
}
