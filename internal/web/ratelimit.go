package web

import (
	"container/list"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/dunglas/httpsfv"
	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"

	"github.com/goodword/goodword/internal/fault"
)

// Policy is a rate limit: Quota requests at once, and as many again per Window.
// The zero Policy limits nothing.
type Policy struct {
	Name   string
	Quota  int
	Window time.Duration // whole seconds
}

// maxBuckets bounds the memory of a limiter; the caller seen longest ago is
// forgotten first.
const maxBuckets = 10_000

// Limiter keeps one token bucket per caller, in this process.
type Limiter struct {
	policy Policy
	now    func() time.Time

	mu      sync.Mutex
	buckets map[string]*list.Element // of *bucket
	recent  *list.List               // front: seen last
}

type bucket struct {
	key string
	lim *rate.Limiter
}

// NewLimiter returns a limiter; now is wall time.
func NewLimiter(p Policy, now func() time.Time) *Limiter {
	return &Limiter{policy: p, now: now, buckets: map[string]*list.Element{}, recent: list.New()}
}

// take spends one request of a caller. It reports what is left, and how long until
// the next is free (if none was) or until all are.
func (l *Limiter) take(key string) (ok bool, left int, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now, b := l.now(), l.bucketOf(key)
	ok = b.lim.AllowN(now, 1)
	tokens := b.lim.TokensAt(now)
	missing := float64(l.policy.Quota) - tokens
	if !ok {
		missing = 1 - tokens
	}
	perToken := l.policy.Window.Seconds() / float64(l.policy.Quota)
	return ok, max(0, int(math.Floor(tokens))), time.Duration(missing * perToken * float64(time.Second))
}

func (l *Limiter) bucketOf(key string) *bucket {
	if e, ok := l.buckets[key]; ok {
		l.recent.MoveToFront(e)
		return e.Value.(*bucket)
	}
	if l.recent.Len() >= maxBuckets {
		oldest := l.recent.Back()
		delete(l.buckets, l.recent.Remove(oldest).(*bucket).key)
	}
	perSecond := float64(l.policy.Quota) / l.policy.Window.Seconds()
	b := &bucket{key: key, lim: rate.NewLimiter(rate.Limit(perSecond), l.policy.Quota)}
	l.buckets[key] = l.recent.PushFront(b)
	return b
}

// LimitRate answers 429 when the caller that by names has spent its quota, and
// tells the state in RateLimit-Policy and RateLimit (structured fields of the IETF
// draft). A nil limiter, or one whose policy is zero, lets everything pass.
func LimitRate(l *Limiter, by func(*gin.Context) string) gin.HandlerFunc {
	if l == nil || l.policy.Quota <= 0 {
		return func(*gin.Context) {}
	}
	policy := rateItem(l.policy.Name, "q", l.policy.Quota, "w", int(l.policy.Window.Seconds()))
	return func(c *gin.Context) {
		ok, left, wait := l.take(by(c))
		c.Header("RateLimit-Policy", policy)
		c.Header("RateLimit", rateItem(l.policy.Name, "r", left, "t", int(math.Ceil(wait.Seconds()))))
		if !ok {
			Fail(c, fault.New(fault.TooMany, "rate_limited", "Too many requests. Wait as long as Retry-After says.").After(wait))
		}
	}
}

// ByIP names a caller by address, for requests that carry no key.
func ByIP(c *gin.Context) string { return c.ClientIP() }

func rateItem(name, p1 string, v1 int, p2 string, v2 int) string {
	item := httpsfv.NewItem(name)
	item.Params.Add(p1, v1)
	item.Params.Add(p2, v2)
	s, err := httpsfv.Marshal(httpsfv.List{item})
	if err != nil {
		panic(fmt.Sprintf("web: rate limit %q can't be a structured field: %v", name, err))
	}
	return s
}
