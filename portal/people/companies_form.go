package people

import (
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/company"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// companyFields are the questions about a company.
func companyFields(f ui.Frame, isNew bool) []view.Field {
	state := view.Field{Name: "state", Type: view.Choice, Label: f.T("people.company_state"), Help: f.T("people.company_state.help"), Required: true}
	for _, s := range company.States() {
		state.Options = append(state.Options, option(f, string(s), "people.company_state."+string(s)))
	}
	fields := []view.Field{
		{Name: "name", Type: view.Text, Label: f.T("people.company_name"), Required: true, MaxLength: 160, Autocomplete: "off"},
		state,
		{Name: "domains", Type: view.LongText, Label: f.T("people.domains"), Help: f.T("people.domains.help"), MaxLength: 5000},
		{Name: "since", Type: view.Date, Label: f.T("people.company_since")},
	}
	if isNew {
		fields = append(fields, view.Field{Name: "external_id", Type: view.Text, Label: f.T("people.external_id"), Help: f.T("people.external_id.help"), MaxLength: 200, Autocomplete: "off"})
	}
	return fields
}

// typedCompany is what the form says; metadata, which only the API knows, stays.
func typedCompany(a view.Answers, old *company.Company) app.CompanyInput {
	in := app.CompanyInput{
		ExternalID: a.One("external_id"), Name: a.One("name"), State: a.One("state"), Since: a.One("since"),
		Domains: strings.FieldsFunc(a.One("domains"), func(r rune) bool { return strings.ContainsRune(" ,;\r\n\t", r) }),
	}
	if old != nil {
		in.Metadata = old.Metadata
	}
	return in
}

func companyValues(c *company.Company) view.Answers {
	a := view.Answers{"name": {c.Name}, "state": {string(c.State)}}
	if len(c.Domains) > 0 {
		a["domains"] = []string{strings.Join(c.Domains, "\n")}
	}
	if c.SinceMS != 0 {
		a["since"] = []string{isoDay(c.SinceMS)}
	}
	return a
}

func newCompanyForm(f ui.Frame) formPage {
	return formPage{Key: "new_company", Post: companies + "/new", Back: companies, Fields: companyFields(f, true)}
}

func (p *Pages) newCompany(c *gin.Context) error {
	f := p.Frame(c)
	return p.Show(c, formView(f, newCompanyForm(f)))
}

func (p *Pages) createCompany(c *gin.Context) error {
	return p.submit(c, newCompanyForm(p.Frame(c)), func(call app.Call, typed view.Answers) error {
		u, err := p.App.Companies.Upsert(c.Request.Context(), call, typedCompany(typed, nil))
		if err != nil {
			return oneControl(err)
		}
		return p.Say(c, companies, "people.said.company", "name", u.Doc.Name)
	})
}

// companyForm is the page of one company: what is known of it, to change.
func (p *Pages) companyForm(c *gin.Context) (formPage, *company.Company, error) {
	doc, err := p.App.Companies.Get(c.Request.Context(), page.ReaderOf(c).Actor, c.Param("id"))
	if err != nil {
		return formPage{}, nil, err
	}
	return formPage{
		Eyebrow: doc.Name, Key: "edit_company", Post: companyPath(doc.ID), Back: companies,
		Fields: companyFields(p.Frame(c), false), Values: companyValues(doc), Revision: doc.Revision,
	}, doc, nil
}

// showCompany is the form for admins, and the same facts to read for others.
func (p *Pages) showCompany(c *gin.Context) error {
	v, doc, err := p.companyForm(c)
	if err != nil {
		return err
	}
	f := p.Frame(c)
	if isAdmin(c) {
		return p.Show(c, companyView(f, v, companyPath(doc.ID)+"/remove"))
	}
	facts := []view.Fact{
		{Label: f.T("people.company_state"), Value: f.T("people.company_state." + string(doc.State))},
		{Label: f.T("people.domains"), Value: strings.Join(doc.Domains, ", ")},
		{Label: f.T("people.external_id"), Value: doc.ExternalID},
	}
	if doc.SinceMS != 0 {
		facts = append(facts, view.Fact{Label: f.T("people.company_since"), Value: f.Day(doc.SinceMS, "UTC")})
	}
	facts = slices.DeleteFunc(facts, func(one view.Fact) bool { return one.Value == "" })
	return p.Show(c, companyRead(f, doc.Name, facts))
}

func (p *Pages) changeCompany(c *gin.Context) error {
	v, doc, err := p.companyForm(c)
	if err != nil {
		return err
	}
	return p.submit(c, v, func(call app.Call, typed view.Answers) error {
		done, err := p.App.Companies.Update(c.Request.Context(), call, doc.ID, typedCompany(typed, doc))
		if err != nil {
			return oneControl(err)
		}
		return p.Say(c, companies, "people.said.company", "name", done.Doc.Name)
	})
}

// oneControl points what is wrong with one of several domains at the field that
// holds them all.
func oneControl(err error) error {
	e := fault.Of(err)
	if e == nil || len(e.Fields) == 0 {
		return err
	}
	fields := slices.Clone(e.Fields)
	for i := range fields {
		if strings.HasPrefix(fields[i].Pointer, "/domains/") {
			fields[i].Pointer = "/domains"
		}
	}
	return fault.OfFields(fields...)
}

// removeForm asks before a company leaves the list.
func (p *Pages) removeForm(c *gin.Context) (formPage, error) {
	v, doc, err := p.companyForm(c)
	v.Key, v.Args, v.Stop = "remove_company", []any{"name", v.Eyebrow}, true
	v.Values = nil
	v.Fields = []view.Field{{Name: "sure", Type: view.Consent, Required: true, Label: p.Frame(c).T("people.sure")}}
	if err == nil {
		v.Post, v.Back = companyPath(doc.ID)+"/remove", companyPath(doc.ID)
	}
	return v, err
}

func (p *Pages) askRemove(c *gin.Context) error {
	v, err := p.removeForm(c)
	if err != nil {
		return err
	}
	return p.Show(c, formView(p.Frame(c), v))
}

func (p *Pages) remove(c *gin.Context) error {
	v, err := p.removeForm(c)
	if fault.Is(err, fault.NotFound) {
		return p.Go(c, companies) // removed by the press before
	}
	if err != nil {
		return err
	}
	return p.submit(c, v, func(call app.Call, _ view.Answers) error {
		if err := p.App.Companies.Delete(c.Request.Context(), call, c.Param("id")); err != nil {
			return err
		}
		return p.Say(c, companies, "people.said.company_removed", "name", v.Eyebrow)
	})
}
