package programs

import (
	"strings"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/ui"
)

// told are the codes for which the editor has words of its own; any other has
// those of every form.
var told = map[string]string{
	notAnAmount: "amount", notAPercent: "percent", notACurrency: "currency", repeated: "repeated", "duplicate": "repeated",
	"repeated_key": "repeated_key", "unknown_zone": "zone", "not_ascending": "order", "not_a_date": "date", "not_a_country": "country",
	"bad_format": "format", "invalid_window": "format", "not_a_time": "format", "referrer_missing": "referrer_missing",
	"unknown_placeholder": "placeholder", "missing_label": "missing_label", "bad_limit": "bad_limit", "invalid_key": "key", "invalid_value": "key",
	"reserved_key": "reserved", "minimum_missing": "minimum_missing", "above_two_from": "above_two_from", "needs_trigger_won": "needs_won",
	"not_from_start": "from_start", "hidden_character": "hidden", "not_staff": "not_staff", "too_many": "too_many", "unfit_limit": "bad_limit",
	"out_of_range": "range", "external_id_taken": "taken",
}

// words turns the fields of a fault into words beside controls. Pointers are those
// of the application below base, or names of controls. What no control of the page
// edits is named by its section.
func words[T any](p *Pages, f ui.Frame, controls []control[T], base string, fields []fault.Field) ui.Faults {
	var out ui.Faults
	for _, field := range fields {
		c, ok := controlAt(controls, base, field.Pointer)
		if ok {
			out = append(out, ui.Fault{Control: c.name, Label: f.T("programs.field." + c.name), Text: p.tell(f, field.Code, c.low, c.high)})
			continue
		}
		text := p.tell(f, field.Code, 0, 0)
		if s := sectionOf(strings.TrimPrefix(field.Pointer, "/draft")); s != "" {
			text = f.T("programs.fault.elsewhere", "section", f.T("programs.section."+s), "text", text)
		}
		out = append(out, ui.Fault{Text: text})
	}
	return out
}

// controlAt finds the control that a pointer is about.
func controlAt[T any](controls []control[T], base, pointer string) (control[T], bool) {
	rest, below := strings.CutPrefix(pointer, base)
	for _, c := range controls {
		if c.name == pointer || below && c.matches(rest) {
			return c, true
		}
	}
	return control[T]{}, false
}

// tell words one code.
func (p *Pages) tell(f ui.Frame, code string, low, high int) string {
	key, ok := told[code]
	switch {
	case !ok:
		return p.Faults(f, fault.OfField("/x", code, ""))[0].Text
	case key == "range" && high > 0:
		return f.T("programs.fault.between", "low", low, "high", high)
	}
	return f.T("programs.fault." + key)
}
