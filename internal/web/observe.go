package web

import (
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
)

// maxRequestID is the longest X-Request-Id that we take over from a client.
const maxRequestID = 128

// withRequestID takes the client's X-Request-Id if it is well-formed, or makes one.
func withRequestID(c *gin.Context) {
	id := c.GetHeader("X-Request-Id")
	if !wellFormedID(id) {
		var b [12]byte
		rand.Read(b[:]) // never fails
		id = "req_" + hex.EncodeToString(b[:])
	}
	c.Set(keyRequestID, id)
	c.Header("X-Request-Id", id)
}

// wellFormedID keeps out of logs and headers whatever could break them, and what
// could be personal: an address has an @.
func wellFormedID(s string) bool {
	if s == "" || len(s) > maxRequestID {
		return false
	}
	for _, b := range []byte(s) {
		switch {
		case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9', b == '-', b == '_', b == '.':
		default:
			return false
		}
	}
	return true
}

// RequestID is the id of the request, empty outside an engine of ours.
func RequestID(c *gin.Context) string { return c.GetString(keyRequestID) }

// SetActor tells the access log who acts. id is an id of ours, never an address.
func SetActor(c *gin.Context, id string) { c.Set(keyActor, id) }

// observe writes one log record per request and counts it. The record holds the
// route's template; paths and queries may hold tokens and personal data.
func observe(o Options) gin.HandlerFunc {
	return func(c *gin.Context) {
		start := o.Now()
		c.Next()
		took, status := o.Now().Sub(start), c.Writer.Status()
		route := c.FullPath()
		if route == "" {
			route = "none"
		}
		o.Metrics.observe(route, c.Request.Method, status, took)
		attrs := []slog.Attr{
			slog.String("method", method(c.Request.Method)),
			slog.String("route", route),
			slog.Int("status", status),
			slog.Float64("ms", float64(took.Microseconds())/float64(time.Millisecond/time.Microsecond)),
			slog.String("request_id", RequestID(c)),
		}
		if actor := c.GetString(keyActor); actor != "" {
			attrs = append(attrs, slog.String("actor", actor))
		}
		level := slog.LevelInfo
		if v, ok := c.Get(keyError); ok {
			f := v.(*fault.Error)
			attrs = append(attrs, slog.String("code", f.Reason))
			switch f.Code {
			case fault.Internal:
				level = slog.LevelError
				attrs = append(attrs, slog.String("error", f.Error()))
			case fault.Unavailable:
				level = slog.LevelWarn
				attrs = append(attrs, slog.String("error", f.Error()))
			}
		}
		o.Log.LogAttrs(c.Request.Context(), level, "request", attrs...)
	}
}

// method keeps invented methods out of logs and labels.
func method(s string) string {
	switch s {
	case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS":
		return s
	}
	return "other"
}

// recoverPanics answers a panic with 500 and logs it with its stack. It lets
// http.ErrAbortHandler pass, which means to break the connection.
func recoverPanics(log *slog.Logger) gin.HandlerFunc {
	return func(c *gin.Context) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if v == http.ErrAbortHandler {
				panic(v)
			}
			log.ErrorContext(c.Request.Context(), "panic", "value", v, "stack", string(debug.Stack()), "request_id", RequestID(c))
			f := fault.Of(errPanic)
			if c.Writer.Written() {
				panic(http.ErrAbortHandler) // half an answer must not look whole
			}
			Fail(c, f)
		}()
		c.Next()
	}
}
