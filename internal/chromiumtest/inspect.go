package chromiumtest

import (
	_ "embed"
	"fmt"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// axe is axe-core, under the licence beside it.
//
//go:embed axe.min.js
var axe string

// inspect is a function of how much to look at; it resolves to what is wrong.
//
//go:embed inspect.js
var inspect string

// Inspect looks at the page that stands in the window, in each of some looks, and
// returns what is wrong with it. A look that has its width from the one before is
// asked only for what colours may break. After is called when a look was looked at,
// while the page has it; it may be nil.
func (b *Tab) Inspect(looks []Look, after func(Look) error) (wrong []string, err error) {
	if err := b.Try(chromedp.Evaluate(axe+"; 1", nil)); err != nil {
		return nil, fmt.Errorf("axe: %w", err)
	}
	var width int64
	for _, l := range looks {
		what := "everything"
		if l.Width == width {
			what = "colours"
		}
		width = l.Width
		var found []string
		if err := b.Try(l.Take(), chromedp.Evaluate(fmt.Sprintf("(%s)(%q)", inspect, what), &found, awaited)); err != nil {
			return nil, fmt.Errorf("%s: %w", l.Name, err)
		}
		for _, f := range found {
			wrong = append(wrong, l.Name+": "+f)
		}
		if after != nil {
			if err := after(l); err != nil {
				return nil, fmt.Errorf("%s: %w", l.Name, err)
			}
		}
	}
	return wrong, nil
}

func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
