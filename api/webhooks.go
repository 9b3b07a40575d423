package api

import (
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
)

// maxStripeEvent is the largest event that is read, in bytes.
const maxStripeEvent = 1 << 20

// webhookRoutes take what Stripe tells us. The signature is their key.
func (a *API) webhookRoutes() []Route {
	return []Route{
		{Method: http.MethodPost, Path: "/webhooks/stripe", Public: true, Handler: a.receiveStripeEvent, Body: Raw, BodyLimit: maxStripeEvent},
	}
}

// receiveStripeEvent stores a signed event, to be acted on by the worker. A repeat
// is answered as the first one was.
//
//	@ID				receiveStripeEvent
//	@Summary		Take an event from Stripe
//	@Description	For Stripe alone. An event with a signature that doesn't fit or is more than five minutes old, of another API version, or of the other mode is answered 400, with its code.
//	@Tags			webhooks
//	@Accept			json
//	@Param			Stripe-Signature	header	string	true	"Stripe's signature of the body"
//	@Param			body				body	string	true	"The event, exactly as Stripe sent it"
//	@Success		204					"It is stored, now or before"
//	@Router			/webhooks/stripe [post]
func (a *API) receiveStripeEvent(c *gin.Context) error {
	ctx := c.Request.Context()
	payload, err := io.ReadAll(c.Request.Body)
	if err != nil {
		return err
	}
	event, err := a.deps.StripeEvents(payload, c.GetHeader("Stripe-Signature"), a.deps.App.Now())
	if err != nil {
		return unheard(err)
	}
	if err := a.deps.App.Deals.Receive(ctx, event); err != nil {
		return err
	}
	return web.NoContent(c)
}

// unheard answers whatever is wrong with an event in one way, for nobody but Stripe
// should be asking; the code still says what it was.
func unheard(err error) error {
	f := fault.Of(err)
	if f.Code == fault.TooLarge || f.Code == fault.Internal {
		return err
	}
	return fault.New(fault.Malformed, f.Reason, f.Message).Wrap(err)
}
