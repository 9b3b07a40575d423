package processtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

// load makes members from several clients at once and keeps what became of each.
type load struct {
	key     caller
	tried   atomic.Int64
	made    atomic.Int64
	mu      sync.Mutex
	acked   []string // external ids
	failed  []string // no answer came
	strange []string // an answer that a stop doesn't excuse
}

// run loads a process until it answers no more; allowed says which missing answers
// are no surprise.
func (l *load) run(url string, clients int, allowed func(error) bool) {
	var all sync.WaitGroup
	for range clients {
		all.Go(func() {
			for l.one(url, fmt.Sprint("load-", l.tried.Add(1)), allowed) {
			}
		})
	}
	all.Wait()
}

// one makes a member and reports whether the process still answers.
func (l *load) one(url, id string, allowed func(error) bool) bool {
	a, err := l.key.send(context.Background(), http.MethodPost, url+"/v1/members",
		map[string]any{"external_id": id, "name": "Kim Muster"}, "Idempotency-Key", id)
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err != nil && allowed(err):
		l.failed = append(l.failed, id)
	case err != nil:
		l.strange = append(l.strange, err.Error())
	case a.status != http.StatusCreated:
		l.strange = append(l.strange, fmt.Sprint(a.status, a.body))
	default:
		l.acked = append(l.acked, id)
		l.made.Add(1)
	}
	return err == nil
}

// there reports whether a process knows a member.
func (l *load) there(t *testing.T, url, id string) bool {
	t.Helper()
	a := l.key.must(t, http.MethodGet, url+"/v1/members?source=installation&external_id="+id, nil)
	return len(a.list("data")) == 1
}

// TestStopUnderLoad ends a process that has its hands full: what it took is
// answered and there after a restart; what found the door closed isn't.
func TestStopUnderLoad(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.start()
	l := &load{key: caller{s.Run("keys", "issue")}}
	closed := func(err error) bool {
		// EOF: net/http hangs up on what it reads once a stop began, before any handler sees it.
		return errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || errors.Is(err, io.EOF)
	}
	done := make(chan struct{})
	go func() { defer close(done); l.run(p.URL, 16, closed) }()
	until(t, "load", patience, func() bool { return l.made.Load() > 100 })
	p.Stop()
	<-done
	if len(l.strange) > 0 {
		t.Fatalf("%d requests went wrong: %v", len(l.strange), l.strange[0])
	}
	again := s.start()
	for _, id := range l.acked {
		if !l.there(t, again.URL, id) {
			t.Errorf("%s was acknowledged and is lost", id)
		}
	}
	for _, id := range l.failed {
		if l.there(t, again.URL, id) {
			t.Errorf("%s was accepted and not answered", id)
		}
	}
	again.Stop()
}
