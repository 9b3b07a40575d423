package browsertest

import (
	"context"
	"fmt"
	"hash/crc32"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/goodword/goodword/internal/chromiumtest"
)

// openIn opens a page in a language, as the switch on it sets it.
func (p *person) openIn(lang, path string) {
	p.t.Helper()
	p.run(chromedp.ActionFunc(func(ctx context.Context) error {
		return network.SetCookie("gw_lang", lang).WithURL(p.site).Do(ctx)
	}))
	p.open(path)
	var spoken string
	if p.run(chromedp.Evaluate(`document.documentElement.lang`, &spoken)); spoken != lang {
		p.t.Errorf("%s: it is in %q, not in %q", path, spoken, lang)
	}
}

// sheet is a contact sheet: a picture of every page in every look.
type sheet struct {
	t     testing.TB
	dir   string
	pages []string // by kind, in the order they were found
}

// tallest is how much of a page is in its picture, in pixels.
const tallest = 5000

// shoot keeps a picture of the page.
func (s *sheet) shoot(p *person, kind string, l chromiumtest.Look) error {
	var picture []byte
	var height int64
	err := p.Try(chromedp.Evaluate(`document.documentElement.scrollHeight`, &height),
		chromedp.ActionFunc(func(ctx context.Context) (err error) {
			clip := &page.Viewport{Width: float64(l.Width), Height: float64(min(height, tallest)), Scale: 1}
			picture, err = page.CaptureScreenshot().WithCaptureBeyondViewport(true).WithClip(clip).Do(ctx)
			return err
		}))
	if err != nil {
		return err
	}
	if !slices.Contains(s.pages, kind) {
		s.pages = append(s.pages, kind)
	}
	return os.WriteFile(filepath.Join(s.dir, fileName(kind, l)), picture, 0o600)
}

// longestName is as much of a kind as stands in the name of its picture: a form's
// has all its fields in it, and file systems take 255 bytes.
const longestName = 100

func fileName(kind string, l chromiumtest.Look) string {
	name := strings.Trim(strings.NewReplacer("/", "-", ":", "", "?", "-", "&", "-", "=", "-", " ", "-", "%", "").Replace(kind), "-")
	if len(name) > longestName {
		name = fmt.Sprintf("%s-%08x", name[:longestName], crc32.ChecksumIEEE([]byte(kind)))
	}
	return name + "-" + strings.ReplaceAll(l.Name, " ", "-") + ".png"
}

// A picture of a form with many fields has a name that files may have, of its own.
func TestFileNamesFit(t *testing.T) {
	t.Parallel()
	many := "POST /staff/programs/:id/edit?" + strings.Repeat("field&", 100)
	a, b := fileName(many, chromiumtest.NarrowDark), fileName(many+"more", chromiumtest.NarrowDark)
	if a == b || len(a) > 200 || strings.ContainsAny(a, "/?& ") {
		t.Errorf("%s and %s", a, b)
	}
}

// index writes the page on which all pictures stand.
func (s *sheet) index() {
	s.t.Helper()
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Every page</title><style>body{font:14px system-ui;margin:2rem}section{margin-block:2rem}div{display:flex;gap:1rem;align-items:start}img{border:1px solid #ccc;max-height:40rem}</style><h1>Every page</h1>`)
	for _, kind := range s.pages {
		fmt.Fprintf(&b, "<section><h2>%s</h2><div>", html.EscapeString(kind))
		for _, l := range []chromiumtest.Look{chromiumtest.WideLight, chromiumtest.WideDark, chromiumtest.NarrowLight, chromiumtest.NarrowDark} {
			fmt.Fprintf(&b, `<a href=%q><img loading="lazy" src=%q alt=%q></a>`, fileName(kind, l), fileName(kind, l), l.Name)
		}
		b.WriteString("</div></section>")
	}
	if err := os.WriteFile(filepath.Join(s.dir, "index.html"), []byte(b.String()), 0o600); err != nil {
		s.t.Fatal(err)
	}
}
