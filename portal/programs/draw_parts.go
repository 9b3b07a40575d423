package programs

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// rowID is the id of an input in a row.
func rowID(name string, row int) string { return "f-" + name + "-" + strconv.Itoa(row) }

// described ties a group of inputs to its hint and error.
func described(d drawn) templ.Attributes {
	var ids []string
	if d.Field.Help != "" {
		ids = append(ids, "f-"+d.Field.Name+"-hint")
	}
	if d.Fault != "" {
		ids = append(ids, "f-"+d.Field.Name+"-error")
	}
	if ids == nil {
		return nil
	}
	return templ.Attributes{"aria-describedby": strings.Join(ids, " ")}
}

// tall reports whether the inputs need the whole width.
func tall(d drawn) bool { return d.Field.Type == view.LongText || d.Field.Type == view.Text && !d.Many }

func yesNo(b bool) string { return strconv.FormatBool(b) }

func langOr(f ui.Frame, lang string) string {
	if lang == "" {
		return f.Lang()
	}
	return lang
}

func longest(q view.Field) string {
	if q.MaxLength > 0 {
		return strconv.Itoa(q.MaxLength)
	}
	return "200"
}

func inputMode(q view.Field) string {
	if q.Type == view.Number {
		return "numeric"
	}
	return "text"
}

// value is what a control with one input holds.
func (d drawn) value() string { return view.Answers{"": d.Values}.One("") }

// optionLabels are the answers of a choice in one line.
func optionLabels(q view.Field) string {
	labels := make([]string, len(q.Options))
	for i, o := range q.Options {
		labels[i] = o.Label
	}
	return strings.Join(labels, " · ")
}

// editorForm is the id of the form beside which readings stand.
const editorForm = "editor"

// belongs ties a control to a form that it doesn't stand in; none where form is "".
func belongs(form string) templ.Attributes {
	if form == "" {
		return nil
	}
	return templ.Attributes{"form": form}
}
