package app

import (
	"io"
	"log/slog"
	"strconv"
	"time"

	"github.com/go-playground/validator/v10"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// Clock tells the product's time, truncated to milliseconds. Outside production
// it is the movable clock; see Time.
type Clock interface{ Now() time.Time }

// core is what every service shares.
type core struct {
	engine   store.Engine
	clock    Clock
	wallTime func() time.Time // real time, on which leases and sessions run; time.Now when nil
	random   io.Reader
	secret   []byte
	validate *validator.Validate
	log      *slog.Logger
	baseURL  string // of the portal, without a slash at its end
	nudge    func() // tells the worker that something may be due
}

// wall is real time: leases and sessions must not move with the movable clock.
func (c *core) wall() time.Time {
	if c.wallTime == nil {
		return time.Now()
	}
	return c.wallTime()
}

// need returns a fault unless the actor is staff with one of the roles, or one of
// our own: the operator and the clock may do everything that staff may.
func need(a aggregate.Actor, roles ...aggregate.Role) error {
	if a.Kind == aggregate.Operator || a.Kind == aggregate.Clock || a.Has(roles...) {
		return nil
	}
	return fault.New(fault.Forbidden, "role_missing", "Your role doesn't allow this.")
}

// itoa writes a number as the texts of faults and ids do.
func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// atField turns not_found into a fault about the field that named the missing
// thing.
func atField(err error, pointer, code, detail string) error {
	if fault.Is(err, fault.NotFound) {
		return fault.OfField(pointer, code, detail)
	}
	return err
}

// ms returns t in milliseconds since 1970 UTC.
func ms(t time.Time) int64 { return t.UnixMilli() }
