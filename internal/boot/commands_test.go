package boot

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"github.com/goodword/goodword/internal/producttest"
)

func TestMain(m *testing.M) { producttest.Main(m) }

// run runs a command line and returns its exit code and what it printed.
func run(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = Run(Env{Context: t.Context(), Out: &o, Err: &e, Document: []byte("openapi: 3.1.1"), Version: "v0"}, args)
	return code, o.String(), e.String()
}

func TestCommandLine(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"version"}, 0, "goodword v0"},
		{[]string{"check", "--data", data}, 0, "database   ok"},
		{[]string{"tasks", "--data", data}, 0, "nothing is parked"},
		{[]string{"reconcile", "--data", data}, 0, `"rewards": 0`},
		{[]string{"audit", "--data", data}, 0, `"documents": 0`},
		{[]string{"keys", "issue", "--data", data, "--scopes", "members:read"}, 0, "gw_test_"},
		{[]string{"keys", "issue", "--data", data, "--partner", "acme"}, 0, "gw_test_"},
		{[]string{"keys", "list", "--data", data}, 0, "alive"},
		{[]string{"keys", "issue", "--data", data, "--for", "nobody@example.com"}, 1, "no member has this e-mail address"},
		{[]string{"keys", "issue", "--data", data, "--scopes", "everything"}, 1, "unknown"},
		{[]string{"keys", "revoke", "--data", data, "key_nobody"}, 1, "not_found"},
		{[]string{"serve", "--env", "production"}, 2, "GOODWORD_SECRET: required in production"},
		{[]string{"serve", "--addr", "nowhere"}, 2, "GOODWORD_ADDR"},
		{[]string{"bake"}, 2, "unexpected argument bake"},
		{[]string{"healthcheck", "--url", "http://127.0.0.1:1"}, 1, "refused"},
	} {
		code, out, errs := run(t, c.args...)
		if code != c.code || !strings.Contains(out+errs, c.says) {
			t.Errorf("%v: exit %d, printed %q and %q; want %d and %q", c.args, code, out, errs, c.code, c.says)
		}
	}
}

// TestEmptyStandsAtNow checks that a database which a command opened first doesn't
// stay at the beginning of a story that isn't told.
func TestEmptyStandsAtNow(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	if code, _, errs := run(t, "keys", "issue", "--data", data); code != 0 {
		t.Fatal(errs)
	}
	var cli commands
	k, err := kong.New(&cli)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Parse([]string{"serve", "--empty", "--data", data}); err != nil {
		t.Fatal(err)
	}
	s := cli.Serve.Settings
	h, err := Open(t.Context(), s, Parts{Log: logger(&bytes.Buffer{}, "error"), Local: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	if err := h.Prepare(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if off := h.Clock.Offset(); off < 0 || off > time.Minute {
		t.Errorf("the clock is %s off", off)
	}
}
