package stripesandbox_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/payout"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/stripesandbox"
)

// dying is an engine whose process dies after so many writes of objects: all
// later writes fail.
type dying struct {
	store.Engine
	left atomic.Int64
}

var errDied = errors.New("the process died")

func (d *dying) Insert(ctx context.Context, collection string, doc store.Doc) error {
	if d.left.Add(-1) < 0 {
		return errDied
	}
	return d.Engine.Insert(ctx, collection, doc)
}

func (d *dying) Replace(ctx context.Context, collection string, version int64, doc store.Doc) error {
	if d.left.Add(-1) < 0 {
		return errDied
	}
	return d.Engine.Replace(ctx, collection, version, doc)
}

// However far the writes of a transfer get, afterwards it is there as a whole or
// not at all: balance, transfer, ledger, event and key.
func TestAnOperationIsNeverHalfDone(t *testing.T) {
	t.Parallel()
	done := 0
	for writes := range int64(14) {
		w := newWorld(t)
		w.must(w.TopUp(t.Context(), 20000, "eur"))
		r := request("r1", w.payee("m1"))
		engine := &dying{Engine: w.engine}
		engine.left.Store(100)
		s, err := stripesandbox.New(t.Context(), stripesandbox.Deps{Engine: engine, Clock: w.clock, PublicURL: "https://goodword.test"})
		w.must(err)
		srv := httptest.NewServer(s.Handler())
		c, err := payout.New(payout.Config{Key: stripesandbox.DefaultKey, BaseURL: srv.URL})
		w.must(err)
		engine.left.Store(writes)
		_, err = c.Send(t.Context(), r)
		srv.Close()
		if err != nil && transfer.ClassOf(err) != transfer.Ambiguous {
			t.Fatalf("%d writes: %v", writes, err)
		}
		w.start()
		n := w.transfersOf("r1")
		if n > 1 || w.available() != int64(20000-5000*n) {
			t.Fatalf("%d writes: %d transfers, %d left", writes, n, w.available())
		}
		again, err := w.client.Send(t.Context(), r)
		if err != nil || again.Replayed != (n == 1) || w.transfersOf("r1") != 1 || w.available() != 15000 {
			t.Fatalf("%d writes: again %+v, %v", writes, again, err)
		}
		l, err := w.Dump(t.Context())
		if w.must(err); len(l.Entries) != 2 || l.Balances[r.Destination]["eur"] != 5000 {
			t.Fatalf("%d writes: ledger %v, %d entries", writes, l.Balances, len(l.Entries))
		}
		done += n
	}
	if done < 5 {
		t.Fatalf("only %d of the crashes came after the commit", done)
	}
}
