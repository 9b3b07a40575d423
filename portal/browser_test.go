package portal

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser starts Chromium, or skips where there is none. CI names "browser" in
// GOODWORD_TEST_REQUIRE, so that it can't be skipped there.
func browser(t *testing.T) context.Context {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if slices.Contains(strings.Split(os.Getenv("GOODWORD_TEST_REQUIRE"), ","), "browser") {
			t.Fatal("no Chromium on this machine, and GOODWORD_TEST_REQUIRE asks for one")
		}
		t.Skip("SKIPPED: no Chromium on this machine; pages are not checked in a browser")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("force-prefers-reduced-motion", true))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	return ctx
}

// look is one way to see a page.
type look struct {
	name   string
	width  int64
	scheme string
	lang   string
}

// TestPagesInABrowser opens every page in every state, narrow and wide, light and
// dark, in both languages by turns: no violation of WCAG 2.2 AA or of best
// practice, no sideways scrolling at 320 px, nothing on the console. With
// GOODWORD_TEST_SHOTS it leaves pictures in that directory.
func TestPagesInABrowser(t *testing.T) {
	t.Parallel()
	root := browser(t)
	axe, err := os.ReadFile("testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	looks := []look{{"wide light", 1280, "light", "en"}, {"narrow dark", 320, "dark", "de"}}
	b := newTab(t, root)
	for _, sc := range scenes() { // one after the other: a tab in the background stands still
		t.Run(sc.name, func(t *testing.T) {
			srv := setup(t, &stage{person: sc.stage.person, ref: sc.stage.ref, proof: sc.stage.proof})
			for _, l := range looks {
				b.inspect(t, srv, sc, l, string(axe))
			}
		})
	}
}

// tab is one page of the browser, with what it complained about.
type tab struct {
	ctx        context.Context
	mu         sync.Mutex
	complaints []string
}

func newTab(t *testing.T, root context.Context) *tab {
	ctx, stop := chromedp.NewContext(root)
	t.Cleanup(stop)
	b := &tab{ctx: ctx}
	chromedp.ListenTarget(ctx, func(ev any) {
		b.mu.Lock()
		defer b.mu.Unlock()
		switch ev := ev.(type) {
		case *log.EventEntryAdded:
			if ev.Entry.Level == log.LevelError && ev.Entry.Source != log.SourceNetwork {
				b.complaints = append(b.complaints, ev.Entry.Text)
			}
		case *runtime.EventExceptionThrown:
			b.complaints = append(b.complaints, ev.ExceptionDetails.Error())
		}
	})
	if err := chromedp.Run(ctx, log.Enable()); err != nil {
		t.Errorf("a tab: %v", err)
	}
	return b
}

// rules are what axe checks.
const rules = `["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]`

func (b *tab) inspect(t *testing.T, srv *httptest.Server, sc scene, l look, axe string) {
	where := fmt.Sprintf("%s, %s (%s)", sc.name, l.name, l.lang)
	ctx, late := context.WithTimeout(b.ctx, 8*time.Second)
	defer late()
	var width, content int64
	var report string
	err := b.open(ctx, srv, sc, l)
	if err != nil {
		err = fmt.Errorf("open: %w", err)
	} else {
		err = chromedp.Run(ctx,
			chromedp.Evaluate(`window.innerWidth`, &width), chromedp.Evaluate(`document.documentElement.scrollWidth`, &content),
			chromedp.Evaluate(axe+`; 1`, nil),
			chromedp.Evaluate(`axe.run(document, {iframes: false, resultTypes: ["violations"], runOnly: `+rules+`}).then(r => JSON.stringify(r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 160) + " " + n.any.map(a => a.message).join("; ")).join(" | "))))`, &report, awaitPromise),
			shoot(sc.name+" "+l.name))
	}
	if err != nil {
		t.Errorf("%s: %v", where, err)
		return
	}
	if content > width {
		t.Errorf("%s: %d px of content in %d", where, content, width)
	}
	var violations []string
	if err := json.Unmarshal([]byte(report), &violations); err != nil {
		t.Errorf("%s: %v", where, err)
	}
	for _, v := range violations {
		t.Errorf("%s: axe: %s", where, v)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.complaints {
		t.Errorf("%s: console: %s", where, c)
	}
	b.complaints = nil
}

func awaitPromise(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// open goes to a scene's page as one reader. What only a form reaches is sent by
// a form, from another page of ours.
func (b *tab) open(ctx context.Context, srv *httptest.Server, sc scene, l look) error {
	start := sc.path
	if sc.form != nil {
		start = "/mailbox"
	}
	err := chromedp.Run(ctx, page.BringToFront(),
		emulation.SetDeviceMetricsOverride(l.width, 900, 1, false),
		emulation.SetUserAgentOverride("Goodword-test").WithAcceptLanguage(l.lang),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: l.scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}),
		chromedp.Navigate(srv.URL+start))
	if err == nil && sc.form != nil {
		_, err = chromedp.RunResponse(ctx, chromedp.Evaluate(post(sc.path, sc.form), nil))
	}
	return err
}

// post is a script that sends a form as a press of a button would.
func post(path string, form url.Values) string {
	var b strings.Builder
	fmt.Fprintf(&b, `{const f = document.createElement("form"); f.method = "post"; f.action = %q; const add = (n, v) => {const i = document.createElement("input"); i.type = "hidden"; i.name = n; i.value = v; f.append(i)};`, path)
	for name, values := range form {
		for _, v := range values {
			fmt.Fprintf(&b, "add(%q, %q);", name, v)
		}
	}
	b.WriteString(`document.body.append(f); setTimeout(() => f.submit())}`)
	return b.String()
}

// shoot keeps a picture of the whole page where GOODWORD_TEST_SHOTS asks for it.
func shoot(name string) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		dir := os.Getenv("GOODWORD_TEST_SHOTS")
		if dir == "" {
			return nil
		}
		var picture []byte
		if err := chromedp.FullScreenshot(&picture, 100).Do(ctx); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".png"), picture, 0o600)
	})
}
