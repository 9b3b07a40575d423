package programs

import (
	"strconv"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/portal/view"
)

// questionLimits narrow the answers. Those of other types are dropped when the
// type changes (see fitting).
func questionLimits() []control[form.Field] {
	size := func(name, when string, high int, field func(*form.Field) *int) control[form.Field] {
		c := number(name, "/limits/"+name, 0, high, field)
		c.optional, c.half, c.when = true, true, when
		c.get = func(q *form.Field) cells { return one(wholeText(int64(*field(q)), true)) }
		c.take = func(q *form.Field, typed cells) string {
			n, code := wholeOrNone(typed.first())
			if code == "" {
				*field(q) = int(n)
			}
			return code
		}
		return c
	}
	day := func(name string, field func(*form.Field) *string) control[form.Field] {
		c := line(name, "/limits/"+name, field)
		c.kind, c.optional, c.half, c.when = view.Date, true, true, ifDate
		return c
	}
	return []control[form.Field]{
		size("min_length", ifText, form.MaxLongText, func(q *form.Field) *int { return &q.Limits.MinLength }),
		size("max_length", ifText, form.MaxLongText, func(q *form.Field) *int { return &q.Limits.MaxLength }),
		size("min_choices", ifSeveral, maxRows, func(q *form.Field) *int { return &q.Limits.MinChoices }),
		size("max_choices", ifSeveral, maxRows, func(q *form.Field) *int { return &q.Limits.MaxChoices }),
		bound("min", func(q *form.Field) **int64 { return &q.Limits.Min }),
		bound("max", func(q *form.Field) **int64 { return &q.Limits.Max }),
		day("earliest", func(q *form.Field) *string { return &q.Limits.Earliest }),
		day("latest", func(q *form.Field) *string { return &q.Limits.Latest }),
	}
}

// bound is the lowest or highest number, which may be 0.
func bound(name string, field func(*form.Field) **int64) control[form.Field] {
	return control[form.Field]{
		name: name, kind: view.Number, at: []string{"/limits/" + name}, optional: true, half: true, when: ifNumber,
		get: func(q *form.Field) cells {
			if n := *field(q); n != nil {
				return one(strconv.FormatInt(*n, 10))
			}
			return one("")
		},
		take: func(q *form.Field, c cells) string {
			if c.first() == "" {
				*field(q) = nil
				return ""
			}
			n, code := whole(c.first())
			if code == "" {
				*field(q) = &n
			}
			return code
		},
	}
}

// fitting is a question without what only another type has: a page without a
// script shows all of it.
func fitting(q form.Field) form.Field {
	if q.Type != form.Choice && q.Type != form.Several {
		q.Options = nil
	}
	l := form.Limits{}
	switch q.Type {
	case form.Text, form.LongText:
		l.MinLength, l.MaxLength = q.Limits.MinLength, q.Limits.MaxLength
	case form.Several:
		l.MinChoices, l.MaxChoices = q.Limits.MinChoices, q.Limits.MaxChoices
	case form.Number:
		l.Min, l.Max = q.Limits.Min, q.Limits.Max
	case form.Date:
		l.Earliest, l.Latest = q.Limits.Earliest, q.Limits.Latest
	}
	q.Limits = l
	return q
}
