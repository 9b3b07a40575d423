package payout

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/stripe/stripe-go/v76"
	"github.com/stripe/stripe-go/v76/webhook"

	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/fault"
)

// MaxEvent is the largest body of a webhook event that is read, in bytes.
const MaxEvent = 1 << 20

// signatureAge is how far the signature's time may be from now, either way.
// stripe-go's own check takes a time in the future and reads the wall clock.
const signatureAge = 5 * time.Minute

// ParseEvent verifies a webhook event and returns what it says. payload is the
// body as it came, signature the header Stripe-Signature, now the product's clock.
// Faults: unauthenticated (invalid_signature, stale_signature), too_large,
// malformed (broken_event), invalid (api_version_mismatch, livemode_mismatch).
func (c *Client) ParseEvent(payload []byte, signature string, now time.Time) (transfer.Event, error) {
	if len(payload) > MaxEvent {
		return transfer.Event{}, fault.New(fault.TooLarge, "event_too_large", "The event is larger than 1 MiB.")
	}
	if err := c.verify(payload, signature, now); err != nil {
		return transfer.Event{}, err
	}
	var e stripe.Event
	if err := json.Unmarshal(payload, &e); err != nil {
		return transfer.Event{}, broken("The body isn't a Stripe event.").Wrap(err)
	}
	switch {
	case e.APIVersion != stripe.APIVersion:
		return transfer.Event{}, fault.Newf(fault.Invalid, "api_version_mismatch",
			"The event is in another API version; set the webhook endpoint to %s.", stripe.APIVersion)
	case e.Livemode != c.livemode:
		return transfer.Event{}, fault.New(fault.Invalid, "livemode_mismatch", "The event is of the other mode, live or test, than the configured key.")
	case e.ID == "" || e.Type == "" || e.Data == nil || len(e.Data.Object) == 0:
		return transfer.Event{}, broken("The event lacks its id, its type or its object.")
	}
	return decode(e)
}

// verify checks the signature against each secret, and its time.
func (c *Client) verify(payload []byte, signature string, now time.Time) error {
	signed := false
	for _, s := range c.secrets {
		signed = webhook.ValidatePayloadIgnoringTolerance(payload, signature, s) == nil || signed
	}
	at, ok := signedAt(signature)
	if !signed || !ok {
		return fault.New(fault.Unauthenticated, "invalid_signature", "The signature doesn't fit the body and the configured secret.")
	}
	if age := now.Sub(at); age > signatureAge || age < -signatureAge {
		return fault.New(fault.Unauthenticated, "stale_signature", "The signature is more than five minutes from now.")
	}
	return nil
}

// signedAt reads the one t= of a signature header.
func signedAt(signature string) (time.Time, bool) {
	var at time.Time
	found := false
	for part := range strings.SplitSeq(signature, ",") {
		v, ok := strings.CutPrefix(part, "t=")
		if !ok {
			continue
		}
		sec, err := strconv.ParseInt(v, 10, 64)
		if err != nil || found {
			return time.Time{}, false
		}
		at, found = time.Unix(sec, 0), true
	}
	return at, found
}

func broken(message string) *fault.Error { return fault.New(fault.Malformed, "broken_event", message) }
