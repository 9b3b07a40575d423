package page

import (
	"errors"
	"net/http"
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

// Form reads a posted form; control characters and broken encoding are
// refused before anything looks at a value.
func (s *Site) Form(c *gin.Context) (view.Answers, error) {
	if err := c.Request.ParseForm(); err != nil {
		if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
			return nil, err // package web words it
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

// Only keeps the values of a form's own fields, trimmed; what is empty is left
// out.
func Only(form view.Answers, names []string) view.Answers {
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

// told are the codes of field faults for which the catalogue has words, and under
// which name; any other gets the neutral sentence.
var told = map[string]string{
	"required": "required", "too_long": "too_long", "too_short": "too_short", "placeholder": "too_short", "repetitive": "too_short",
	"invalid_email": "not_an_email", "not_an_address": "not_an_email", "takes_no_mail": "not_an_email", "nobody_reads": "not_an_email",
	"throwaway": "throwaway", "invalid_phone": "not_a_phone", "not_a_phone": "not_a_phone", "not_a_number": "not_a_number",
	"invalid_date": "not_a_date", "not_a_date": "not_a_date", "not_a_time": "not_a_time", "not_in_future": "not_in_future",
	"not_after_from": "not_after_from", "unknown_option": "not_a_choice", "not_a_choice": "not_a_choice", "unknown_country": "not_a_choice",
	"unknown_language": "not_a_choice", "too_few": "required", "too_early": "too_early", "too_late": "too_late", "out_of_range": "out_of_range",
	"too_small": "too_small", "too_large": "too_large", "needs_phone": "needs_phone", "needs_email": "needs_email",
	"empty": "required", "not_one_of": "not_a_choice", "not_an_amount": "not_an_amount", "unknown_currency": "not_a_choice",
	"amount_too_small": "too_small", "amount_too_large": "too_large", "no_meeting": "no_meeting", "out_of_past": "out_of_past",
	"not_a_name": "not_a_name", "country_refused": "country_refused", "tell_us": "tell_us",
	"hidden_character": "hidden", "stacked_marks": "hidden", "line_break": "one_line", "in_the_past": "not_in_future",
	"unknown_value": "not_a_choice", "same_as_referrer": "same_as_introducer", "too_many": "too_many", "too_many_words": "too_many_words",
	"repeated": "repeated", "unknown_zone": "zone", "invalid_domain": "domain", "unknown_member": "not_there", "not_staff": "not_there",
	"not_a_rep": "not_there", "unknown_program": "not_there", "self": "somebody_else", "invalid_partner": "partner",
	"scope_not_allowed": "scope", "scope_not_held": "scope", "personal_only": "scope",
}

// Faults turns a fault about single fields into words beside their controls. It
// returns nil when err is about something else.
func (s *Site) Faults(f ui.Frame, err error) ui.Faults {
	e := fault.Of(err)
	if e == nil || len(e.Fields) == 0 {
		return nil
	}
	var out ui.Faults
	for _, field := range e.Fields {
		key := "page.fault.invalid"
		if name, ok := told[field.Code]; ok {
			key = "page.fault." + name
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

// Missing says that a choice has to be made.
func Missing(f ui.Frame, name, key string) ui.Fault { return ui.Fault{Control: name, Text: f.T(key)} }
