package portal

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// Bounds of a form that a browser sends.
const (
	maxNames  = 120
	maxValues = 60
)

// readForm reads a posted form; control characters and broken encoding are
// refused before anything looks at a value.
func readForm(c *gin.Context) (view.Answers, error) {
	if err := c.Request.ParseForm(); err != nil {
		if fault.Is(err, fault.TooLarge) {
			return nil, err
		}
		return nil, fault.New(fault.Malformed, "malformed_form", "This form can't be read. Please go back and try again.").Wrap(err)
	}
	form := view.Answers(c.Request.PostForm)
	if len(form) > maxNames {
		return nil, fault.New(fault.Malformed, "malformed_form", "This form has too many fields.")
	}
	for name, values := range form {
		if len(values) > maxValues || slices.ContainsFunc(append(values, name), unreadable) {
			return nil, fault.New(fault.Malformed, "malformed_form", "This form holds characters that can't be read.")
		}
	}
	return form, nil
}

func unreadable(s string) bool {
	return !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f
	})
}

// only keeps the values of a form's own fields, trimmed; what is empty is left
// out.
func only(form view.Answers, names []string) view.Answers {
	out := view.Answers{}
	for _, name := range names {
		for _, v := range form[name] {
			if v = strings.TrimSpace(v); v != "" {
				out[name] = append(out[name], v)
			}
		}
	}
	return out
}

// told are the codes of field faults for which the catalogue has words; any other
// gets the neutral sentence.
var told = map[string]bool{"required": true, "too_long": true, "too_short": true, "not_an_email": true, "not_a_phone": true, "not_a_number": true,
	"not_a_date": true, "not_in_future": true, "not_a_choice": true, "not_confirmed": true, "too_early": true, "too_late": true, "too_small": true, "too_large": true,
	"same_as_referrer": true, "needs_email_or_phone": true, "needs_phone": true, "needs_email": true}

// faultsOf turns a fault about single fields into words beside their controls. It
// returns nil when err is about something else.
func faultsOf(f ui.Frame, err error) ui.Faults {
	e := fault.Of(err)
	if e == nil || len(e.Fields) == 0 {
		return nil
	}
	var out ui.Faults
	for _, field := range e.Fields {
		key := "page.fault.invalid"
		if told[field.Code] {
			key = "page.fault." + field.Code
		}
		out = append(out, ui.Fault{Control: control(field.Pointer), Text: f.T(key)})
	}
	return out
}

// control is the name of the field that a pointer is about: the part after
// /answers, or the first.
func control(pointer string) string {
	parts := strings.Split(strings.Trim(pointer, "/?"), "/")
	if len(parts) > 1 && parts[0] == "answers" {
		return parts[1]
	}
	return parts[0]
}

// missing says that a choice has to be made.
func missing(f ui.Frame, name, key string) ui.Fault { return ui.Fault{Control: name, Text: f.T(key)} }
