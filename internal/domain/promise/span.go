package promise

import (
	"time"

	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/fault"
)

// Unit is what a Span counts.
type Unit string

// The units; both run on the program's calendar.
const (
	UnitBusinessHours Unit = "business_hours"
	UnitBusinessDays  Unit = "business_days"
)

// Span is a duration on the program's calendar.
type Span struct {
	Count int  `json:"count"`
	Unit  Unit `json:"unit"`
}

// BusinessHours returns a span of n working hours.
func BusinessHours(n int) Span { return Span{n, UnitBusinessHours} }

// BusinessDays returns a span of n full working days.
func BusinessDays(n int) Span { return Span{n, UnitBusinessDays} }

// Longest spans that a clause may name: past these nobody would call it a
// promise.
const (
	maxBusinessHours = 400
	maxBusinessDays  = 60
)

// Check returns a fault at pointer when the span is empty, too long or of an
// unknown unit.
func (s Span) Check(pointer string) *fault.Error {
	longest := maxBusinessDays
	switch s.Unit {
	case UnitBusinessDays:
	case UnitBusinessHours:
		longest = maxBusinessHours
	default:
		return fault.OfField(pointer+"/unit", "unknown_unit", "Use business_hours or business_days.")
	}
	return checkRange(pointer+"/count", s.Count, 1, longest)
}

// After returns the instant, in milliseconds, at which the span that starts at
// ms ends.
func (s Span) After(c calendar.Calendar, ms int64) int64 {
	t := time.UnixMilli(ms)
	if s.Unit == UnitBusinessHours {
		return c.AddBusinessHours(t, s.Count).UnixMilli()
	}
	return c.AddBusinessDays(t, s.Count).UnixMilli()
}

// Message returns the span in words: "4 business hours", "1 business day".
func (s Span) Message() message.Message {
	return message.Of("duration."+string(s.Unit), "count", s.Count)
}
