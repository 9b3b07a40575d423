package stripesandbox_test

import (
	"context"
	"testing"

	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/stripesandbox"
)

// Every fault, as the real client sees it, what the sandbox then holds, and that
// sending the same request again ends well where it may.
func TestFaultsAndTheirClasses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind  stripesandbox.FaultKind
		class transfer.Class
		code  string
		made  int            // transfers after the fault
		again transfer.Class // of the same request, without the fault
	}{
		{stripesandbox.DropBefore, transfer.Ambiguous, transfer.CodeNoAnswer, 0, transfer.OK},
		{stripesandbox.DropAfterCommit, transfer.Ambiguous, transfer.CodeNoAnswer, 1, transfer.OK},
		{stripesandbox.HangAfterCommit, transfer.Ambiguous, transfer.CodeNoAnswer, 1, transfer.OK},
		{stripesandbox.TruncateBody, transfer.Ambiguous, transfer.CodeNoAnswer, 1, transfer.OK},
		{stripesandbox.Error500NoCommit, transfer.Ambiguous, transfer.CodeServerError, 0, transfer.Ambiguous},
		{stripesandbox.Error500AfterCommit, transfer.Ambiguous, transfer.CodeServerError, 1, transfer.Ambiguous},
		{stripesandbox.Error502HTML, transfer.Ambiguous, transfer.CodeNoAnswer, 0, transfer.OK},
		{stripesandbox.Error503, transfer.Ambiguous, transfer.CodeServerError, 0, transfer.OK},
		{stripesandbox.Lock409, transfer.TryLater, "lock_timeout", 0, transfer.OK},
		{stripesandbox.Rate429, transfer.TryLater, "rate_limit", 0, transfer.OK},
		{stripesandbox.Lock429, transfer.TryLater, "lock_timeout", 0, transfer.OK},
		{stripesandbox.NotPayoutsEnabled, transfer.DefiniteNo, "payouts_not_allowed", 0, transfer.DefiniteNo},
		{stripesandbox.CapabilityRevoked, transfer.DefiniteNo, transfer.CodeWithoutCode, 0, transfer.DefiniteNo},
		{stripesandbox.AccountDeleted, transfer.DefiniteNo, "resource_missing", 0, transfer.DefiniteNo},
		{stripesandbox.BalanceInsufficient, transfer.DefiniteNo, "balance_insufficient", 0, transfer.DefiniteNo},
	} {
		t.Run(string(c.kind), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.must(w.TopUp(t.Context(), 10000, "eur"))
			r := request("r1", w.payee("m1"))
			w.must(w.Arm(t.Context(), stripesandbox.Fault{Kind: c.kind, Method: "POST", Path: "/v1/transfers"}))
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if c.kind == stripesandbox.HangAfterCommit {
				go w.cancelWhenMade("r1", cancel)
			}
			_, err := w.client.Send(ctx, r)
			if got := transfer.RefusalOf(err); got == nil || got.Class != c.class || got.Code != c.code {
				t.Fatalf("got %v, want %s/%s", err, c.class, c.code)
			}
			if n := w.transfersOf("r1"); n != c.made {
				t.Fatalf("%d transfers, want %d", n, c.made)
			}
			if err := w.sendAgain(r); transfer.ClassOf(err) != c.again {
				t.Fatalf("again: %v, want %s", err, c.again)
			}
			want := c.made
			if c.again == transfer.OK {
				want = 1
			}
			if n := w.transfersOf("r1"); n != want || w.available() != int64(10000-5000*want) {
				t.Fatalf("in the end %d transfers, %d left", n, w.available())
			}
		})
	}
}

// sendAgain sends a request whose first try may be under way still: the transfer
// shows a moment before the sandbox lets go of its key, and until then the answer
// is "try later".
func (w *world) sendAgain(r transfer.Request) error {
	for {
		_, err := w.client.Send(w.t.Context(), r)
		if refusal := transfer.RefusalOf(err); refusal == nil || refusal.Code != "idempotency_key_in_use" {
			return err
		}
	}
}

// cancelWhenMade hangs up once the transfer is there.
func (w *world) cancelWhenMade(reward string, cancel func()) {
	defer cancel()
	for w.t.Context().Err() == nil {
		l, err := w.Dump(w.t.Context())
		if err != nil || len(l.Transfers) > 0 {
			return
		}
	}
}

func TestKeyExpiredForgetsEarly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.must(w.TopUp(t.Context(), 10000, "eur"))
	r := request("r1", w.payee("m1"))
	_, err := w.client.Send(t.Context(), r)
	w.must(err)
	w.must(w.Arm(t.Context(), stripesandbox.Fault{Kind: stripesandbox.KeyExpired}))
	if _, err := w.client.Send(t.Context(), r); err != nil || w.transfersOf("r1") != 2 {
		t.Fatalf("%d transfers, %v", w.transfersOf("r1"), err)
	}
}

func TestListLagHidesWhatIsNew(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.must(w.TopUp(t.Context(), 10000, "eur"))
	_, err := w.client.Send(t.Context(), request("r1", w.payee("m1")))
	w.must(err)
	w.must(w.Arm(t.Context(), stripesandbox.Fault{Kind: stripesandbox.ListLag, Count: 2, Seconds: 60}))
	if n := w.transfersOf("r1"); n != 0 {
		t.Fatalf("at once: %d", n)
	}
	w.clock.advance(60e9)
	if n := w.transfersOf("r1"); n != 1 {
		t.Fatalf("later: %d", n)
	}
	if left, err := w.Armed(t.Context()); err != nil || len(left) != 0 {
		t.Fatalf("left %v, %v", left, err)
	}
}

func TestUnknownFaultsAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if w.Arm(t.Context(), stripesandbox.Fault{Kind: "meteor"}) == nil || w.Arm(t.Context(), stripesandbox.Fault{Kind: stripesandbox.Error503, Count: -1}) == nil {
		t.Fatal("armed")
	}
}
