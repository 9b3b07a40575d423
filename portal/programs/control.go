package programs

import (
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/view"
)

// cells are the values of a control: rows of the texts in its inputs. A control
// with one input has one row with one cell; several answers are a row each.
type cells [][]string

// one is the cells of a single input.
func one(v string) cells { return cells{{v}} }

// list is the cells of several answers.
func list[S ~string](values []S) cells {
	out := make(cells, len(values))
	for i, v := range values {
		out[i] = []string{string(v)}
	}
	return out
}

// first is the value of a single input.
func (c cells) first() string {
	if len(c) == 0 || len(c[0]) == 0 {
		return ""
	}
	return c[0][0]
}

// column is the values of one input in all rows.
func (c cells) column(i int) []string {
	out := make([]string, len(c))
	for n, row := range c {
		out[n] = row[i]
	}
	return out
}

func (c cells) same(o cells) bool { return slices.EqualFunc(c, o, slices.Equal[[]string]) }

// input is one of several inputs of a control, side by side.
type input struct {
	suffix string // after the control's name
	word   string // of its label, under programs.input.; a language's own where it is one
	kind   view.FieldType
	set    string // of its options, under programs.option.; "" for none
	values []string
	exact  bool // a number that may have a decimal sign
}

// control is one thing that can be edited of a T: the terms of a program, or a
// question or rule in them.
type control[T any] struct {
	name string // of its input, and of its words under programs.field.
	kind view.FieldType
	at   []string // what it edits: pointers below T; "*" is any name

	inputs []input // instead of one input under the control's name
	many   bool    // rows of inputs, as many as are needed

	set       string   // of its options, under programs.option.
	values    []string // of its options; nil where the page knows them (see Pages.options)
	explained bool     // each option has a sentence under programs.about.
	help      bool     // there is a sentence under programs.help.
	optional  bool     // it may be left empty
	low, high int      // of a number; both 0 where it has no range
	longest   int      // characters; 0 for the usual
	when      string   // the class that shows it beside the choice that it belongs to
	half      bool     // it stands beside another such control
	exact     bool     // a number that may have a decimal sign

	get  func(*T) cells
	take func(*T, cells) (code string) // "" when it was taken
	unit func(*T) string               // after a number in words; nil for none
}

// names are the names of the control's inputs.
func (c control[T]) names() []string {
	if c.inputs == nil {
		return []string{c.name}
	}
	names := make([]string, len(c.inputs))
	for i, in := range c.inputs {
		names[i] = c.name + in.suffix
	}
	return names
}

// lists reports whether the control has as many rows as there are values.
func (c control[T]) lists() bool { return c.many || c.kind == view.Several }

// read takes the control's cells out of a form, trimmed, without blank rows.
func (c control[T]) read(form view.Answers) cells {
	names := c.names()
	rows := 1
	if c.lists() {
		rows = 0
		for _, name := range names {
			rows = max(rows, len(form[name]))
		}
	}
	var out cells
	for i := range rows {
		row, blank := make([]string, len(names)), true
		for j, name := range names {
			if i < len(form[name]) {
				row[j] = clean(form[name][i])
			}
			if c.exactly(j) {
				row[j] = pointed(row[j])
			}
			blank = blank && row[j] == ""
		}
		if !blank || !c.lists() {
			out = append(out, row)
		}
	}
	return out
}

// exactly reports whether an input of the control may have a decimal sign. Cells
// have a point there, forms what the reader's language has.
func (c control[T]) exactly(i int) bool {
	if c.inputs == nil {
		return c.exact
	}
	return c.inputs[i].exact
}

// clean is a text as a form sends it back: trimmed, with plain line ends.
func clean(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }

// show is the control's cells of a T, as a form would send them back.
func (c control[T]) show(t *T) cells {
	rows := c.get(t)
	out := make(cells, len(rows))
	for i, row := range rows {
		out[i] = make([]string, len(row))
		for j, v := range row {
			out[i][j] = clean(v)
		}
	}
	return out
}

// fill adds what the control shows of a T to the values of a form.
func (c control[T]) fill(t *T, form view.Answers) {
	for i, name := range c.names() {
		form[name] = c.show(t).column(i)
	}
}

// fillAll is the values of a form of controls.
func fillAll[T any](controls []control[T], t *T) view.Answers {
	form := view.Answers{}
	for _, c := range controls {
		c.fill(t, form)
	}
	return form
}

// takeAll puts what was typed into t. What is as it was is left alone, so that a
// form that comes back unchanged changes nothing. What can't be read is named by
// its control, and stays as it was.
func takeAll[T any](controls []control[T], t *T, form view.Answers) []fault.Field {
	var wrong []fault.Field
	for _, c := range controls {
		typed := c.read(form)
		if typed.same(c.show(t)) {
			continue
		}
		if code := c.take(t, typed); code != "" {
			wrong = append(wrong, fault.Field{Pointer: c.name, Code: code})
		}
	}
	return wrong
}

// matches reports whether the control edits what a pointer names, or a part of it.
func (c control[T]) matches(pointer string) bool {
	return slices.ContainsFunc(c.at, func(at string) bool { return below(at, pointer) })
}

// below reports whether a pointer names what at names or a part of it, or what at
// is a part of.
func below(at, pointer string) bool {
	a, p := strings.Split(at, "/"), strings.Split(pointer, "/")
	for i := range min(len(a), len(p)) {
		if a[i] != "*" && a[i] != p[i] {
			return false
		}
	}
	return true
}

// group is controls under one heading.
type group[T any] struct {
	name     string // of its words under programs.group.
	controls []control[T]
}

// controlsOf are the controls of groups.
func controlsOf[T any](groups []group[T]) []control[T] {
	var out []control[T]
	for _, g := range groups {
		out = append(out, g.controls...)
	}
	return out
}

// termsControl and termsGroup are those of a section.
type (
	termsControl = control[program.Terms]
	termsGroup   = group[program.Terms]
)
