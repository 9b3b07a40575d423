package browsertest

import (
	"fmt"
	"net/http"

	"github.com/chromedp/chromedp"

	"github.com/goodword/goodword/internal/chromiumtest"
)

// form is one of a page's that asks for something.
type form struct {
	N      int    `json:"n"`      // among the forms of the page
	Action string `json:"action"` // with the names of what it asks for
	Typed  bool   `json:"typed"`  // whether a value can be wrong
}

// forms are a page's that can't be sent empty. Radio buttons don't count: no browser
// sends them without an answer where one stood.
const forms = `[...document.querySelectorAll("main form")].map((f, n) => ({
	n, f, action: new URL(f.action).pathname + "?" + [...f.elements].map(e => e.name).filter((v, i, all) => v && all.indexOf(v) === i).join("&"),
	typed: !!f.querySelector("[type=email], [type=number], [type=tel], [type=date], [type=url], [inputmode=decimal], [inputmode=numeric]"),
})).filter(({f}) => f.method === "post" && f.querySelector("[required]:not([type=radio])") && f.checkVisibility()).map(({n, action, typed}) => ({n, action, typed}))`

// spoil is a script that sends a form with nothing, or with nonsense, in all its
// fields, as a browser does that checks nothing before.
const spoil = `((n, words) => {
	const f = document.querySelectorAll("main form")[n];
	for (const e of f.elements) {
		if (["hidden", "submit", "button", "fieldset", "file"].includes(e.type)) continue;
		if (["radio", "checkbox"].includes(e.type)) { e.checked = false; continue; }
		if (e.localName === "input") e.type = "text";
		e.value = e.localName === "select" ? "" : words;
	}
	setTimeout(() => HTMLFormElement.prototype.submit.call(f));
})(%d, %q)`

// mistakes sends the forms of a page with mistakes, and inspects what comes back.
func (a *atlas) mistakes(p *person, path string) {
	p.t.Helper()
	var all []form
	p.run(chromedp.Evaluate(forms, &all))
	for _, f := range all {
		words := []string{""}
		if f.Typed {
			words = append(words, "what is this?")
		}
		for i, w := range words {
			k := fmt.Sprintf("POST %s, mistake %d", kind(f.Action), i)
			if a.visited[k]++; a.visited[k] > 1 {
				continue
			}
			p.open(path)
			a.mistake(p, k, fmt.Sprintf(spoil, f.N, w))
		}
	}
}

func (a *atlas) mistake(p *person, what, send string) {
	p.t.Helper()
	var status int64
	p.run(chromiumtest.Answer(&status, chromedp.Evaluate(send, nil)))
	var refused bool // by a notice on the page that it came from
	if p.run(chromedp.Evaluate(`!!document.querySelector(".notice.said.stop")`, &refused)); refused {
		a.refused++
		return
	}
	if status != http.StatusUnprocessableEntity {
		p.t.Errorf("%s, %s: %d", p.name, what, status)
		return
	}
	a.refused++
	var lost []string
	p.run(chromedp.Evaluate(`[
		...document.activeElement.closest(".summary, .notice") ? [] : ["the focus isn't on the list of mistakes"],
		...[...document.querySelectorAll(".summary a")].filter(a => !document.getElementById(a.hash.slice(1))).map(a => "leads nowhere: " + a.outerHTML),
	]`, &lost))
	for _, l := range lost {
		p.t.Errorf("%s, %s: %s", p.name, what, l)
	}
	a.inspect(p, what, chromiumtest.NarrowDark, chromiumtest.NarrowLight, chromiumtest.WideLight, chromiumtest.WideDark)
}
