package boot

import (
	"context"
	"fmt"
	"time"

	"github.com/goodword/goodword/internal/config"
)

// tasksCmd looks after parked work.
type tasksCmd struct {
	List   tasksListCmd   `cmd:"" default:"withargs" help:"List parked tasks (the default)."`
	Resume tasksResumeCmd `cmd:"" help:"Make a document's parked tasks due again, once what stood in the way is gone."`
}

type tasksListCmd struct {
	config.Settings
}

// Run lists parked tasks, one a line: collection, document, kind, since when, why.
func (c tasksListCmd) Run(env Env) error {
	return operate(env, c.Settings, func(ctx context.Context, h *House) error {
		parked, err := h.App.Parked(ctx)
		if err != nil {
			return err
		}
		for _, t := range parked {
			since := time.UnixMilli(t.ParkedMS).UTC().Format(time.RFC3339)
			if _, err := fmt.Fprintf(env.Out, "%-13s %s  %-12s %s  %s\n", t.Queue, t.ID, t.Kind, since, t.Why); err != nil {
				return err
			}
		}
		if len(parked) == 0 {
			_, err = fmt.Fprintln(env.Out, "nothing is parked")
		}
		return err
	})
}

type tasksResumeCmd struct {
	config.Settings
	Collection string `arg:"" help:"As the list names it."`
	ID         string `arg:"" help:"Id of the document."`
}

// Run makes parked tasks due again.
func (c tasksResumeCmd) Run(env Env) error {
	return operate(env, c.Settings, func(ctx context.Context, h *House) error {
		n, err := h.App.Resume(ctx, c.Collection, c.ID)
		if err == nil {
			_, err = fmt.Fprintf(env.Out, "%d tasks are due again\n", n)
		}
		return err
	})
}
