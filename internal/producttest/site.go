package producttest

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Site is a database and a secret, on which any number of processes work.
type Site struct {
	T    testing.TB
	Data string // its directory

	bin string
	env []string // of every process
}

// NewSite is a site on a SQLite file, or on another database by the settings, which
// are NAME=value. Requests aren't limited.
func NewSite(t testing.TB, settings ...string) *Site {
	t.Helper()
	bin, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	settings = append(settings, "GOODWORD_KEY_RATE=0", "GOODWORD_IP_RATE=0")
	return &Site{T: t, bin: bin, Data: t.TempDir(), env: settings}
}

func (s *Site) command(args ...string) *exec.Cmd {
	cmd := exec.Command(s.bin, append(args, "--data", s.Data)...)
	cmd.Env = append(os.Environ(), s.env...)
	return cmd
}

// Run runs a command of the command line and returns what it printed.
func (s *Site) Run(args ...string) string {
	s.T.Helper()
	cmd := s.command(args...)
	var words strings.Builder
	cmd.Stderr = &words
	out, err := cmd.Output()
	if err != nil {
		s.T.Fatalf("goodword %s: %v: %s%s", strings.Join(args, " "), err, out, words.String())
	}
	return strings.TrimSpace(string(out))
}
