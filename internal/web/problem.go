package web

import (
	"net/http"

	"github.com/goodword/goodword/internal/fault"
)

// ProblemType is the media type of a Problem.
const ProblemType = "application/problem+json"

// ErrorsPath is the page that explains every problem; the type of a problem is a
// fragment of it.
const ErrorsPath = "/docs/errors"

// Problem is the body of every answer that is not a success (RFC 9457).
//
//	@Description	An answer that is not a success (RFC 9457). Branch on `code`: it never changes its meaning.
type Problem struct {
	Type      string         `json:"type" format:"uri-reference" example:"/docs/errors#not_found"` // page that explains the problem
	Title     string         `json:"title" example:"Not found"`                                    // the status in words
	Status    int            `json:"status" minimum:"400" maximum:"599" example:"404"`             // the HTTP status again
	Detail    string         `json:"detail" example:"There is no such referral."`                  // what is wrong and what to do, for a person
	Instance  string         `json:"instance" format:"uri-reference" example:"/v1/referrals/:id"`  // route that was asked
	Code      string         `json:"code" example:"not_found"`                                     // stable word for programs
	RequestID string         `json:"request_id" example:"req_2f6c1e0b9d5a4f7e"`                    // tell us this when you ask about it
	Errors    []ProblemField `json:"errors,omitempty"`                                             // the fields at fault, where there are any
} //	@name	Problem

// ProblemField is one field at fault.
//
//	@Description	One field at fault.
type ProblemField struct {
	Pointer string `json:"pointer" example:"/person/email"`                // RFC 6901 pointer into the body; `?name` is a query parameter, `#name` a header
	Code    string `json:"code" example:"required"`                        // stable word for programs
	Detail  string `json:"detail" example:"This field can't be left out."` // what to do about it
} //	@name	ProblemField

// statuses is the only map from fault codes to HTTP statuses.
var statuses = map[fault.Code]int{
	fault.Malformed:            http.StatusBadRequest,
	fault.Unauthenticated:      http.StatusUnauthorized,
	fault.Forbidden:            http.StatusForbidden,
	fault.NotFound:             http.StatusNotFound,
	fault.MethodNotAllowed:     http.StatusMethodNotAllowed,
	fault.Conflict:             http.StatusConflict,
	fault.Precondition:         http.StatusPreconditionFailed,
	fault.TooLarge:             http.StatusRequestEntityTooLarge,
	fault.UnsupportedMedia:     http.StatusUnsupportedMediaType,
	fault.Invalid:              http.StatusUnprocessableEntity,
	fault.PreconditionRequired: http.StatusPreconditionRequired,
	fault.TooMany:              http.StatusTooManyRequests,
	fault.Internal:             http.StatusInternalServerError,
	fault.Unavailable:          http.StatusServiceUnavailable,
}

// Status is the HTTP status of a fault code; a code that is not in the closed set
// is an error of ours.
func Status(code fault.Code) int {
	if s, ok := statuses[code]; ok {
		return s
	}
	return http.StatusInternalServerError
}

// problemOf puts a fault in the form that clients see.
func problemOf(f *fault.Error, route, requestID string) Problem {
	status := Status(f.Code)
	p := Problem{
		Type: ErrorsPath + "#" + f.Reason, Title: http.StatusText(status), Status: status,
		Detail: f.Message, Instance: route, Code: f.Reason, RequestID: requestID,
	}
	for _, field := range f.Fields {
		p.Errors = append(p.Errors, ProblemField(field))
	}
	return p
}
