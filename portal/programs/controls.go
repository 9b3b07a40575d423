package programs

import (
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/portal/view"
)

// line is a control of one line of text.
func line[T any, S ~string](name, at string, field func(*T) *S) control[T] {
	return control[T]{
		name: name, kind: view.Text, at: []string{at},
		get:  func(t *T) cells { return one(string(*field(t))) },
		take: func(t *T, c cells) string { *field(t) = S(c.first()); return "" },
	}
}

// pick is a control of one choice out of a few.
func pick[T any, S ~string](name, at string, field func(*T) *S, values ...S) control[T] {
	c := line(name, at, field)
	c.kind, c.set = view.Choice, name
	for _, v := range values {
		c.values = append(c.values, string(v))
	}
	return c
}

// number is a control of a whole number from low to high.
func number[T any, N ~int | ~int64](name, at string, low, high int, field func(*T) *N) control[T] {
	return control[T]{
		name: name, kind: view.Number, at: []string{at}, low: low, high: high,
		get: func(t *T) cells { return one(wholeText(int64(*field(t)), false)) },
		take: func(t *T, c cells) string {
			n, code := whole(c.first())
			if code == "" {
				*field(t) = N(n)
			}
			return code
		},
	}
}

// tick is a control of yes or no.
func tick[T any](name, at string, field func(*T) *bool) control[T] {
	return control[T]{
		name: name, kind: view.Consent, at: []string{at}, optional: true,
		get: func(t *T) cells {
			if *field(t) {
				return one("yes")
			}
			return one("")
		},
		take: func(t *T, c cells) string { *field(t) = c.first() == "yes"; return "" },
	}
}

// several is a control of any number of choices. They keep the order that they
// have, in which a list from the API may differ from the page's.
func several[T any, S ~string](name, at string, field func(*T) *[]S, values ...S) control[T] {
	c := control[T]{
		name: name, kind: view.Several, at: []string{at}, set: name,
		get: func(t *T) cells { return list(inOrder(*field(t), values)) },
		take: func(t *T, c cells) string {
			*field(t) = reordered(*field(t), c.column(0))
			return ""
		},
	}
	for _, v := range values {
		c.values = append(c.values, string(v))
	}
	return c
}

// inOrder is a list in the order in which a page shows its values.
func inOrder[S ~string](values, order []S) []S {
	out := make([]S, 0, len(values))
	for _, v := range order {
		if slices.Contains(values, v) {
			out = append(out, v)
		}
	}
	return out
}

// reordered is what was chosen, first what was there before, in its order.
func reordered[S ~string](before []S, chosen []string) []S {
	out := []S{}
	for _, v := range before {
		if slices.Contains(chosen, string(v)) {
			out = append(out, v)
		}
	}
	for _, v := range chosen {
		if !slices.Contains(out, S(v)) {
			out = append(out, S(v))
		}
	}
	return out
}

// span is a control of a duration: a number and its unit.
func span(name, at string, field func(*program.Terms) *promise.Span) termsControl {
	return termsControl{
		name: name, kind: view.Number, at: []string{at},
		inputs: []input{
			{suffix: "_count", word: "count", kind: view.Number},
			{suffix: "_unit", word: "unit", kind: view.Choice, set: "unit", values: []string{string(promise.UnitBusinessHours), string(promise.UnitBusinessDays)}},
		},
		get: func(t *program.Terms) cells {
			s := field(t)
			return cells{{wholeText(int64(s.Count), false), string(s.Unit)}}
		},
		take: func(t *program.Terms, c cells) string {
			n, code := whole(c[0][0])
			if code == "" {
				*field(t) = promise.Span{Count: int(n), Unit: promise.Unit(c[0][1])}
			}
			return code
		},
	}
}

// weekdays is a control of days of the week; ISO numbers, in their order.
func weekdays(name, at string, field func(*program.Terms) *[]int) termsControl {
	days := []string{"1", "2", "3", "4", "5", "6", "7"}
	return termsControl{
		name: name, kind: view.Several, at: []string{at}, set: "weekday", values: days,
		get: func(t *program.Terms) cells {
			var out cells
			for _, d := range *field(t) {
				out = append(out, []string{wholeText(int64(d), false)})
			}
			return out
		},
		take: func(t *program.Terms, c cells) string {
			chosen := slices.Sorted(slices.Values(c.column(0)))
			out := []int{}
			for _, d := range slices.Compact(chosen) {
				n, code := whole(d)
				if code != "" || !slices.Contains(days, d) {
					return "unknown_option"
				}
				out = append(out, int(n))
			}
			*field(t) = out
			return ""
		},
	}
}

// window are the controls of hours on weekdays.
func window(name, at string, field func(*program.Terms) *calendar.Window) []termsControl {
	from := line(name+"_from", at+"/from", func(t *program.Terms) *calendar.TimeOfDay { return &field(t).From })
	to := line(name+"_to", at+"/to", func(t *program.Terms) *calendar.TimeOfDay { return &field(t).To })
	from.half, to.half = true, true
	return []termsControl{weekdays(name+"_weekdays", at+"/weekdays", func(t *program.Terms) *[]int { return &field(t).Weekdays }), from, to}
}

// lines is a control of a list of short texts, one a line.
func lines(name, at string, field func(*program.Terms) *[]string, tidy func(string) string) termsControl {
	return termsControl{
		name: name, kind: view.LongText, at: []string{at}, optional: true, help: true,
		get: func(t *program.Terms) cells { return one(strings.Join(*field(t), "\n")) },
		take: func(t *program.Terms, c cells) string {
			out := []string{}
			for part := range strings.FieldsFuncSeq(c.first(), func(r rune) bool { return r == '\n' || r == ',' || r == ';' || r == ' ' }) {
				out = append(out, tidy(part))
			}
			slices.Sort(out)
			*field(t) = slices.Compact(out)
			return ""
		},
	}
}
