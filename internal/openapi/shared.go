package openapi

import (
	"errors"
	"net/http"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/goodword/goodword/internal/web"
)

const bearerScheme = "bearer"

// headerNames are the headers under components, by component name.
var headerNames = map[string]string{
	"RequestID": "X-Request-Id", "RateLimit": "RateLimit", "RateLimitPolicy": "RateLimit-Policy",
	"RetryAfter": "Retry-After", "ETag": "ETag", "Location": "Location", "Link": "Link",
	"IdempotentReplayed": "Idempotent-Replayed", "WWWAuthenticate": "WWW-Authenticate",
}

func headerRef(name string) *openapi3.HeaderRef {
	return &openapi3.HeaderRef{Ref: "#/components/headers/" + name}
}

// defineShared writes the components that operations refer to.
func defineShared(doc *openapi3.T) error {
	if doc.Components.Schemas["Problem"] == nil {
		return errors.New("no annotation refers to web.Problem; one @Failure must")
	}
	doc.Security = nil
	doc.Components.SecuritySchemes = openapi3.SecuritySchemes{bearerScheme: {Value: openapi3.NewSecurityScheme().
		WithType("http").WithScheme("bearer").WithDescription("An API key: `gw_test_…` or `gw_live_…`. Its scopes are named at each operation.")}}
	doc.Components.Headers = sharedHeaders()
	doc.Components.Parameters = sharedParameters()
	doc.Components.Responses = openapi3.ResponseBodies{}
	for status, text := range problemTexts {
		doc.Components.Responses[problemName(status)] = &openapi3.ResponseRef{Value: problemResponse(status, text)}
	}
	return nil
}

func sharedHeaders() openapi3.Headers {
	text := func() *openapi3.Schema { return openapi3.NewStringSchema() }
	header := func(description string, required bool, s *openapi3.Schema, example any) *openapi3.HeaderRef {
		return &openapi3.HeaderRef{Value: &openapi3.Header{Parameter: openapi3.Parameter{
			Description: description, Required: required, Schema: s.NewRef(), Example: example}}}
	}
	return openapi3.Headers{
		"RequestID":          header("The id of this request: yours if you sent a well-formed one, else ours.", true, text().WithMinLength(1).WithMaxLength(128), "req_9f1c2b7a4e5d60718293a4b5"),
		"RateLimit":          header("What is left of the quota, and in how many seconds it is whole again (IETF draft, structured field). Absent where no limit is set.", false, text(), `"key";r=299;t=1`),
		"RateLimitPolicy":    header("The quota and its window in seconds. Absent where no limit is set.", false, text(), `"key";q=300;w=60`),
		"RetryAfter":         header("Seconds to wait before another try.", true, openapi3.NewIntegerSchema().WithMin(1), 1),
		"ETag":               header("The revision of the resource; send it back as If-Match.", true, text().WithPattern(`^"[0-9]+"$`), `"7"`),
		"Location":           header("The address of what was made.", true, text().WithFormat("uri-reference"), "/v1/referrals/ref_01jcz5m8q9h7v3x2k4n6p8r0t1"),
		"Link":               header("The next page as rel=\"next\"; absent on the last.", false, text(), `</v1/referrals?cursor=b3Bh>; rel="next"`),
		"IdempotentReplayed": header("`true` when this Idempotency-Key was used before; the answer is the resource as it is now. Absent otherwise.", false, text().WithEnum("true"), "true"),
		"WWWAuthenticate":    header("How to authenticate.", true, text(), `Bearer realm="goodword"`),
	}
}

func sharedParameters() openapi3.ParametersMap {
	header := func(name, description string, required bool, s *openapi3.Schema, example any) *openapi3.ParameterRef {
		p := openapi3.NewHeaderParameter(name).WithDescription(description).WithRequired(required).WithSchema(s)
		p.Example = example
		return &openapi3.ParameterRef{Value: p}
	}
	key := func() *openapi3.Schema {
		return openapi3.NewStringSchema().WithMinLength(1).WithMaxLength(255).WithPattern(`^(?:[!#-~][!-~]*|"(?:[!#-\[\]-~]|\\["\\])+")$`)
	}
	match := func() *openapi3.Schema {
		return openapi3.NewStringSchema().WithPattern(`^(?:\*|(?:W/)?"[!#-~]*"(?:[ \t]*,[ \t]*(?:W/)?"[!#-~]*")*)$`)
	}
	return openapi3.ParametersMap{
		"IdempotencyKey":         header("Idempotency-Key", "Makes a repeat safe: a new key for each thing that you mean to do.", false, key(), "f3c9a1d2-order-17"),
		"IdempotencyKeyRequired": header("Idempotency-Key", "Makes a repeat safe: a new key for each thing that you mean to do. Required here.", true, key(), "f3c9a1d2-order-17"),
		"IfMatch":                header("If-Match", "The ETag that you read; 412 if it has changed since.", false, match(), `"7"`),
		"IfMatchRequired":        header("If-Match", "The ETag of the version that you decide on. Required here; 412 if it has changed since.", true, match(), `"7"`),
	}
}

// problemTexts are the refusals, with an example code and sentence for each.
var problemTexts = map[int]struct{ description, code, detail string }{
	http.StatusBadRequest:            {"The request can't be read: broken JSON, a name sent twice, a bad cursor, or a missing or malformed Idempotency-Key.", "invalid_json", "The body is not valid JSON in UTF-8 (at byte 17)."},
	http.StatusUnauthorized:          {"No key, or one that isn't valid here.", "bad_token", "This API key is not valid."},
	http.StatusForbidden:             {"The key may not do this.", "missing_scope", "This key doesn't have the scope referrals:read."},
	http.StatusNotFound:              {"It doesn't exist, or this key may not see it.", "not_found", "There is no such referral."},
	http.StatusConflict:              {"The state of the resource, or another record, stands against it.", "wrong_state", "A referral that is lost can't be accepted."},
	http.StatusPreconditionFailed:    {"The resource has changed since the ETag in If-Match.", "stale_revision", "It has changed since you read it. Read it again and decide on what it is now."},
	http.StatusRequestEntityTooLarge: {"The body is too large.", "body_too_large", "The body is larger than 65536 bytes."},
	http.StatusUnsupportedMediaType:  {"The body has another media type.", "unsupported_media_type", "Send “Content-Type: application/json”, in UTF-8."},
	http.StatusUnprocessableEntity:   {"Fields or parameters are unknown, missing or mean nothing; `errors` says which.", "invalid_fields", "Some fields need another value."},
	http.StatusPreconditionRequired:  {"If-Match is missing.", "if_match_required", "Send If-Match with the ETag of the version that you decide on."},
	http.StatusTooManyRequests:       {"Too many requests.", "rate_limited", "Too many requests. Wait as long as Retry-After says."},
	http.StatusInternalServerError:   {"Our mistake; tell us the request id.", "internal", "Something went wrong on our side. Please try again, or tell us the request id."},
	http.StatusServiceUnavailable:    {"Not now; try again after Retry-After.", "busy", "The service is busy. Please try again."},
}

// problemName names the component: 412 is PreconditionFailed.
func problemName(status int) string { return strings.ReplaceAll(http.StatusText(status), " ", "") }

func problemResponse(status int, t struct{ description, code, detail string }) *openapi3.Response {
	example := map[string]any{
		"type": web.ErrorsPath + "#" + t.code, "title": http.StatusText(status), "status": status, "detail": t.detail,
		"instance": "/v1/referrals/:id", "code": t.code, "request_id": "req_9f1c2b7a4e5d60718293a4b5",
	}
	if status == http.StatusUnprocessableEntity {
		example["errors"] = []any{map[string]any{"pointer": "/person/email", "code": "required", "detail": "This field can't be left out."}}
	}
	media := openapi3.NewMediaType().WithSchemaRef(openapi3.NewSchemaRef(schemaPrefix+"Problem", nil)).WithExample("problem", example)
	media.Example, media.Examples = example, nil
	r := openapi3.NewResponse().WithDescription(t.description).WithContent(openapi3.Content{web.ProblemType: media})
	r.Headers = openapi3.Headers{}
	names := []string{"RequestID"}
	switch status {
	case http.StatusUnauthorized:
		names = append(names, "WWWAuthenticate")
	case http.StatusTooManyRequests:
		names = append(names, "RateLimit", "RateLimitPolicy", "RetryAfter")
	case http.StatusServiceUnavailable:
		names = append(names, "RetryAfter")
	}
	for _, n := range names {
		r.Headers[headerNames[n]] = headerRef(n)
	}
	return r
}
