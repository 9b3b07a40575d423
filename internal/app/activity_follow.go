package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/store"
)

const (
	// activityPeriod is how often histories are followed when nobody reads.
	activityPeriod = 5 * time.Second
	// activityShare bounds the follower's work under load: it rests so many times as
	// long as a pass took.
	activityShare = 20
	// activityOverlap is how far a pass looks back behind the mark. A write is found
	// when it commits less than that after its wall time was taken, whatever the
	// difference between the clocks of two machines; see store.Storied.
	activityOverlap = time.Minute
	// activityBatch is how many documents are read at once.
	activityBatch = 200
	// activityPatience is how long a reader waits for the record to catch up.
	activityPatience = 2 * time.Second
)

// Follow copies histories until ctx ends. Any number of processes may do so.
func (s *Activity) Follow(ctx context.Context) {
	for {
		began := s.wall()
		if err := s.CatchUp(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("activity can't be followed", "error", err)
		}
		rest := time.NewTimer(max(activityPeriod, activityShare*s.wall().Sub(began)))
		select {
		case <-ctx.Done():
			rest.Stop()
			return
		case <-rest.C:
		}
	}
}

// CatchUp copies every event that was committed before the call. What is there
// already is left alone, so that it may run several times at once and be ended
// anywhere.
func (s *Activity) CatchUp(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	began := s.wall()
	mark, err := s.marks.Get(ctx, activityMarkID)
	if err != nil {
		return err
	}
	met := map[string]int64{}
	for _, from := range s.sources {
		if err := s.follow(ctx, from, mark.ReachedMS-activityOverlap.Milliseconds(), met); err != nil {
			return err
		}
	}
	s.seen = met
	return s.reach(ctx, mark, began)
}

// caughtUp is CatchUp for a reader: after a while they see what there is.
func (s *Activity) caughtUp(ctx context.Context) error {
	bounded, cancel := context.WithTimeout(ctx, activityPatience)
	defer cancel()
	if err := s.CatchUp(bounded); err != nil && (ctx.Err() != nil || bounded.Err() == nil) {
		return err
	}
	return nil
}

// follow copies what was stored in one collection since a wall time, and notes in
// met how long each history is.
func (s *Activity) follow(ctx context.Context, from activitySource, sinceMS int64, met map[string]int64) error {
	args := store.Args{From: sinceMS, Limit: activityBatch}
	for {
		docs, err := from.docs.Find(ctx, storedQuery, args)
		if err != nil {
			return err
		}
		var fresh []*activity.Entry
		for _, h := range docs {
			entries, err := s.of(from.noun, h)
			if err != nil {
				return err
			}
			fresh = append(fresh, entries[min(s.seen[h.ID], int64(len(entries))):]...)
		}
		if err := s.insert(ctx, fresh); err != nil {
			return err
		}
		for _, h := range docs {
			met[h.ID] = int64(len(h.Events))
			s.seen[h.ID] = met[h.ID]
		}
		if len(docs) < args.Limit {
			return nil
		}
		last := docs[len(docs)-1]
		args.After = &store.Cursor{Sort: last.StoredMS, ID: last.ID}
	}
}

// insert stores entries, so many at once as the engine takes.
func (s *Activity) insert(ctx context.Context, entries []*activity.Entry) error {
	for len(entries) > 0 {
		n := min(len(entries), store.MaxLimit)
		if err := s.entries.InsertMany(ctx, entries[:n]); err != nil {
			return err
		}
		entries = entries[n:]
	}
	return nil
}

// reach moves the mark to the beginning of a pass that is done. It does so once in
// a while only, so that an idle product writes nothing.
func (s *Activity) reach(ctx context.Context, mark *activityMark, began time.Time) error {
	if ms(began)-mark.ReachedMS < activityOverlap.Milliseconds() {
		return nil
	}
	_, err := s.marks.Update(ctx, activityMarkID, func(m *activityMark) error {
		m.ReachedMS = max(m.ReachedMS, ms(began))
		return nil
	})
	return err
}
