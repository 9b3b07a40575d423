package boot

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/producttest"
)

// TestTour runs the README's tour line by line against the product as `go run .`
// starts it, a process of its binary, and does by HTTP what a person does by hand on the pages.
func TestTour(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"bash", "curl", "go"} {
		if _, err := exec.LookPath(tool); err != nil {
			if strings.Contains(os.Getenv("GOODWORD_TEST_REQUIRE"), "tour") {
				t.Fatal(err)
			}
			t.Skip("the tour needs", tool)
		}
	}
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	p := serve(t)
	sh := startShell(t, p)
	v := &visitor{t: t, base: p.url}
	byHand := map[string]func(){"agree": v.agree, "payout": v.setUpPayout}
	blocks := regexp.MustCompile("(?s)```sh tour\n(.*?)```|<!-- by hand: (\\w+) -->").FindAllStringSubmatch(string(readme), -1)
	done, last := 0, ""
	for _, b := range blocks {
		if b[2] != "" {
			do, ok := byHand[b[2]]
			if !ok {
				t.Fatalf("nobody knows how to %s by hand", b[2])
			}
			do()
			done++
			continue
		}
		for _, line := range strings.Split(strings.TrimSpace(b[1]), "\n") {
			last = sh.run(line)
		}
	}
	if done != len(byHand) {
		t.Errorf("%d things are done by hand, not %d", done, len(byHand))
	}
	sh.until(`get /v1/rewards/$REWARD | field status`, "paid")
	for _, state := range []string{`"state":"late"`, `"state":"broken"`, `"state":"kept_late"`} {
		if strings.Contains(last, state) {
			t.Errorf("the tour broke a promise: %s", last)
		}
	}
}

// running is a product that was started by its command line.
type running struct {
	url, data, key string
}

// printed is where the start tells its address and keys.
var printed = regexp.MustCompile(`(?s)API reference  (http://\S+)/docs.*installation +(\S+)`)

// serve starts the product with its demo data, and stops it at the end of the test.
func serve(t *testing.T) running {
	t.Helper()
	site := producttest.NewSite(t)
	p := site.Start("--admin=admin@goodword.example")
	t.Cleanup(p.Stop)
	said, _, err := (&lines{from: p.Out}).until("Ctrl-C")
	m := printed.FindStringSubmatch(said)
	if m == nil {
		t.Fatalf("the start said: %s (%v)", said, err)
	}
	return running{url: m[1], data: site.Data, key: m[2]}
}

// shell is a bash in which the tour is typed.
type shell struct {
	t  *testing.T
	p  running
	in io.Writer
	at *lines
}

// patience is how long anything may take, on a machine that is busy with other tests.
const patience = 2 * time.Minute

// mark ends what a line printed, with its exit code.
const mark = "--- end of line "

func startShell(t *testing.T, p running) *shell {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "bash")
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = append(os.Environ(), "GOODWORD_DATA="+p.data, "GOODWORD_LOG=error")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	return &shell{t: t, p: p, in: in, at: &lines{from: out}}
}

// run types a line, with the product's own address and key, and returns what it
// printed. It fails when the line does, or when the API refused something.
func (s *shell) run(line string) string {
	s.t.Helper()
	switch {
	case strings.HasPrefix(line, "URL="):
		line = "URL=" + s.p.url
	case strings.HasPrefix(line, "KEY="):
		line = "KEY=" + s.p.key
	}
	if _, err := fmt.Fprintf(s.in, "%s\ncode=$?; echo; echo '%s'$code\n", line, mark); err != nil {
		s.t.Fatal(err)
	}
	out, code, err := s.at.until(mark)
	refused := strings.Contains(out, `"request_id"`) || strings.HasSuffix(line, "| field status") && strings.TrimSpace(out) == ""
	if err != nil || code != "0" || refused {
		s.t.Fatalf("%s\nanswered %s (exit code %s, %v)", line, out, code, err)
	}
	return out
}

// lines reads a stream up to a mark.
type lines struct {
	from io.Reader
	left string
}

func (l *lines) until(mark string) (before, rest string, err error) {
	buf := make([]byte, 4096)
	for {
		if before, after, ok := strings.Cut(l.left, mark); ok {
			if rest, left, ok := strings.Cut(after, "\n"); ok {
				l.left = left
				return before, rest, nil
			}
		}
		n, err := l.from.Read(buf)
		l.left += string(buf[:n])
		if err != nil {
			return l.left, "", err
		}
	}
}

// until types a line until it prints what is wanted.
func (s *shell) until(line, want string) {
	s.t.Helper()
	var got string
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		if got = strings.TrimSpace(s.run(line)); got == want {
			return
		}
	}
	s.t.Fatalf("%s stays %q, and never becomes %q", line, got, want)
}
