package browsertest

import (
	"context"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// hand is how somebody works a page: what is there is named by the words beside
// it, as people find it.
type hand interface {
	press(p *person, target string) chromedp.Action    // a link or button that leads to a page
	tick(p *person, label, box string) chromedp.Action // a radio button or checkbox
	reach(p *person, target string) chromedp.Action    // brings the focus to a field
	choose(p *person, target, option string) []chromedp.Action
}

// literal is a text in an XPath.
func literal(s string) string {
	if !strings.Contains(s, `"`) {
		return `"` + s + `"`
	}
	return "'" + s + "'"
}

// visible leaves out what a page hides by an attribute, and the parts of closed
// folds.
const visible = `[not(ancestor-or-self::*[@hidden]) and not(ancestor::details[not(@open)] and not(self::summary))]`

// pressable finds links and buttons of the page's main part by how their words
// begin, and anywhere else by all of them.
func pressable(words string) (inMain, elsewhere string) {
	w := literal(words)
	return `//main//*[self::a or self::button or self::summary][starts-with(normalize-space(.),` + w + `)]` + visible,
		`//*[self::a or self::button][normalize-space(.)=` + w + `]` + visible
}

// field finds a control by the beginning of its label.
func field(label string) string {
	return `//*[@id=//label[starts-with(normalize-space(.),` + literal(label) + `)]/@for]`
}

// box finds a radio button or checkbox by its label.
func box(label string) string {
	return `//input[@type="radio" or @type="checkbox"][@id=//label[starts-with(normalize-space(.),` + literal(label) + `)]/@for or ancestor::label[starts-with(normalize-space(.),` + literal(label) + `)]]`
}

// within narrows an XPath of labels or boxes to the question that begins so.
func within(question, xpath string) string {
	return `//fieldset[legend[starts-with(normalize-space(.),` + literal(question) + `)]]` + xpath
}

// labelOf is what a mouse clicks to choose.
func labelOf(label string) string {
	return `//label[starts-with(normalize-space(.),` + literal(label) + `)]`
}

// named finds a control by its name.
func named(name string) string { return `//*[@name=` + literal(name) + `][not(@type="hidden")]` }

func countOf(xpath string, n *int) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		id, count, err := dom.PerformSearch(xpath).Do(ctx)
		if err != nil {
			return err
		}
		*n = int(count)
		return dom.DiscardSearchResults(id).Do(ctx)
	})
}

// press follows a link, or sends a form.
func (p *person) press(words string) {
	p.t.Helper()
	p.follow(p.target(words))
}

// target is what somebody presses by its words.
func (p *person) target(words string) string {
	p.t.Helper()
	inMain, elsewhere := pressable(words)
	n := 0
	if p.run(countOf(inMain, &n)); n > 0 {
		return inMain
	}
	return elsewhere
}

// write types into a field, in place of what is there.
func (p *person) write(label, text string) {
	p.t.Helper()
	p.run(p.hand.reach(p, field(label)))
	p.run(chromedp.KeyEvent("a", chromedp.KeyModifiers(2)), chromedp.KeyEvent(kb.Delete), chromedp.KeyEvent(text))
}

// types types into a field that isn't text, as a date, whose parts the browser
// moves through by itself.
func (p *person) types(label, keys string) {
	p.t.Helper()
	p.run(p.hand.reach(p, field(label)))
	p.run(chromedp.KeyEvent(keys))
}

// tick chooses what has this label.
func (p *person) tick(label string) {
	p.t.Helper()
	p.run(p.hand.tick(p, labelOf(label), box(label)))
}

// answer chooses what has this label among the answers to a question.
func (p *person) answer(question, label string) {
	p.t.Helper()
	p.run(p.hand.tick(p, within(question, labelOf(label)), within(question, box(label))))
}

// fill types into the field with a name, in place of what is there: forms of the
// staff's have more of them than a story wants to name by their words.
func (p *person) fill(name, text string) {
	p.t.Helper()
	p.run(p.hand.reach(p, named(name)))
	p.run(chromedp.KeyEvent("a", chromedp.KeyModifiers(2)), chromedp.KeyEvent(kb.Delete), chromedp.KeyEvent(text))
}

// set chooses a value of the question with a name.
func (p *person) set(name, value string) {
	p.t.Helper()
	box := `//input[@name=` + literal(name) + `][@value=` + literal(value) + `]`
	p.run(p.hand.tick(p, `//label[@for=`+box+`/@id]`, box))
}

// pick chooses from a list that folds out.
func (p *person) pick(label, option string) {
	p.t.Helper()
	p.run(p.hand.choose(p, field(label), option)...)
}

// mouse clicks.
type mouse struct{}

func (mouse) press(_ *person, target string) chromedp.Action {
	return chromedp.Click(target, chromedp.BySearch, chromedp.NodeVisible)
}

func (mouse) tick(_ *person, label, _ string) chromedp.Action {
	return chromedp.Click(label, chromedp.BySearch, chromedp.NodeVisible)
}

func (mouse) reach(_ *person, target string) chromedp.Action {
	return chromedp.Click(target, chromedp.BySearch, chromedp.NodeVisible)
}

func (mouse) choose(_ *person, target, option string) []chromedp.Action {
	// The list itself is the system's, where no page event leads: focus and type.
	return []chromedp.Action{chromedp.Focus(target, chromedp.BySearch), chromedp.KeyEvent(option)}
}

// keyboard moves by Tab and never touches anything else.
type keyboard struct{}

// maxTabs is how many presses of Tab a person bears on one page.
const maxTabs = 250

// walk presses Tab until the focus is on one of what target finds.
func (keyboard) walk(target string) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		var nodes []*cdp.Node
		if err := chromedp.Nodes(target, &nodes, chromedp.BySearch).Do(ctx); err != nil {
			return err
		}
		want := map[cdp.BackendNodeID]bool{}
		for _, n := range nodes {
			want[n.BackendNodeID] = true
		}
		for range maxTabs {
			at, err := focused(ctx)
			if err != nil {
				return err
			}
			if want[at] {
				return nil
			}
			if err := chromedp.KeyEvent(kb.Tab).Do(ctx); err != nil {
				return err
			}
		}
		return fmt.Errorf("Tab never comes to %s", target)
	})
}

// focused is the element that has the focus, or 0.
func focused(ctx context.Context) (cdp.BackendNodeID, error) {
	id, count, err := dom.PerformSearch(`:focus`).Do(ctx)
	if err != nil || count == 0 {
		return 0, err
	}
	ids, err := dom.GetSearchResults(id, 0, 1).Do(ctx)
	if err != nil {
		return 0, err
	}
	n, err := dom.DescribeNode().WithNodeID(ids[0]).Do(ctx)
	if err != nil {
		return 0, err
	}
	return n.BackendNodeID, nil
}

func (k keyboard) press(_ *person, target string) chromedp.Action {
	return chromedp.Tasks{k.walk(target), chromedp.KeyEvent(kb.Enter)}
}

// tick walks to the group and then with the arrows to the answer; a checkbox is
// its own group.
func (k keyboard) tick(_ *person, _, box string) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		var nodes []*cdp.Node
		if err := chromedp.Nodes(box, &nodes, chromedp.BySearch).Do(ctx); err != nil {
			return err
		}
		n := nodes[0]
		if n.AttributeValue("type") == "checkbox" {
			return chromedp.Tasks{k.walk(box), chromedp.KeyEvent(" ")}.Do(ctx)
		}
		group := `//input[@type="radio"][@name=` + literal(n.AttributeValue("name")) + `]`
		if err := k.walk(group).Do(ctx); err != nil {
			return err
		}
		for range 20 {
			at, err := focused(ctx)
			if err != nil {
				return err
			}
			if at == n.BackendNodeID {
				return chromedp.KeyEvent(" ").Do(ctx)
			}
			if err := chromedp.KeyEvent(kb.ArrowDown).Do(ctx); err != nil {
				return err
			}
		}
		return fmt.Errorf("the arrows never come to %s", box)
	})
}

func (k keyboard) reach(_ *person, target string) chromedp.Action { return k.walk(target) }

func (k keyboard) choose(_ *person, target, option string) []chromedp.Action {
	return []chromedp.Action{k.walk(target), chromedp.KeyEvent(option)}
}
