package api

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/company"
	"github.com/goodword/goodword/internal/web"
)

// companyRoutes keep the companies that vetting compares with.
func (a *API) companyRoutes() []Route {
	const scope = "companies:write" // there is none to read alone
	return []Route{
		{Method: http.MethodPost, Path: "/v1/companies", Scope: scope, Handler: a.upsertCompany, Body: JSON, ETag: true},
		{Method: http.MethodGet, Path: "/v1/companies", Scope: scope, Handler: a.listCompanies, Query: true},
		{Method: http.MethodPost, Path: "/v1/companies/import", Scope: scope, Handler: a.importCompanies, Body: CSV, BodyLimit: app.MaxImportBytes},
		{Method: http.MethodPost, Path: "/v1/companies/import/preview", Scope: scope, Handler: a.previewCompaniesImport, Body: CSV, BodyLimit: app.MaxImportBytes},
		{Method: http.MethodGet, Path: "/v1/companies/imports/:id", Scope: scope, Handler: a.getCompanyImport},
		{Method: http.MethodGet, Path: "/v1/companies/:id", Scope: scope, Handler: a.getCompany, ETag: true},
		{Method: http.MethodPut, Path: "/v1/companies/:id", Scope: scope, Handler: a.replaceCompany, Body: JSON, IfMatch: Optional, ETag: true},
		{Method: http.MethodDelete, Path: "/v1/companies/:id", Scope: scope, Handler: a.deleteCompany, IfMatch: Optional},
	}
}

// Company is a company that we know.
//
//	@Description	A company that we know: vetting looks whether a referred person works there.
type Company struct {
	ID         string            `json:"id"`
	ExternalID *string           `json:"external_id" extensions:"x-nullable"`
	Name       string            `json:"name"`
	Domains    []string          `json:"domains"` // registrable, lower case
	State      string            `json:"state" enums:"customer,open_deal,former"`
	Since      *string           `json:"since" format:"date" extensions:"x-nullable"` // since when it is in this state
	Metadata   map[string]string `json:"metadata"`
	CreatedAt  time.Time         `json:"created_at" format:"date-time"`
	UpdatedAt  time.Time         `json:"updated_at" format:"date-time"`
}

func companyOf(k *company.Company) Company {
	out := Company{
		ID: k.ID, ExternalID: orNull(k.ExternalID), Name: k.Name, Domains: append([]string{}, k.Domains...), State: string(k.State),
		Metadata: metadataOf(k.Metadata), CreatedAt: k.CreatedAt(), UpdatedAt: k.UpdatedAt(),
	}
	if k.SinceMS != 0 {
		out.Since = new(timeOf(k.SinceMS).Format(time.DateOnly))
	}
	return out
}

type companyInput struct {
	ExternalID string            `json:"external_id,omitempty" maxLength:"200"` // your own id; the same one again updates the company
	Name       string            `json:"name" minLength:"1" maxLength:"160"`
	Domains    []string          `json:"domains,omitempty" maxItems:"50" maxLength:"300" example:"acme.example"`
	State      string            `json:"state" enums:"customer,open_deal,former"`          // former is neither any more
	Since      string            `json:"since,omitempty" format:"date"`                    // since when it is in this state
	Metadata   map[string]string `json:"metadata,omitempty" maxItems:"20" maxLength:"500"` // keys of up to 40 of a-z, 0-9, _ and -
}

func (in companyInput) app() app.CompanyInput {
	return app.CompanyInput{ExternalID: in.ExternalID, Name: in.Name, Domains: in.Domains, State: in.State, Since: in.Since, Metadata: in.Metadata}
}

// upsertCompany takes a company in, or brings one up to date.
//
//	@ID				upsertCompany
//	@Summary		Create or update a company
//	@Description	With an `external_id` that is known the company is brought up to date; the same content again changes nothing.
//	@Tags			companies
//	@Param			body	body		companyInput	true	"The company"
//	@Success		201		{object}	Company			"A new company"
//	@Success		200		{object}	Company			"The company of this external id as it is now"
//	@Router			/v1/companies [post]
func (a *API) upsertCompany(c *gin.Context) error {
	var in companyInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	call, err := a.call(c, "/v1/companies", in)
	if err != nil {
		return err
	}
	u, err := a.deps.App.Companies.Upsert(c.Request.Context(), call, in.app())
	if err != nil {
		return err
	}
	settle(c, &u.Doc.Meta, u.Replayed)
	return made(c, u.Created, "/v1/companies/"+u.Doc.ID, companyOf(u.Doc))
}

type companyQuery struct {
	Limit      int    `form:"limit" default:"25" minimum:"1" maximum:"100"` // entries of a page
	Cursor     string `form:"cursor" maxLength:"512"`                       // of the page before
	Order      string `form:"order" default:"newest" enums:"newest,oldest"` // by when they were made
	Search     string `form:"q" minLength:"1" maxLength:"120"`              // words that begin so in name, domains or external id; two letters at least
	State      string `form:"state" enums:"customer,open_deal,former"`      // only those that are this to us
	Domain     string `form:"domain" minLength:"1" maxLength:"300"`         // one of its domains
	ExternalID string `form:"external_id" minLength:"1" maxLength:"200"`    // only the one with this external_id of yours
}

// listCompanies pages through the companies.
//
//	@ID				listCompanies
//	@Summary		List companies
//	@Description	One filter at a time, or `q` with `state`; then a page may be short, or empty, while there is a next one.
//	@Tags			companies
//	@Param			q	query		companyQuery		false	"Which"
//	@Success		200	{object}	web.List[Company]	"A page"
//	@Router			/v1/companies [get]
func (a *API) listCompanies(c *gin.Context) error {
	var q companyQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	f := app.CompanyFilter{Search: q.Search, State: q.State, Domain: q.Domain, ExternalID: q.ExternalID}
	l, err := a.deps.App.Companies.List(c.Request.Context(), caller(c).Actor, f, app.Page{Cursor: q.Cursor, Limit: q.Limit, Oldest: q.Order == oldest})
	if err != nil {
		return err
	}
	return page(c, l, companyOf)
}

// getCompany reads a company.
//
//	@ID			getCompany
//	@Summary	Read a company
//	@Tags		companies
//	@Success	200	{object}	Company	"The company"
//	@Router		/v1/companies/{id} [get]
func (a *API) getCompany(c *gin.Context) error {
	k, err := a.deps.App.Companies.Get(c.Request.Context(), caller(c).Actor, c.Param("id"))
	if err != nil {
		return err
	}
	settle(c, &k.Meta, false)
	return web.OK(c, companyOf(k))
}

// replaceCompany replaces what is said about a company.
//
//	@ID				replaceCompany
//	@Summary		Replace a company
//	@Description	All but its external id, which stays.
//	@Tags			companies
//	@Param			body	body		companyInput	true	"The company"
//	@Success		200		{object}	Company			"The company as it is now"
//	@Router			/v1/companies/{id} [put]
func (a *API) replaceCompany(c *gin.Context) error {
	var in companyInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	id := c.Param("id")
	call, err := a.call(c, "/v1/companies/"+id, in)
	if err != nil {
		return err
	}
	done, err := a.deps.App.Companies.Update(c.Request.Context(), call, id, in.app())
	if err != nil {
		return err
	}
	settle(c, &done.Doc.Meta, done.Replayed)
	return web.OK(c, companyOf(done.Doc))
}

// deleteCompany takes a company off the list.
//
//	@ID				deleteCompany
//	@Summary		Delete a company
//	@Description	For one that was never to be on the list; one that left is updated to `former` instead.
//	@Tags			companies
//	@Success		204	"It is gone"
//	@Router			/v1/companies/{id} [delete]
func (a *API) deleteCompany(c *gin.Context) error {
	id := c.Param("id")
	call, err := a.call(c, "/v1/companies/"+id, nil)
	if err != nil {
		return err
	}
	if err := a.deps.App.Companies.Delete(c.Request.Context(), call, id); err != nil {
		return err
	}
	return web.NoContent(c)
}
