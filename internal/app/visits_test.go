package app

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/store"
)

// browser is a person's visit.
func browser() link.Request {
	return link.Request{Method: "GET", UserAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
}

func TestVisitsAreCountedByDay(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	p, m := r.published("P"), r.customer("c-1")
	l, err := r.links.Default(t.Context(), Call{Actor: installation}, p.ID, m.ID)
	r.must(err)
	r.visits.Start()
	t.Cleanup(r.visits.Close)

	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			for range 25 {
				r.visits.Record(l, browser())
			}
		})
	}
	wg.Wait()
	r.visits.Record(l, link.Request{Method: "GET", UserAgent: "Slackbot-LinkExpanding 1.0"})
	r.must(r.visits.Flush(t.Context()))
	r.clock.advance(24 * time.Hour)
	r.visits.Record(l, browser())
	r.must(r.visits.Flush(t.Context()))

	days, err := r.visits.Days(t.Context(), installation, l.ID, monday(), monday().Add(48*time.Hour))
	r.must(err)
	if len(days) != 3 || days[0] != (DayCount{"2026-06-01", 500}) || days[1] != (DayCount{"2026-06-02", 1}) || days[2].Visits != 0 {
		t.Fatalf("%+v", days)
	}
	if r.visits.Lost() != 0 {
		t.Fatalf("%d lost", r.visits.Lost())
	}
	_, err = r.visits.Days(t.Context(), partner, l.ID, monday(), monday())
	r.refused(err, "not_found")
	_, err = r.visits.Days(t.Context(), installation, l.ID, monday(), monday().Add(-24*time.Hour))
	r.refused(err, "out_of_range")
	_, err = r.visits.Days(t.Context(), installation, l.ID, monday(), monday().AddDate(2, 0, 0))
	r.refused(err, "out_of_range")
}

// What was recorded before Close is stored when Close returns.
func TestVisitsCloseLosesNothing(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	p, m := r.published("P"), r.customer("c-1")
	l, err := r.links.Default(t.Context(), Call{Actor: installation}, p.ID, m.ID)
	r.must(err)
	r.visits.Start()
	for range 300 {
		r.visits.Record(l, browser())
	}
	r.visits.Close()
	r.visits.Close()
	days, err := r.visits.Days(t.Context(), installation, l.ID, monday(), monday())
	r.must(err)
	if days[0].Visits != 300 {
		t.Fatalf("%d of 300 visits are stored", days[0].Visits)
	}
	r.must(r.visits.Flush(t.Context()))
}

// failing refuses the first batches that it is given.
type failing struct {
	store.Engine
	refusals int
}

func (f *failing) InsertMany(ctx context.Context, collection string, docs []store.Doc) error {
	if f.refusals--; f.refusals >= 0 {
		return store.Unavailable(errors.New("away"))
	}
	return f.Engine.InsertMany(ctx, collection, docs)
}

// A batch that fails is tried again; what can't be stored at all is counted.
func TestVisitsAreTriedAgain(t *testing.T) {
	t.Parallel()
	for refusals, want := range map[int]DayCount{visitTries - 1: {"2026-06-01", 7}, visitTries: {"2026-06-01", 0}} {
		r := newRegisters(t)
		p, m := r.published("P"), r.customer("c-1")
		l, err := r.links.Default(t.Context(), Call{Actor: installation}, p.ID, m.ID)
		r.must(err)
		c := *r.core
		c.engine = &failing{Engine: r.core.engine, refusals: refusals}
		visits := newVisits(&c, r.links)
		for range 7 {
			visits.Record(l, browser())
		}
		visits.Start()
		visits.Close() // a batch on the way out is tried again without a pause
		days, err := r.visits.Days(t.Context(), installation, l.ID, monday(), monday())
		r.must(err)
		if days[0] != want || visits.Lost() != 7-want.Visits {
			t.Errorf("after %d refusals: %+v, %d lost", refusals, days[0], visits.Lost())
		}
	}
}

// When nobody empties the buffer, a visit costs the request nothing still.
func TestVisitsDropWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	l := &link.Link{}
	for range visitBuffer + 3 {
		r.visits.Record(l, browser())
	}
	if r.visits.Lost() != 3 {
		t.Fatalf("%d lost", r.visits.Lost())
	}
}
