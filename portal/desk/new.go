package desk

import (
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// newPath is where staff type an introduction for a customer.
const newPath = listPath + "/new"

// typists are who does that.
var typists = []aggregate.Role{aggregate.Rep, aggregate.Reviewer}

// newPage finds the customer and the program, and then asks about the person.
type newPage struct {
	Search   string
	Searched bool
	Found    []choice
	Customer string   // who introduces; "" while they aren't found
	Programs []choice // to choose from; empty once it is clear
	Program  string
	Post     string
	Promise  view.Promise
	Fields   []view.Field
	Values   view.Answers
	Faults   ui.Faults
	Refused  string // why it wasn't sent just now; "" before it is tried
}

// choice is a way on, and a line about it.
type choice struct{ Path, Label, About string }

// most is how many customers a search shows: more words find the right one.
const most = 10

// showNew is one of the three steps: the customer, the program, the form.
func (p *Pages) showNew(c *gin.Context) error {
	f := p.Frame(c)
	if c.Query("member") == "" {
		return p.showCustomers(c, f)
	}
	v, _, err := p.newForm(c, f)
	if err != nil {
		return err
	}
	return p.Show(c, newView(f, v))
}

// showCustomers finds the customer. A script asks for the list alone while somebody
// types.
func (p *Pages) showCustomers(c *gin.Context, f ui.Frame) error {
	v := newPage{Search: c.Query("q")}
	if v.Search != "" {
		v.Searched = true
		filter := app.MemberFilter{Search: v.Search, State: string(member.Active)}
		listed, err := p.App.Members.List(c.Request.Context(), page.ReaderOf(c).Actor, filter, app.Page{Limit: most * 2})
		if err != nil && !page.NoWords(err) {
			return err
		}
		for _, m := range listed.Docs {
			if m.MayRefer() && len(v.Found) < most {
				v.Found = append(v.Found, choice{Path: newPath + "?member=" + m.ID, Label: m.Personal.Name, About: about(m)})
			}
		}
	}
	if p.Fragment(c) {
		return p.Show(c, customersFound(f, v))
	}
	return p.Show(c, newView(f, v))
}

// about tells two customers of one name apart.
func about(m *member.Member) string {
	if m.Personal.Company != "" {
		return m.Personal.Company + ", " + m.Personal.Email
	}
	return m.Personal.Email
}

// newForm is the form for the customer and program that the address names.
func (p *Pages) newForm(c *gin.Context, f ui.Frame) (newPage, []form.Question, error) {
	ctx, me := c.Request.Context(), page.ReaderOf(c).Actor
	who, err := p.App.Members.Get(ctx, me, c.Query("member"))
	if err != nil {
		return newPage{}, nil, err
	}
	if !who.MayRefer() {
		return newPage{}, nil, fault.New(fault.Conflict, "may_not_refer", "This member can't introduce people: they are staff or deactivated.")
	}
	v := newPage{Customer: who.Personal.Name}
	programs, err := p.programs(ctx, me)
	if err != nil {
		return v, nil, err
	}
	chosen := chosenProgram(programs, c.Query("program"), who.ID, &v)
	if chosen == nil {
		return v, nil, nil
	}
	asked, err := p.App.Programs.Form(ctx, me, chosen.ID, 0, form.ByReferrer)
	if err != nil {
		return v, nil, err
	}
	terms, err := p.App.Programs.Terms(ctx, chosen.ID, asked.N)
	if err != nil {
		return v, nil, err
	}
	names := promise.Names{Company: terms.Team, Rep: terms.Team, Referrer: who.Personal.Name}
	if v.Promise, err = wording.Promise(ctx, p.App, chosen.ID, terms.PromiseText(promise.ReaderReferrer, names, f.Lang())); err != nil {
		return v, nil, err
	}
	v.Program, v.Post = terms.Name, newPath+"?"+url.Values{"member": {who.ID}, "program": {chosen.ID}}.Encode()
	v.Fields = wording.Form(f, asked.Questions).Fields
	for n := range v.Fields {
		v.Fields[n].Autocomplete = "" // it is about somebody else
	}
	return v, asked.Questions, nil
}

// chosenProgram is the program of an address, or the only one that takes
// introductions; else the page offers those that there are.
func chosenProgram(programs programNames, id, memberID string, v *newPage) *program.Program {
	var open []*program.Program
	for _, one := range programs {
		if one.Takes() != nil {
			continue
		}
		if one.ID == id {
			return one
		}
		open = append(open, one)
		v.Programs = append(v.Programs, choice{Path: newPath + "?" + url.Values{"member": {memberID}, "program": {one.ID}}.Encode(), Label: one.Name})
	}
	if len(open) == 1 {
		v.Programs = nil
		return open[0]
	}
	return nil
}

// typeIntroduction sends it in for the customer, who confirms it.
func (p *Pages) typeIntroduction(c *gin.Context) error {
	f := p.FrameAt(c, newPath)
	v, questions, err := p.newForm(c, f)
	if err != nil {
		return err
	}
	if questions == nil {
		return p.Go(c, newPath)
	}
	typed, err := p.Form(c)
	if err != nil {
		return err
	}
	call, err := p.Call(c, typed)
	if err != nil {
		return err
	}
	names := make([]string, len(questions))
	for n, q := range questions {
		names[n] = q.Key
	}
	v.Values = page.Only(typed, names)
	answers, err := wording.Typed(questions, v.Values)
	if err == nil {
		var done app.Done[referral.Referral]
		done, err = p.App.Referrals.Submit(c.Request.Context(), call, app.SubmitReferral{ProgramID: c.Query("program"), ReferrerID: c.Query("member"), Answers: answers})
		if err == nil {
			return p.Say(c, path(done.Doc.ID), "desk.new.done", "referrer", v.Customer, "person", personOf(f, done.Doc))
		}
	}
	if v.Faults = p.Faults(f, err); len(v.Faults) > 0 {
		return p.ShowAgain(c, newView(f, v))
	}
	key := notDone(err)
	if key == "" {
		return err
	}
	v.Refused = f.T(key)
	return p.ShowStatus(c, web.Status(fault.Of(err).Code), newView(f, v))
}
