package browsertest

import (
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// TestPagesAreLight keeps to the budget of issue 5: what comes over the wire without
// images is at most 200 KB on a first visit, and 30 KB on every page after it.
func TestPagesAreLight(t *testing.T) {
	t.Parallel()
	p := enter(t, start(t), "a referrer", habits{})
	p.signIn("krueger@example.org") // its browser has seen a page of the same look
	w := weigh(p)
	p.run(network.ClearBrowserCache())
	p.open("/home")
	if n := w.take(); n > 200_000 || n < 20_000 {
		t.Errorf("a first visit of the home page weighs %d bytes", n)
	}
	for _, path := range []string{"/introductions", "/links", "/rewards", "/settings", "/home"} {
		p.open(path)
		if n := w.take(); n > 30_000 || n == 0 {
			t.Errorf("%s weighs %d bytes after another page", path, n)
		}
	}
}

// scales add up what comes over the wire.
type scales struct {
	mu     sync.Mutex
	images map[network.RequestID]bool
	bytes  float64
}

func weigh(p *person) *scales {
	p.t.Helper()
	w := &scales{images: map[network.RequestID]bool{}}
	chromedp.ListenTarget(p.Ctx, func(ev any) {
		w.mu.Lock()
		defer w.mu.Unlock()
		switch ev := ev.(type) {
		case *network.EventResponseReceived:
			w.images[ev.RequestID] = strings.HasPrefix(ev.Response.MimeType, "image/")
		case *network.EventLoadingFinished:
			if !w.images[ev.RequestID] {
				w.bytes += ev.EncodedDataLength
			}
		}
	})
	p.run(network.Enable())
	return w
}

// take returns what came since it was asked last.
func (w *scales) take() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := int(w.bytes)
	w.bytes = 0
	return n
}
