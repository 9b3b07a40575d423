package app

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// visitsByLink finds the visits of a link in a span of time.
var visitsByLink = store.Query{Name: "by_link", Index: "link", Equal: []string{"link_id"}, Sort: "at_ms"}

// visitsAll finds all visits in a span of time.
var visitsAll = store.Query{Name: "all", Index: "at", Sort: "at_ms"}

// visitsSchema declares the visits.
var visitsSchema = store.Schema{
	Collection: "visits",
	Indexes:    []store.Index{{Name: "link", Fields: []string{"link_id", "at_ms"}}, {Name: "at", Fields: []string{"at_ms"}}},
	Queries:    []store.Query{visitsByLink, visitsAll},
}

const (
	// visitWindow is how long a visit waits in memory: what a crash may lose.
	visitWindow = 10 * time.Millisecond
	// visitBuffer is how many visits may wait; when the database is away so long
	// that it fills up, further ones are dropped and counted in Lost.
	visitBuffer = 8192
	// visitTries and visitRetry bound how long one batch is tried again.
	visitTries = 5
	visitRetry = 200 * time.Millisecond
	// visitDays is the longest span that Days answers.
	visitDays = 366
)

// Visits counts landings on links. Record costs the request no write: visits are
// gathered for a few milliseconds and stored together, one tally a link. Start
// begins that, and Close stores what is left.
type Visits struct {
	*core
	visits *store.Collection[link.Tally, *link.Tally]
	links  *Links

	in    chan link.Visit
	flush chan chan struct{}
	stop  chan struct{}
	done  sync.WaitGroup
	once  sync.Once
	lost  atomic.Int64
}

func newVisits(c *core, links *Links) *Visits {
	return &Visits{
		core: c, visits: store.NewCollection[link.Tally](c.engine, visitsSchema), links: links,
		in: make(chan link.Visit, visitBuffer), flush: make(chan chan struct{}), stop: make(chan struct{}),
	}
}

func (s *Visits) ensure(ctx context.Context) error { return s.visits.Ensure(ctx) }

// Start stores visits until Close.
func (s *Visits) Start() { s.done.Go(s.run) }

// Close stores the visits that wait, and ends. No visit may be recorded after it.
func (s *Visits) Close() {
	s.once.Do(func() { close(s.stop) })
	s.done.Wait()
}

// Record counts a visit, unless a robot made it. It never waits.
func (s *Visits) Record(l *link.Link, r link.Request) {
	if !r.Counts() {
		return
	}
	select {
	case s.in <- link.Visit{LinkID: l.ID, At: s.clock.Now()}:
	default:
		s.lost.Add(1)
	}
}

// Lost is how many visits could not be stored since Start.
func (s *Visits) Lost() int64 { return s.lost.Load() }

// Flush stores the visits that were recorded before it.
func (s *Visits) Flush(ctx context.Context) error {
	stored := make(chan struct{})
	select {
	case s.flush <- stored:
	case <-s.stop:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-stored:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// run gathers visits and stores them at the end of each window.
func (s *Visits) run() {
	window := time.NewTimer(visitWindow)
	window.Stop()
	var batch []link.Visit
	write := func() {
		s.write(batch)
		batch = nil
	}
	for {
		select {
		case v := <-s.in:
			if len(batch) == 0 {
				window.Reset(visitWindow)
			}
			if batch = append(batch, v); len(batch) == store.MaxLimit {
				write()
			}
		case <-window.C:
			write()
		case stored := <-s.flush:
			batch = append(batch, s.waiting()...)
			write()
			close(stored)
		case <-s.stop:
			batch = append(batch, s.waiting()...)
			write()
			return
		}
	}
}

// waiting takes what is in the channel now.
func (s *Visits) waiting() []link.Visit {
	var out []link.Visit
	for {
		select {
		case v := <-s.in:
			out = append(out, v)
		default:
			return out
		}
	}
}

// write stores a batch. A repeat after an unknown outcome stores nothing twice,
// because the tallies keep their ids.
func (s *Visits) write(batch []link.Visit) {
	if len(batch) == 0 {
		return
	}
	tallies := link.Sum(batch, func() string { return s.newID("vis_", Call{}) })
	var err error
	for try := range visitTries {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		err = s.visits.InsertMany(ctx, tallies)
		cancel()
		if err == nil {
			return
		}
		select {
		case <-time.After(visitRetry << try):
		case <-s.stop:
		}
	}
	s.lost.Add(int64(len(batch)))
	s.log.Error("visits could not be stored", "count", len(batch), "error", err)
}

// DayCount is the visits of one day.
type DayCount struct {
	Day    string // "2026-11-22", UTC
	Visits int64
}

// Days returns the visits of a link on each day from the first to the last, both
// included, in UTC.
func (s *Visits) Days(ctx context.Context, actor aggregate.Actor, linkID string, first, last time.Time) ([]DayCount, error) {
	if _, err := s.links.Get(ctx, actor, linkID); err != nil {
		return nil, err
	}
	first, last = first.UTC().Truncate(24*time.Hour), last.UTC().Truncate(24*time.Hour)
	if last.Before(first) || last.Sub(first) >= visitDays*24*time.Hour {
		return nil, fault.OfField("?to", "out_of_range", "Ask for 1 to 366 days.")
	}
	end := last.Add(24 * time.Hour)
	byDay, err := s.visits.Sum(ctx, visitsByLink, store.Args{Equal: []any{linkID}, From: ms(first), To: ms(end)}, "visits", "day")
	if err != nil {
		return nil, err
	}
	var out []DayCount
	for day := first; day.Before(end); day = day.Add(24 * time.Hour) {
		name := day.Format(time.DateOnly)
		out = append(out, DayCount{Day: name, Visits: byDay[name]})
	}
	return out, nil
}
