package chromiumtest

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Patience is how long anything in a browser may take, on a machine that is busy
// with other tests. Only what never comes takes as long.
const Patience = 2 * time.Minute

// Tab is a window of a browser of its own, with cookies of its own.
type Tab struct {
	Ctx context.Context

	mu         sync.Mutex
	complaints []string
}

// Open starts a browser, or skips where there is none. CI names "browser" in
// GOODWORD_TEST_REQUIRE, so that it can't be skipped there. Errors on the console
// fail the test at its end, unless Complaints took them before.
func Open(t testing.TB) *Tab {
	t.Helper()
	tab := &Tab{Ctx: start(t, find(t))}
	chromedp.ListenTarget(tab.Ctx, tab.listen)
	if err := tab.Try(log.Enable()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, c := range tab.Complaints() {
			t.Errorf("the console: %s", c)
		}
	})
	return tab
}

// find returns the path of Chromium.
func find(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if slices.Contains(strings.Split(os.Getenv("GOODWORD_TEST_REQUIRE"), ","), "browser") {
		t.Fatal("no Chromium on this machine, and GOODWORD_TEST_REQUIRE asks for one")
	}
	t.Skip("SKIPPED: no Chromium on this machine; nobody looks at the pages in a browser")
	return ""
}

func start(t testing.TB, path string) context.Context {
	t.Helper()
	profile, err := os.MkdirTemp("", "goodword-browser-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(profile) }) // a late process of the browser may still hold a file
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(profile), chromedp.WSURLReadTimeout(Patience), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("force-prefers-reduced-motion", true))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, _ := chromedp.NewContext(alloc)
	t.Cleanup(func() { _ = chromedp.Cancel(ctx) }) // closes it and waits, so that its directory can go
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	return ctx
}

// Try does something in the window.
func (b *Tab) Try(actions ...chromedp.Action) error {
	ctx, late := context.WithTimeout(b.Ctx, Patience)
	defer late()
	return chromedp.Run(ctx, append([]chromedp.Action{page.BringToFront()}, actions...)...)
}

func (b *Tab) listen(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch ev := ev.(type) {
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.LevelError && ev.Entry.Source != log.SourceNetwork {
			b.complaints = append(b.complaints, ev.Entry.Text+" "+ev.Entry.URL)
		}
	case *runtime.EventExceptionThrown:
		b.complaints = append(b.complaints, ev.ExceptionDetails.Error())
	}
}

// Complaints are the errors on the console since it was asked last.
func (b *Tab) Complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := b.complaints
	b.complaints = nil
	return all
}
