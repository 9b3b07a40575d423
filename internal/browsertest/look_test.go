package browsertest

import (
	"context"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// look is one way to see a page.
type look struct {
	name   string
	width  int64
	scheme string
	lang   string
}

var (
	wideLight   = look{"wide light", 1280, "light", "en"}
	wideDark    = look{"wide dark", 1280, "dark", "en"}
	narrowLight = look{"narrow light", 320, "light", "de"}
	narrowDark  = look{"narrow dark", 320, "dark", "de"}
)

// take sets a person's window to a look.
func (l look) take(p *person) {
	p.t.Helper()
	p.run(
		emulation.SetDeviceMetricsOverride(l.width, 900, 1, false),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: l.scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}),
		chromedp.ActionFunc(func(ctx context.Context) error {
			return network.SetCookie("gw_lang", l.lang).WithURL(p.site).Do(ctx)
		}),
	)
}

func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// sheet is a contact sheet: a picture of every page in every look.
type sheet struct {
	t     testing.TB
	dir   string
	pages []string // by kind, in the order they were found
}

// tallest is how much of a page is in its picture, in pixels.
const tallest = 5000

// shoot keeps a picture of the page.
func (s *sheet) shoot(p *person, kind string, l look) {
	p.t.Helper()
	var picture []byte
	var height int64
	p.run(chromedp.Evaluate(`document.documentElement.scrollHeight`, &height),
		chromedp.ActionFunc(func(ctx context.Context) (err error) {
			clip := &page.Viewport{Width: float64(l.width), Height: float64(min(height, tallest)), Scale: 1}
			picture, err = page.CaptureScreenshot().WithCaptureBeyondViewport(true).WithClip(clip).Do(ctx)
			return err
		}))
	if !slices.Contains(s.pages, kind) {
		s.pages = append(s.pages, kind)
	}
	if err := os.WriteFile(filepath.Join(s.dir, fileName(kind, l)), picture, 0o600); err != nil {
		p.t.Fatal(err)
	}
}

func fileName(kind string, l look) string {
	return strings.Trim(strings.NewReplacer("/", "-", ":", "", "?", "-", "&", "-", "=", "-", " ", "-", "%", "").Replace(kind+" "+l.name), "-") + ".png"
}

// index writes the page on which all pictures stand.
func (s *sheet) index() {
	s.t.Helper()
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Every page</title><style>body{font:14px system-ui;margin:2rem}section{margin-block:2rem}div{display:flex;gap:1rem;align-items:start}img{border:1px solid #ccc;max-height:40rem}</style><h1>Every page</h1>`)
	for _, kind := range s.pages {
		fmt.Fprintf(&b, "<section><h2>%s</h2><div>", html.EscapeString(kind))
		for _, l := range []look{wideLight, wideDark, narrowLight, narrowDark} {
			fmt.Fprintf(&b, `<a href=%q><img loading="lazy" src=%q alt=%q></a>`, fileName(kind, l), fileName(kind, l), l.name)
		}
		b.WriteString("</div></section>")
	}
	if err := os.WriteFile(filepath.Join(s.dir, "index.html"), []byte(b.String()), 0o600); err != nil {
		s.t.Fatal(err)
	}
}
