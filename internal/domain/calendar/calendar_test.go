package calendar

import (
	"testing"
	"time"
	_ "time/tzdata"
)

const layout = "2006-01-02 15:04"

func berlin(t *testing.T, reading string) time.Time {
	t.Helper()
	return at(t, reading, "Europe/Berlin")
}

func at(t *testing.T, reading, zone string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	v, err := time.ParseInLocation(layout, reading, loc)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAddBusinessDays(t *testing.T) {
	t.Parallel()
	c := Default("Europe/Berlin")
	c.Holidays = []string{"2026-12-25", "2027-01-01"}
	for _, tt := range []struct {
		why, from string
		days      int
		want      string
	}{
		{"Tuesday afternoon", "2026-11-24 15:00", 1, "2026-11-25 18:00"},
		{"before work on Tuesday", "2026-11-24 07:00", 1, "2026-11-24 18:00"},
		{"as work begins", "2026-11-24 09:00", 1, "2026-11-24 18:00"},
		{"a minute later", "2026-11-24 09:01", 1, "2026-11-25 18:00"},
		{"Sunday", "2026-11-22 11:00", 1, "2026-11-23 18:00"},
		{"Friday evening", "2026-11-27 20:00", 1, "2026-11-30 18:00"},
		{"across a holiday", "2026-12-24 12:00", 1, "2026-12-28 18:00"},
		{"across two", "2026-12-24 12:00", 6, "2027-01-05 18:00"},
		{"nothing to add", "2026-11-22 11:00", 0, "2026-11-22 11:00"},
		{"into summer time", "2026-03-27 12:00", 1, "2026-03-30 18:00"},
	} {
		if got := c.AddBusinessDays(berlin(t, tt.from), tt.days); !got.Equal(berlin(t, tt.want)) {
			t.Errorf("%s: %s, want %s", tt.why, got.In(berlin(t, tt.want).Location()).Format(layout), tt.want)
		}
	}
}

func TestAddBusinessHours(t *testing.T) {
	t.Parallel()
	c := Default("Europe/Berlin")
	for _, tt := range []struct {
		why, from string
		hours     int
		want      string
	}{
		{"within a day", "2026-11-24 10:30", 4, "2026-11-24 14:30"},
		{"to the end of the day, not the next morning", "2026-11-24 09:00", 9, "2026-11-24 18:00"},
		{"over night", "2026-11-24 16:00", 4, "2026-11-25 11:00"},
		{"over a weekend", "2026-11-27 17:30", 1, "2026-11-30 09:30"},
		{"from Sunday", "2026-11-22 11:00", 2, "2026-11-23 11:00"},
		{"two weeks", "2026-11-23 09:00", 90, "2026-12-04 18:00"},
		{"nothing to add", "2026-11-22 11:00", 0, "2026-11-22 11:00"},
	} {
		if got := c.AddBusinessHours(berlin(t, tt.from), tt.hours); !got.Equal(berlin(t, tt.want)) {
			t.Errorf("%s: %s, want %s", tt.why, got.In(berlin(t, tt.want).Location()).Format(layout), tt.want)
		}
	}
}

// A calendar that never closes counts hours as they pass, also on the days of
// 23 and 25 hours.
func TestAlwaysOpenAcrossClockChanges(t *testing.T) {
	t.Parallel()
	c := Calendar{Zone: "Europe/Berlin", Hours: Window{Weekdays: []int{1, 2, 3, 4, 5, 6, 7}, From: "00:00", To: "24:00"}}
	for _, day := range []string{"2026-03-28 20:00", "2026-10-24 20:00"} {
		from := berlin(t, day)
		if got := c.AddBusinessHours(from, 30); got.Sub(from) != 30*time.Hour {
			t.Errorf("%s: %s passed, want 30h", day, got.Sub(from))
		}
	}
	if got, want := c.AddBusinessDays(berlin(t, "2026-03-28 20:00"), 1), berlin(t, "2026-03-30 00:00"); !got.Equal(want) {
		t.Errorf("the day of 23 hours ends %s, want %s", got, want)
	}
}

// Readings that a clock change skips or repeats.
func TestWindowOnClockChanges(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		why, zone, from, to string
		day                 string // noon before
		opens, ends         string // UTC
	}{
		{"start is skipped", "Europe/Berlin", "02:30", "06:00", "2026-03-28 12:00", "2026-03-29 01:00", "2026-03-29 04:00"},
		{"start is repeated", "Europe/Berlin", "02:30", "06:00", "2026-10-24 12:00", "2026-10-25 00:30", "2026-10-25 05:00"},
		{"end is repeated", "America/New_York", "00:30", "01:30", "2026-10-31 12:00", "2026-11-01 04:30", "2026-11-01 05:30"},
		{"all of it is skipped", "Europe/Berlin", "02:15", "02:45", "2026-03-28 12:00", "2026-03-30 00:15", "2026-03-30 00:45"},
		{"midnight is skipped", "Africa/Cairo", "00:00", "02:00", "2026-04-23 12:00", "2026-04-23 22:00", "2026-04-23 23:00"},
	} {
		w := Window{Weekdays: []int{1, 2, 3, 4, 5, 6, 7}, From: TimeOfDay(tt.from), To: TimeOfDay(tt.to)}
		noon := at(t, tt.day, tt.zone)
		if got, want := w.NextOpening(noon, tt.zone), at(t, tt.opens, "UTC"); !got.Equal(want) {
			t.Errorf("%s: opens %s, want %s", tt.why, got.UTC(), want)
		}
		if got, want := w.EndOfNext(noon, tt.zone), at(t, tt.ends, "UTC"); !got.Equal(want) {
			t.Errorf("%s: ends %s, want %s", tt.why, got.UTC(), want)
		}
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	w := Weekdays9To18()
	for _, tt := range []struct{ why, zone, deadline, want string }{
		{"inside", "Europe/Berlin", "2026-11-24 12:00", "2026-11-24 12:00"},
		{"at the very end", "Europe/Berlin", "2026-11-24 18:00", "2026-11-24 18:00"},
		{"after it", "Europe/Berlin", "2026-11-24 18:01", "2026-11-25 18:00"},
		{"before it", "Europe/Berlin", "2026-11-24 08:00", "2026-11-24 18:00"},
		{"on a Friday night", "Europe/Berlin", "2026-11-27 23:00", "2026-11-30 18:00"},
		{"another zone", "America/New_York", "2026-11-24 12:00", "2026-11-25 00:00"},
	} {
		if got := w.Fit(berlin(t, tt.deadline), tt.zone); !got.Equal(berlin(t, tt.want)) {
			t.Errorf("%s: %s, want %s", tt.why, got, tt.want)
		}
	}
}

func TestOpen(t *testing.T) {
	t.Parallel()
	c := Default("Europe/Berlin")
	c.Holidays = []string{"2026-11-24"}
	for _, tt := range []struct {
		reading, next string
		open          bool
	}{
		{"2026-11-23 09:00", "2026-11-23 09:00", true},
		{"2026-11-23 17:59", "2026-11-23 17:59", true},
		{"2026-11-23 18:00", "2026-11-25 09:00", false},
		{"2026-11-24 12:00", "2026-11-25 09:00", false},
		{"2026-11-22 12:00", "2026-11-23 09:00", false},
	} {
		now := berlin(t, tt.reading)
		if got := c.Open(now); got != tt.open {
			t.Errorf("%s: open is %v", tt.reading, got)
		}
		if got := c.NextOpen(now); !got.Equal(berlin(t, tt.next)) {
			t.Errorf("%s: next %s, want %s", tt.reading, got, tt.next)
		}
	}
}
