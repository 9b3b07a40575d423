package processtest

import (
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/producttest"
	"github.com/goodword/goodword/internal/store/mongo/mongotest"
)

// sites are the databases on which processes are doubled and killed: SQLite, and
// the servers whose compare-and-swap is atomic.
func sites(t *testing.T, test func(*testing.T, *site)) {
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, newSite(t))
	})
	t.Run("mongo", func(t *testing.T) {
		t.Parallel()
		for _, server := range mongotest.Servers(t) {
			if !server.Has.Atomic {
				continue
			}
			t.Run(server.Name, func(t *testing.T) {
				t.Parallel()
				test(t, newSite(t, "MONGODB_URI="+server.URI, "MONGODB_DATABASE="+server.Database(t)))
			})
		}
	})
}

// TestTwoProcesses has two processes, with all their workers, work on one
// database: every reward is paid by one transfer and told of by one mail.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	sites(t, func(t *testing.T, s *site) {
		a, b := s.start(), s.start()
		st := newStory(s, a, len(people))
		for i, id := range st.rewards {
			if err := st.approve([]*producttest.Process{a, b}[i%2], id); err != nil {
				t.Fatal(err)
			}
		}
		st.paidOnce(b)
		a.Stop()
		b.Stop()
	})
}

// TestKilledInTheMiddle kills one of two processes several times while both work,
// at any moment. What was acknowledged stays, the other finishes what the dead one
// had claimed, and the money arrives once.
func TestKilledInTheMiddle(t *testing.T) {
	t.Parallel()
	sites(t, func(t *testing.T, s *site) {
		a, b := s.start(), s.start()
		st := newStory(s, a, len(people))
		l := &load{key: st.own}
		for i, id := range st.rewards {
			if i%3 == 2 {
				killed := make(chan struct{})
				time.AfterFunc(time.Duration(rand.IntN(60))*time.Millisecond, func() { defer close(killed); b.Kill() })
				l.run(b.URL, 4, func(error) bool { return true })
				<-killed
				b = s.start()
			}
			if err := st.approve([]*producttest.Process{a, b}[i%2], id); err != nil {
				t.Fatal(err)
			}
		}
		st.paidOnce(a)
		if len(l.strange) > 0 {
			t.Errorf("%d requests went wrong: %v", len(l.strange), l.strange[0])
		}
		for _, id := range l.acked {
			if !l.there(t, a.URL, id) {
				t.Errorf("%s was acknowledged and is lost", id)
			}
		}
		a.Stop()
		b.Stop()
	})
}

// TestKilledWhileTellingTheDemo kills the first start in the middle of its demo
// data: the next one tells it to its end.
func TestKilledWhileTellingTheDemo(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	first := s.Launch()
	until(t, "database", patience, func() bool { _, err := os.Stat(s.Data + "/goodword.db"); return err == nil })
	<-time.After(time.Duration(rand.IntN(2500)) * time.Millisecond) // any moment will do
	first.Kill()
	second := s.Start()
	s.Run("reconcile")
	second.Stop()
}
