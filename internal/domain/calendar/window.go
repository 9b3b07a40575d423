package calendar

import (
	"slices"
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/fault"
)

// Window is a daily span of hours on some weekdays, without a zone: the person's
// zone is applied when it is asked. It is open from From up to, not including,
// To.
type Window struct {
	Weekdays []int     `json:"weekdays"` // ISO 8601: 1 is Monday, 7 is Sunday; ascending, at least one
	From     TimeOfDay `json:"from"`
	To       TimeOfDay `json:"to"` // after From; "24:00" is the end of the day
}

// Check returns a fault at pointer when the window never opens or is unclear.
func (w Window) Check(pointer string) *fault.Error {
	if len(w.Weekdays) == 0 {
		return fault.OfField(pointer+"/weekdays", "required", "Name at least one weekday, from 1 (Monday) to 7 (Sunday).")
	}
	for i, d := range w.Weekdays {
		if d < 1 || d > 7 {
			return fault.OfField(pointer+"/weekdays/"+strconv.Itoa(i), "unknown_weekday", "Use 1 (Monday) to 7 (Sunday).")
		}
		if i > 0 && d <= w.Weekdays[i-1] {
			return fault.OfField(pointer+"/weekdays/"+strconv.Itoa(i), "not_ascending", "List each weekday once, in ascending order.")
		}
	}
	from, ok := w.From.Minutes()
	if !ok {
		return fault.OfField(pointer+"/from", "not_a_time", "Use a time such as 09:00.")
	}
	to, ok := w.To.Minutes()
	if !ok {
		return fault.OfField(pointer+"/to", "not_a_time", "Use a time such as 18:00, or 24:00 for the end of the day.")
	}
	if to <= from {
		return fault.OfField(pointer+"/to", "not_after_from", "The end must be later than the start.")
	}
	return nil
}

// Contains reports whether the window is open at t for a person in zone.
func (w Window) Contains(t time.Time, zone string) bool {
	return w.in(zone).open(t)
}

// NextOpening returns t when the window is open then, else the next time at
// which it opens.
func (w Window) NextOpening(t time.Time, zone string) time.Time {
	return w.in(zone).nextOpen(t)
}

// EndOfNext returns the end of the window that is open at t, else of the next
// one.
func (w Window) EndOfNext(t time.Time, zone string) time.Time {
	if s, ok := w.in(zone).first(t, func(s span) bool { return s.to.After(t) }); ok {
		return s.to
	}
	return t
}

// Fit returns the deadline t when it falls into the window, its end included,
// and the end of the next window when it doesn't.
func (w Window) Fit(t time.Time, zone string) time.Time {
	if s, ok := w.in(zone).first(t, func(s span) bool { return !s.to.Before(t) }); ok && !s.from.After(t) {
		return t
	}
	return w.EndOfNext(t, zone)
}

// in binds the window to a zone.
func (w Window) in(zone string) hours {
	from, okFrom := w.From.Minutes()
	to, okTo := w.To.Minutes()
	h := hours{loc: location(zone), from: from, to: to, weekdays: w.Weekdays}
	h.ever = okFrom && okTo && from < to && slices.ContainsFunc(w.Weekdays, func(d int) bool { return d >= 1 && d <= 7 })
	return h
}
