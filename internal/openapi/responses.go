package openapi

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/goodword/goodword/api"
)

// responses mends the annotated successes and adds the problems that the table
// implies, so that no annotation names them.
func (o operation) responses() error {
	o.op.Responses.Delete("default")
	success := 0
	for status, ref := range o.op.Responses.Map() {
		code, err := strconv.Atoi(status)
		switch {
		case err != nil:
			return fmt.Errorf("%q is no status", status)
		case code >= http.StatusBadRequest:
			o.op.Responses.Delete(status) // the table decides
		default:
			success++
			o.success(code, ref.Value)
		}
	}
	if success == 0 {
		return fmt.Errorf("no @Success")
	}
	for _, status := range o.problemStatuses() {
		o.op.Responses.Set(strconv.Itoa(status), &openapi3.ResponseRef{Ref: "#/components/responses/" + problemName(status)})
	}
	return nil
}

// success puts in the headers that an answer of this kind always has.
func (o operation) success(status int, r *openapi3.Response) {
	if r.Headers == nil {
		r.Headers = openapi3.Headers{}
	}
	for _, h := range r.Headers {
		h.Value.Required = true
	}
	header := func(name string) { r.Headers[headerNames[name]] = headerRef(name) }
	header("RequestID")
	header("RateLimit")
	header("RateLimitPolicy")
	if o.route.ETag {
		header("ETag")
	}
	if status == http.StatusCreated {
		header("Location")
	}
	if o.route.IdempotencyDemand() != api.Ignored {
		header("IdempotentReplayed")
	}
	for _, m := range r.Content {
		if m.Schema != nil && strings.HasSuffix(m.Schema.Ref, "List") {
			header("Link")
		}
	}
	if status == http.StatusNoContent {
		r.Content = nil
	}
}

// problemStatuses are the refusals that the line of the table makes possible.
func (o operation) problemStatuses() []int {
	r := o.route
	// Malformed or unknown parameters can be sent to every route.
	statuses := []int{http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusTooManyRequests,
		http.StatusInternalServerError, http.StatusServiceUnavailable}
	when := func(cond bool, add ...int) {
		if cond {
			statuses = append(statuses, add...)
		}
	}
	when(!r.Public, http.StatusUnauthorized, http.StatusForbidden)
	when(strings.Contains(o.path, "{"), http.StatusNotFound)
	when(r.Writes(), http.StatusConflict)
	when(r.Body != api.NoBody, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusNotFound)
	when(r.IfMatch != api.Ignored, http.StatusPreconditionFailed)
	when(r.IfMatch == api.Required, http.StatusPreconditionRequired)
	return statuses
}
