package partnertest

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// root is the product's module: tests run in their package's directory.
var root = filepath.Join("..", "..")

// TestPartner makes the client, starts the product, gives the partner its key and
// lets it do its job (partner/job_test.go).
func TestPartner(t *testing.T) {
	dir := t.TempDir()
	binary := filepath.Join(dir, "goodword")
	t.Setenv("CGO_ENABLED", "0") // as the image is built
	run(t, root, "go", "build", "-trimpath", "-tags", "nomsgpack", "-o", binary, ".")
	data := filepath.Join(dir, "data")
	url := start(t, binary, data)
	key := func(who ...string) string {
		args := append([]string{"keys", "issue", "--data", data}, who...)
		return strings.TrimSpace(run(t, ".", binary, args...))
	}
	job := exec.Command("go", "test", "-tags", "generated", "-overlay", client(t, dir), "-count=1", "-v", "./partner")
	job.Env = append(os.Environ(), "GOODWORD_TEST_URL="+url,
		"GOODWORD_TEST_PARTNER_KEY="+key("--partner", "acme"), "GOODWORD_TEST_COMPANY_KEY="+key(),
		"GOODWORD_TEST_ADMIN_KEY="+key("--for", "admin@goodword.example"))
	out, err := job.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Fatal(err)
	}
	if books := run(t, ".", binary, "reconcile", "--data", data); !strings.Contains(books, `"rewards": 1`) || !strings.Contains(books, `"pending": 0`) {
		t.Errorf("the books: %s", books)
	}
}

// client makes the client beside the sources and returns the overlay that puts it
// among them.
func client(t *testing.T, dir string) string {
	t.Helper()
	generated := filepath.Join(dir, "client.gen.go")
	run(t, ".", "go", "tool", "-modfile=../tools/go.mod", "oapi-codegen", "-config", "oapi-codegen.yaml",
		"-o", generated, filepath.Join(root, "openapi.yaml"))
	place, err := filepath.Abs(filepath.Join("partner", "client.gen.go"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(map[string]map[string]string{"Replace": {place: generated}})
	if err != nil {
		t.Fatal(err)
	}
	overlay := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(overlay, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return overlay
}

// run runs a command and returns what it printed.
func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var words strings.Builder
	cmd.Stderr = &words
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v: %s", name, strings.Join(args, " "), err, words.String())
	}
	return string(out)
}

// start starts the product and returns its URL once it is ready. It is ended, and
// has to end well, when the test is over.
func start(t *testing.T, binary, data string) string {
	t.Helper()
	cmd := exec.Command(binary, "serve", "--empty", "--addr", "127.0.0.1:0", "--data", data)
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ready, ended := make(chan string, 1), make(chan struct{})
	go func() {
		defer close(ended)
		for lines := bufio.NewScanner(log); lines.Scan(); {
			var line struct{ Msg, URL string }
			if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "ready" {
				ready <- line.URL
			}
		}
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		<-ended
		if err := cmd.Wait(); err != nil {
			t.Errorf("the product ended badly: %v", err)
		}
	})
	select {
	case url := <-ready:
		return url
	case <-ended:
		t.Fatal("the product didn't start")
		return ""
	}
}
