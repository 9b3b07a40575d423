package api

import (
	"cmp"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/web"
)

// keyRoutes issue and end API keys.
func (a *API) keyRoutes() []Route {
	const scope = "keys:write" // there is none to read alone
	return []Route{
		{Method: http.MethodPost, Path: "/v1/keys", Scope: scope, Handler: a.issueKey, Body: JSON, Idempotency: Required, ETag: true},
		{Method: http.MethodGet, Path: "/v1/keys", Scope: scope, Handler: a.listKeys, Query: true},
		{Method: http.MethodGet, Path: "/v1/keys/:id", Scope: scope, Handler: a.getKey, ETag: true},
		{Method: http.MethodPost, Path: "/v1/keys/:id/revoke", Scope: scope, Handler: a.revokeKey, IfMatch: Optional, ETag: true},
	}
}

// Key is what is kept of an API key.
//
//	@Description	What is kept of an API key. A service key is an installation's or a partner's, a personal key one staff member's.
type Key struct {
	ID         string     `json:"id"`
	Kind       string     `json:"kind" enums:"service,personal"`
	Name       string     `json:"name"`
	Prefix     string     `json:"prefix" example:"gw_test_4Fh8Kq2Z"` // how its token begins
	Partner    *string    `json:"partner" extensions:"x-nullable"`   // of a partner's key
	MemberID   *string    `json:"member_id" extensions:"x-nullable"` // of a personal key
	Scopes     []string   `json:"scopes"`
	LastUsedOn *string    `json:"last_used_on" format:"date" extensions:"x-nullable"` // in UTC
	ExpiresAt  *time.Time `json:"expires_at" format:"date-time" extensions:"x-nullable"`
	RevokedAt  *time.Time `json:"revoked_at" format:"date-time" extensions:"x-nullable"`
	CreatedAt  time.Time  `json:"created_at" format:"date-time"`
	Token      *string    `json:"token" extensions:"x-nullable"` // the key itself: in the answer that issues it, and never again
}

func keyOf(k *apikey.Key) Key {
	out := Key{
		ID: k.ID, Kind: string(k.Kind), Name: k.Name, Prefix: "gw_" + string(k.Mode) + "_" + k.PublicID, MemberID: orNull(k.MemberID),
		Scopes: make([]string, len(k.Scopes)), LastUsedOn: orNull(k.LastUsedDay), ExpiresAt: timeOrNull(k.ExpiresMS),
		RevokedAt: timeOrNull(k.RevokedMS), CreatedAt: k.CreatedAt(),
	}
	if k.Source != member.Installation {
		out.Partner = orNull(k.Source)
	}
	for i, s := range k.Scopes {
		out.Scopes[i] = string(s)
	}
	return out
}

type keyInput struct {
	Name      string     `json:"name" minLength:"1" maxLength:"60" example:"crm"`              // two keys of one name can be alive, for rotation
	Partner   string     `json:"partner,omitempty" maxLength:"40" pattern:"^[a-z0-9_-]*$"`     // whose; the installation's when left out
	Scopes    []string   `json:"scopes" minItems:"1" maxItems:"40" example:"referrals:submit"` // each once; none that the issuing key lacks
	ExpiresAt *time.Time `json:"expires_at,omitempty" format:"date-time"`                      // never when left out
}

func (in keyInput) app() app.ServiceKeyInput {
	out := app.ServiceKeyInput{Name: in.Name, Partner: in.Partner, Scopes: in.Scopes}
	if in.ExpiresAt != nil {
		out.ExpiresMS = cmp.Or(in.ExpiresAt.UnixMilli(), 1) // 0 would be never, not 1970
	}
	return out
}

// issueKey makes a service key.
//
//	@ID				issueKey
//	@Summary		Issue a service key
//	@Description	The token is in this answer only; a repeat under the same Idempotency-Key has null in its place. Personal keys are issued at the command line, never by a key.
//	@Tags			keys
//	@Param			body	body		keyInput	true	"The key"
//	@Success		201		{object}	Key			"The key with its token"
//	@Router			/v1/keys [post]
func (a *API) issueKey(c *gin.Context) error {
	var in keyInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	call, err := a.call(c, "/v1/keys", in)
	if err != nil {
		return err
	}
	issued, err := a.deps.App.Keys.IssueService(c.Request.Context(), call, heldScopes(c), in.app())
	if err != nil {
		return err
	}
	settle(c, &issued.Doc.Meta, issued.Replayed)
	out := keyOf(issued.Doc)
	out.Token = orNull(issued.Token)
	return web.Created(c, "/v1/keys/"+issued.Doc.ID, out)
}

// heldScopes are the scopes of the key that asks.
func heldScopes(c *gin.Context) []apikey.Scope {
	var held []apikey.Scope
	for _, s := range caller(c).Scopes {
		held = append(held, apikey.Scope(s))
	}
	return held
}

type keyQuery struct {
	Limit  int    `form:"limit" default:"25" minimum:"1" maximum:"100"` // entries of a page
	Cursor string `form:"cursor" maxLength:"512"`                       // of the page before
	Owner  string `form:"owner" minLength:"1" maxLength:"64"`           // whose: a member's id, a partner's, or installation
	Search string `form:"q" minLength:"1" maxLength:"120"`              // words that begin so in the name; two letters at least
	State  string `form:"state" enums:"alive,ended"`                    // whether it opens anything; revoked and expired ones are ended
}

// listKeys pages through the keys.
//
//	@ID				listKeys
//	@Summary		List keys
//	@Description	Newest first, revoked ones too. Who is no admin lists their own: `owner` is their member id.
//	@Tags			keys
//	@Param			q	query		keyQuery		false	"Whose"
//	@Success		200	{object}	web.List[Key]	"A page"
//	@Router			/v1/keys [get]
func (a *API) listKeys(c *gin.Context) error {
	var q keyQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	filter := app.KeyFilter{Owner: q.Owner, Search: q.Search, State: q.State}
	l, err := a.deps.App.Keys.List(c.Request.Context(), caller(c).Actor, filter, app.Page{Cursor: q.Cursor, Limit: q.Limit})
	if err != nil {
		return err
	}
	return page(c, l, keyOf)
}

// getKey reads what is kept of a key.
//
//	@ID			getKey
//	@Summary	Read a key
//	@Tags		keys
//	@Success	200	{object}	Key	"The key, without its token"
//	@Router		/v1/keys/{id} [get]
func (a *API) getKey(c *gin.Context) error {
	k, err := a.deps.App.Keys.Get(c.Request.Context(), caller(c).Actor, c.Param("id"))
	return keyAnswer(c, app.Done[apikey.Key]{Doc: k}, err)
}

// revokeKey ends a key.
//
//	@ID				revokeKey
//	@Summary		Revoke a key
//	@Description	It ends at once and for good. A key may revoke itself.
//	@Tags			keys
//	@Success		200	{object}	Key	"The key as it is now"
//	@Router			/v1/keys/{id}/revoke [post]
func (a *API) revokeKey(c *gin.Context) error {
	done, err := perform(a, c, "keys", "revoke", a.deps.App.Keys.Revoke)
	return keyAnswer(c, done, err)
}

func keyAnswer(c *gin.Context, done app.Done[apikey.Key], err error) error {
	if err != nil {
		return err
	}
	settle(c, &done.Doc.Meta, done.Replayed)
	return web.OK(c, keyOf(done.Doc))
}
