package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
)

var errPanic = errors.New("a handler panicked")

// LimitBody bounds the body to limit bytes; reading further, or announcing more,
// is a too_large fault. On a single route it replaces the engine's limit.
func LimitBody(limit int64) gin.HandlerFunc {
	return func(c *gin.Context) {
		body := c.Request.Body
		if original, ok := c.Get(keyBody); ok {
			body = original.(interface {
				Read([]byte) (int, error)
				Close() error
			})
		} else {
			c.Set(keyBody, body)
		}
		if body != nil {
			c.Request.Body = http.MaxBytesReader(c.Writer, body, limit)
		}
	}
}

// LimitTime ends the request's context after d; what then gives up is answered as
// unavailable.
func LimitTime(d time.Duration) gin.HandlerFunc {
	return func(c *gin.Context) {
		ctx, cancel := context.WithTimeout(c.Request.Context(), d)
		defer cancel()
		c.Request = c.Request.WithContext(ctx)
		c.Next()
	}
}

// admit lets n requests in at once and turns others away at the door: better a
// quick 503 than a slow answer to everybody.
func admit(n int) gin.HandlerFunc {
	seats := make(chan struct{}, n)
	return func(c *gin.Context) {
		select {
		case seats <- struct{}{}:
			defer func() { <-seats }()
			c.Next()
		default:
			Fail(c, fault.New(fault.Unavailable, "busy", "The service is busy. Please try again.").After(time.Second))
		}
	}
}

// headers sets the security headers of every answer. A page sets its own
// Content-Security-Policy and Cache-Control over these.
func headers(https bool) gin.HandlerFunc {
	fixed := map[string]string{
		"Content-Security-Policy":      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
		"X-Content-Type-Options":       "nosniff",
		"Referrer-Policy":              "no-referrer",
		"Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Cache-Control":                "no-store",
	}
	if https {
		fixed["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
	}
	return func(c *gin.Context) {
		h := c.Writer.Header()
		for name, value := range fixed {
			h.Set(name, value)
		}
	}
}

// AnyOrigin lets scripts of any site read an answer that is the same for
// everybody, as openapi.yaml.
func AnyOrigin(c *gin.Context) {
	c.Header("Access-Control-Allow-Origin", "*")
	c.Header("Cross-Origin-Resource-Policy", "cross-origin")
}
