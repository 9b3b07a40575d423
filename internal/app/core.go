package app

import (
	"io"
	"log/slog"
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
	random   io.Reader
	secret   []byte
	validate *validator.Validate
	log      *slog.Logger
}

// need returns a fault unless the actor is staff with one of the roles, or one of
// our own: the operator and the clock may do everything that staff may.
func need(a aggregate.Actor, roles ...aggregate.Role) error {
	if a.Kind == aggregate.Operator || a.Kind == aggregate.Clock || a.Has(roles...) {
		return nil
	}
	return fault.New(fault.Forbidden, "role_missing", "Your role doesn't allow this.")
}

// ms returns t in milliseconds since 1970 UTC.
func ms(t time.Time) int64 { return t.UnixMilli() }
