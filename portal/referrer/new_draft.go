package referrer

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// The names of our own controls on the form. A program's fields have no hyphen in
// their names, so that these never meet them.
const (
	fieldRevision = "promise-revision"
	fieldAccept   = "accept-promise"
	fieldBack     = "go-back"
	fieldAsItIs   = "as-it-is"
	fieldLooked   = "looked-at"
)

// draft is an introduction while it is being written: the program's form and
// promise, and what was typed so far. It lives in the forms between two pages, and
// nowhere on the server.
type draft struct {
	Path      string // of the form
	Name      string // of the program
	Revision  int64
	Form      view.Form
	Promise   view.Promise
	Typed     view.Answers
	AsItIs    bool // the referrer wants to go on although vetting will ask back
	Faults    ui.Faults
	Notice    string // why the page comes back: the name of its words
	questions []form.Question
	programID string
}

// draft reads the program that a path names and, from form, what was typed. A
// program that has ended is a conflict.
func (p *Pages) draft(c *gin.Context, f ui.Frame, typed view.Answers) (draft, error) {
	ctx, id, reader := c.Request.Context(), c.Param("program"), page.ReaderOf(c)
	prog, err := p.App.Programs.Get(ctx, reader.Actor, id)
	if err != nil {
		return draft{}, err
	}
	if err := prog.Takes(); err != nil {
		return draft{}, err
	}
	rev, err := p.App.Programs.Revision(ctx, reader.Actor, id, prog.Published)
	if err != nil {
		return draft{}, err
	}
	t := rev.Terms
	d := draft{
		Path: newPath(id), Name: t.Name, Revision: rev.N, programID: id,
		questions: t.Form.Questions(form.Asking{By: form.ByReferrer, Consent: t.Promise.Consent, Region: reader.Member.Personal.Country}),
	}
	d.Form = wording.Form(f, d.questions)
	for i := range d.Form.Fields {
		d.Form.Fields[i].Autocomplete = "off" // it is about somebody else
	}
	d.Typed = page.Only(typed, d.names())
	d.AsItIs = typed.One(fieldAsItIs) != ""
	d.Promise, err = p.promiseBefore(ctx, id, t, reader.Member.Personal.Name, f)
	return d, err
}

// promiseBefore is a program's promise before anybody is named, with the dates that
// hold if the introduction is sent now.
func (p *Pages) promiseBefore(ctx context.Context, id string, t program.Terms, referrer string, f ui.Frame) (view.Promise, error) {
	names := promise.Names{Company: t.Team, Referrer: referrer}
	v, err := wording.Promise(ctx, p.App, id, t.PromiseText(promise.ReaderReferrer, names, f.Lang()))
	now := p.App.Now().UnixMilli()
	v.Steps = wording.Steps(promise.Timeline(promise.TimelineInput{
		Promise: t.Promise, Calendar: t.Calendar, Names: names, Reader: promise.ReaderReferrer, NowMS: now, Ahead: true,
		Facts: promise.Facts{SubmittedMS: now, RewardOpen: t.Offer().Key != ""},
	}))
	return v, err
}

func newPath(program string) string { return "/introductions/new/" + program }

func (d draft) names() []string {
	var names []string
	for _, q := range d.Form.Fields {
		names = append(names, q.Name)
	}
	return names
}

// carried is what the next page has to know.
func (d draft) carried() view.Answers {
	out := view.Answers{fieldRevision: {strconv.FormatInt(d.Revision, 10)}}
	for name, values := range d.Typed {
		out[name] = values
	}
	if d.AsItIs {
		out[fieldAsItIs] = []string{"yes"}
	}
	return out
}

// judged is a digest of the answers that a verdict can turn on, once there is one.
// Which of its options somebody chose is no matter to any rule.
func (d draft) judged() string {
	sum := sha256.New()
	for _, q := range d.Form.Fields {
		switch q.Type {
		case view.Choice, view.Several, view.Language:
		default:
			fmt.Fprintf(sum, "%q:%q ", q.Name, d.Typed[q.Name])
		}
	}
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil))
}

// submission is the draft as the application takes it.
func (d draft) submission(memberID string, revision int64) (app.SubmitReferral, error) {
	answers, err := wording.Typed(d.questions, d.Typed)
	return app.SubmitReferral{ProgramID: d.programID, ReferrerID: memberID, Revision: revision, Answers: answers}, err
}

// draftFaults words what is wrong with a draft beside the fields that it is about.
func (p *Pages) draftFaults(f ui.Frame, d draft, err error) ui.Faults {
	faults := p.Faults(f, err)
	if e := fault.Of(err); e != nil {
		for i, field := range e.Fields {
			if field.Code == "may_not_ask_there" && i < len(faults) {
				faults[i].Text = f.T("home.new.may_not_ask_there")
			}
		}
	}
	return faults
}
