package calendar

import (
	"fmt"
	"testing"
	"time"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	change := func(f func(*Calendar)) Calendar {
		c := Default("Europe/Berlin")
		f(&c)
		return c
	}
	many := make([]string, maxHolidays+1)
	for i := range many {
		many[i] = fmt.Sprintf("2%03d-01-01", i)
	}
	for _, tt := range []struct {
		name, pointer, code string
		c                   Calendar
	}{
		{"fine", "", "", Default("Asia/Kolkata")},
		{"open all day", "", "", change(func(c *Calendar) { c.Hours.From, c.Hours.To = "00:00", "24:00" })},
		{"no zone", "/c/zone", "unknown_zone", change(func(c *Calendar) { c.Zone = "" })},
		{"the machine's zone", "/c/zone", "unknown_zone", change(func(c *Calendar) { c.Zone = "Local" })},
		{"a path", "/c/zone", "unknown_zone", change(func(c *Calendar) { c.Zone = "../../etc/passwd" })},
		{"no working day", "/c/hours/weekdays", "required", change(func(c *Calendar) { c.Hours.Weekdays = nil })},
		{"day 8", "/c/hours/weekdays/1", "unknown_weekday", change(func(c *Calendar) { c.Hours.Weekdays = []int{1, 8} })},
		{"twice", "/c/hours/weekdays/1", "not_ascending", change(func(c *Calendar) { c.Hours.Weekdays = []int{1, 1} })},
		{"no such time", "/c/hours/from", "not_a_time", change(func(c *Calendar) { c.Hours.From = "9:00" })},
		{"minute 60", "/c/hours/to", "not_a_time", change(func(c *Calendar) { c.Hours.To = "17:60" })},
		{"past midnight", "/c/hours/to", "not_a_time", change(func(c *Calendar) { c.Hours.To = "24:01" })},
		{"never open", "/c/hours/to", "not_after_from", change(func(c *Calendar) { c.Hours.To = "09:00" })},
		{"no such day", "/c/holidays/0", "not_a_date", change(func(c *Calendar) { c.Holidays = []string{"2026-02-30"} })},
		{"unsorted", "/c/holidays/1", "not_ascending", change(func(c *Calendar) { c.Holidays = []string{"2026-12-25", "2026-01-01"} })},
		{"too many", "/c/holidays", "too_many", change(func(c *Calendar) { c.Holidays = many })},
	} {
		f := tt.c.Check("/c")
		switch {
		case tt.code == "" && f != nil:
			t.Errorf("%s: %v", tt.name, f)
		case tt.code != "" && (f == nil || len(f.Fields) != 1 || f.Fields[0].Pointer != tt.pointer || f.Fields[0].Code != tt.code):
			t.Errorf("%s: %v, want %s %s", tt.name, f, tt.pointer, tt.code)
		}
	}
}

// A calendar that was never checked neither loops nor panics.
func TestUncheckedIsHarmless(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for _, c := range []Calendar{
		{},
		{Zone: "Mars/Olympus", Hours: Window{Weekdays: []int{0, 9}, From: "09:00", To: "10:00"}},
		{Zone: "UTC", Hours: Window{Weekdays: []int{1}, From: "x", To: "y"}},
		{Zone: "UTC", Hours: Window{Weekdays: []int{1}, From: "10:00", To: "09:00"}},
	} {
		if got := c.AddBusinessHours(now, 5); !got.Equal(now) {
			t.Errorf("%v: hours gave %s", c, got)
		}
		if got := c.AddBusinessDays(now, 5); !got.Equal(now) {
			t.Errorf("%v: days gave %s", c, got)
		}
		if c.Open(now) || !c.NextOpen(now).Equal(now) || !c.Hours.Fit(now, c.Zone).Equal(now) {
			t.Errorf("%v is open", c)
		}
	}
}

func TestZones(t *testing.T) {
	t.Parallel()
	for country, zone := range singleZones {
		if !KnownZone(zone) || len(country) != 2 {
			t.Errorf("%s has the unknown zone %s", country, zone)
		}
	}
	for _, country := range []string{"US", "CA", "BR", "RU", "AU", "ES", "PT", "MX", "ID", "", "XX"} {
		if zone, one := ZoneOf(country); one {
			t.Errorf("%s has the one zone %s", country, zone)
		}
	}
	for _, tt := range []struct{ chosen, country, phone, want string }{
		{"Asia/Tokyo", "de", "US", "Asia/Tokyo"},
		{"", "de", "US", "Europe/Berlin"},
		{"Local", "US", "gb", "Europe/London"},
		{"no/where", "US", "ES", "Europe/Vienna"},
		{"", "", "", "Europe/Vienna"},
	} {
		if got := PersonZone(tt.chosen, tt.country, tt.phone, "Europe/Vienna"); got != tt.want {
			t.Errorf("%+v: %s", tt, got)
		}
	}
}

func FuzzTimeOfDay(f *testing.F) {
	f.Add("09:00")
	f.Add("24:00")
	f.Add("2４:00")
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := TimeOfDay(s).Minutes()
		if ok && (n < 0 || n > minutesPerDay || s != fmt.Sprintf("%02d:%02d", n/60, n%60)) {
			t.Fatalf("%q is %d minutes", s, n)
		}
	})
}
