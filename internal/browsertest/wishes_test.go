package browsertest

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestColoursAndMotionThatAReaderWants opens the design system as somebody does who
// has colours of their own, and wants nothing to move.
func TestColoursAndMotionThatAReaderWants(t *testing.T) {
	t.Parallel()
	p := enter(t, start(t, "--empty"), "a reader", habits{})
	p.run(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}, {Name: "prefers-reduced-motion", Value: "reduce"}}))
	p.open("/kit")
	var lost, moving []string
	p.run(
		// What a fill says elsewhere, a border has to say here.
		chromedp.Evaluate(`[...document.querySelectorAll(".card, .notice, .chip, .letter, .summary, .button:not(.ghost), .input, .choice, .band")]
			.filter(e => e.checkVisibility() && parseFloat(getComputedStyle(e).borderTopWidth) < 1).map(e => e.className)`, &lost),
		chromedp.Evaluate(`[...document.querySelectorAll("*")].filter(e => {
			const s = getComputedStyle(e);
			return s.transitionDuration.split(",").some(d => parseFloat(d) > 0) || s.animationName !== "none";
		}).map(e => e.className || e.tagName)`, &moving),
	)
	for _, e := range lost {
		t.Errorf("without its colours nothing shows where this ends: %s", e)
	}
	for _, e := range moving {
		t.Errorf("this moves: %s", e)
	}
}

// TestKeysOfAQueue moves through a list by single keys, does what a row is for, and
// switches the keys off.
func TestKeysOfAQueue(t *testing.T) {
	t.Parallel()
	p := enter(t, start(t), "a reviewer", habits{})
	p.signIn("jana@northline.example")
	p.open("/staff/review")
	var at int
	row := chromedp.Evaluate(`[...document.querySelectorAll("[data-item]")].findIndex(e => e.classList.contains("at"))`, &at)
	for i, key := range []string{"j", "j", "k"} {
		if p.run(chromedp.KeyEvent(key), row); at != []int{0, 1, 0}[i] {
			t.Fatalf("after %q row %d is marked", key, at)
		}
	}
	var open bool
	help := chromedp.Evaluate(`document.querySelector("dialog.keys-help").open`, &open)
	if p.run(chromedp.KeyEvent("?"), help); !open {
		t.Error("? shows no help")
	}
	if p.run(chromedp.KeyEvent(kb.Escape), help); open {
		t.Error("Escape doesn't close the help")
	}
	p.follow(`//*[@data-item][1]//*[@data-key="a"]`)
	if at := p.at(); at == "/staff/review" {
		t.Error("the row leads nowhere")
	}
	p.open("/settings")
	p.set("keys", "off")
	p.press(p.say("account.save"))
	p.open("/staff/review")
	if p.run(chromedp.KeyEvent("j"), row); at != -1 {
		t.Error("a key that is switched off moves")
	}
}
