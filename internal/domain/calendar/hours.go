package calendar

import (
	"slices"
	"time"
)

// horizon bounds each search for an open day. With at least one weekday and at
// most maxHolidays holidays the next one is always nearer: each holiday can take
// one week's only day.
const horizon = (maxHolidays + 3) * 7

// hours are opening hours bound to a zone; what Window and Calendar share.
type hours struct {
	loc      *time.Location
	from, to int // minutes since midnight
	weekdays []int
	holidays map[string]bool // "2026-12-25"
	ever     bool            // false: never open, because the value was never checked
}

// span is one day's opening: from up to, not including, to.
type span struct{ from, to time.Time }

// on returns the opening of a day. It is false on a closed day and where a clock
// change swallows the whole opening.
func (h hours) on(d date) (span, bool) {
	if !h.ever || !slices.Contains(h.weekdays, d.weekday()) || h.holidays[d.String()] {
		return span{}, false
	}
	s := span{d.instant(h.from, h.loc), d.instant(h.to, h.loc)}
	return s, s.from.Before(s.to)
}

// first returns the first opening, from the day before t on, that satisfies
// want. The day before is looked at because "24:00" ends on the day of t.
func (h hours) first(t time.Time, want func(span) bool) (span, bool) {
	d := dateOf(t.In(h.loc)).plus(-1)
	for i := 0; h.ever && i < horizon; i++ {
		if s, ok := h.on(d); ok && want(s) {
			return s, true
		}
		d = d.plus(1)
	}
	return span{}, false
}

func (h hours) open(t time.Time) bool {
	s, ok := h.first(t, func(s span) bool { return s.to.After(t) })
	return ok && !s.from.After(t)
}

func (h hours) nextOpen(t time.Time) time.Time {
	s, ok := h.first(t, func(s span) bool { return s.to.After(t) })
	if !ok || !s.from.After(t) {
		return t
	}
	return s.from
}

// location returns the named zone, or UTC when it is unknown.
func location(zone string) *time.Location {
	loc, known := load(zone)
	if !known {
		return time.UTC
	}
	return loc
}

// KnownZone reports whether zone is a name of the time zone database.
func KnownZone(zone string) bool {
	_, known := load(zone)
	return known
}

// load finds a zone. The empty name and "Local" are unknown: the machine's zone
// is nobody's.
func load(zone string) (*time.Location, bool) {
	if zone == "" || zone == "Local" {
		return nil, false
	}
	loc, err := time.LoadLocation(zone)
	return loc, err == nil
}
