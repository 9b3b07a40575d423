package producttest

import (
	"bufio"
	"encoding/json"
	"io"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// Process is a running product.
type Process struct {
	URL string    // known once it is ready
	Out io.Reader // what it prints besides its log; nobody has to read it

	t     testing.TB
	cmd   *exec.Cmd
	ready chan string
	ended chan struct{} // closed once its log is read to the end
	mu    sync.Mutex
	log   strings.Builder
}

// Start starts a process on a free port, with flags of serve, and waits until it is
// ready.
func (s *Site) Start(flags ...string) *Process {
	s.T.Helper()
	p := s.Launch(flags...)
	p.Await()
	return p
}

// Launch is Start without the wait.
func (s *Site) Launch(flags ...string) *Process {
	s.T.Helper()
	p := &Process{t: s.T, ready: make(chan string, 1), ended: make(chan struct{})}
	p.cmd = s.command(append([]string{"serve", "--addr", "127.0.0.1:0"}, flags...)...)
	log, err := p.cmd.StderrPipe()
	if err != nil {
		s.T.Fatal(err)
	}
	if p.Out, err = p.cmd.StdoutPipe(); err != nil {
		s.T.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		s.T.Fatal(err)
	}
	go func() {
		defer close(p.ended)
		for lines := bufio.NewScanner(log); lines.Scan(); {
			p.heard(lines.Bytes())
		}
	}()
	s.T.Cleanup(func() {
		if p.cmd.ProcessState == nil {
			p.Kill()
		}
		if s.T.Failed() {
			s.T.Logf("the log of %s:\n%s", p.URL, p.words())
		}
	})
	return p
}

// Await returns once the process is ready, and fails the test when it never is.
func (p *Process) Await() {
	p.t.Helper()
	select {
	case p.URL = <-p.ready:
	case <-p.ended:
		p.t.Fatalf("it didn't start:\n%s", p.words())
	}
}

// heard keeps a line of the log, and tells when it says that the product is ready.
func (p *Process) heard(line []byte) {
	var said struct{ Level, Msg, URL string }
	if json.Unmarshal(line, &said) == nil && said.Msg == "ready" {
		p.ready <- said.URL
	}
	if said.Level == "INFO" && said.Msg != "ready" && said.Msg != "stopped" {
		return // a line for each request
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.log.Write(line)
	p.log.WriteByte('\n')
}

func (p *Process) words() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.log.String()
}

// Kill ends the process without giving it time for anything.
func (p *Process) Kill() {
	_ = p.cmd.Process.Kill()
	<-p.ended
	_ = p.cmd.Wait() // it was killed
}

// Stop asks the process to end, and fails the test unless it ends well.
func (p *Process) Stop() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	<-p.ended
	if err := p.cmd.Wait(); err != nil {
		p.t.Errorf("it ended badly: %v\n%s", err, p.words())
	}
}
