package mongotest

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
)

// sharedFerretDB is the FerretDB of this test binary. It ends with the binary,
// which holds the other end of its input.
var sharedFerretDB = sync.OnceValues(func() (*FerretDB, error) {
	return StartFerretDB("", "127.0.0.1:0")
})

// FerretDB is a running FerretDB of one's own.
type FerretDB struct {
	URI   string
	cmd   *exec.Cmd
	input io.Closer
}

// StartFerretDB builds FerretDB if need be and starts it on a directory, or on a
// temporary one when dir is empty.
func StartFerretDB(dir, listen string) (*FerretDB, error) {
	bin, err := buildFerretDB()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(bin, "-dir", dir, "-listen", listen)
	var words bytes.Buffer
	cmd.Stderr = &words
	input, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	uri, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		_ = cmd.Wait()
		return nil, fmt.Errorf("ferretdb didn't start: %w: %s", err, words.String())
	}
	return &FerretDB{URI: strings.TrimSpace(uri), cmd: cmd, input: input}, nil
}

// Stop ends the server and waits for it.
func (f *FerretDB) Stop() error {
	if err := f.input.Close(); err != nil {
		return err
	}
	return f.cmd.Wait()
}

// Kill ends the server without giving it time for anything.
func (f *FerretDB) Kill() {
	_ = f.cmd.Process.Kill()
	_ = f.cmd.Wait()
}

// buildFerretDB returns the binary from the user's cache directory. Its name
// holds a hash of all that it is made of; a lock keeps several test binaries from
// building it side by side.
func buildFerretDB() (string, error) {
	source, err := ferretDBSource()
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	for _, name := range []string{"go.mod", "go.sum", "main.go"} {
		text, err := os.ReadFile(filepath.Join(source, name))
		if err != nil {
			return "", err
		}
		fmt.Fprintf(hash, "%s %d\n%s", name, len(text), text)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "goodword-test")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	bin := filepath.Join(dir, fmt.Sprintf("ferretdb-%s-%x", runtime.Version(), hash.Sum(nil)[:8]))
	unlock, err := lock(bin + ".lock")
	if err != nil {
		return "", err
	}
	defer unlock()
	if _, err := os.Stat(bin); err == nil {
		return bin, nil
	}
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-o", bin+".new", ".")
	cmd.Dir = source
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build: %w: %s", err, bytes.TrimSpace(out))
	}
	return bin, os.Rename(bin+".new", bin)
}

// ferretDBSource is the directory of the nested module.
func ferretDBSource() (string, error) {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("go env: %w", err)
	}
	root := filepath.Dir(strings.TrimSpace(string(out)))
	return filepath.Join(root, "internal", "store", "mongo", "ferretdb"), nil
}

// lock waits for a file's lock, which the system lets go of when its holder ends.
func lock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}
