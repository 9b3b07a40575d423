package chromiumtest

import (
	"context"
	"fmt"

	"github.com/chromedp/chromedp"
)

// Load does what leads to another page, and waits until that is there whole.
func Load(does ...chromedp.Action) chromedp.Action { return Answer(nil, does...) }

// Answer is Load, and sets the status that the page came with; nil for whoever
// doesn't ask.
func Answer(status *int64, does ...chromedp.Action) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		res, err := chromedp.RunResponse(ctx, does...)
		if err != nil {
			return fmt.Errorf("no page comes: %w", err)
		}
		if status != nil && res != nil {
			*status = res.Status
		}
		return nil
	})
}
