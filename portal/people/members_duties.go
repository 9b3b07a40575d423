package people

import (
	"cmp"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// maxTeam is how many of the staff a choice offers.
const maxTeam = 300

// dutiesForm is the form of a staff member's roles, lead and delegate.
func (p *Pages) dutiesForm(c *gin.Context) (formPage, *member.Member, error) {
	f := p.Frame(c)
	m, err := p.App.Members.Get(c.Request.Context(), page.ReaderOf(c).Actor, c.Param("id"))
	if err != nil {
		return formPage{}, nil, err
	}
	if m.Kind != member.Staff {
		return formPage{}, nil, fault.New(fault.NotFound, "no_such_page", "There is no such page.")
	}
	team, err := p.team(c, m.ID)
	if err != nil {
		return formPage{}, nil, err
	}
	roles := view.Field{Name: "roles", Type: view.Several, Label: f.T("people.role"), Help: f.T("people.role.help")}
	values := view.Answers{}
	for _, r := range member.Roles() {
		roles.Options = append(roles.Options, option(f, string(r), "people.role."+string(r)))
	}
	for _, r := range m.Roles {
		values["roles"] = append(values["roles"], string(r))
	}
	values["lead_id"], values["delegate_id"] = []string{cmp.Or(m.Lead, nobody)}, []string{cmp.Or(m.Delegate, nobody)}
	return formPage{
		Eyebrow: nameOf(f, m), Key: "duties", Post: memberPath(m.ID) + "/duties", Back: memberPath(m.ID), Revision: m.Revision,
		Values: values, Fields: []view.Field{
			roles,
			{Name: "lead_id", Type: view.Choice, Label: f.T("people.lead"), Help: f.T("people.lead.help"), Options: withNobody(f, team)},
			{Name: "delegate_id", Type: view.Choice, Label: f.T("people.delegate"), Help: f.T("people.delegate.help"), Options: withNobody(f, team)},
		},
	}, m, nil
}

// nobody is the choice of no lead and no delegate: an empty value is one that a
// radio button can't take back.
const nobody = "nobody"

func withNobody(f ui.Frame, team []view.Option) []view.Option {
	return append([]view.Option{option(f, nobody, "people.nobody")}, team...)
}

// team are the active staff without one of them, by name as they came.
func (p *Pages) team(c *gin.Context, without string) ([]view.Option, error) {
	ctx, actor := c.Request.Context(), page.ReaderOf(c).Actor
	part := func(at app.Page) (app.Listed[member.Member], error) {
		return p.App.Members.List(ctx, actor, app.MemberFilter{Kind: string(member.Staff), State: string(member.Active)}, at)
	}
	var out []view.Option
	for m, err := range app.Each(ctx, part, app.Page{Oldest: true}) {
		if err != nil {
			return nil, err
		}
		if m.ID != without {
			out = append(out, view.Option{Value: m.ID, Label: m.Personal.Name})
		}
		if len(out) == maxTeam {
			break
		}
	}
	return out, nil
}

func (p *Pages) editDuties(c *gin.Context) error {
	v, _, err := p.dutiesForm(c)
	if err != nil {
		return err
	}
	return p.Show(c, formView(p.Frame(c), v))
}

func (p *Pages) changeDuties(c *gin.Context) error {
	v, m, err := p.dutiesForm(c)
	if err != nil {
		return err
	}
	return p.submit(c, v, func(call app.Call, typed view.Answers) error {
		_, err := p.App.Members.ChangeStaff(c.Request.Context(), call, m.ID, app.DutiesInput{
			Roles: append([]string{}, typed["roles"]...), Lead: chosen(typed.One("lead_id")), Delegate: chosen(typed.One("delegate_id")),
		})
		if err != nil {
			return err
		}
		return p.Say(c, memberPath(m.ID), "people.said.duties", "name", m.Personal.Name)
	})
}

func chosen(id string) string {
	if id == nobody {
		return ""
	}
	return id
}
