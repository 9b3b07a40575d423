package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/web"
)

// memberRoutes keep the people of the house.
func (a *API) memberRoutes() []Route {
	return []Route{
		{Method: http.MethodPost, Path: "/v1/members", Scope: "members:write", Handler: a.upsertMember, Body: JSON, Idempotency: Required, ETag: true},
		{Method: http.MethodGet, Path: "/v1/members", Scope: "members:read", Handler: a.listMembers, Query: true},
		{Method: http.MethodPost, Path: "/v1/members/import", Scope: "members:write", Handler: a.importMembers, Body: CSV, BodyLimit: app.MaxImportBytes, Idempotency: Required},
		{Method: http.MethodPost, Path: "/v1/members/import/preview", Scope: "members:write", Handler: a.previewMembersImport, Body: CSV, BodyLimit: app.MaxImportBytes},
		{Method: http.MethodGet, Path: "/v1/members/imports/:id", Scope: "members:read", Handler: a.getMemberImport},
		{Method: http.MethodGet, Path: "/v1/members/:id", Scope: "members:read", Handler: a.getMember, ETag: true},
		{Method: http.MethodGet, Path: "/v1/members/:id/statement", Scope: "rewards:read", Handler: a.getStatement, Query: true},
		{Method: http.MethodGet, Path: "/v1/members/:id/totals", Scope: "rewards:read", Handler: a.getTotals},
		{Method: http.MethodPatch, Path: "/v1/members/:id", Scope: "members:write", Handler: a.updateMember, Body: JSON, IfMatch: Optional, ETag: true},
		{Method: http.MethodPut, Path: "/v1/members/:id/staff", Scope: "members:write", Handler: a.changeDuties, Body: JSON, IfMatch: Optional, ETag: true},
		{Method: http.MethodPost, Path: "/v1/members/:id/invite", Scope: "members:write", Handler: a.inviteMember, IfMatch: Optional, ETag: true},
		{Method: http.MethodPost, Path: "/v1/members/:id/deactivate", Scope: "members:write", Handler: a.deactivateMember, IfMatch: Optional, ETag: true},
		{Method: http.MethodPost, Path: "/v1/members/:id/reactivate", Scope: "members:write", Handler: a.reactivateMember, IfMatch: Optional, ETag: true},
	}
}

// upsertMember takes a member in, or brings one up to date.
//
//	@ID				upsertMember
//	@Summary		Create or update a member
//	@Description	With an `external_id` that is known of your source the member is brought up to date; the same content again changes nothing.
//	@Tags			members
//	@Param			body	body		memberInput	true	"The member"
//	@Success		201		{object}	Member		"A new member"
//	@Success		200		{object}	Member		"The member of this external id as it is now"
//	@Router			/v1/members [post]
func (a *API) upsertMember(c *gin.Context) error {
	var in memberInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	call, err := a.call(c, "/v1/members", in)
	if err != nil {
		return err
	}
	u, err := a.deps.App.Members.Upsert(c.Request.Context(), call, in.app())
	if err != nil {
		return err
	}
	settle(c, &u.Doc.Meta, u.Replayed)
	return made(c, u.Created, "/v1/members/"+u.Doc.ID, memberOf(u.Doc))
}

type memberQuery struct {
	Limit      int    `form:"limit" default:"25" minimum:"1" maximum:"100"` // entries of a page
	Cursor     string `form:"cursor" maxLength:"512"`                       // of the page before
	Order      string `form:"order" default:"newest" enums:"newest,oldest"` // by when they were made
	Search     string `form:"q" minLength:"1" maxLength:"120"`              // words that begin so in name, company, e-mail address, phone number or external id; two letters at least
	Role       string `form:"role" enums:"rep,reviewer,approver,admin"`     // staff with this role
	Kind       string `form:"kind" enums:"customer,friend,staff"`           // what they are to the company
	State      string `form:"state" enums:"active,deactivated"`             // whether they take part
	Source     string `form:"source" minLength:"1" maxLength:"40"`          // the installation, or a partner's id
	ExternalID string `form:"external_id" minLength:"1" maxLength:"200"`    // together with source; a partner needs none
	Email      string `form:"email" minLength:"1" maxLength:"254"`          // of the address, however it is written
}

// listMembers pages through the members.
//
//	@ID				listMembers
//	@Summary		List members
//	@Description	`q`, `role`, `kind`, `state` and `source` go together; `external_id` or `email` goes with `source` alone. With several filters a page may be short, or empty, while there is a next one. A partner sees the members of its own source.
//	@Tags			members
//	@Param			q	query		memberQuery			false	"Which"
//	@Success		200	{object}	web.List[Member]	"A page"
//	@Router			/v1/members [get]
func (a *API) listMembers(c *gin.Context) error {
	var q memberQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	f := app.MemberFilter{Search: q.Search, Role: q.Role, Kind: q.Kind, State: q.State, Source: q.Source, ExternalID: q.ExternalID, Email: q.Email}
	l, err := a.deps.App.Members.List(c.Request.Context(), caller(c).Actor, f, app.Page{Cursor: q.Cursor, Limit: q.Limit, Oldest: q.Order == oldest})
	if err != nil {
		return err
	}
	return page(c, l, memberOf)
}

// getMember reads a member.
//
//	@ID			getMember
//	@Summary	Read a member
//	@Tags		members
//	@Success	200	{object}	Member	"The member"
//	@Router		/v1/members/{id} [get]
func (a *API) getMember(c *gin.Context) error {
	m, err := a.deps.App.Members.Get(c.Request.Context(), caller(c).Actor, c.Param("id"))
	return memberAnswer(c, app.Done[member.Member]{Doc: m}, err)
}

// updateMember changes some fields of a member.
//
//	@ID			updateMember
//	@Summary	Change a member
//	@Tags		members
//	@Param		body	body		memberPatch	true	"What changes"
//	@Success	200		{object}	Member		"The member as it is now"
//	@Router		/v1/members/{id} [patch]
func (a *API) updateMember(c *gin.Context) error {
	var in memberPatch
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	id := c.Param("id")
	call, err := a.call(c, "/v1/members/"+id, in)
	if err != nil {
		return err
	}
	done, err := a.deps.App.Members.Patch(c.Request.Context(), call, id, in.app())
	return memberAnswer(c, done, err)
}

// memberAnswer answers with a member as it is after an action.
func memberAnswer(c *gin.Context, done app.Done[member.Member], err error) error {
	if err != nil {
		return err
	}
	settle(c, &done.Doc.Meta, done.Replayed)
	return web.OK(c, memberOf(done.Doc))
}
