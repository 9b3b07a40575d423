package app

import (
	"slices"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/promise"
)

// What comes next is listed as the worker will meet it, whatever it belongs to.
func TestUpcoming(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	d.agreed("Ann Agreed")
	d.settle(d.owed(9, cashRule(20_000)))
	all, err := d.app.Upcoming(t.Context(), 50)
	d.must(err)
	if !slices.IsSortedFunc(all, func(a, b DueTask) int { return int(a.DueMS - b.DueMS) }) {
		t.Errorf("not in order: %+v", all)
	}
	queues := map[string]bool{}
	for _, task := range all {
		queues[task.Queue] = true
	}
	if !queues["referrals"] || !queues["rewards"] {
		t.Errorf("of %v", queues)
	}
	next, err := d.app.NextDue(t.Context())
	d.must(err)
	first, err := d.app.Upcoming(t.Context(), 1)
	d.must(err)
	if len(first) != 1 || !time.UnixMilli(first[0].DueMS).Equal(next) {
		t.Errorf("next is %v, the list begins with %+v", next, first)
	}
}
