package people

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/view"
)

// deed is something done to a member by one press.
type deed func(ctx context.Context, call app.Call, id string) (app.Done[member.Member], error)

// act has a deed done and goes back to the member's page.
func (p *Pages) act(c *gin.Context, do deed, said func(m *member.Member) error) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	call, err := p.Call(c, form)
	if err != nil {
		return err
	}
	done, err := do(c.Request.Context(), call, c.Param("id"))
	if err != nil {
		return p.refused(c, err, memberPath(c.Param("id")))
	}
	return said(done.Doc)
}

func (p *Pages) invite(c *gin.Context) error {
	return p.act(c, p.App.Members.Invite, func(m *member.Member) error {
		return p.Say(c, memberPath(m.ID), "people.said.invited", "name", m.Personal.Name)
	})
}

func (p *Pages) invitePayout(c *gin.Context) error {
	return p.act(c, p.App.Payouts.Invite, func(m *member.Member) error {
		return p.Say(c, memberPath(m.ID), "people.said.payout_invited", "name", m.Personal.Name)
	})
}

func (p *Pages) reactivate(c *gin.Context) error {
	return p.act(c, p.App.Members.Reactivate, func(m *member.Member) error {
		return p.Say(c, memberPath(m.ID), "people.said.reactivated", "name", m.Personal.Name)
	})
}

// deactivateForm asks before a member's part ends, and says what happens then.
func (p *Pages) deactivateForm(c *gin.Context) (formPage, error) {
	f := p.Frame(c)
	m, err := p.App.Members.Get(c.Request.Context(), page.ReaderOf(c).Actor, c.Param("id"))
	if err != nil {
		return formPage{}, err
	}
	key, look := "deactivate", ""
	if m.Kind == member.Staff {
		key = "deactivate_staff"
		if look, err = p.openWork(c, m); err != nil {
			return formPage{}, err
		}
	}
	return formPage{
		Eyebrow: nameOf(f, m), Key: key, Look: look, Args: []any{"name", nameOf(f, m)}, Post: memberPath(m.ID) + "/deactivate", Back: memberPath(m.ID),
		Revision: m.Revision, Stop: true, Fields: []view.Field{{Name: "sure", Type: view.Consent, Required: true, Label: f.T("people.sure")}},
	}, nil
}

// openWork is where the open introductions of a rep are listed; "" where they have
// none.
func (p *Pages) openWork(c *gin.Context, m *member.Member) (string, error) {
	filter := app.ReferralFilter{RepID: m.ID, Stage: string(referral.StageOpen)}
	list, err := p.App.Referrals.List(c.Request.Context(), page.ReaderOf(c).Actor, filter, app.Page{Limit: 1})
	if err != nil || len(list.Docs) == 0 {
		return "", err
	}
	return "/staff/introductions?status=" + filter.Stage + "&rep=" + m.ID, nil
}

func (p *Pages) askDeactivate(c *gin.Context) error {
	v, err := p.deactivateForm(c)
	if err != nil {
		return err
	}
	return p.Show(c, formView(p.Frame(c), v))
}

func (p *Pages) deactivate(c *gin.Context) error {
	v, err := p.deactivateForm(c)
	if err != nil {
		return err
	}
	return p.submit(c, v, func(call app.Call, _ view.Answers) error {
		done, err := p.App.Members.Deactivate(c.Request.Context(), call, c.Param("id"))
		if err != nil {
			return err
		}
		return p.SayUndo(c, v.Back, v.Back+"/reactivate", "people.said.deactivated", "name", done.Doc.Personal.Name)
	})
}
