package boot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
)

// demo is the story while it is told.
type demo struct {
	*House
	mark    *bookmark
	resumed bool // an earlier start has told some of it, as far as the bookmark or further
	marks   bookmarks
	admin   *member.Member
	people  map[string]*member.Member // staff and referrers, by their key in the cast
	plans   map[string]string         // ids of programs, by external id
	shop    aggregate.Actor           // Northline's own systems, by their key
	friend  aggregate.Actor           // the partner, by its key
}

// tale is one thread of the story: what happens with one introduction, or to one
// person. Its scenes are in the order of their days.
type tale struct {
	key    string
	by     string // the referrer, in the cast
	in     string // the program; friendsProgram when empty
	who    guest  // the referred person
	scenes []scene
}

// scene is what happens in a tale on one day of the story, counted from 0 to 119.
type scene struct {
	day  int
	play func(context.Context, stage) error
}

// stage is where a scene is played: a tale, at one of its scenes.
type stage struct {
	*demo
	*tale
	n     int          // of the scene
	id    string       // of the tale's referral, once there is one
	enter func(string) // notes that id
}

// once is a call under an Idempotency-Key of its own, so that what it does twice
// is done once.
func (d *demo) once(by aggregate.Actor, what string) (app.Call, error) {
	replay, err := d.App.Referrals.Replay("demo", what, "story", nil)
	return app.Call{Actor: by, Replay: replay}, err
}

// as runs a verb in somebody's name, once.
func (s stage) as(by aggregate.Actor, verb func(app.Call) error) error {
	call, err := s.once(by, s.key+"/"+strconv.Itoa(s.n))
	if err != nil {
		return err
	}
	return verb(call)
}

// played is a scene of a tale, ready to be played.
type played struct {
	tale *tale
	n    int
}

// tell plays the story from the bookmark on: day by day, and on each day the first
// scene of every tale at once, then the second, with the work done in between.
func (d *demo) tell(ctx context.Context) error {
	if err := d.prepareCast(ctx); err != nil {
		return err
	}
	from := d.mark.Rounds
	for i, round := range rounds(tales()) {
		if i < from {
			continue
		}
		if err := d.walkTo(ctx, round[0].tale.scenes[round[0].n].day); err != nil {
			return err
		}
		if err := d.playRound(ctx, round, d.resumed && i == from); err != nil {
			return err
		}
		d.settle(ctx)
		d.mark.Rounds = i + 1
		if err := d.marks.keep(ctx, d.mark); err != nil {
			return err
		}
	}
	return d.catchUp(ctx)
}

// rounds sorts the scenes of all tales into rounds: all scenes of one round are
// played at once, and none before the one that comes before it in its tale.
func rounds(all []tale) [][]played {
	type turn struct{ day, nth int }
	by := map[turn][]played{}
	for i := range all {
		nth := 0
		for n, s := range all[i].scenes {
			if n > 0 && all[i].scenes[n-1].day == s.day {
				nth++
			} else {
				nth = 0
			}
			by[turn{s.day, nth}] = append(by[turn{s.day, nth}], played{&all[i], n})
		}
	}
	var out [][]played
	for _, t := range slices.SortedFunc(maps.Keys(by), func(a, b turn) int { return cmp.Or(a.day-b.day, a.nth-b.nth) }) {
		out = append(out, by[t])
	}
	return out
}

// playRound plays scenes at once. When a killed start is taken up again, time may
// have overtaken a scene: then its tale goes on without it.
func (d *demo) playRound(ctx context.Context, round []played, again bool) error {
	errs := make([]error, len(round))
	entered := make([]string, len(round))
	var wg sync.WaitGroup
	for i, p := range round {
		s := stage{demo: d, tale: p.tale, n: p.n, id: d.mark.Referrals[p.tale.key], enter: func(id string) { entered[i] = id }}
		wg.Go(func() { errs[i] = p.tale.scenes[p.n].play(ctx, s) })
	}
	wg.Wait()
	for i, p := range round {
		if entered[i] != "" {
			d.mark.Referrals[p.tale.key] = entered[i]
		}
		if errs[i] == nil {
			continue
		}
		if again && fault.Is(errs[i], fault.Conflict) {
			d.log.Warn("the demo goes on without a scene that time has overtaken", "tale", p.tale.key, "scene", p.n, "error", errs[i])
			errs[i] = nil
			continue
		}
		errs[i] = fmt.Errorf("%s, scene %d (day %d): %w", p.tale.key, p.n, p.tale.scenes[p.n].day, errs[i])
	}
	return errors.Join(errs...)
}

// walkTo walks to a day of the story, to a quarter past ten in Berlin, where people
// are at work: on a day off, to the last day before it on which they were.
func (d *demo) walkTo(ctx context.Context, day int) error {
	berlin, err := time.LoadLocation(demoZone)
	if err != nil {
		return err
	}
	y, m, date := time.UnixMilli(d.mark.StartMS).In(berlin).Date()
	at := time.Date(y, m, date+day, 10, 15, 0, 0, berlin)
	for work := calendar.Default(demoZone); !work.Open(at); {
		at = at.AddDate(0, 0, -1)
	}
	if by := at.Sub(d.Clock.Now()); by > 0 {
		return d.Walk(ctx, by)
	}
	return nil
}

// catchUp walks to the present: from then on the product's time is real time.
func (d *demo) catchUp(ctx context.Context) error {
	for behind := -d.Clock.Offset(); behind > 0; behind = -d.Clock.Offset() {
		if behind < time.Minute {
			return d.Clock.Advance(ctx, behind)
		}
		if err := d.Walk(ctx, behind); err != nil {
			return err
		}
	}
	return nil
}
