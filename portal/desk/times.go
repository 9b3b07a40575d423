package desk

import (
	"slices"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// clockSuffix ends the name of the field for the time of day that belongs to a
// field for a day.
const clockSuffix = "_time"

// dayFields ask for a day and, if somebody likes, a time of day, in the zone of the
// introduction.
func dayFields(a asking, name, word string, required bool) []view.Field {
	return []view.Field{
		{Name: name, Type: view.Date, Label: a.f.T("desk.field." + word), Required: required},
		{Name: name + clockSuffix, Type: view.Time, Label: a.f.T("desk.field." + word + clockSuffix), Help: a.f.T("desk.field.zone", "zone", a.i.Zone)},
	}
}

// pairs puts a day and its time of day beside each other; every other field stands
// alone.
func pairs(fields []view.Field) [][]view.Field {
	var out [][]view.Field
	for n, q := range fields {
		if n > 0 && q.Name == fields[n-1].Name+clockSuffix {
			out[len(out)-1] = append(out[len(out)-1], q)
			continue
		}
		out = append(out, []view.Field{q})
	}
	return out
}

// when reads a day with its time of day; clock is the time where none was typed. It
// answers nil where there is no day.
func (d doing) when(name, clock string) (*time.Time, error) {
	day, at := d.one(name), d.one(name+clockSuffix)
	if day == "" {
		if at != "" {
			return nil, fault.OfField("/"+name, "not_a_date", "Choose a day.")
		}
		return nil, nil
	}
	in, err := time.LoadLocation(d.i.Zone)
	if err != nil {
		return nil, err
	}
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return nil, fault.OfField("/"+name, "not_a_date", "Choose a day.")
	}
	if at == "" {
		at = clock
	}
	t, err := time.ParseInLocation(time.DateOnly+" 15:04", day+" "+at, in)
	if err != nil {
		return nil, fault.OfField("/"+name+clockSuffix, "not_a_time", "Give a time such as 19:00.")
	}
	return &t, nil
}

// happened is when for something that took place: with no time of day it is noon of
// the day, or this moment where noon is still to come.
func (d doing) happened(name string) (*time.Time, error) {
	t, err := d.when(name, "12:00")
	now := time.UnixMilli(d.i.NowMS)
	if err != nil || t == nil || d.one(name+clockSuffix) != "" || !t.After(now) || !sameDay(*t, now) {
		return t, err
	}
	return nil, nil
}

func sameDay(a, b time.Time) bool {
	b = b.In(a.Location())
	return a.YearDay() == b.YearDay() && a.Year() == b.Year()
}

// longText is a question for written words.
func longText(f ui.Frame, name, label string, required bool) view.Field {
	return view.Field{Name: name, Type: view.LongText, Label: f.T(label), Required: required, MaxLength: 2000}
}

// text is a question of one line.
func text(f ui.Frame, name, label string, required bool, most int) view.Field {
	return view.Field{Name: name, Type: view.Text, Label: f.T(label), Required: required, MaxLength: most}
}

// ofRange words a fault about a value that is out of its range: a time that has to
// lie behind us, or an amount that is more than there is.
func ofRange(err error) error {
	e := fault.Of(err)
	if e == nil || len(e.Fields) == 0 {
		return err
	}
	fields := slices.Clone(e.Fields)
	for i, f := range fields {
		switch {
		case f.Code != "out_of_range" || strings.HasSuffix(f.Pointer, "/meeting_at"):
		case strings.HasSuffix(f.Pointer, "at"):
			fields[i].Code = "out_of_past"
		default:
			fields[i].Code = "too_large"
		}
	}
	return fault.OfFields(fields...)
}
