package boot

import (
	"context"
	"log/slog"
	"sync/atomic"
)

// hush is a log handler that can be told to keep all but errors to itself: the
// demo's story has a payment that goes wrong a hundred times, on purpose.
type hush struct {
	slog.Handler
	on *atomic.Bool
}

// hushed wraps a log, with the switch for it.
func hushed(l *slog.Logger) (*slog.Logger, *atomic.Bool) {
	on := new(atomic.Bool)
	return slog.New(hush{l.Handler(), on}), on
}

// Enabled implements slog.Handler.
func (h hush) Enabled(ctx context.Context, l slog.Level) bool {
	return (l >= slog.LevelError || !h.on.Load()) && h.Handler.Enabled(ctx, l)
}

// WithAttrs implements slog.Handler.
func (h hush) WithAttrs(attrs []slog.Attr) slog.Handler {
	return hush{h.Handler.WithAttrs(attrs), h.on}
}

// WithGroup implements slog.Handler.
func (h hush) WithGroup(name string) slog.Handler { return hush{h.Handler.WithGroup(name), h.on} }
