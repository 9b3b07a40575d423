package browsertest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/goodword/goodword/internal/chromiumtest"
)

// person is somebody before a browser window of their own.
type person struct {
	*chromiumtest.Tab
	t    testing.TB
	name string
	site string
	hand hand
}

// habits say how somebody uses a browser.
type habits struct {
	noScripts bool
	keyboard  bool
}

// enter brings somebody to the product, in a browser of their own.
func enter(t testing.TB, site, name string, h habits) *person {
	t.Helper()
	p := &person{Tab: chromiumtest.Open(t), t: t, name: name, site: site, hand: mouse{}}
	if h.keyboard {
		p.hand = keyboard{}
	}
	p.run(emulation.SetDeviceMetricsOverride(1280, 900, 1, false), emulation.SetScriptExecutionDisabled(h.noScripts))
	return p
}

// run does something in the person's window, and ends the test when it can't be
// done.
func (p *person) run(actions ...chromedp.Action) {
	p.t.Helper()
	if err := p.Try(actions...); err != nil {
		p.t.Fatalf("%s, at %s: %v\n%s", p.name, p.at(), err, p.reads())
	}
}

// at is the path of the page that the person sees.
func (p *person) at() string {
	var url string
	_ = p.Try(chromedp.Location(&url))
	return strings.TrimPrefix(url, p.site)
}

// reads is the text of the page's main part.
func (p *person) reads() string {
	var text string
	if err := p.Try(chromedp.Text("main", &text, chromedp.ByQuery)); err != nil {
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
	deadline := time.Now().Add(chromiumtest.Patience)
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
	deadline := time.Now().Add(chromiumtest.Patience)
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
	if err := p.Try(chromiumtest.Load(p.hand.press(p, xpath))); err != nil {
		p.t.Fatalf("%s, at %s, follows %s: %v\n%s", p.name, p.at(), xpath, err, p.reads())
	}
}
