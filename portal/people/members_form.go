package people

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// formPage is a form on a page of its own.
type formPage struct {
	Eyebrow  string
	Key      string // its words under people.form.: title, lead, do
	Args     []any
	Post     string
	Back     string
	Fields   []view.Field
	Values   view.Answers
	Faults   ui.Faults
	Revision int64  // of what is changed; 0 for something new
	Look     string // where to look first; its words are under people.form. too
	Stop     bool   // the button ends something
}

func newMemberForm(f ui.Frame) formPage {
	return formPage{Key: "new", Post: members + "/new", Back: members, Fields: profileFields(f, nil)}
}

func (p *Pages) newMember(c *gin.Context) error {
	f := p.Frame(c)
	return p.Show(c, formView(f, newMemberForm(f)))
}

// createMember makes a member. An external id that is known brings that member up
// to date, as it does by API and file.
func (p *Pages) createMember(c *gin.Context) error {
	v := newMemberForm(p.Frame(c))
	return p.submit(c, v, func(call app.Call, typed view.Answers) error {
		u, err := p.App.Members.Upsert(c.Request.Context(), call, typedMember(typed))
		if err != nil {
			return err
		}
		key, invited := "people.said.updated", "people.said.updated_invited"
		if u.Created || u.Replayed {
			key, invited = "people.said.created", "people.said.created_invited"
		}
		if typed.One(inviteNow) == "yes" && u.Doc.Kind != member.Staff {
			return p.inviteNew(c, call, u.Doc, invited)
		}
		next := memberPath(u.Doc.ID)
		if u.Doc.Kind == member.Staff && len(u.Doc.Roles) == 0 {
			next += "/duties" // without a role they see nothing
		}
		return p.Say(c, next, key, "name", u.Doc.Personal.Name)
	})
}

// inviteNew sends the invitation that was asked for with a new member, under a key of
// its own: the form's is the member's.
func (p *Pages) inviteNew(c *gin.Context, call app.Call, m *member.Member, said string) error {
	call.IfMatch = 0
	if call.Replay != nil {
		own := *call.Replay
		own.Key += ".invite"
		call.Replay = &own
	}
	if _, err := p.App.Members.Invite(c.Request.Context(), call, m.ID); err != nil {
		return p.refused(c, err, memberPath(m.ID))
	}
	return p.Say(c, memberPath(m.ID), said, "name", m.Personal.Name)
}

// submit reads a form, shows it again with what is to be mended, and has the rest
// done. done writes the answer when it succeeds.
func (p *Pages) submit(c *gin.Context, v formPage, done func(app.Call, view.Answers) error) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	f := p.Frame(c)
	v.Values = page.Only(form, controls(v.Fields))
	if v.Faults = missing(f, v.Fields, v.Values); len(v.Faults) > 0 {
		return p.ShowAgain(c, formView(f, v))
	}
	call, err := p.Call(c, form)
	if err != nil {
		return err
	}
	if err = done(call, v.Values); err == nil {
		return nil
	}
	if isStale(err) {
		return p.prove(c, v.Post)
	}
	if fault.Because(err, "revision_changed") && !v.Stop {
		v.Faults = ui.Faults{{Text: f.T("people.form.meanwhile")}} // the form is of the newer revision now, with what was typed
		return p.ShowStatus(c, http.StatusPreconditionFailed, formView(f, v))
	}
	if v.Faults = p.Faults(f, err); len(v.Faults) > 0 {
		return p.ShowAgain(c, formView(f, v))
	}
	return p.refused(c, err, v.Back)
}

// memberForm is the form of a member's profile.
func (p *Pages) memberForm(c *gin.Context) (formPage, *member.Member, error) {
	f := p.Frame(c)
	m, err := p.App.Members.Get(c.Request.Context(), page.ReaderOf(c).Actor, c.Param("id"))
	if err != nil {
		return formPage{}, nil, err
	}
	return formPage{
		Eyebrow: nameOf(f, m), Key: "edit", Post: memberPath(m.ID) + "/edit", Back: memberPath(m.ID),
		Fields: profileFields(f, m), Values: memberValues(m), Revision: m.Revision,
	}, m, nil
}

func (p *Pages) editMember(c *gin.Context) error {
	v, _, err := p.memberForm(c)
	if err != nil {
		return err
	}
	return p.Show(c, formView(p.Frame(c), v))
}

func (p *Pages) changeMember(c *gin.Context) error {
	v, m, err := p.memberForm(c)
	if err != nil {
		return err
	}
	return p.submit(c, v, func(call app.Call, typed view.Answers) error {
		done, err := p.App.Members.Patch(c.Request.Context(), call, m.ID, typedPatch(typed))
		if err != nil {
			return err
		}
		return p.Say(c, memberPath(m.ID), "people.said.updated", "name", done.Doc.Personal.Name)
	})
}
