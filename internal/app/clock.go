package app

import (
	"context"
	"math"
	"sync/atomic"
	"time"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// WallClock is real time, truncated to what every database keeps.
type WallClock struct{}

// Now returns the time in UTC, in whole milliseconds.
func (WallClock) Now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// MovableClock is the one clock of a process outside production: an offset to wall
// time, kept in the database and moved forward only. Product, worker and sandbox
// share it; leases and rate limits stay on wall time.
type MovableClock struct {
	col    *store.Collection[clockState, *clockState]
	offset atomic.Int64 // nanoseconds
}

type clockState struct {
	fact
	OffsetMS int64 `json:"offset_ms"`
}

var clockSchema = store.Schema{Collection: "clock"}

// clockID is the id of the only clock.
const clockID = "clock"

// OpenClock reads the clock of a database; start is its offset when there is none
// yet.
func OpenClock(ctx context.Context, e store.Engine, start time.Duration) (*MovableClock, error) {
	c := &MovableClock{col: store.NewCollection[clockState](e, clockSchema)}
	c.offset.Store(math.MinInt64)
	if err := c.col.Ensure(ctx); err != nil {
		return nil, err
	}
	err := c.col.Insert(ctx, &clockState{fact: fact{ID: clockID}, OffsetMS: start.Milliseconds()})
	if err != nil && store.Taken(err) == "" {
		return nil, err
	}
	return c, c.Refresh(ctx)
}

// Now returns the product's time in UTC, in whole milliseconds.
func (c *MovableClock) Now() time.Time {
	return time.Now().Add(time.Duration(c.offset.Load())).UTC().Truncate(time.Millisecond)
}

// Offset is how far the clock is ahead of wall time, or behind it.
func (c *MovableClock) Offset() time.Duration { return time.Duration(c.offset.Load()) }

// Refresh takes over what another process moved the clock to.
func (c *MovableClock) Refresh(ctx context.Context) error {
	s, err := c.col.Get(ctx, clockID)
	if err != nil {
		return err
	}
	// An answer that was overtaken by a newer one must not take time back.
	to := int64(time.Duration(s.OffsetMS) * time.Millisecond)
	for at := c.offset.Load(); to > at; at = c.offset.Load() {
		if c.offset.CompareAndSwap(at, to) {
			break
		}
	}
	return nil
}

// LongestMove bounds one step of the clock.
const LongestMove = 400 * 24 * time.Hour

// farthest keeps times within what every part of the house can count.
const farthest = 100 * 365 * 24 * time.Hour

// Advance moves the clock forward.
func (c *MovableClock) Advance(ctx context.Context, by time.Duration) error {
	if by <= 0 || by > LongestMove {
		return fault.OfField("/advance", "out_of_range", "The clock moves forward only, by at most 400 days at a time.")
	}
	_, err := c.col.Update(ctx, clockID, func(s *clockState) error {
		if s.OffsetMS+by.Milliseconds() > farthest.Milliseconds() {
			return fault.OfField("/advance", "out_of_range", "The clock can't be moved farther than a hundred years ahead.")
		}
		s.OffsetMS += by.Milliseconds()
		return nil
	})
	if err != nil {
		return err
	}
	return c.Refresh(ctx)
}
