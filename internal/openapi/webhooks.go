package openapi

import (
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// webhookPath marks annotations that describe what we send instead of what we
// serve: @Router /__webhooks/referral.agreed [post].
const webhookPath = "/__webhooks/"

// moveWebhooks moves the annotated webhooks to their own section, with the headers
// of the Standard Webhooks specification.
func moveWebhooks(doc *openapi3.T) {
	for path, item := range doc.Paths.Map() {
		event, ok := strings.CutPrefix(path, webhookPath)
		if !ok {
			continue
		}
		if doc.Webhooks == nil {
			doc.Webhooks = map[string]*openapi3.PathItem{}
		}
		doc.Webhooks[event] = item
		doc.Paths.Delete(path)
		if item.Post != nil {
			describeWebhook(item.Post)
		}
	}
}

func describeWebhook(op *openapi3.Operation) {
	op.Security = openapi3.NewSecurityRequirements() // signed, see webhook-signature
	if op.RequestBody != nil {
		body := op.RequestBody.Value
		body.Extensions, body.Required = nil, true
		for _, m := range body.Content {
			body.Content = openapi3.Content{"application/json": m}
		}
	}
	for status := range op.Responses.Map() {
		if !strings.HasPrefix(status, "2") {
			op.Responses.Delete(status)
		}
	}
	header := func(name, description string, s *openapi3.Schema) {
		op.AddParameter(openapi3.NewHeaderParameter(name).WithRequired(true).WithDescription(description).WithSchema(s))
	}
	header("webhook-id", "The same for every try of one event: do nothing twice.", openapi3.NewStringSchema())
	header("webhook-timestamp", "When this try was sent, in seconds since 1970.", openapi3.NewStringSchema().WithPattern("^[0-9]+$"))
	header("webhook-signature", "One or two signatures, `v1,…`, parted by a space (Standard Webhooks).", openapi3.NewStringSchema())
}
