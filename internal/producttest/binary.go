package producttest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// binary is the built product's path.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "goodword-binary-*")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "goodword")
	cmd := exec.Command("go", "build", "-trimpath", "-tags", "nomsgpack", "-o", path, "github.com/goodword/goodword")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w: %s", err, out)
	}
	return path, nil
})

// Main runs a package's tests, and removes the binary that they started.
func Main(m *testing.M) {
	code := m.Run()
	if path, err := binary(); err == nil {
		_ = os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}
