package promise

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/calendar"
)

func TestDeadlines(t *testing.T) {
	t.Parallel()
	c, p := calendar.Default("Europe/Berlin"), Default()
	tuesday := berlin(t, "2026-11-24 15:00")
	moment := Wish{AtMS: berlin(t, "2026-11-29 19:00")}
	evenings := Wish{Window: &calendar.Window{Weekdays: []int{6, 7}, From: "19:00", To: "21:00"}}
	for _, tt := range []struct {
		name string
		got  int64
		want string
	}{
		{"answer", p.AnswerBy(c, tuesday), "2026-11-25 18:00"},
		{"reminder", p.RemindAt(c, tuesday), "2026-11-27 18:00"},
		{"the person's days", p.PersonAnswerBy(tuesday), "2026-12-15 15:00"},
		{"first contact", p.FirstContactBy(c, Wish{}, "Europe/Berlin", tuesday), "2026-11-25 18:00"},
		{"its goal", p.FirstContactGoalBy(c, Wish{}, "Europe/Berlin", tuesday), "2026-11-25 10:00"},
		{"first contact, it is night in Tokyo at its end", p.FirstContactBy(c, Wish{}, "Asia/Tokyo", tuesday), "2026-11-26 10:00"},
		{"first contact, New York is awake", p.FirstContactBy(c, Wish{}, "America/New_York", tuesday), "2026-11-25 18:00"},
		{"first contact at their moment", p.FirstContactBy(c, moment, "Europe/Berlin", tuesday), "2026-11-29 20:00"},
		{"first contact on weekend evenings", p.FirstContactBy(c, evenings, "Europe/Berlin", tuesday), "2026-11-28 21:00"},
		{"reward decision", p.RewardDecisionBy(c, tuesday), "2026-12-01 18:00"},
		{"erasure", p.EraseAt(tuesday), "2027-02-22 15:00"},
		{"lead told", LeadToldAt(c, berlin(t, "2026-11-25 18:00")), "2026-11-26 11:00"},
		{"broken", BrokenAt(c, berlin(t, "2026-11-25 18:00")), "2026-11-26 18:00"},
		{"goes on with what was left", ResumeBy(berlin(t, "2026-12-15 15:00"), tuesday, berlin(t, "2027-01-04 00:00")), "2027-01-25 00:00"},
		{"goes on with seven days", ResumeBy(tuesday, tuesday, berlin(t, "2027-01-04 00:00")), "2027-01-11 00:00"},
	} {
		if tt.got != berlin(t, tt.want) {
			t.Errorf("%s: %s, want %s", tt.name, time.UnixMilli(tt.got).In(time.FixedZone("CET", 3600)).Format("2006-01-02 15:04"), tt.want)
		}
	}
}

func TestJudge(t *testing.T) {
	t.Parallel()
	c := calendar.Default("Europe/Berlin")
	due := berlin(t, "2026-11-25 18:00")
	broken := berlin(t, "2026-11-26 18:00")
	for _, tt := range []struct {
		name      string
		done, now int64
		want      State
	}{
		{"before", 0, due - 1, StateNow},
		{"at the deadline", 0, due, StateNow},
		{"past it", 0, due + 1, StateLate},
		{"just before it breaks", 0, broken - 1, StateLate},
		{"as it breaks", 0, broken, StateBroken},
		{"done in time, seen later", due, broken * 2, StateKept},
		{"done late", due + 1, broken * 2, StateKeptLate},
		{"done too late", broken, broken * 2, StateBroken},
	} {
		if got := Judge(c, due, tt.done, tt.now); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// A first contact at its deadline is one that the rule allows, as far as hours
// go, or the end of the hours; and never before the yes.
func TestFirstContactDeadlineIsReachable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := drawContact(t)
		due := in.Promise.FirstContactBy(calendar.Default("Europe/Berlin"), in.Wish, in.Zone, in.NowMS)
		if due <= in.NowMS {
			t.Fatalf("due %d, yes %d", due, in.NowMS)
		}
		if in.hoursOpen(due) != due && in.hoursOpen(due-1) != due-1 {
			t.Fatalf("due %s, outside their hours", time.UnixMilli(due).UTC())
		}
	})
}

func TestKeptRate(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC).UnixMilli()
	old := time.Date(2025, 11, 23, 0, 0, 0, 0, time.UTC).UnixMilli()
	tally := TallyOf([]Decided{
		{StateKept, now}, {StateKept, now - dayMS}, {StateKeptLate, now}, {StateBroken, now}, {StateBroken, old}, {StateKept, now + 1}, {StateSkipped, now},
	}, []int64{now, old}, now)
	if tally != (Tally{Kept: 2, KeptLate: 1, Broken: 1, Breaches: 1}) {
		t.Errorf("%+v", tally)
	}
	if percent, ok := tally.Rate(); percent != 40 || !ok {
		t.Errorf("rate %d, %v", percent, ok)
	}
	if _, ok := (Tally{}).Rate(); ok {
		t.Error("a rate of nothing")
	}
	if percent, _ := (Tally{Kept: 999, Breaches: 1}).Rate(); percent != 99 {
		t.Errorf("rate %d, want 99", percent)
	}
}
