package app

import (
	"context"
	"slices"
	"time"

	"github.com/goodword/goodword/internal/store"
)

// DueTask is work that the worker will do.
type DueTask struct {
	Queue string
	ID    string // of the document
	Kind  string
	DueMS int64
}

// Upcoming lists the work that comes next, the earliest first.
func (a *App) Upcoming(ctx context.Context, limit int) ([]DueTask, error) {
	var all []DueTask
	for _, q := range a.Queues() {
		tasks, err := q.Upcoming(ctx, limit)
		if err != nil {
			return nil, err
		}
		all = append(all, tasks...)
	}
	slices.SortStableFunc(all, func(x, y DueTask) int { return time.UnixMilli(x.DueMS).Compare(time.UnixMilli(y.DueMS)) })
	return all[:min(limit, len(all))], nil
}

// Upcoming lists the unparked tasks of the documents that are due first.
func (q *Queue[T, P]) Upcoming(ctx context.Context, limit int) ([]DueTask, error) {
	docs, err := q.col.Find(ctx, dueQuery, store.Args{Limit: limit})
	if err != nil {
		return nil, err
	}
	var out []DueTask
	for _, d := range docs {
		m := q.meta(d)
		for _, t := range m.Agenda {
			if t.ParkedAtMS == 0 {
				out = append(out, DueTask{Queue: q.Name(), ID: m.ID, Kind: t.Kind, DueMS: t.DueMS})
			}
		}
	}
	return out, nil
}
