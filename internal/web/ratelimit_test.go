package web

import (
	"strconv"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

func TestLimitRate(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_700_000_000, 0)
	limiter := NewLimiter(Policy{Name: "key", Quota: 2, Window: 10 * time.Second}, func() time.Time { return now })
	e, _ := newEngine(t, nil)
	e.GET("/", LimitRate(limiter, func(c *gin.Context) string { return c.GetHeader("Who") }), Handle(NoContent))

	steps := []struct {
		wait      time.Duration
		who       string
		status    int
		left, ret string
	}{
		{0, "a", 204, `"key";r=1;t=5`, ""},
		{0, "a", 204, `"key";r=0;t=10`, ""},
		{0, "a", 429, `"key";r=0;t=5`, "5"},
		{0, "b", 204, `"key";r=1;t=5`, ""},
		{4 * time.Second, "a", 429, `"key";r=0;t=1`, "1"},
		{time.Second, "a", 204, `"key";r=0;t=10`, ""},
		{time.Hour, "a", 204, `"key";r=1;t=5`, ""},
	}
	for i, s := range steps {
		now = now.Add(s.wait)
		w := send(e, "GET", "/", "", "Who", s.who)
		h := w.Header()
		if w.Code != s.status || h.Get("RateLimit") != s.left || h.Get("Retry-After") != s.ret || h.Get("RateLimit-Policy") != `"key";q=2;w=10` {
			t.Errorf("step %d: %d %v", i, w.Code, h)
		}
	}
}

func TestLimiterForgetsTheOldest(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_700_000_000, 0)
	l := NewLimiter(Policy{Name: "ip", Quota: 1, Window: time.Hour}, func() time.Time { return now })
	for i := range maxBuckets + 10 {
		l.take(strconv.Itoa(i))
		if l.recent.Len() > maxBuckets || len(l.buckets) != l.recent.Len() {
			t.Fatalf("%d buckets in the list, %d in the map", l.recent.Len(), len(l.buckets))
		}
	}
	if ok, _, _ := l.take(strconv.Itoa(maxBuckets + 9)); ok {
		t.Error("the newest was forgotten")
	}
	if ok, _, _ := l.take("0"); !ok {
		t.Error("the oldest was kept")
	}
}

func TestNoPolicyLimitsNothing(t *testing.T) {
	t.Parallel()
	e, _ := newEngine(t, nil)
	e.GET("/", LimitRate(NewLimiter(Policy{}, time.Now), ByIP), LimitRate(nil, ByIP), Handle(NoContent))
	for range 100 {
		if w := send(e, "GET", "/", ""); w.Code != 204 || w.Header().Get("RateLimit") != "" {
			t.Fatalf("%d %v", w.Code, w.Header())
		}
	}
}
