package web

import (
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
)

// Options are what an engine needs from its owner. Only Log is required.
type Options struct {
	Log            *slog.Logger
	Metrics        *Metrics         // nil for none
	TrustedProxies []string         // CIDRs whose X-Forwarded-For is believed; none by default
	HTTPS          bool             // whether to send Strict-Transport-Security
	BodyLimit      int64            // bytes; DefaultBodyLimit when zero
	Timeout        time.Duration    // of a request's context; DefaultTimeout when zero
	MaxInFlight    int              // requests at once; more are answered 503; no bound when zero
	Now            func() time.Time // wall time; time.Now when nil
	// Page renders problems outside any route, where a browser asks for HTML.
	Page Renderer
}

// Defaults of Options.
const (
	DefaultBodyLimit = 64 << 10
	DefaultTimeout   = 15 * time.Second
)

// quiet switches off what Gin prints at start, and its own validation: a body is
// checked by Decode, its meaning by app.
var quiet = sync.OnceFunc(func() {
	gin.SetMode(gin.ReleaseMode)
	gin.DisableBindValidation()
})

// NewEngine returns an engine with the middleware that every request passes, in
// this order: request id, log and metrics, panics, headers, admission, time and
// size limits. What no route takes is answered 404 or, with Allow, 405.
func NewEngine(o Options) (*gin.Engine, error) {
	quiet()
	o = o.withDefaults()
	e := gin.New()
	if err := e.SetTrustedProxies(o.TrustedProxies); err != nil {
		return nil, err
	}
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false
	e.Use(withRequestID, observe(o), recoverPanics(o.Log), headers(o.HTTPS))
	if o.MaxInFlight > 0 {
		e.Use(admit(o.MaxInFlight))
	}
	e.Use(LimitTime(o.Timeout), LimitBody(o.BodyLimit))
	e.NoRoute(o.outside, Handle(func(*gin.Context) error {
		return fault.New(fault.NotFound, "no_such_route", "There is nothing at this address.")
	}))
	e.NoMethod(o.outside, Handle(func(c *gin.Context) error {
		c.Header("Allow", strings.Join(allowed(e.Routes(), c.Request.URL.Path), ", "))
		return fault.New(fault.MethodNotAllowed, "method_not_allowed", "This address doesn't take this method; see Allow.")
	}))
	return e, nil
}

func (o Options) withDefaults() Options {
	if o.BodyLimit == 0 {
		o.BodyLimit = DefaultBodyLimit
	}
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// outside chooses how a problem outside any route is shown.
func (o Options) outside(c *gin.Context) {
	if o.Page != nil && strings.Contains(c.GetHeader("Accept"), "text/html") {
		c.Set(keyRenderer, o.Page)
	}
}

// Get registers a handler for GET and HEAD; net/http leaves out the body of HEAD.
func Get(r gin.IRoutes, path string, handlers ...gin.HandlerFunc) {
	r.GET(path, handlers...)
	r.HEAD(path, handlers...)
}

// Limits of a server, against clients that are slow on purpose.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 20 * time.Second
	writeTimeout      = 40 * time.Second
	idleTimeout       = 90 * time.Second
	maxHeaderBytes    = 16 << 10
)

// NewServer returns a server for h with all its limits set. Its owner listens,
// and ends it with Shutdown.
func NewServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

// MountHandler serves paths, every method of them, by a handler that brings its own
// routes.
func MountHandler(e *gin.Engine, h http.Handler, paths ...string) {
	for _, p := range paths {
		e.Any(p, gin.WrapH(h))
	}
}
