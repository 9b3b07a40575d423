package browsertest

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/boot"
)

// adminMail is the address of the first admin.
const adminMail = "admin@goodword.example"

// ready is what the start prints at its end, with the product's address.
var ready = regexp.MustCompile(`(?s)(http://(?:127\.0\.0\.1|localhost):\d+).*Ctrl-C`)

// start runs the product by its command line on a free port until the test ends,
// and returns its address.
func start(t testing.TB, flags ...string) string {
	t.Helper()
	document, err := os.ReadFile(filepath.Join("..", "..", "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	out, in := io.Pipe()
	ended := make(chan int, 1)
	args := append([]string{"serve", "--addr=127.0.0.1:0", "--data=" + t.TempDir(), "--admin=" + adminMail}, flags...)
	go func() {
		ended <- boot.Run(boot.Env{Context: ctx, Out: in, Err: io.Discard, Document: document}, args)
		_ = in.Close()
	}()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != 0 {
			t.Errorf("the product ended with %d", code)
		}
	})
	var said strings.Builder
	buf := make([]byte, 4096)
	for {
		n, err := out.Read(buf)
		said.Write(buf[:n])
		if m := ready.FindStringSubmatch(said.String()); m != nil {
			return m[1]
		}
		if err != nil {
			t.Fatalf("the start said: %s", said.String())
		}
	}
}
