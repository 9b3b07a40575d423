package stripesandbox_test

import (
	"context"
	"net"
	"net/http"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/payout"
	"github.com/goodword/goodword/internal/store/sqlite"
	"github.com/goodword/goodword/internal/stripesandbox"
)

// pipes is a listener without a network: its connections are in memory, so that
// time stands still while they wait.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.done); return nil }
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "pipe"} }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case p.conns <- there:
		return here, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

type wallClock struct{}

func (wallClock) Now() time.Time { return time.Now() }

// An answer that never comes is given up after ten seconds, is unknown, and the
// same request finds what was done.
func TestAnAnswerThatNeverComes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		engine, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "sandbox.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer engine.Close()
		s, err := stripesandbox.New(t.Context(), stripesandbox.Deps{Engine: engine, Clock: wallClock{}, PublicURL: "https://goodword.test"})
		if err != nil {
			t.Fatal(err)
		}
		line := &pipes{conns: make(chan net.Conn), done: make(chan struct{})}
		srv := &http.Server{Handler: s.Handler()}
		go func() { _ = srv.Serve(line) }()
		defer srv.Close()
		transport := &http.Transport{DialContext: line.dial}
		defer transport.CloseIdleConnections()
		c, err := payout.New(payout.Config{Key: stripesandbox.DefaultKey, BaseURL: "http://stripe.test", Transport: transport})
		if err != nil {
			t.Fatal(err)
		}
		a, err := c.CreateAccount(t.Context(), transfer.AccountRequest{MemberID: "m1", Attempt: 1, Country: "DE", Env: "demo"})
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range []error{s.SetAccount(t.Context(), a.ID, stripesandbox.StateFinished), s.TopUp(t.Context(), 10000, "eur"),
			s.Arm(t.Context(), stripesandbox.Fault{Kind: stripesandbox.HangAfterCommit})} {
			if err != nil {
				t.Fatal(err)
			}
		}
		began := time.Now()
		_, err = c.Send(t.Context(), request("r1", a.ID))
		if transfer.ClassOf(err) != transfer.Ambiguous || time.Since(began) != payout.MaxTimeout {
			t.Fatalf("after %s: %v", time.Since(began), err)
		}
		again, err := c.Send(t.Context(), request("r1", a.ID))
		if err != nil || !again.Replayed {
			t.Fatalf("again %+v, %v", again, err)
		}
	})
}
