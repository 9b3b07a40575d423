package api

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
)

// Authenticator finds the caller behind a token among the keys of the application.
func Authenticator(keys *app.Keys) func(context.Context, string) (Caller, error) {
	return func(ctx context.Context, token string) (Caller, error) {
		id, err := keys.Authenticate(ctx, token)
		if err != nil {
			return Caller{}, err
		}
		who := Caller{Actor: id.Actor, KeyID: id.Key.ID, Owner: id.Owner}
		for _, s := range id.Key.Scopes {
			who.Scopes = append(who.Scopes, string(s))
		}
		return who, nil
	}
}

// call says who asks for an action, and under which conditions: the key's actor,
// the Idempotency-Key tied to the action and its input, and If-Match. action is the
// route's template, with an id where it is about one thing.
func (a *API) call(c *gin.Context, action string, input any) (app.Call, error) {
	who := caller(c)
	replay, err := a.deps.App.Replay(who.Owner, action, idempotencyKey(c), input)
	return app.Call{Actor: who.Actor, Replay: replay, IfMatch: match(c).Revision()}, err
}

// party says for whom a service key asks.
type party int

const (
	forStaff    party = iota // a staff member, who has to be named
	forStaffOr               // a staff member, or the installation itself
	forReferrer              // the customer who put somebody forward
)

// actAs returns the actor of a request: the member that a service key names in
// on_behalf_of, or the person of a personal key.
func (a *API) actAs(c *gin.Context, by aggregate.Actor, memberID string, p party) (aggregate.Actor, error) {
	if by.Kind == aggregate.Staff && (memberID == "" || memberID == by.ID) {
		return by, nil
	}
	if memberID == "" {
		if p == forStaffOr {
			return by, nil
		}
		return by, fault.OfField("/on_behalf_of", "required", "A service key says for whom it acts: name the member.")
	}
	actor, err := a.deps.App.Keys.ActAs(c.Request.Context(), by, memberID)
	switch {
	case err != nil:
		return by, err
	case p == forReferrer && actor.Kind != aggregate.Referrer:
		return by, fault.OfField("/on_behalf_of", "not_a_referrer", "This is done for the customer who made the introduction, not for staff.")
	case p != forReferrer && actor.Kind != aggregate.Staff:
		return by, fault.OfField("/on_behalf_of", "not_staff", "This is done for a staff member.")
	}
	return actor, nil
}
