package api

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/suppression"
	"github.com/goodword/goodword/internal/web"
)

// suppressionRoutes keep who must not be contacted again. Only the person lifts an
// entry, on their own page: no route does.
func (a *API) suppressionRoutes() []Route {
	const scope = "suppressions:write" // there is none to read alone
	return []Route{
		{Method: http.MethodPost, Path: "/v1/suppressions", Scope: scope, Handler: a.addSuppression, Body: JSON, ETag: true},
		{Method: http.MethodPost, Path: "/v1/suppressions/check", Scope: scope, Handler: a.checkSuppression, Body: JSON},
		{Method: http.MethodGet, Path: "/v1/suppressions", Scope: scope, Handler: a.listSuppressions, Query: true},
		{Method: http.MethodGet, Path: "/v1/suppressions/:id", Scope: scope, Handler: a.getSuppression, ETag: true},
	}
}

// Suppression is an entry of the list of who must not be contacted again.
//
//	@Description	Somebody who must not be contacted or referred again. Nothing of them is kept but keyed hashes, so that no entry names anybody.
type Suppression struct {
	ID         string    `json:"id"`
	Known      []string  `json:"known" enums:"email,phone,name"` // what the entry recognises them by; name goes with the company, and marks a match for review only
	Reason     string    `json:"reason" enums:"no,never,request"`
	State      string    `json:"state" enums:"active,lifted"`         // only the person lifts it
	ReferralID *string   `json:"referral_id" extensions:"x-nullable"` // on which they said it
	CreatedAt  time.Time `json:"created_at" format:"date-time"`
	UpdatedAt  time.Time `json:"updated_at" format:"date-time"`
}

func suppressionOf(s *suppression.Suppression) Suppression {
	return Suppression{
		ID: s.ID, Known: append([]string{}, s.Kinds...), Reason: string(s.Reason), State: string(s.State), ReferralID: orNull(s.Origin),
		CreatedAt: s.CreatedAt(), UpdatedAt: s.UpdatedAt(),
	}
}

type suppressionInput struct {
	Email   string `json:"email,omitempty" maxLength:"254"`
	Phone   string `json:"phone,omitempty" maxLength:"64" example:"+4930123456"` // with its country code
	Name    string `json:"name,omitempty" maxLength:"120"`                       // counts together with company only
	Company string `json:"company,omitempty" maxLength:"160"`
}

// addSuppression notes that a person doesn't want to hear from us.
//
//	@ID				addSuppression
//	@Summary		Add a suppression
//	@Description	For a wish that came by reply or phone: an e-mail address, a phone number, or a name with its company. What is sent isn't kept. Somebody who is on the list already stays so.
//	@Tags			suppressions
//	@Param			body	body		suppressionInput	true	"Who"
//	@Success		201		{object}	Suppression			"A new entry"
//	@Success		200		{object}	Suppression			"The entry that is there"
//	@Router			/v1/suppressions [post]
func (a *API) addSuppression(c *gin.Context) error {
	var in suppressionInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	call, err := a.call(c, "/v1/suppressions", in)
	if err != nil {
		return err
	}
	u, err := a.deps.App.Suppressions.Add(c.Request.Context(), call, app.SuppressInput{
		Email: in.Email, Phone: in.Phone, Name: in.Name, Company: in.Company,
	})
	if err != nil {
		return err
	}
	settle(c, &u.Doc.Meta, u.Replayed)
	return made(c, u.Created, "/v1/suppressions/"+u.Doc.ID, suppressionOf(u.Doc))
}

// SuppressionCheck answers whether somebody is on the list.
//
//	@Description	Whether somebody must not be contacted.
type SuppressionCheck struct {
	Suppressed  bool         `json:"suppressed"`
	Suppression *Suppression `json:"suppression" extensions:"x-nullable"` // null when they aren't on the list
}

type suppressionCheckInput struct {
	Email string `json:"email,omitempty" maxLength:"254"`
	Phone string `json:"phone,omitempty" maxLength:"64" example:"+4930123456"` // with its country code
}

// checkSuppression looks one person up.
//
//	@ID				checkSuppression
//	@Summary		Check whether somebody is suppressed
//	@Description	By an e-mail address or a phone number. What is sent isn't kept.
//	@Tags			suppressions
//	@Param			body	body		suppressionCheckInput	true	"Who"
//	@Success		200		{object}	SuppressionCheck		"Whether they are on the list"
//	@Router			/v1/suppressions/check [post]
func (a *API) checkSuppression(c *gin.Context) error {
	var in suppressionCheckInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	s, err := a.deps.App.Suppressions.Look(c.Request.Context(), caller(c).Actor, app.SuppressInput{Email: in.Email, Phone: in.Phone})
	if err != nil {
		return err
	}
	out := SuppressionCheck{Suppressed: s != nil}
	if s != nil {
		out.Suppression = new(suppressionOf(s))
	}
	return web.OK(c, out)
}

// listSuppressions pages through the suppressions.
//
//	@ID				listSuppressions
//	@Summary		List suppressions
//	@Description	Newest first.
//	@Tags			suppressions
//	@Param			q	query		pageQuery				false	"Which part"
//	@Success		200	{object}	web.List[Suppression]	"A page"
//	@Router			/v1/suppressions [get]
func (a *API) listSuppressions(c *gin.Context) error {
	var q pageQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	l, err := a.deps.App.Suppressions.List(c.Request.Context(), caller(c).Actor, app.Page{Cursor: q.Cursor, Limit: q.Limit})
	if err != nil {
		return err
	}
	return page(c, l, suppressionOf)
}

// getSuppression reads a suppression.
//
//	@ID			getSuppression
//	@Summary	Read a suppression
//	@Tags		suppressions
//	@Success	200	{object}	Suppression	"The entry"
//	@Router		/v1/suppressions/{id} [get]
func (a *API) getSuppression(c *gin.Context) error {
	s, err := a.deps.App.Suppressions.Get(c.Request.Context(), caller(c).Actor, c.Param("id"))
	if err != nil {
		return err
	}
	settle(c, &s.Meta, false)
	return web.OK(c, suppressionOf(s))
}
