package promise

import (
	"testing"

	"github.com/goodword/goodword/internal/domain/calendar"
)

// A page shows many timelines, so one must cost microseconds.
func BenchmarkTimeline(b *testing.B) {
	in := TimelineInput{
		Promise: Default(), Calendar: calendar.Default("Europe/Berlin"), Zone: "America/New_York", Reader: ReaderReferrer,
		Facts: Facts{SubmittedMS: 1_790_000_000_000, Verdict: OutcomeAccepted, VerdictMS: 1_790_000_000_000, YesMS: 1_790_000_000_000},
		NowMS: 1_790_900_000_000,
	}
	for b.Loop() {
		Timeline(in)
	}
}
