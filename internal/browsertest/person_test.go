package browsertest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
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

// chromium starts a browser, or skips where there is none. CI names "browser" in
// GOODWORD_TEST_REQUIRE, so that it can't be skipped there.
func chromium(t testing.TB) context.Context {
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
		t.Skip("SKIPPED: no Chromium on this machine; nobody uses the product in a browser")
	}
	profile, err := os.MkdirTemp("", "goodword-browser")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(profile) }) // a late process of the browser may still hold a file
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(profile), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("force-prefers-reduced-motion", true))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, _ := chromedp.NewContext(alloc)
	t.Cleanup(func() { _ = chromedp.Cancel(ctx) }) // closes it and waits, so that its directory can go
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	return ctx
}

// patience is how long a person waits for anything.
const patience = time.Minute

// person is somebody before a browser window of their own, with cookies of their
// own.
type person struct {
	t    testing.TB
	name string
	ctx  context.Context
	site string
	hand hand

	mu         sync.Mutex
	complaints []string // of the console
}

// habits say how somebody uses a browser.
type habits struct {
	noScripts bool
	keyboard  bool
	narrow    bool
}

// enter brings somebody to the product, in a browser of their own.
func enter(t testing.TB, site, name string, h habits) *person {
	t.Helper()
	ctx := chromium(t)
	p := &person{t: t, name: name, ctx: ctx, site: site, hand: mouse{}}
	if h.keyboard {
		p.hand = keyboard{}
	}
	chromedp.ListenTarget(ctx, p.listen)
	width := int64(1280)
	if h.narrow {
		width = 320
	}
	p.run(log.Enable(), emulation.SetDeviceMetricsOverride(width, 900, 1, false), emulation.SetScriptExecutionDisabled(h.noScripts))
	t.Cleanup(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, c := range p.complaints {
			t.Errorf("%s's console: %s", name, c)
		}
	})
	return p
}

func (p *person) listen(ev any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch ev := ev.(type) {
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.LevelError && ev.Entry.Source != log.SourceNetwork {
			p.complaints = append(p.complaints, ev.Entry.Text+" "+ev.Entry.URL)
		}
	case *runtime.EventExceptionThrown:
		p.complaints = append(p.complaints, ev.ExceptionDetails.Error())
	}
}

// run does something in the person's window, and ends the test when it can't be
// done.
func (p *person) run(actions ...chromedp.Action) {
	p.t.Helper()
	if err := p.try(actions...); err != nil {
		p.t.Fatalf("%s, at %s: %v\n%s", p.name, p.at(), err, p.reads())
	}
}

func (p *person) try(actions ...chromedp.Action) error {
	ctx, late := context.WithTimeout(p.ctx, patience)
	defer late()
	return chromedp.Run(ctx, append([]chromedp.Action{page.BringToFront()}, actions...)...)
}

// at is the path of the page that the person sees.
func (p *person) at() string {
	var url string
	_ = p.try(chromedp.Location(&url))
	return strings.TrimPrefix(url, p.site)
}

// reads is the text of the page's main part.
func (p *person) reads() string {
	var text string
	if err := p.try(chromedp.Text("main", &text, chromedp.ByQuery)); err != nil {
		return fmt.Sprintf("(nothing: %v)", err)
	}
	return strings.Join(strings.Fields(text), " ")
}

// open types an address.
func (p *person) open(path string) {
	p.t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = p.site + path
	}
	p.run(chromedp.Navigate(path))
}

// sees ends the test unless the page says all of this.
func (p *person) sees(words ...string) {
	p.t.Helper()
	text := p.reads()
	for _, w := range words {
		if !strings.Contains(strings.ToLower(text), strings.ToLower(w)) {
			p.t.Fatalf("%s, at %s, doesn't see %q but:\n%s", p.name, p.at(), w, text)
		}
	}
}

// awaits opens a page again until it says something: what is shown there is done
// by the worker, which says nothing to a browser.
func (p *person) awaits(path, words string) {
	p.t.Helper()
	p.awaitsAny(path, `//main//*[contains(normalize-space(.),`+literal(words)+`)]`)
}

// awaitsChip is awaits for a status.
func (p *person) awaitsChip(path, word string) {
	p.t.Helper()
	p.awaitsAny(path, `//main//*[contains(@class,"chip-word")][normalize-space(.)=`+literal(word)+`]`)
}

func (p *person) awaitsAny(path, xpath string) {
	p.t.Helper()
	deadline := time.Now().Add(patience)
	for n := 0; n == 0; {
		if time.Now().After(deadline) {
			p.t.Fatalf("%s waits at %s for %s in vain:\n%s", p.name, path, xpath, p.reads())
		}
		p.open(path)
		p.run(countOf(xpath, &n))
	}
}

// signIn asks for a mail, opens it in the mailbox and follows its link, in the one
// window.
func (p *person) signIn(address string) {
	p.t.Helper()
	p.open("/sign-in")
	p.write(p.say("account.sign_in.email"), address)
	p.press(p.say("account.sign_in.send"))
	p.openMail(address, "mail.sign_in.subject")
	p.followLink("/s/")
	p.press(p.say("account.link.go"))
}

// openMail opens the newest mail to somebody of this kind, in either language.
func (p *person) openMail(address, subject string) {
	p.t.Helper()
	find := `//ul[@class="maillist"]//a[.//*[contains(@class,"to")][contains(.,` + literal(address) + `)]][.//*[@class="subject"][starts-with(.,` +
		literal(words(p.t, "en", subject)) + `) or starts-with(.,` + literal(words(p.t, "de", subject)) + `)]]`
	deadline := time.Now().Add(patience)
	for n := 0; n == 0; {
		if time.Now().After(deadline) {
			p.t.Fatalf("%s waits for %q to %s in vain:\n%s", p.name, subject, address, p.reads())
		}
		p.open("/mailbox")
		p.run(countOf(find, &n))
	}
	p.follow(find)
}

// followLink follows the link in a mail whose path begins so.
func (p *person) followLink(path string) {
	p.t.Helper()
	p.follow(`//pre//a[starts-with(@href,` + literal(p.site+path) + `)]`)
}

// follow presses the first of what an XPath finds, and waits until its page is
// there whole.
func (p *person) follow(xpath string) {
	p.t.Helper()
	ctx, late := context.WithTimeout(p.ctx, patience)
	defer late()
	loaded := make(chan struct{}, 8)
	chromedp.ListenTarget(ctx, func(ev any) {
		if _, ok := ev.(*page.EventLoadEventFired); ok {
			loaded <- struct{}{}
		}
	})
	err := chromedp.Run(ctx, page.BringToFront(), p.hand.press(p, xpath))
	if err == nil {
		select {
		case <-loaded:
		case <-ctx.Done():
			err = fmt.Errorf("no page comes: %w", ctx.Err())
		}
	}
	if err != nil {
		p.t.Fatalf("%s, at %s, follows %s: %v\n%s", p.name, p.at(), xpath, err, p.reads())
	}
}
