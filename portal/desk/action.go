package desk

import (
	"context"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// action is one thing that staff do with an introduction: a page that asks what
// belongs to it, and its form. The words are under "desk.action." and its key.
type action struct {
	name   string // in addresses
	key    string // in the catalogues
	verb   referral.Verb
	rests  bool                                              // on the evidence, which stands beside it
	sure   bool                                              // it can't be taken back, and typing nothing would do it: asks for a tick
	when   func(i *item) bool                                // nil where the verb alone decides if it is offered
	fields func(a asking) []view.Field                       // nil for none
	heed   func(a asking, d doing) (words string, err error) // what to think about before it is done; nil or "" for nothing
	do     func(d doing) error                               // what the application does
	undo   func(i *item) (address string)                    // nil where nothing takes it back
}

// asking is for whom an action's questions are.
type asking struct {
	f    ui.Frame
	i    *item
	team []view.Option // who may follow up
}

// doing is an action about to be done.
type doing struct {
	ctx   context.Context
	app   *app.App
	call  app.Call
	i     *item
	typed view.Answers
}

// one is a typed value.
func (d doing) one(name string) string { return d.typed.One(name) }

// offered reports whether the action makes sense for the reader now; the
// application decides all the same.
func (a action) offered(i *item) bool {
	return i.may(a.verb) && (a.when == nil || a.when(i))
}

// actionPage is an action's page.
type actionPage struct {
	Key      string
	Args     []any // of its words
	Lead     string
	Person   string
	Status   view.Status
	Post     string // where its form goes
	Back     string
	Warn     string
	Sure     bool
	Contact  []contactLine // may I contact, by channel; for recording a contact
	Evidence *evidence     // what a decision rests on; nil beside other actions
	Fields   []view.Field
	Values   view.Answers
	Faults   ui.Faults
	Revision int64
	Refused  string      // why it wasn't done just now; "" before it is tried
	Latest   []note      // what somebody did meanwhile, where it was refused
	Kept     []view.Fact // what was typed for it, where it can't be done any more
}

// page fills the page of an action whose form goes to post.
func (p *Pages) actionPage(c *gin.Context, f ui.Frame, a action, i *item, post, back string) (actionPage, error) {
	ask := asking{f: f, i: i}
	if a.verb == referral.Assign {
		var err error
		if ask.team, err = p.team(c.Request.Context(), i.Me); err != nil {
			return actionPage{}, err
		}
	}
	v := actionPage{
		Key: "desk.action." + a.key, Args: i.args(f), Lead: f.T("desk.action."+a.key+".lead", i.args(f)...), Person: i.person(f), Status: i.standing(f), Post: post, Back: back, Sure: a.sure,
		Revision: i.Referral.Revision,
	}
	if a.fields != nil {
		v.Fields = a.fields(ask)
	}
	if a.verb == referral.Contact {
		var err error
		if v.Contact, err = p.mayContact(c.Request.Context(), f, i); err != nil {
			return v, err
		}
	}
	return v, nil
}

// alone is actionPage for an action on a page of its own, where what a decision
// rests on stands beside it.
func (p *Pages) alone(c *gin.Context, f ui.Frame, a action, i *item, post, back string) (actionPage, error) {
	v, err := p.actionPage(c, f, a, i, post, back)
	if err != nil || !a.rests {
		return v, err
	}
	e, err := p.evidence(c.Request.Context(), f, i)
	v.Evidence = &e
	return v, err
}

// args are the values in an action's words.
func (i *item) args(f ui.Frame) []any {
	return []any{"person", i.person(f), "referrer", i.referrer(f), "rep", i.rep(f), "zone", i.Zone}
}

// named finds the action of an address.
func named(list []action, c *gin.Context) (action, error) {
	n := slices.IndexFunc(list, func(a action) bool { return a.name == c.Param("action") })
	if n < 0 {
		return action{}, fault.New(fault.NotFound, "no_such_page", "There is no such page.")
	}
	return list[n], nil
}

// do performs an action. It answers whether the page has been written already:
// because something was mistyped, or because it can't be done.
func (p *Pages) do(c *gin.Context, a action, i *item, post, back string) (written bool, err error) {
	form, err := p.Form(c)
	if err != nil {
		return true, err
	}
	f := p.Frame(c)
	v, err := p.alone(c, f, a, i, post, back)
	if err != nil {
		return true, err
	}
	v.Values = page.Only(form, controls(v))
	if v.Faults = v.incomplete(f); len(v.Faults) > 0 {
		return true, p.askAgain(c, f, v)
	}
	call, err := p.Call(c, form)
	if err != nil {
		return true, err
	}
	d := doing{ctx: c.Request.Context(), app: p.App, call: call, i: i, typed: v.Values}
	if a.heed != nil && v.Values.One(sureField) != "yes" {
		v.Warn, err = a.heed(asking{f: f, i: i}, d)
	}
	if err == nil && v.Warn != "" {
		v.Sure = true
		return true, p.askAgain(c, f, v)
	}
	if err == nil {
		err = a.do(d)
	}
	if err == nil {
		return false, nil
	}
	if v.Faults = p.Faults(f, atControls(err)); len(v.Faults) > 0 {
		return true, p.askAgain(c, f, v)
	}
	return true, p.answerRefused(c, a, v.Values, post, back, err)
}

// askAgain shows a form with what is to be mended in it. That somebody was sure is
// asked anew: it was about what they had typed then.
func (p *Pages) askAgain(c *gin.Context, f ui.Frame, v actionPage) error {
	delete(v.Values, sureField)
	return p.ShowAgain(c, actionView(f, v))
}

// controls are the names of a page's own fields.
func controls(v actionPage) []string {
	names := []string{sureField}
	for _, q := range v.Fields {
		names = append(names, q.Name)
	}
	return names
}

// sureField is the tick without which nothing is done that can't be taken back.
const sureField = "sure"

// incomplete names what has to be filled in before anything is done.
func (v actionPage) incomplete(f ui.Frame) ui.Faults {
	var out ui.Faults
	for _, q := range v.Fields {
		if q.Required && v.Values.One(q.Name) == "" {
			out = append(out, page.Missing(f, q.Name, "page.fault.required"))
		}
	}
	if v.Sure && v.Values.One(sureField) != "yes" {
		out = append(out, page.Missing(f, sureField, "page.fault.not_confirmed"))
	}
	return out
}
