package api

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
)

// Sandbox is what can be moved by hand outside production: the clock, and the local
// server that speaks Stripe's API.
type Sandbox struct {
	// Walk moves the clock forward, from one due task to the next, each performed
	// at its time.
	Walk func(ctx context.Context, by time.Duration) error
	// Control serves /sandbox/control/*; it authenticates nobody.
	Control http.Handler
}

// walkLimit bounds one move of the clock: walking weeks performs much.
const walkLimit = 2 * time.Minute

// sandboxRoutes exist only where there is a sandbox. They are outside the contract,
// because production doesn't have them; docs/stripe-sandbox.md describes them.
func (a *API) sandboxRoutes() []Route {
	if a.deps.Sandbox == nil {
		return nil
	}
	line := func(method, path string, h web.Handler) Route {
		return Route{Method: method, Path: "/sandbox/control/" + path, Handler: companyOnly(h), Undocumented: true}
	}
	routes := []Route{
		line(http.MethodGet, "clock", a.readClock),
		line(http.MethodPost, "clock", a.moveClock),
	}
	for _, r := range [][2]string{
		{http.MethodPost, "top-up"}, {http.MethodPost, "accounts/:id"}, {http.MethodPost, "pay"}, {http.MethodPost, "refund"},
		{http.MethodPost, "disputes"}, {http.MethodPost, "disputes/:id/close"}, {http.MethodPost, "faults"},
		{http.MethodGet, "faults"}, {http.MethodDelete, "faults"}, {http.MethodPost, "events/:id/replay"},
		{http.MethodGet, "ledger"}, {http.MethodPost, "reset"},
	} {
		routes = append(routes, line(r[0], r[1], a.controlSandbox))
	}
	return routes
}

// companyOnly lets the company's own keys through: the installation's, and an
// admin's personal key.
func companyOnly(h web.Handler) web.Handler {
	return func(c *gin.Context) error {
		who := caller(c).Actor
		if who.Kind != aggregate.Installation && !who.Has(aggregate.Admin) {
			return fault.New(fault.Forbidden, "not_a_company_key", "The sandbox takes the installation's key or an admin's personal key.")
		}
		return h(c)
	}
}

// controlSandbox hands a request to the sandbox itself.
func (a *API) controlSandbox(c *gin.Context) error {
	a.deps.Sandbox.Control.ServeHTTP(c.Writer, c.Request)
	return nil
}

type clockAnswer struct {
	Now time.Time `json:"now"`
}

type clockMove struct {
	Advance string     `json:"advance,omitempty" maxLength:"32"` // "72h"
	To      *time.Time `json:"to,omitempty" format:"date-time"`
}

// readClock answers the product's time.
func (a *API) readClock(c *gin.Context) error {
	return web.OK(c, clockAnswer{Now: a.deps.App.Now()})
}

// moveClock moves the product's time forward and answers once what became due on
// the way was performed. It takes longer than other requests may.
func (a *API) moveClock(c *gin.Context) error {
	var in clockMove
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	by, err := in.by(a.deps.App.Now())
	if err != nil {
		return err
	}
	if !a.walking.TryLock() {
		return fault.New(fault.Conflict, "clock_moving", "Somebody is moving the clock right now.")
	}
	defer a.walking.Unlock()
	// The server's own deadlines are those of an ordinary request.
	limits := http.NewResponseController(c.Writer)
	ends := a.deps.WallNow().Add(walkLimit + time.Minute)
	_, _ = limits.SetReadDeadline(ends), limits.SetWriteDeadline(ends) // a recorder of a test has none
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request.Context()), walkLimit)
	defer cancel()
	if err := a.deps.Sandbox.Walk(ctx, by); err != nil {
		return err
	}
	return a.readClock(c)
}

// by is how far the clock is to move.
func (in clockMove) by(now time.Time) (time.Duration, error) {
	if (in.Advance == "") == (in.To == nil) {
		return 0, fault.OfField("/advance", "either_or", "Send either advance (a duration like 72h) or to (a time).")
	}
	pointer, by := "/advance", time.Duration(0)
	if in.To != nil {
		pointer, by = "/to", in.To.Sub(now)
	} else {
		var err error
		if by, err = time.ParseDuration(in.Advance); err != nil {
			return 0, fault.OfField("/advance", "bad_duration", "Write it like 72h or 30m.")
		}
	}
	if by <= 0 || by > app.LongestMove {
		return 0, fault.OfField(pointer, "out_of_range", "The clock moves forward only, by at most 400 days at a time.")
	}
	return by, nil
}
