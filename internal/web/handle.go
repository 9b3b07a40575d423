package web

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
)

// Handler answers a request or returns an error; it never does both.
type Handler func(*gin.Context) error

// Renderer writes a problem as a door's own kind of answer, a page for instance.
type Renderer func(*gin.Context, Problem)

// Keys of what the middleware leaves in a Gin context.
const (
	keyRequestID = "web.request_id"
	keyRenderer  = "web.renderer"
	keyActor     = "web.actor"
	keyError     = "web.error"
	keyBody      = "web.body"
)

// Handle makes a Gin handler of h; an error is answered by Fail.
func Handle(h Handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			Fail(c, err)
		}
	}
}

// RenderProblems makes Fail answer through r on the routes below.
func RenderProblems(r Renderer) gin.HandlerFunc {
	return func(c *gin.Context) { c.Set(keyRenderer, r) }
}

// Fail answers with err and stops the chain. Every error answer of the process is
// written here. An error that is no fault is answered as internal; the access log
// holds it whole.
func Fail(c *gin.Context, err error) {
	f := fault.Of(known(err))
	c.Set(keyError, f)
	c.Abort()
	if c.Writer.Written() {
		return // too late for another answer: the log tells
	}
	h := c.Writer.Header()
	switch f.Code {
	case fault.Unauthenticated:
		h.Set("WWW-Authenticate", challenge(f.Reason))
	case fault.TooMany, fault.Unavailable:
		h.Set("Retry-After", strconv.FormatInt(seconds(f.RetryAfter), 10))
	}
	for _, name := range []string{"ETag", "Last-Modified", "Location", "Link", "Content-Disposition", "Idempotent-Replayed"} {
		h.Del(name)
	}
	h.Set("Cache-Control", "no-store")
	p := problemOf(f, c.FullPath(), RequestID(c))
	if p.Instance == "" {
		p.Instance = "/"
	}
	if r, ok := c.Get(keyRenderer); ok {
		r.(Renderer)(c, p)
		return
	}
	writeProblem(c, p)
}

func writeProblem(c *gin.Context, p Problem) {
	body, err := json.Marshal(p)
	if err != nil {
		panic("web: a problem of strings and numbers can't be encoded: " + err.Error())
	}
	c.Data(p.Status, ProblemType, append(body, '\n'))
}

// known turns what the standard library reports about a request into faults.
func known(err error) error {
	if errors.As(err, new(*fault.Error)) {
		return err
	}
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		return fault.Newf(fault.TooLarge, "body_too_large", "The body is larger than %d bytes.", tooLarge.Limit).Wrap(err)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fault.New(fault.Unavailable, "timeout", "This took too long. Please try again.").After(time.Second).Wrap(err)
	}
	if errors.Is(err, context.Canceled) {
		return fault.New(fault.Unavailable, "cancelled", "The request was cancelled.").After(time.Second).Wrap(err)
	}
	return err
}

// seconds rounds d up to whole seconds, at least one: a client that comes back
// after that many is not too early.
func seconds(d time.Duration) int64 {
	return max(1, int64(math.Ceil(d.Seconds())))
}
