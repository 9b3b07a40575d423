package programs

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// maxRows bounds the rows of a control: the most options that a question has.
const maxRows = 60

// options are the choices that a page looks up: members, by the name of a set.
type options map[string][]view.Option

// drawn is a control in the reader's language, with what was typed.
type drawn struct {
	Field     view.Field
	Values    []string
	Inputs    []drawnInput
	Rows      [][]string // of Inputs, with blank ones to fill in
	Many      bool
	Explained []string // a sentence for each option
	When      string
	Half      bool // another control stands beside it
	Fault     string
}

// drawnInput is one of several inputs; the label stands above it in each row.
type drawnInput struct {
	Field view.Field
	Lang  string // of its text; "" for the reader's
}

// drawnGroup is controls under a heading.
type drawnGroup struct {
	Title, Lead string
	Controls    []drawn
}

// drawAll draws groups with the values of a form.
func drawAll[T any](f ui.Frame, groups []group[T], o options, values view.Answers, faults ui.Faults) []drawnGroup {
	out := make([]drawnGroup, len(groups))
	for i, g := range groups {
		out[i] = drawnGroup{Title: f.T("programs.group." + g.name), Lead: f.T("programs.lead." + g.name)}
		for _, c := range g.controls {
			out[i].Controls = append(out[i].Controls, draw(f, c, o, values, faults.Of(c.name)))
		}
	}
	return out
}

func draw[T any](f ui.Frame, c control[T], o options, values view.Answers, problem string) drawn {
	d := drawn{
		Field: view.Field{
			Name: c.name, Type: c.kind, Label: f.T("programs.field." + c.name), Help: c.hint(f), Required: !c.optional,
			OneOf: c.kind == view.Consent, MaxLength: c.longest, Options: c.choices(f, o),
		},
		Values: values[c.name], Many: c.many, When: c.when, Half: c.half, Fault: problem,
	}
	if c.explained {
		for _, v := range c.values {
			d.Explained = append(d.Explained, f.T("programs.about."+c.set+"."+v))
		}
	}
	for _, in := range c.inputs {
		d.Inputs = append(d.Inputs, drawInput(f, c.name, in, !c.optional, c.longest))
	}
	if c.exact && len(d.Values) > 0 {
		d.Values = []string{spelled(f.Lang(), d.Values[0])}
	}
	if c.inputs != nil {
		d.Rows = c.spelled(f, c.read(values))
	}
	if c.many {
		for range min(2, maxRows-len(d.Rows)) {
			d.Rows = append(d.Rows, make([]string, len(c.inputs)))
		}
	}
	return d
}

// spelled are cells as the reader's language writes their numbers.
func (c control[T]) spelled(f ui.Frame, rows cells) cells {
	for _, row := range rows {
		for i := range row {
			if c.exactly(i) {
				row[i] = spelled(f.Lang(), row[i])
			}
		}
	}
	return rows
}

// hint is the sentence of a control and the range of its numbers.
func (c control[T]) hint(f ui.Frame) string {
	text := ""
	if c.help {
		text = f.T("programs.help." + c.name)
	}
	if c.low == 0 && c.high == 0 {
		return text
	}
	if text != "" {
		text += " "
	}
	return text + f.T("programs.range", "low", c.low, "high", c.high)
}

func (c control[T]) choices(f ui.Frame, o options) []view.Option {
	if c.set != "" && c.values == nil {
		return o[c.set]
	}
	return labelled(f, c.set, c.values)
}

func labelled(f ui.Words, set string, values []string) []view.Option {
	out := make([]view.Option, len(values))
	for i, v := range values {
		word := v
		if v == "" {
			word = "none"
		}
		out[i] = view.Option{Value: v, Label: f.T("programs.option." + set + "." + word)}
	}
	return out
}

func drawInput(f ui.Frame, name string, in input, needed bool, longest int) drawnInput {
	d := drawnInput{Field: view.Field{
		Name: name + in.suffix, Type: in.kind, Label: f.T("programs.input." + in.word), Required: needed, OneOf: true,
		MaxLength: longest, Options: labelled(f, in.set, in.values),
	}}
	if in.kind != view.Number && slices.Contains(program.Languages(), in.word) {
		d.Lang = in.word
	}
	return d
}
