package calendar

import (
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/fault"
)

// maxHolidays is ten years of a country with many of them.
const maxHolidays = 200

// Calendar is the company's working time: hours on weekdays in one zone, without
// the holidays. Every duration of a promise runs on it.
type Calendar struct {
	Zone     string   `json:"zone"` // IANA name
	Hours    Window   `json:"hours"`
	Holidays []string `json:"holidays"` // "2026-12-25", ascending
}

// Default returns weekdays from 9 to 18 (PRODUCT.md §15) in zone, without
// holidays.
func Default(zone string) Calendar {
	return Calendar{Zone: zone, Hours: Weekdays9To18(), Holidays: []string{}}
}

// Weekdays9To18 is the default for working hours and contact windows.
func Weekdays9To18() Window {
	return Window{Weekdays: []int{1, 2, 3, 4, 5}, From: "09:00", To: "18:00"}
}

// Check returns a fault at pointer when the calendar is unclear or has no
// working day.
func (c Calendar) Check(pointer string) *fault.Error {
	if !KnownZone(c.Zone) {
		return fault.OfField(pointer+"/zone", "unknown_zone", "Use a name of the time zone database such as Europe/Berlin.")
	}
	if f := c.Hours.Check(pointer + "/hours"); f != nil {
		return f
	}
	if len(c.Holidays) > maxHolidays {
		return fault.OfField(pointer+"/holidays", "too_many", "List at most "+strconv.Itoa(maxHolidays)+" holidays.")
	}
	for i, h := range c.Holidays {
		at := pointer + "/holidays/" + strconv.Itoa(i)
		if _, err := time.Parse(time.DateOnly, h); err != nil {
			return fault.OfField(at, "not_a_date", "Use a date such as 2026-12-25.")
		}
		if i > 0 && h <= c.Holidays[i-1] {
			return fault.OfField(at, "not_ascending", "List each holiday once, in ascending order.")
		}
	}
	return nil
}

// Open reports whether t is in working time.
func (c Calendar) Open(t time.Time) bool { return c.hours().open(t) }

// NextOpen returns t when it is in working time, else the next time that is.
func (c Calendar) NextOpen(t time.Time) time.Time { return c.hours().nextOpen(t) }

// AddBusinessHours returns the instant at which h hours of working time have
// passed since t. It lies inside a working day or at its end: nine hours from
// Monday 09:00 end on Monday at 18:00, not on Tuesday at 09:00.
func (c Calendar) AddBusinessHours(t time.Time, h int) time.Time {
	left := time.Duration(h) * time.Hour
	hours := c.hours()
	for left > 0 {
		day, ok := hours.first(t, func(s span) bool { return s.to.After(t) })
		if !ok {
			return t
		}
		if day.from.After(t) {
			t = day.from
		}
		if rest := day.to.Sub(t); rest < left {
			left -= rest
			t = day.to
			continue
		}
		return t.Add(left)
	}
	return t
}

// AddBusinessDays returns the end of the nth full working day from t on. A day
// counts as full when all of its hours lie ahead: one business day from Tuesday
// 15:00 is the end of Wednesday, from Sunday the end of Monday, and from Tuesday
// 07:00, before work begins, the end of that same Tuesday.
func (c Calendar) AddBusinessDays(t time.Time, n int) time.Time {
	hours := c.hours()
	for ; n > 0; n-- {
		day, ok := hours.first(t, func(s span) bool { return !s.from.Before(t) })
		if !ok {
			return t
		}
		t = day.to
	}
	return t
}

func (c Calendar) hours() hours {
	h := c.Hours.in(c.Zone)
	h.holidays = make(map[string]bool, len(c.Holidays))
	for _, d := range c.Holidays {
		h.holidays[d] = true
	}
	return h
}
