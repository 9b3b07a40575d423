package promise

import (
	"time"

	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/fault"
)

const (
	minuteMS = int64(time.Minute / time.Millisecond)
	dayMS    = 24 * 60 * minuteMS
	// A person who says "at 19:00" means about then.
	momentBeforeMS = 10 * minuteMS
	momentAfterMS  = 60 * minuteMS
	// A moment beyond a year is a slip of the keyboard, and would move the first
	// contact with it.
	furthestMS = 366 * dayMS
)

// Wish is the person's own words about how and when to contact them. They win
// over the promise, both ways: they allow what the promise doesn't, and forbid
// the rest.
type Wish struct {
	Channels []Channel        `json:"channels"` // empty: those of the promise
	Window   *calendar.Window `json:"window"`   // in the person's zone; nil: that of the promise
	AtMS     int64            `json:"at_ms"`    // one moment ("Thursday at 19:00"); 0: none
}

// Check returns a fault at pointer when the wish is unclear. A moment must be
// later than nowMS, and within a year of it.
func (w Wish) Check(pointer string, nowMS int64) *fault.Error {
	if len(w.Channels) > 0 {
		if f := checkChannels(pointer+"/channels", w.Channels); f != nil {
			return f
		}
	}
	if w.Window != nil {
		if f := w.Window.Check(pointer + "/window"); f != nil {
			return f
		}
	}
	switch {
	case w.AtMS != 0 && w.AtMS <= nowMS:
		return fault.OfField(pointer+"/at", "not_in_future", "Name a time that is still to come.")
	case w.AtMS > nowMS+furthestMS:
		return fault.OfField(pointer+"/at", "out_of_range", "Name a time within the next twelve months.")
	}
	return nil
}

// moment reports whether ms is the moment that the person named: from ten
// minutes before it to an hour after.
func (w Wish) moment(ms int64) bool {
	return w.AtMS != 0 && ms >= w.AtMS-momentBeforeMS && ms <= w.AtMS+momentAfterMS
}

// nextOpening returns ms when the person may be contacted then, else the next
// such time. Until a named moment has passed there is no other; after it their
// window holds, or else the promise's.
func (w Wish) nextOpening(promised calendar.Window, zone string, ms int64) int64 {
	if w.AtMS != 0 && ms <= w.AtMS+momentAfterMS {
		return max(ms, w.AtMS-momentBeforeMS)
	}
	return w.window(promised).NextOpening(time.UnixMilli(ms), zone).UnixMilli()
}

// fit moves a deadline into the hours at which the person may be contacted: to
// the end of the named moment while that is ahead, else to the end of the next
// window.
func (w Wish) fit(promised calendar.Window, zone string, sinceMS, dueMS int64) int64 {
	if w.AtMS != 0 && w.AtMS+momentAfterMS > sinceMS {
		return w.AtMS + momentAfterMS
	}
	return w.window(promised).Fit(time.UnixMilli(dueMS), zone).UnixMilli()
}

func (w Wish) window(promised calendar.Window) calendar.Window {
	if w.Window != nil {
		return *w.Window
	}
	return promised
}
