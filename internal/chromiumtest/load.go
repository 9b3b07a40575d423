package chromiumtest

import (
	"context"
	"fmt"
	"sync"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Load does what leads to another page, and waits until that is there whole.
func Load(does ...chromedp.Action) chromedp.Action { return Answer(nil, does...) }

// Answer is Load, and sets the status that the page came with; nil for whoever
// doesn't ask.
func Answer(status *int64, does ...chromedp.Action) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		a := &arrival{there: make(chan struct{})}
		chromedp.ListenTarget(ctx, a.listen)
		// A browser that goes to another page may forget to say that it took the
		// click or key that led there: the page is what counts.
		did := make(chan error, 1)
		go func() { did <- chromedp.Run(ctx, does...) }()
		for {
			select {
			case err := <-did:
				if err != nil {
					return err
				}
				did = nil
			case <-a.there:
				if status != nil {
					*status = a.came()
				}
				return nil
			case <-ctx.Done():
				return fmt.Errorf("no page comes: %w", ctx.Err())
			}
		}
	})
}

// arrival follows the events of a window to its next page.
type arrival struct {
	mu        sync.Mutex
	status    int64
	navigated bool
	whole     sync.Once
	there     chan struct{}
}

func (a *arrival) listen(ev any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventResponseReceived:
		if ev.Type == network.ResourceTypeDocument {
			a.status = ev.Response.Status
		}
	case *page.EventFrameNavigated:
		a.navigated = a.navigated || ev.Frame.ParentID == ""
	case *page.EventLoadEventFired:
		if a.navigated {
			a.whole.Do(func() { close(a.there) })
		}
	}
}

func (a *arrival) came() int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.status
}
