package programs

import (
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// say words what a control shows of a T, in the reader's language.
func (c control[T]) say(f ui.Frame, o options, t *T) string {
	rows := c.spelled(f, c.show(t))
	unit := ""
	if c.unit != nil {
		unit = c.unit(t)
	}
	var parts []string
	for _, row := range rows {
		if text := c.sayRow(f, o, row, unit); text != "" {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return f.T("programs.nothing")
	}
	if c.many {
		return strings.Join(parts, "\n")
	}
	return strings.Join(parts, ", ")
}

func (c control[T]) sayRow(f ui.Frame, o options, row []string, unit string) string {
	switch {
	case c.inputs != nil && c.isSpan():
		n, code := whole(row[0])
		if code != "" {
			return ""
		}
		return f.Text(message.Of("duration."+row[1], "count", int(n)))
	case c.inputs != nil:
		return c.sayInputs(f, row)
	case c.kind == view.Consent:
		if row[0] == "yes" {
			return f.T("programs.yes")
		}
		return f.T("programs.no")
	case c.set != "":
		return optionLabel(c.choices(f, o), row[0])
	case unit != "" && row[0] != "":
		return row[0] + " " + unit
	}
	return row[0]
}

// isSpan reports whether the control is a duration.
func (c control[T]) isSpan() bool {
	return len(c.inputs) == 2 && slices.Contains(c.inputs[1].values, string(promise.UnitBusinessDays))
}

// sayInputs words a row of inputs: each with its label where a text stands alone
// in it, else one after the other.
func (c control[T]) sayInputs(f ui.Frame, row []string) string {
	var parts []string
	for i, in := range c.inputs {
		v := row[i]
		if v == "" {
			continue
		}
		if in.set != "" {
			v = optionLabel(labelled(f, in.set, in.values), v)
		}
		if !c.many || i > 0 && in.word != "amount" {
			v = f.T("programs.labelled", "label", f.T("programs.input."+in.word), "value", v)
		}
		parts = append(parts, v)
	}
	if c.many {
		return strings.Join(parts, ", ")
	}
	return strings.Join(parts, "\n")
}

func optionLabel(list []view.Option, value string) string {
	for _, o := range list {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}
