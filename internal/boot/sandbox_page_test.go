package boot

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"github.com/goodword/goodword/internal/config"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
)

// What the sandbox's page can do is done by the sandbox, and shown.
func TestSandboxPage(t *testing.T) {
	t.Parallel()
	h := openEmpty(t)
	s, ctx := sandboxPage{h}, t.Context()
	do := func(d page.SandboxDeed) {
		t.Helper()
		if err := s.Do(ctx, d); err != nil {
			t.Fatalf("%s: %v", d.Kind, err)
		}
	}
	look := func() page.SandboxState {
		t.Helper()
		state, err := s.Look(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return state
	}
	do(page.SandboxDeed{Kind: page.DeedTopUp, Amount: money.Of(50_000, "eur")})
	do(page.SandboxDeed{Kind: page.DeedPay, ID: "ref_none", Amount: money.Of(11_900, "eur")})
	state := look()
	if len(state.Balance) != 1 || state.Balance[0] != money.Of(61_900, "eur") || len(state.Charges) != 1 || state.Charges[0].Amount != money.Of(11_900, "eur") {
		t.Fatalf("%+v", state)
	}
	charge := state.Charges[0].ID
	do(page.SandboxDeed{Kind: page.DeedDispute, ID: charge})
	if state = look(); len(state.Disputes) != 1 || !state.Disputes[0].Open || !state.Charges[0].Disputed {
		t.Fatalf("%+v", state)
	}
	do(page.SandboxDeed{Kind: page.DeedWin, ID: state.Disputes[0].ID})
	if state = look(); state.Disputes[0].Open || !state.Disputes[0].Won {
		t.Errorf("%+v", state.Disputes)
	}
	do(page.SandboxDeed{Kind: page.DeedPay, ID: "ref_none", Amount: money.Of(500, "eur")})
	do(page.SandboxDeed{Kind: page.DeedRefund, ID: look().Charges[0].ID})
	if state = look(); state.Charges[0].Refunded != state.Charges[0].Amount {
		t.Errorf("%+v", state.Charges)
	}
	for _, f := range page.Faults {
		do(page.SandboxDeed{Kind: page.DeedArm, State: f})
	}
	if state = look(); len(state.Faults) != len(page.Faults) {
		t.Errorf("armed %v", state.Faults)
	}
	do(page.SandboxDeed{Kind: page.DeedDisarm})
	if state = look(); len(state.Faults) != 0 {
		t.Errorf("still armed %v", state.Faults)
	}
	for _, state := range page.AccountStates {
		if err := s.Do(ctx, page.SandboxDeed{Kind: page.DeedAccount, ID: "acct_none", State: state}); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", state, err)
		}
	}
	if s.Do(ctx, page.SandboxDeed{Kind: "rob"}) == nil {
		t.Error("it robs")
	}
}

// One walk at a time, and to its end: whoever asked may be gone before.
func TestSandboxPageWalks(t *testing.T) {
	t.Parallel()
	h := openEmpty(t)
	s := sandboxPage{h}
	before := h.App.Now()
	gone, leave := context.WithCancel(t.Context())
	leave()
	if err := s.Walk(gone, 48*time.Hour); err != nil {
		t.Fatal(err)
	}
	if got := h.App.Now().Sub(before); got < 48*time.Hour || got > 49*time.Hour {
		t.Errorf("walked %v", got)
	}
	h.walking.Lock()
	defer h.walking.Unlock()
	if err := s.Walk(t.Context(), time.Hour); !fault.Because(err, "clock_moving") {
		t.Errorf("two at once: %v", err)
	}
}

// openEmpty is a product on an empty database, which serves nobody yet.
func openEmpty(t *testing.T) *House {
	t.Helper()
	s := emptySettings(t)
	h, err := Open(t.Context(), s, Parts{Log: logger(&bytes.Buffer{}, "error"), Local: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

// emptySettings are those of serve --empty.
func emptySettings(t *testing.T) config.Settings {
	t.Helper()
	var cli commands
	k, err := kong.New(&cli)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Parse([]string{"serve", "--empty", "--data", t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	return cli.Serve.Settings
}
