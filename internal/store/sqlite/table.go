package sqlite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/store"
)

// table is how a collection lies in the file, with the text of its statements.
// The names in them are safe to quote: store.Schema.Check has seen them.
type table struct {
	schema store.Schema
	name   string // quoted

	insert, insertNew, replace, remove, get, has string
	owners                                       []owner
}

// owner finds the document that holds a unique key.
type owner struct {
	member string
	find   string // of a body and the id that doesn't count
}

func newTable(s store.Schema) *table {
	n := quote(s.Collection)
	t := &table{
		schema:    s,
		name:      n,
		insert:    "INSERT INTO " + n + " (id, version, doc) VALUES (?, ?, ?)",
		insertNew: "INSERT INTO " + n + " (id, version, doc) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
		replace:   "UPDATE " + n + " SET version = ?, doc = ? WHERE id = ? AND version = ?",
		remove:    "DELETE FROM " + n + " WHERE id = ?",
		get:       "SELECT version, doc FROM " + n + " WHERE id = ?",
		has:       "SELECT 1 FROM " + n + " WHERE id = ?",
	}
	for _, u := range s.Unique {
		t.owners = append(t.owners, owner{u, fmt.Sprintf("SELECT 1 FROM %s INDEXED BY %s WHERE %s = json_extract(?, '$.%s') AND id <> ?",
			n, t.index(store.UniqueName(u)), column(u), u)})
	}
	return t
}

func quote(name string) string { return `"` + name + `"` }

// column is the column of a top-level member: its own, or one generated from the
// document.
func column(member string) string {
	if member == "id" || member == "version" {
		return member
	}
	return quote("m_" + member)
}

// index is an index's or a side table's name in the file, where names of indexes
// are shared by all tables.
func (t *table) index(name string) string { return quote(t.schema.Collection + "." + name) }

// columns are the members that need a generated column.
func (t *table) columns() []string {
	all := slices.Clone(t.schema.Unique)
	for _, i := range t.schema.Indexes {
		all = append(all, i.Fields...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.DeleteFunc(all, func(m string) bool { return column(m) == m })
}

// keys are the columns of an index in the file. The id ends each of them but
// those of a unique member.
func (t *table) keys(i store.Index) []string {
	var cols []string
	for _, f := range i.Fields {
		cols = append(cols, column(f))
	}
	if !t.schema.IsUnique(i) {
		cols = append(cols, "id")
	}
	return cols
}

// createIndex is the statement that makes an ordinary or unique index.
func (t *table) createIndex(i store.Index) string {
	kind := "INDEX"
	if i.Name == "id" || t.schema.IsUnique(i) {
		kind = "UNIQUE INDEX"
	}
	text := fmt.Sprintf("CREATE %s %s ON %s (%s)", kind, t.index(i.Name), t.name, strings.Join(t.keys(i), ", "))
	if i.Optional {
		text += " WHERE " + column(i.Fields[0]) + " IS NOT NULL"
	}
	return text
}

// createMembers are the statements that make the side table of a membership
// index, its triggers, and its rows for the documents that are there.
func (t *table) createMembers(i store.Index) []string {
	side := t.index(i.Name)
	array := column(i.Fields[0])
	cols, sort := []string{"key"}, ""
	if len(i.Fields) > 1 {
		sort = column(i.Fields[1])
		cols = append(cols, sort)
	}
	cols = append(cols, "id")
	list := strings.Join(cols, ", ")
	// rows are the side table's rows of one row of the table.
	rows := func(row string) string {
		sel, where := "j.value", " WHERE j.type = 'text'"
		if sort != "" {
			sel += ", " + row + sort
			where += " AND " + row + sort + " IS NOT NULL"
		}
		return "SELECT DISTINCT " + sel + ", " + row + "id FROM %sjson_each(" + row + array + ") j" + where
	}
	of := func(row string) string { return fmt.Sprintf(rows(row), "") }
	fill := "INSERT INTO " + side + " (" + list + ") "
	clear := "DELETE FROM " + side + " WHERE (" + list + ") IN (" + of("OLD.") + "); "
	changed := "OLD." + array + " IS NOT NEW." + array
	if sort != "" {
		changed += " OR OLD." + sort + " IS NOT NEW." + sort
	}
	trigger := func(event, when, do string) string {
		return "CREATE TRIGGER " + t.index(i.Name+"."+strings.ToLower(event)) + " AFTER " + event + " ON " + t.name + when + " BEGIN " + do + "END"
	}
	return []string{
		"CREATE TABLE " + side + " (" + strings.Join(cols, " NOT NULL, ") + " NOT NULL, PRIMARY KEY (" + list + ")) WITHOUT ROWID",
		trigger("INSERT", "", fill+of("NEW.")+"; "),
		trigger("DELETE", "", clear),
		trigger("UPDATE", " WHEN "+changed, clear+fill+of("NEW.")+"; "),
		fill + fmt.Sprintf(rows("t."), t.name+" t, "),
	}
}
