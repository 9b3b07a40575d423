package calendar

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Zones with clock changes of an hour and of half an hour, at midnight, and
// none; one that skipped a whole day in 2011.
var zones = []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kolkata", "Pacific/Apia", "UTC"}

func drawWindow(t *rapid.T) Window {
	days := rapid.SliceOfNDistinct(rapid.IntRange(1, 7), 1, 7, rapid.ID[int]).Draw(t, "weekdays")
	slices.Sort(days)
	from := rapid.IntRange(0, minutesPerDay-1).Draw(t, "from")
	to := rapid.IntRange(from+1, minutesPerDay).Draw(t, "to")
	return Window{Weekdays: days, From: reading(from), To: reading(to)}
}

func reading(minutes int) TimeOfDay {
	return TimeOfDay(fmt.Sprintf("%02d:%02d", minutes/60, minutes%60))
}

func drawCalendar(t *rapid.T) Calendar {
	holidays := []string{}
	for range rapid.IntRange(0, 5).Draw(t, "holidays") {
		holidays = append(holidays, drawTime(t).Format(time.DateOnly))
	}
	slices.Sort(holidays)
	c := Calendar{Zone: rapid.SampledFrom(zones).Draw(t, "zone"), Hours: drawWindow(t), Holidays: slices.Compact(holidays)}
	if f := c.Check(""); f != nil {
		t.Fatal(f)
	}
	return c
}

// drawTime prefers the days on which clocks change.
func drawTime(t *rapid.T) time.Time {
	base := rapid.SampledFrom([]int64{
		time.Date(2026, 3, 28, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2026, 10, 24, 0, 0, 0, 0, time.UTC).Unix(),
		time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2026, 4, 23, 0, 0, 0, 0, time.UTC).Unix(),
		time.Date(2011, 12, 29, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2026, 6, 10, 0, 0, 0, 0, time.UTC).Unix(),
	}).Draw(t, "base")
	return time.Unix(base+rapid.Int64Range(-3*86400, 3*86400).Draw(t, "offset"), 0)
}

// The end of a business duration lies in working time or at its end, is never
// earlier for a later start, and adds up.
func TestBusinessTimeProperties(t *testing.T) {
	t.Parallel()
	for name, add := range map[string]func(Calendar, time.Time, int) time.Time{"hours": Calendar.AddBusinessHours, "days": Calendar.AddBusinessDays} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				c, from := drawCalendar(t), drawTime(t)
				a, b := rapid.IntRange(1, 9).Draw(t, "a"), rapid.IntRange(1, 9).Draw(t, "b")
				end := add(c, from, a)
				if !end.After(from) {
					t.Fatalf("%s is not after %s", end, from)
				}
				if before := end.Add(-time.Nanosecond); !c.Open(before) {
					t.Fatalf("%s lies outside working time", end)
				}
				later := from.Add(time.Duration(rapid.IntRange(0, 86400*3).Draw(t, "later")) * time.Second)
				if add(c, later, a).Before(end) {
					t.Fatalf("from %s ends before from %s", later, from)
				}
				if got, want := add(c, end, b), add(c, from, a+b); !got.Equal(want) {
					t.Fatalf("%d and %d end %s, %d ends %s", a, b, got, a+b, want)
				}
			})
		})
	}
}

// Working time between the start and the end of n business hours is n hours,
// counted minute by minute.
func TestBusinessHoursCountMinutes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := Calendar{Zone: rapid.SampledFrom(zones).Draw(t, "zone"), Hours: Window{Weekdays: []int{1, 2, 3, 4, 5, 6, 7}, From: "01:00", To: "05:00"}}
		from, n := drawTime(t).Truncate(time.Minute), rapid.IntRange(1, 6).Draw(t, "hours")
		end, open := c.AddBusinessHours(from, n), 0
		for m := from; m.Before(end); m = m.Add(10 * time.Minute) {
			if c.Open(m) {
				open++
			}
		}
		if minutes := open * 10; minutes < n*60-10 || minutes > n*60+10 {
			t.Fatalf("%d open minutes from %s to %s, want %d", minutes, from, end, n*60)
		}
	})
}

// A window contains its openings, and nothing between a time and its next
// opening; a fitted deadline is inside or at an end, and fits.
func TestWindowProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w, now, zone := drawWindow(t), drawTime(t), rapid.SampledFrom(zones).Draw(t, "zone")
		open := w.NextOpening(now, zone)
		if open.Before(now) || !w.Contains(open, zone) || w.Contains(now, zone) != open.Equal(now) {
			t.Fatalf("next opening of %s is %s", now, open)
		}
		if gap := open.Sub(now); gap > 0 {
			if between := now.Add(time.Duration(rapid.Int64Range(0, int64(gap)-1).Draw(t, "between"))); w.Contains(between, zone) {
				t.Fatalf("open at %s, before the next opening %s", between, open)
			}
		}
		fitted := w.Fit(now, zone)
		if fitted.Before(now) || !w.Contains(fitted, zone) && !w.Contains(fitted.Add(-time.Nanosecond), zone) {
			t.Fatalf("%s fits to %s, outside the window", now, fitted)
		}
		if again := w.Fit(fitted, zone); !again.Equal(fitted) {
			t.Fatalf("%s fits to %s", fitted, again)
		}
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(w.Weekdays, dateOf(open.In(loc)).weekday()) {
			t.Fatalf("opens on %s", open.In(loc).Weekday())
		}
	})
}
