package mongo_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/mongo/mongotest"
)

// thief stands between the driver and a server. Once armed with a command's name
// it lets the next such command through, waits until the server has carried it
// out, and drops the connection in place of the answer.
type thief struct {
	server  string
	command atomic.Pointer[string]
	stolen  atomic.Int64
}

// steal arms the thief and returns how many answers it has stolen before.
func (p *thief) steal(command string) int64 {
	p.command.Store(&command)
	return p.stolen.Load()
}

// listen serves until the test ends and returns the address.
func (p *thief) listen(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(client)
		}
	}()
	return l.Addr().String()
}

func (p *thief) serve(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", p.server)
	if err != nil {
		return
	}
	defer server.Close()
	var marked atomic.Bool
	go func() {
		defer server.Close()
		buf := make([]byte, 64<<10)
		for {
			n, err := client.Read(buf)
			if err != nil {
				return
			}
			c := p.command.Load()
			if c != nil && bytes.Contains(buf[:n], []byte("\x02"+*c+"\x00")) && p.command.CompareAndSwap(c, nil) {
				marked.Store(true)
			}
			if _, err := server.Write(buf[:n]); err != nil {
				return
			}
		}
	}()
	buf := make([]byte, 64<<10)
	for {
		n, err := server.Read(buf)
		if err != nil {
			return
		}
		if marked.Load() {
			p.stolen.Add(1)
			return
		}
		if _, err := io.Copy(client, bytes.NewReader(buf[:n])); err != nil {
			return
		}
	}
}

// TestLostAnswer: a write that was made but whose answer was lost is known to have
// been made, and one that lost its race to have lost it.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for _, s := range mongotest.Servers(t) {
		if s.Name == "mongodb" {
			continue // its driver would go around the thief, to the members of the set
		}
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			p := &thief{server: strings.TrimSuffix(strings.TrimPrefix(s.URI, "mongodb://"), "/")}
			e := mongotest.Open(t, "mongodb://"+p.listen(t)+"/", s.Database(t))
			if err := e.Ensure(ctx, marks()); err != nil {
				t.Fatal(err)
			}
			was := p.steal("insert")
			if err := e.Insert(ctx, "marks", mark("a", "1")); err != nil {
				t.Errorf("an insert that was made: %v", err)
			}
			p.wantStolen(t, was)
			was = p.steal("insert")
			if err := e.Insert(ctx, "marks", mark("a", "2")); store.Taken(err) != "id" {
				t.Errorf("an insert beside another document: %v", err)
			}
			p.wantStolen(t, was)
			next := store.Doc{ID: "a", Version: 2, Body: fmt.Appendf(nil, `{"id":"a","version":2,"code":"3"}`)}
			was = p.steal("update")
			if err := e.Replace(ctx, "marks", 1, next); err != nil {
				t.Errorf("a replace that was made: %v", err)
			}
			p.wantStolen(t, was)
			other := store.Doc{ID: "a", Version: 2, Body: fmt.Appendf(nil, `{"id":"a","version":2,"code":"4"}`)}
			was = p.steal("update")
			if err := e.Replace(ctx, "marks", 1, other); !fault.Because(err, "version_conflict") {
				t.Errorf("a replace that another one forestalled: %v", err)
			}
			p.wantStolen(t, was)
		})
	}
}

func (p *thief) wantStolen(t *testing.T, before int64) {
	t.Helper()
	if p.stolen.Load() == before {
		t.Error("no answer was lost: the test shows nothing")
	}
}
