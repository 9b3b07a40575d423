package api

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/qr"
	"github.com/goodword/goodword/internal/web"
)

// linkRoutes keep the personal links of referrers.
func (a *API) linkRoutes() []Route {
	const scope = "links:write" // there is none to read alone
	return []Route{
		{Method: http.MethodPost, Path: "/v1/links", Scope: scope, Handler: a.createLink, Body: JSON, ETag: true},
		{Method: http.MethodGet, Path: "/v1/links", Scope: scope, Handler: a.listLinks, Query: true},
		{Method: http.MethodGet, Path: "/v1/links/:id", Scope: scope, Handler: a.getLink, ETag: true},
		{Method: http.MethodPost, Path: "/v1/links/:id/off", Scope: scope, Handler: a.switchLinkOff, IfMatch: Optional, ETag: true},
		{Method: http.MethodPost, Path: "/v1/links/:id/on", Scope: scope, Handler: a.switchLinkOn, IfMatch: Optional, ETag: true},
		{Method: http.MethodGet, Path: "/v1/links/:id/qr.svg", Scope: scope, Handler: a.drawLink},
		{Method: http.MethodGet, Path: "/v1/links/:id/visits", Scope: scope, Handler: a.countVisits, Query: true},
	}
}

// Link is a referrer's own way into a program.
//
//	@Description	A referrer's own way into a program: whoever follows it reads the promise and can introduce themself.
type Link struct {
	ID        string            `json:"id"`
	ProgramID string            `json:"program_id"`
	MemberID  string            `json:"member_id"`
	Code      string            `json:"code" example:"bcdfghjk"`      // in any letter case; nothing personal in it
	Name      *string           `json:"name" extensions:"x-nullable"` // source or campaign; null for the member's default link
	State     string            `json:"state" enums:"on,off"`
	URL       string            `json:"url" example:"https://refer.example/r/bcdfghjk"`
	QRURL     string            `json:"qr_url" example:"https://refer.example/r/bcdfghjk/qr.svg"` // for everybody, as SVG
	Metadata  map[string]string `json:"metadata"`
	CreatedAt time.Time         `json:"created_at" format:"date-time"`
	UpdatedAt time.Time         `json:"updated_at" format:"date-time"`
}

func (a *API) linkOf(l *link.Link) Link {
	return Link{
		ID: l.ID, ProgramID: l.ProgramID, MemberID: l.MemberID, Code: l.Code, Name: orNull(l.Name), State: string(l.State),
		URL: a.deps.App.Links.Address(l), QRURL: a.deps.App.Links.QRAddress(l), Metadata: metadataOf(l.Metadata),
		CreatedAt: l.CreatedAt(), UpdatedAt: l.UpdatedAt(),
	}
}

type linkInput struct {
	ProgramID string            `json:"program_id" minLength:"1" maxLength:"64"`
	MemberID  string            `json:"member_id" minLength:"1" maxLength:"64"`             // a customer or friend
	Name      string            `json:"name,omitempty" maxLength:"60" example:"newsletter"` // for a source or campaign; the member's default link when left out
	Metadata  map[string]string `json:"metadata,omitempty" maxItems:"20" maxLength:"500"`   // keys of up to 40 of a-z, 0-9, _ and -
}

// createLink makes a link.
//
//	@ID				createLink
//	@Summary		Create a link
//	@Description	Without a name it is the member's default link in the program: that is made once, and asked for again it is the one that is there.
//	@Tags			links
//	@Param			body	body		linkInput	true	"Whose link, and in which program"
//	@Success		201		{object}	Link		"A new link"
//	@Success		200		{object}	Link		"The link that is there"
//	@Router			/v1/links [post]
func (a *API) createLink(c *gin.Context) error {
	var in linkInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	call, err := a.call(c, "/v1/links", in)
	if err != nil {
		return err
	}
	u, err := a.deps.App.Links.Create(c.Request.Context(), call, app.LinkInput{
		ProgramID: in.ProgramID, MemberID: in.MemberID, Name: in.Name, Metadata: in.Metadata,
	})
	if err != nil {
		return err
	}
	settle(c, &u.Doc.Meta, u.Replayed)
	return made(c, u.Created, "/v1/links/"+u.Doc.ID, a.linkOf(u.Doc))
}

type linkQuery struct {
	Limit     int    `form:"limit" default:"25" minimum:"1" maximum:"100"` // entries of a page
	Cursor    string `form:"cursor" maxLength:"512"`                       // of the page before
	MemberID  string `form:"member_id" minLength:"1" maxLength:"64"`       // whose; always needed
	ProgramID string `form:"program_id" minLength:"1" maxLength:"64"`      // only those into this program
}

// listLinks pages through a member's links.
//
//	@ID				listLinks
//	@Summary		List a member's links
//	@Description	Newest first. `member_id` is needed.
//	@Tags			links
//	@Param			q	query		linkQuery		false	"Whose"
//	@Success		200	{object}	web.List[Link]	"A page"
//	@Router			/v1/links [get]
func (a *API) listLinks(c *gin.Context) error {
	var q linkQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	l, err := a.deps.App.Links.List(c.Request.Context(), caller(c).Actor, q.MemberID, q.ProgramID, app.Page{Cursor: q.Cursor, Limit: q.Limit})
	if err != nil {
		return err
	}
	return page(c, l, a.linkOf)
}

// getLink reads a link.
//
//	@ID			getLink
//	@Summary	Read a link
//	@Tags		links
//	@Success	200	{object}	Link	"The link"
//	@Router		/v1/links/{id} [get]
func (a *API) getLink(c *gin.Context) error {
	l, err := a.deps.App.Links.Get(c.Request.Context(), caller(c).Actor, c.Param("id"))
	return a.linkAnswer(c, app.Done[link.Link]{Doc: l}, err)
}

// switchLinkOff makes a link lead nowhere.
//
//	@ID			switchLinkOff
//	@Summary	Switch a link off
//	@Tags		links
//	@Success	200	{object}	Link	"The link as it is now"
//	@Router		/v1/links/{id}/off [post]
func (a *API) switchLinkOff(c *gin.Context) error { return a.switchLink(c, false) }

// switchLinkOn undoes switchLinkOff.
//
//	@ID			switchLinkOn
//	@Summary	Switch a link on
//	@Tags		links
//	@Success	200	{object}	Link	"The link as it is now"
//	@Router		/v1/links/{id}/on [post]
func (a *API) switchLinkOn(c *gin.Context) error { return a.switchLink(c, true) }

func (a *API) switchLink(c *gin.Context, on bool) error {
	id, action := c.Param("id"), "off"
	if on {
		action = "on"
	}
	call, err := a.call(c, "/v1/links/"+id+"/"+action, nil)
	if err != nil {
		return err
	}
	done, err := a.deps.App.Links.Switch(c.Request.Context(), call, id, on)
	return a.linkAnswer(c, done, err)
}

func (a *API) linkAnswer(c *gin.Context, done app.Done[link.Link], err error) error {
	if err != nil {
		return err
	}
	settle(c, &done.Doc.Meta, done.Replayed)
	return web.OK(c, a.linkOf(done.Doc))
}

// drawLink draws a link's address as a QR code.
//
//	@ID			drawLink
//	@Summary	Draw a link as a QR code
//	@Tags		links
//	@Produce	image/svg+xml
//	@Success	200	{string}	string	"The drawing"
//	@Router		/v1/links/{id}/qr.svg [get]
func (a *API) drawLink(c *gin.Context) error {
	l, err := a.deps.App.Links.Get(c.Request.Context(), caller(c).Actor, c.Param("id"))
	if err != nil {
		return err
	}
	svg, err := qr.SVG(a.deps.App.Links.Address(l))
	if err != nil {
		return err
	}
	c.Data(http.StatusOK, qr.MediaType, svg)
	return nil
}
