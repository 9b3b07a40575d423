package programs

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// newItem is the address of a question or rule that isn't there yet.
const newItem = "new"

// kind is what the pages of questions and rules share: lists in the terms whose
// elements have a key and a page of their own.
type kind[T any] struct {
	name    string // of its words: question, rule
	section string
	at      string // of the list: a pointer into the draft
	groups  func(x T, languages []string) []group[T]
	all     func(*program.Terms) *[]T
	key     func(T) string
	tidy    func(T) T // drops what another choice in the element would need
	begin   func(program.Terms) T
	title   func(ui.Frame, T) string
}

// path is the address of an element's page.
func (k kind[T]) path(o opened, key string) string {
	return o.path("/edit/" + k.section + "/" + k.name + "s/" + key)
}

// itemPage is the page of a question or rule.
type itemPage struct {
	sectionPage
	Kind   string
	Title  string
	Action string
	Fixed  bool // it is built in
	Remove string
}

// find is an element by its key, and its place; a new one stands at the end.
func (k kind[T]) find(t *program.Terms, key string) (x T, i int, ok bool) {
	list := *k.all(t)
	if key == newItem {
		return k.begin(*t), len(list), true
	}
	for i, x := range list {
		if k.key(x) == key {
			return x, i, true
		}
	}
	return x, 0, false
}

// with is terms in which the element at i is x.
func (k kind[T]) with(t program.Terms, i int, x T) (program.Terms, error) {
	out, err := copied(t)
	list := k.all(&out)
	if err == nil && i < len(*list) {
		(*list)[i] = x
	} else if err == nil {
		*list = append(*list, x)
	}
	return out, err
}

// show is an element's page as the draft has it.
func (k kind[T]) show(p *Pages) func(*gin.Context) error {
	return func(c *gin.Context) error {
		f := p.Frame(c)
		o, err := p.open(c, f)
		if err != nil {
			return err
		}
		x, _, ok := k.find(&o.Program.Draft, c.Param("key"))
		if !ok {
			return missing()
		}
		groups := k.groups(x, o.Program.Draft.Languages)
		return p.Show(c, itemPageView(f, k.page(c, p, f, o, x, fillAll(controlsOf(groups), &x), nil, o.Program.Draft)))
	}
}

func (k kind[T]) page(c *gin.Context, p *Pages, f ui.Frame, o opened, x T, values view.Answers, faults ui.Faults, reads program.Terms) itemPage {
	key := c.Param("key")
	out := itemPage{Kind: k.name, Action: k.path(o, key), Title: f.T("programs." + k.name + ".new")}
	out.sectionPage = sectionPage{
		opened: o, Name: k.section, Revision: o.Program.Revision, Faults: faults,
		Groups: drawAll(f, k.groups(x, o.Program.Draft.Languages), o.Options, values, faults),
		Reads:  p.readingsFor(c, f, k.section, reads),
	}
	if now, _, ok := k.find(&o.Program.Draft, key); ok {
		out.Seen = seal(fillAll(controlsOf(k.groups(now, o.Program.Draft.Languages)), &now))
	}
	if key != newItem {
		out.Title, out.Remove = k.title(f, x), out.Action+"/remove"
		_, out.Fixed = builtin(key)
		out.Fixed = out.Fixed && k.name == "question"
	}
	return out
}

// typed is an element with what a form holds.
func (k kind[T]) typed(o opened, key string, form view.Answers) (x T, at int, wrong []fault.Field, err error) {
	draft, err := copied(o.Program.Draft)
	if err != nil {
		return x, 0, nil, err
	}
	x, at, ok := k.find(&draft, key)
	if !ok {
		return x, 0, nil, missing()
	}
	before := x
	wrong = takeAll(controlsOf(k.groups(before, draft.Languages)), &x, form)
	return k.tidy(x), at, wrong, nil
}

// save keeps an element in the draft.
func (k kind[T]) save(p *Pages) func(*gin.Context) error {
	return func(c *gin.Context) error {
		f := p.FrameAt(c, c.Request.URL.Path)
		form, err := p.Form(c)
		if err != nil {
			return err
		}
		o, err := p.open(c, f)
		if err != nil {
			return err
		}
		x, at, wrong, err := k.typed(o, c.Param("key"), form)
		if err != nil {
			return err
		}
		terms, err := k.with(o.Program.Draft, at, x)
		if err != nil {
			return err
		}
		if len(wrong) == 0 {
			err := p.keep(c, form, o.Program, terms)
			if err == nil {
				return p.Say(c, o.path("/edit/"+k.section), "programs.said.saved")
			}
			if fault.Because(err, "revision_changed") {
				return k.again(c, p, f, o, x, form)
			}
			if wrong = fault.Of(err).Fields; len(wrong) == 0 {
				return err
			}
		}
		faults := words(p, f, controlsOf(k.groups(x, o.Program.Draft.Languages)), "/draft"+k.at+"/"+decimalNumber(int64(at)), wrong)
		shown := k.page(c, p, f, o, x, form, faults, o.Program.Draft)
		shown.asSent(form)
		return p.ShowAgain(c, itemPageView(f, shown))
	}
}

// again shows an element's form that was read before somebody else's change: what
// they changed, and the values as showMeanwhile merges them.
func (k kind[T]) again(c *gin.Context, p *Pages, f ui.Frame, o opened, x T, form view.Answers) error {
	told := &meanwhile{}
	told.Who, told.AtMS = p.lastEditor(c, o.Program)
	draft, err := copied(o.Program.Draft)
	if err != nil {
		return err
	}
	values := form
	if now, _, ok := k.find(&o.Program.Draft, c.Param("key")); ok {
		controls := controlsOf(k.groups(now, draft.Languages))
		seen := unseal(form.One("seen"))
		values = merged(controls, &now, seen, form)
		before, _, _ := k.find(&draft, c.Param("key"))
		if seen != nil {
			takeAll(controls, &before, seen)
		}
		told.There = differ(f, o.Options, controls, "", &before, &now)
	}
	shown := k.page(c, p, f, o, x, values, nil, o.Program.Draft)
	shown.Meanwhile = told
	return p.ShowStatus(c, http.StatusPreconditionFailed, itemPageView(f, shown))
}

// preview shows how the program reads with what was typed about an element.
func (k kind[T]) preview(p *Pages) func(*gin.Context) error {
	return func(c *gin.Context) error {
		f := p.FrameAt(c, c.Request.URL.Path)
		form, err := p.Form(c)
		if err != nil {
			return err
		}
		o, err := p.open(c, f)
		if err != nil {
			return err
		}
		x, at, wrong, err := k.typed(o, c.Param("key"), form)
		if err != nil {
			return err
		}
		terms, err := k.with(o.Program.Draft, at, x)
		if err != nil {
			return err
		}
		if _, bad := terms.Check("/draft"); bad != nil {
			terms, wrong = o.Program.Draft, append(wrong, bad.Fields...)
		}
		shown := k.page(c, p, f, o, x, form, nil, terms)
		shown.asSent(form)
		shown.Unread = len(wrong)
		if p.Fragment(c) {
			return p.Show(c, readsBody(f, shown.Reads, shown.Unread))
		}
		return p.Show(c, itemPageView(f, shown))
	}
}
