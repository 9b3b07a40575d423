package api

import (
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
)

// Keys of what the chain leaves in a Gin context for handlers.
const (
	keyCaller      = "api.caller"
	keyIdempotency = "api.idempotency_key"
	keyMatch       = "api.match"
)

// chain is the middleware that a line of the table asks for, and its handler.
func (a *API) chain(r Route, perIP, perKey gin.HandlerFunc) []gin.HandlerFunc {
	chain := []gin.HandlerFunc{perIP}
	add := func(h web.Handler) { chain = append(chain, web.Handle(h)) }
	if !r.Public {
		add(a.authenticate)
		chain = append(chain, perKey)
		if r.Scope != "" {
			add(demandScope(r.Scope))
		}
	}
	if r.BodyLimit > 0 {
		chain = append(chain, web.LimitBody(r.BodyLimit))
	}
	if strings.Contains(r.Path, ":") {
		add(checkNames)
	}
	if !r.Query {
		add(web.NoQuery)
	}
	if d := r.IdempotencyDemand(); d != Ignored {
		add(readIdempotencyKey(d == Required))
	}
	if r.IfMatch != Ignored {
		add(readIfMatch(r.IfMatch == Required))
	}
	add(r.Handler)
	return chain
}

func (a *API) authenticate(c *gin.Context) error {
	token, err := web.Bearer(c)
	if err != nil {
		return err
	}
	who, err := a.deps.Authenticate(c.Request.Context(), token)
	if err != nil {
		return err
	}
	c.Set(keyCaller, who)
	web.SetActor(c, who.KeyID)
	return nil
}

func demandScope(scope string) web.Handler {
	return func(c *gin.Context) error {
		if slices.Contains(caller(c).Scopes, scope) {
			return nil
		}
		return fault.Newf(fault.Forbidden, "missing_scope", "This key doesn't have the scope %s.", scope).With("scope", scope)
	}
}

// maxName is the longest name in a path.
const maxName = 200

// checkNames answers 404 to names that can't be any: what isn't visible ASCII never
// reaches a store.
func checkNames(c *gin.Context) error {
	for _, p := range c.Params {
		visible := strings.IndexFunc(p.Value, func(r rune) bool { return r <= ' ' || r >= 0x7f }) < 0
		if p.Value == "" || len(p.Value) > maxName || !visible {
			return fault.New(fault.NotFound, "not_found", "There is nothing of this name.")
		}
	}
	return nil
}

func readIdempotencyKey(required bool) web.Handler {
	return func(c *gin.Context) error {
		key, err := web.IdempotencyKey(c, required)
		c.Set(keyIdempotency, key)
		return err
	}
}

func readIfMatch(required bool) web.Handler {
	return func(c *gin.Context) error {
		m, err := web.IfMatch(c, required)
		c.Set(keyMatch, m)
		return err
	}
}

// caller is who sent the request; on a public route nobody.
func caller(c *gin.Context) Caller {
	who, _ := c.Value(keyCaller).(Caller)
	return who
}

// idempotencyKey is the request's Idempotency-Key, empty without one.
func idempotencyKey(c *gin.Context) string { return c.GetString(keyIdempotency) }

// match is the request's If-Match; its Check is handed to the action.
func match(c *gin.Context) web.Match {
	m, _ := c.Value(keyMatch).(web.Match)
	return m
}

// byKey names the caller of a rate limit by key.
func byKey(c *gin.Context) string { return caller(c).KeyID }
