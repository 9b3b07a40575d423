package calendar

import (
	"time"
)

const minutesPerDay = 24 * 60

// TimeOfDay is a wall-clock reading "HH:MM" from "00:00" to "24:00", the end of
// the day.
type TimeOfDay string

// Minutes returns the minutes since midnight, and whether the text is a reading.
func (d TimeOfDay) Minutes() (int, bool) {
	if len(d) != 5 || d[2] != ':' {
		return 0, false
	}
	for _, i := range []int{0, 1, 3, 4} {
		if d[i] < '0' || d[i] > '9' {
			return 0, false
		}
	}
	h, m := int(d[0]-'0')*10+int(d[1]-'0'), int(d[3]-'0')*10+int(d[4]-'0')
	n := h*60 + m
	return n, m < 60 && n <= minutesPerDay
}

// date is a day of the civil calendar.
type date struct {
	year  int
	month time.Month
	day   int
}

func dateOf(t time.Time) date {
	y, m, d := t.Date()
	return date{y, m, d}
}

func (d date) plus(days int) date {
	return dateOf(time.Date(d.year, d.month, d.day+days, 12, 0, 0, 0, time.UTC))
}

// weekday returns the ISO 8601 number: 1 is Monday, 7 is Sunday.
func (d date) weekday() int {
	w := int(time.Date(d.year, d.month, d.day, 12, 0, 0, 0, time.UTC).Weekday())
	return (w+6)%7 + 1
}

func (d date) String() string {
	return time.Date(d.year, d.month, d.day, 12, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// instant returns the first instant at which the clock of loc shows the reading
// on that day, or has passed it because a clock change skipped it. time.Date
// leaves both cases open, so they are settled here.
func (d date) instant(minutes int, loc *time.Location) time.Time {
	t := time.Date(d.year, d.month, d.day, 0, minutes, 0, 0, loc)
	wanted := time.Date(d.year, d.month, d.day, 0, minutes, 0, 0, time.UTC)
	since, until := t.ZoneBounds()
	switch shown := wall(t); {
	case shown.Before(wanted): // the reading is skipped, and t lies before the change
		return until.In(loc)
	case shown.After(wanted): // skipped, and t lies after it
		return since.In(loc)
	}
	if since.IsZero() {
		return t
	}
	_, now := t.Zone()
	_, before := since.Add(-time.Second).In(loc).Zone()
	if first := t.Add(time.Duration(now-before) * time.Second); first.Before(since) {
		return first // the reading happens twice
	}
	return t
}

// wall returns the reading of t's clock as if it were UTC, so that readings can
// be compared.
func wall(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}
