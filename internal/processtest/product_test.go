package processtest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// binary builds the product once, as the image is built, and without the race
// detector: it is the processes that race here.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "goodword-binary-*")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "goodword")
	cmd := exec.Command("go", "build", "-trimpath", "-tags", "nomsgpack", "-o", path, ".")
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w: %s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := binary(); err == nil {
		_ = os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// site is a database and a secret, on which any number of processes work.
type site struct {
	t    *testing.T
	bin  string
	data string
	env  []string // of every process
}

// newSite is a site on a SQLite file, or on another database by the settings.
func newSite(t *testing.T, env ...string) *site {
	t.Helper()
	bin, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	env = append(env, "GOODWORD_KEY_RATE=0", "GOODWORD_IP_RATE=0")
	return &site{t: t, bin: bin, data: t.TempDir(), env: env}
}

func (s *site) command(args ...string) *exec.Cmd {
	cmd := exec.Command(s.bin, append(args, "--data", s.data)...)
	cmd.Env = append(os.Environ(), s.env...)
	return cmd
}

// run runs a command of the command line and returns what it printed.
func (s *site) run(args ...string) string {
	s.t.Helper()
	cmd := s.command(args...)
	var words strings.Builder
	cmd.Stderr = &words
	out, err := cmd.Output()
	if err != nil {
		s.t.Fatalf("goodword %s: %v: %s%s", strings.Join(args, " "), err, out, words.String())
	}
	return strings.TrimSpace(string(out))
}

// process is a running product.
type process struct {
	t     *testing.T
	cmd   *exec.Cmd
	url   string
	ready chan string
	ended chan struct{} // closed once its log is read to the end
	mu    sync.Mutex
	log   strings.Builder
}

// start starts a process and waits until it is ready.
func (s *site) start(args ...string) *process {
	s.t.Helper()
	p := s.launch(append([]string{"--empty"}, args...)...)
	select {
	case p.url = <-p.ready:
	case <-p.ended:
		s.t.Fatalf("it didn't start:\n%s", p.words())
	}
	return p
}

// launch starts a process on a free port without waiting for it.
func (s *site) launch(args ...string) *process {
	s.t.Helper()
	p := &process{t: s.t, ready: make(chan string, 1), ended: make(chan struct{})}
	p.cmd = s.command(append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)
	log, err := p.cmd.StderrPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	go func() {
		defer close(p.ended)
		for lines := bufio.NewScanner(log); lines.Scan(); {
			p.heard(lines.Bytes())
		}
	}()
	s.t.Cleanup(func() {
		if p.cmd.ProcessState == nil {
			p.kill()
		}
		if s.t.Failed() {
			s.t.Logf("the log of %s:\n%s", p.url, p.words())
		}
	})
	return p
}

// heard keeps a line of the log, and tells when it says that the product is ready.
func (p *process) heard(line []byte) {
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

func (p *process) words() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.log.String()
}

// kill ends the process without giving it time for anything.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.ended
	_ = p.cmd.Wait() // it was killed
}

// stop asks the process to end, and fails the test unless it ends well.
func (p *process) stop() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	<-p.ended
	if err := p.cmd.Wait(); err != nil {
		p.t.Errorf("it ended badly: %v\n%s", err, p.words())
	}
}
