package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
)

func (a *API) healthRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/healthz", Public: true, Handler: a.health},
		{Method: http.MethodGet, Path: "/readyz", Public: true, Handler: a.ready},
	}
}

// Health is the answer of a probe.
//
//	@Description	The answer of a probe.
type Health struct {
	Status string `json:"status" enums:"ok"`
}

// health answers as long as the process runs.
//
//	@ID			health
//	@Summary	Whether the process runs
//	@Tags		service
//	@Success	200	{object}	Health	"It runs"
//	@Router		/healthz [get]
func (a *API) health(c *gin.Context) error { return web.OK(c, Health{Status: "ok"}) }

// ready answers whether requests can be served now.
//
//	@ID			ready
//	@Summary	Whether requests can be served
//	@Tags		service
//	@Success	200	{object}	Health		"They can"
//	@Failure	503	{object}	web.Problem	"They can't"
//	@Router		/readyz [get]
func (a *API) ready(c *gin.Context) error {
	if err := a.deps.Ready(c.Request.Context()); err != nil {
		return fault.New(fault.Unavailable, "not_ready", "The service is not ready yet.").Wrap(err)
	}
	return web.OK(c, Health{Status: "ok"})
}

func healthExamples() []any { return []any{Health{Status: "ok"}} }
