package storetest

import (
	"context"
	"errors"
	"testing"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

func staleVersion(t *testing.T, s *subject) {
	ctx := context.Background()
	s.insert(t, thing{ID: "a", Status: "first"})
	if err := s.Replace(ctx, "things", 1, doc(t, thing{ID: "a", Version: 2, Status: "second"})); err != nil {
		t.Fatal(err)
	}
	for _, v := range []int64{1, 3} {
		if err := s.Replace(ctx, "things", v, doc(t, thing{ID: "a", Version: v + 1, Status: "late"})); !fault.Because(err, "version_conflict") {
			t.Errorf("version %d: %v", v, err)
		}
	}
	same(t, s, doc(t, thing{ID: "a", Version: 2, Status: "second"}))
}

func versionRace(t *testing.T, s *subject) { raceVersions(t, s, s.Engine) }

func versionRaceOfTwoEngines(t *testing.T, s *subject) {
	other := s.open()
	ensure(t, other, things())
	raceVersions(t, s, s.Engine, other)
}

// raceVersions swaps one document in rounds: of eight writers that know the same
// version exactly one wins, and the document is that one's.
func raceVersions(t *testing.T, s *subject, engines ...store.Engine) {
	const rounds, writers = 50, 8
	s.insert(t, thing{ID: "a"})
	for v := int64(1); v <= rounds; v++ {
		winner := make(chan int, writers)
		won := race(writers, func(n int) bool {
			err := engines[n%len(engines)].Replace(context.Background(), "things", v, doc(t, thing{ID: "a", Version: v + 1, Owner: number(n)}))
			switch {
			case err == nil:
				winner <- n
			case !fault.Because(err, "version_conflict"):
				t.Errorf("version %d: %v", v, err)
			}
			return err == nil
		})
		if won != 1 {
			t.Fatalf("version %d: %d winners", v, won)
		}
		same(t, s, doc(t, thing{ID: "a", Version: v + 1, Owner: number(<-winner)}))
	}
}

func updateOfManyContenders(t *testing.T, s *subject) {
	const contenders = 80
	c := store.NewCollection[thing](s.Engine, things())
	s.insert(t, thing{ID: "a"})
	won := race(contenders, func(int) bool {
		_, err := c.Update(context.Background(), "a", func(d *thing) error {
			d.Amount++
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		return err == nil
	})
	got, err := c.Get(context.Background(), "a")
	if err != nil {
		t.Fatal(err)
	}
	if won != contenders || got.Amount != contenders || got.Version != contenders+1 {
		t.Errorf("%d won, amount %d, version %d", won, got.Amount, got.Version)
	}
}

func updateOfNothing(t *testing.T, s *subject) {
	ctx := context.Background()
	c := store.NewCollection[thing](s.Engine, things())
	d := &thing{ID: "a", Status: "new"}
	if err := c.Insert(ctx, d); err != nil || d.Version != 1 {
		t.Fatalf("version %d: %v", d.Version, err)
	}
	got, err := c.Update(ctx, "a", func(*thing) error { return nil })
	if err != nil || got.Version != 1 {
		t.Errorf("unchanged: version %d, %v", got.Version, err)
	}
	no := errors.New("no")
	got, err = c.Update(ctx, "a", func(d *thing) error { d.Status = "spoilt"; return no })
	if !errors.Is(err, no) || got.Status != "new" {
		t.Errorf("refused: %+v, %v", got, err)
	}
	same(t, s, doc(t, thing{ID: "a", Status: "new"}))
}
