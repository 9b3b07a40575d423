package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/web"
)

// programRoutes write, publish and read programs.
func (a *API) programRoutes() []Route {
	const read, write = "programs:read", "programs:write"
	return []Route{
		{Method: http.MethodPost, Path: "/v1/programs", Scope: write, Handler: a.createProgram, Body: JSON, Idempotency: Required, ETag: true},
		{Method: http.MethodGet, Path: "/v1/programs", Scope: read, Handler: a.listPrograms, Query: true},
		{Method: http.MethodGet, Path: "/v1/programs/defaults", Scope: read, Handler: a.programDefaults, Query: true},
		{Method: http.MethodGet, Path: "/v1/programs/:id", Scope: read, Handler: a.getProgram, ETag: true},
		{Method: http.MethodPut, Path: "/v1/programs/:id", Scope: write, Handler: a.replaceProgram, Body: JSON, IfMatch: Required, ETag: true},
		{Method: http.MethodPost, Path: "/v1/programs/:id/publish", Scope: write, Handler: a.publishProgram, IfMatch: Required, ETag: true},
		{Method: http.MethodPost, Path: "/v1/programs/:id/archive", Scope: write, Handler: a.archiveProgram, IfMatch: Optional, ETag: true},
		{Method: http.MethodGet, Path: "/v1/programs/:id/revisions", Scope: read, Handler: a.listProgramRevisions, Query: true},
		{Method: http.MethodGet, Path: "/v1/programs/:id/revisions/:revision", Scope: read, Handler: a.getProgramRevision, ETag: true},
		{Method: http.MethodGet, Path: "/v1/programs/:id/form", Scope: read, Handler: a.getProgramForm, Query: true},
		{Method: http.MethodGet, Path: "/v1/programs/:id/promise", Scope: read, Handler: a.getProgramPromise, Query: true},
	}
}

type programInput struct {
	ExternalID string            `json:"external_id,omitempty" maxLength:"200"` // your own id, unique; it stays
	Draft      ProgramTerms      `json:"draft"`
	Metadata   map[string]string `json:"metadata,omitempty" maxItems:"20" maxLength:"500"` // keys of up to 40 of a-z, 0-9, _ and -
}

// decodeProgram reads a program onto the defaults. Lists of objects and tables
// start empty, because JSON would be merged into what is in them, and get their
// defaults where the body has none.
func (a *API) decodeProgram(c *gin.Context) (app.ProgramInput, error) {
	usual := termsOf(a.deps.App.Programs.Defaults("", ""))
	in := programInput{Draft: usual}
	d := &in.Draft
	d.Form.Fields, d.Rewards.Minimum, d.Rewards.Approval.TwoFrom = nil, nil, nil
	if err := web.Decode(c, &in); err != nil {
		return app.ProgramInput{}, err
	}
	if d.Team == "" {
		d.Team = d.Name
	}
	if d.Form.Fields == nil {
		d.Form.Fields = usual.Form.Fields
	}
	if d.Rewards.Minimum == nil {
		d.Rewards.Minimum = usual.Rewards.Minimum
	}
	if d.Rewards.Approval.TwoFrom == nil {
		d.Rewards.Approval.TwoFrom = usual.Rewards.Approval.TwoFrom
	}
	return app.ProgramInput{ExternalID: in.ExternalID, Draft: d.domain(), Metadata: in.Metadata}, nil
}

// createProgram makes a program.
//
//	@ID				createProgram
//	@Summary		Create a program
//	@Description	A draft, unpublished. What the body leaves out has the default; only `draft.name` and `draft.calendar.zone` are needed.
//	@Tags			programs
//	@Param			body	body		programInput	true	"The program"
//	@Success		201		{object}	Program			"A new program"
//	@Router			/v1/programs [post]
func (a *API) createProgram(c *gin.Context) error {
	in, err := a.decodeProgram(c)
	if err != nil {
		return err
	}
	call, err := a.call(c, "/v1/programs", in)
	if err != nil {
		return err
	}
	done, err := a.deps.App.Programs.Create(c.Request.Context(), call, in)
	if err != nil {
		return err
	}
	out, err := a.programOf(c, done.Doc)
	if err != nil {
		return err
	}
	settle(c, &done.Doc.Meta, done.Replayed)
	return web.Created(c, "/v1/programs/"+out.ID, out)
}

// replaceProgram replaces a program's draft.
//
//	@ID				replaceProgram
//	@Summary		Replace a program's draft
//	@Description	What is published stays as it is. What the body leaves out goes back to the default.
//	@Tags			programs
//	@Param			body	body		programInput	true	"The program"
//	@Success		200		{object}	Program			"The program as it is now"
//	@Router			/v1/programs/{id} [put]
func (a *API) replaceProgram(c *gin.Context) error {
	in, err := a.decodeProgram(c)
	if err != nil {
		return err
	}
	id := c.Param("id")
	call, err := a.call(c, "/v1/programs/"+id, in)
	if err != nil {
		return err
	}
	done, err := a.deps.App.Programs.Update(c.Request.Context(), call, id, in)
	return a.programAnswer(c, done, err)
}

// publishProgram freezes a draft as the next revision.
//
//	@ID				publishProgram
//	@Summary		Publish a program
//	@Description	Freezes the draft as the next revision, and says what is thin about it. A draft that is published already makes none.
//	@Tags			programs
//	@Success		200	{object}	Publication	"The program, and what is published now"
//	@Router			/v1/programs/{id}/publish [post]
func (a *API) publishProgram(c *gin.Context) error {
	id := c.Param("id")
	call, err := a.call(c, "/v1/programs/"+id+"/publish", nil)
	if err != nil {
		return err
	}
	done, err := a.deps.App.Programs.Publish(c.Request.Context(), call, id)
	if err != nil {
		return err
	}
	p, err := a.programOf(c, done.Doc)
	if err != nil {
		return err
	}
	settle(c, &done.Doc.Meta, done.Replayed)
	return web.OK(c, Publication{Program: p, Revision: a.revisionOf(done.Revision)})
}

// archiveProgram ends a program for new referrals.
//
//	@ID				archiveProgram
//	@Summary		Archive a program
//	@Description	It takes no new referrals, for good; those that were submitted go on.
//	@Tags			programs
//	@Success		200	{object}	Program	"The program as it is now"
//	@Router			/v1/programs/{id}/archive [post]
func (a *API) archiveProgram(c *gin.Context) error {
	done, err := perform(a, c, "programs", "archive", a.deps.App.Programs.Archive)
	return a.programAnswer(c, done, err)
}

// getProgram reads a program.
//
//	@ID			getProgram
//	@Summary	Read a program
//	@Tags		programs
//	@Success	200	{object}	Program	"The program"
//	@Router		/v1/programs/{id} [get]
func (a *API) getProgram(c *gin.Context) error {
	p, err := a.deps.App.Programs.Get(c.Request.Context(), caller(c).Actor, c.Param("id"))
	return a.programAnswer(c, app.Done[program.Program]{Doc: p}, err)
}

func (a *API) programAnswer(c *gin.Context, done app.Done[program.Program], err error) error {
	if err != nil {
		return err
	}
	out, err := a.programOf(c, done.Doc)
	if err != nil {
		return err
	}
	settle(c, &done.Doc.Meta, done.Replayed)
	return web.OK(c, out)
}
