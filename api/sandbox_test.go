package api

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

func TestClock(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	const path = "/sandbox/control/clock"
	own := k.admin()
	own.get(path, 200).is("now", "2026-06-01T09:00:00Z")
	own.post(path, map[string]any{"advance": "72h"}, 200).is("now", "2026-06-04T09:00:00Z")
	own.post(path, map[string]any{"to": "2026-06-07T10:00:00+02:00"}, 200).is("now", "2026-06-07T08:00:00Z")
	for _, tt := range []struct {
		body    string
		pointer string
	}{
		{`{}`, "/advance"},
		{`{"advance":"1h","to":"2026-07-01T00:00:00Z"}`, "/advance"},
		{`{"advance":"soon"}`, "/advance"},
		{`{"advance":3600}`, "/advance"},
		{`{"advance":"-1h"}`, "/advance"},
		{`{"advance":"0s"}`, "/advance"},
		{`{"advance":"9601h"}`, "/advance"},
		{`{"to":"2026-06-01T09:00:00Z"}`, "/to"},
		{`{"to":"2126-06-01T09:00:00Z"}`, "/to"},
		{`{"to":"Sunday"}`, "/to"},
		{`{"back":"1h"}`, "/back"},
	} {
		own.post(path, tt.body, 422).refused("invalid_fields", tt.pointer)
	}
	own.get(path, 200).is("now", "2026-06-07T08:00:00Z")
}

// TestClockPerformsWhatFallsDue: the answer comes when the work is done.
func TestClockPerformsWhatFallsDue(t *testing.T) {
	t.Parallel()
	r := owed(t)
	r.read("held")
	r.admin().post("/sandbox/control/clock", map[string]any{"advance": "744h"}, 200)
	r.read("awaiting_approval").is("events.1.at", "2026-07-01T09:00:00Z") // at its own time, not at the end
}

// TestOneMoveOfTheClockAtATime: another one is told to wait.
func TestOneMoveOfTheClockAtATime(t *testing.T) {
	t.Parallel()
	entered, leave := make(chan struct{}), make(chan struct{})
	k := newAPI(t, func(d *Deps) {
		d.Sandbox.Walk = func(context.Context, time.Duration) error {
			close(entered)
			<-leave
			return nil
		}
	})
	first := make(chan int)
	own := k.admin()
	apart := *k // with its own count of names
	other := keyholder{kit: &apart, token: own.token}
	go func() {
		first <- other.try("POST", "/sandbox/control/clock", map[string]any{"advance": "1h"}, "Idempotency-Key", "first").Status
	}()
	<-entered
	second := own.try("POST", "/sandbox/control/clock", map[string]any{"advance": "1h"}, "Idempotency-Key", "second")
	close(leave)
	if got := <-first; got != http.StatusOK || second.Status != http.StatusConflict {
		t.Errorf("%d and %d", got, second.Status)
	}
	second.refused("clock_moving")
}

// TestSandboxIsForTheCompany: partners, reps and strangers stay out; so does
// everybody in production.
func TestSandboxIsForTheCompany(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	admin, rep := k.personal(k.staff("ada", aggregate.Admin)), k.personal(k.staff("rita", aggregate.Rep, aggregate.Approver))
	real := newAPI(t, func(d *Deps) { d.Sandbox = nil })
	for _, r := range k.sandboxLines() {
		for _, h := range []*keyholder{rep, k.partner("acme")} {
			a := h.try(r.Method, r.Path, map[string]any{})
			if a.Status != http.StatusForbidden {
				t.Errorf("%s %s: %d", r.Method, r.Path, a.Status)
				continue
			}
			a.refused("not_a_company_key")
		}
		if got := real.admin().try(r.Method, r.Path, map[string]any{}).Status; got != http.StatusNotFound {
			t.Errorf("%s %s in production: %d", r.Method, r.Path, got)
		}
		nobody := keyholder{kit: k, token: "gw_test_nobody"}
		if got := nobody.try(r.Method, r.Path, map[string]any{}).Status; got != http.StatusUnauthorized {
			t.Errorf("%s %s without a key: %d", r.Method, r.Path, got)
		}
	}
	admin.get("/sandbox/control/clock", 200)
	admin.post("/sandbox/control/top-up", map[string]any{"amount": 500, "currency": "eur"}, 204)
	admin.get("/sandbox/control/ledger", 200).is("balances.platform.eur", 500)
	admin.post("/sandbox/control/top-up", map[string]any{"amount": -5, "currency": "eur"}, 422).refused("invalid_fields", "/amount")
	admin.post("/sandbox/control/refund", map[string]any{"charge": "ch_none"}, 404)
}

// sandboxLines are the routes of the sandbox, with names filled in.
func (k *kit) sandboxLines() []Route {
	lines := (&API{deps: Deps{Sandbox: &Sandbox{}}}).sandboxRoutes()
	for i := range lines {
		lines[i].Path = fill(lines[i].Path)
	}
	return lines
}
