package aggregate_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

var start = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)

// Whatever is done to an agenda, due_ms is the earliest of the unparked tasks, and
// only the newest claim of a task settles it.
func TestAgenda(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := aggregate.NewMeta("x", start)
		now := start
		var claims []aggregate.Task
		for range rapid.IntRange(1, 40).Draw(t, "length") {
			now = now.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "seconds")) * time.Second)
			kind := rapid.SampledFrom([]string{"a", "b"}).Draw(t, "kind")
			later := now.Add(time.Duration(rapid.IntRange(-10, 60).Draw(t, "due")) * time.Second)
			var old aggregate.Task
			if len(claims) > 0 {
				old = rapid.SampledFrom(claims).Draw(t, "claim")
			}
			before := len(m.Agenda)
			held := m.Holds(old)
			switch rapid.IntRange(0, 7).Draw(t, "what") {
			case 0:
				m.Schedule(kind, later, nil)
			case 1:
				m.Reschedule(kind, later, nil)
			case 2:
				m.Unschedule(kind)
			case 3:
				if c, ok := m.Claim(now, now, 25*time.Second); ok {
					claims = append(claims, c)
				}
			case 4:
				if ok := m.Settle(old); ok != held || ok != (len(m.Agenda) == before-1) {
					t.Fatalf("settled %v, held %v", ok, held)
				}
			case 5:
				if m.Retry(old, later, "internal") != held {
					t.Fatal("retried by somebody who doesn't hold it")
				}
			case 6:
				if m.Park(old, now, "internal") != held {
					t.Fatal("parked by somebody who doesn't hold it")
				}
			case 7:
				m.Unpark(now)
			}
			dueIsEarliest(t, m)
		}
	})
}

func dueIsEarliest(t *rapid.T, m aggregate.Meta) {
	var due, parked *int64
	for _, task := range m.Agenda {
		if task.ParkedAtMS != 0 {
			if parked == nil || task.ParkedAtMS < *parked {
				parked = &task.ParkedAtMS
			}
		} else if due == nil || task.DueMS < *due {
			due = &task.DueMS
		}
	}
	same := func(a, b *int64) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }
	if !same(due, m.DueMS) || !same(parked, m.Parked) {
		t.Fatalf("due %v, parked %v: %+v", m.DueMS, m.Parked, m.Agenda)
	}
}

// A lease keeps others away by wall time, even when the product's clock is moved.
func TestLeaseIsOnWallTime(t *testing.T) {
	t.Parallel()
	m := aggregate.NewMeta("x", start)
	m.Schedule("a", start, nil)
	first, _ := m.Claim(start, start, 25*time.Second)
	moved := start.AddDate(0, 1, 0)
	if _, ok := m.Claim(moved, start.Add(time.Second), 25*time.Second); ok {
		t.Fatal("claimed while it is leased")
	}
	second, ok := m.Claim(moved, start.Add(26*time.Second), 25*time.Second)
	if !ok || second.Attempts != first.Attempts+1 || m.Settle(first) || !m.Settle(second) {
		t.Fatal("the older claim settled it, or the newer didn't")
	}
}

// A replayed key finds its event.
func TestReplayed(t *testing.T) {
	t.Parallel()
	m := aggregate.NewMeta("x", start)
	m.Record(start, aggregate.Event{Verb: "a"})
	m.Record(start, aggregate.Event{Verb: "b", Replay: &aggregate.Replay{Key: "k"}})
	if e, ok := m.Replayed("k"); !ok || e.Seq != 2 || m.Revision != 2 || m.ETag() != `"2"` {
		t.Fatalf("%+v %v", e, ok)
	}
	if _, ok := m.Replayed("other"); ok {
		t.Fatal("found what isn't there")
	}
}
