package api

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
)

type programQuery struct {
	Limit      int    `form:"limit" default:"25" minimum:"1" maximum:"100"` // entries of a page
	Cursor     string `form:"cursor" maxLength:"512"`                       // of the page before
	State      string `form:"state" enums:"draft,published,archived"`       // only those in this state
	ExternalID string `form:"external_id" minLength:"1" maxLength:"200"`    // only the one with this external_id
}

// listPrograms pages through the programs.
//
//	@ID				listPrograms
//	@Summary		List programs
//	@Description	Newest first. One filter at a time. Partners see the published ones.
//	@Tags			programs
//	@Param			q	query		programQuery				false	"Which"
//	@Success		200	{object}	web.List[ProgramSummary]	"A page"
//	@Router			/v1/programs [get]
func (a *API) listPrograms(c *gin.Context) error {
	var q programQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	f := app.ProgramFilter{State: q.State, ExternalID: q.ExternalID}
	l, err := a.deps.App.Programs.List(c.Request.Context(), caller(c).Actor, f, app.Page{Cursor: q.Cursor, Limit: q.Limit})
	if err != nil {
		return err
	}
	return page(c, l, programSummaryOf)
}

type defaultsQuery struct {
	Name string `form:"name" default:"Referrals" minLength:"1" maxLength:"120"` // the name that the terms are filled in with
	Zone string `form:"zone" default:"UTC" minLength:"1" maxLength:"64"`        // of the time zone database
}

// programDefaults reads what a program starts from.
//
//	@ID			getProgramDefaults
//	@Summary	Read the terms that a program starts from
//	@Tags		programs
//	@Param		q	query		defaultsQuery	false	"Whose name and zone to put in"
//	@Success	200	{object}	ProgramTerms	"The terms, with every default filled in"
//	@Router		/v1/programs/defaults [get]
func (a *API) programDefaults(c *gin.Context) error {
	var q defaultsQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	return web.OK(c, termsOf(a.deps.App.Programs.Defaults(q.Name, q.Zone)))
}

// listProgramRevisions pages through what was published.
//
//	@ID				listProgramRevisions
//	@Summary		List a program's revisions
//	@Description	Newest first.
//	@Tags			programs
//	@Param			q	query		pageQuery					false	"Which part"
//	@Success		200	{object}	web.List[ProgramRevision]	"A page"
//	@Router			/v1/programs/{id}/revisions [get]
func (a *API) listProgramRevisions(c *gin.Context) error {
	var q pageQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	l, err := a.deps.App.Programs.Revisions(c.Request.Context(), caller(c).Actor, c.Param("id"), app.Page{Cursor: q.Cursor, Limit: q.Limit})
	if err != nil {
		return err
	}
	return page(c, l, a.revisionOf)
}

// getProgramRevision reads what was published once.
//
//	@ID			getProgramRevision
//	@Summary	Read a revision of a program
//	@Tags		programs
//	@Success	200	{object}	ProgramRevision	"The revision"
//	@Success	304	"You have it already (If-None-Match)"
//	@Router		/v1/programs/{id}/revisions/{revision} [get]
func (a *API) getProgramRevision(c *gin.Context) error {
	n, err := strconv.ParseInt(c.Param("revision"), 10, 64)
	if err != nil || n < 1 {
		return fault.New(fault.NotFound, "not_found", "There is nothing of this name.")
	}
	r, err := a.deps.App.Programs.Revision(c.Request.Context(), caller(c).Actor, c.Param("id"), n)
	if err != nil {
		return err
	}
	return web.Frozen(c, r.N, a.revisionOf(r))
}
