package chromiumtest

import (
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Look is one way to see a page.
type Look struct {
	Name   string
	Width  int64
	Scheme string // light or dark
}

// The four looks that every page has: wide and narrow, light and dark.
var (
	WideLight   = Look{"wide light", 1280, "light"}
	WideDark    = Look{"wide dark", 1280, "dark"}
	NarrowLight = Look{"narrow light", 320, "light"}
	NarrowDark  = Look{"narrow dark", 320, "dark"}
)

// Take sets a window to the look; the page in it stays.
func (l Look) Take() chromedp.Action {
	return chromedp.Tasks{
		emulation.SetDeviceMetricsOverride(l.Width, 900, 1, false),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: l.Scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}),
	}
}
