package stripesandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// refusal is an error answer of the API.
type refusal struct {
	Status  int    `json:"-"`
	Type    string `json:"type"`
	Code    string `json:"code,omitempty"`
	Message string `json:"message"`
	Param   string `json:"param,omitempty"`
	DocURL  string `json:"doc_url,omitempty"`
}

// Error implements error.
func (r *refusal) Error() string { return r.Type + "/" + r.Code + ": " + r.Message }

// body is the refusal as Stripe writes it.
func (r *refusal) body() []byte {
	if r.Code != "" {
		r.DocURL = "https://stripe.com/docs/error-codes/" + r.Code
	}
	return encode(map[string]*refusal{"error": r})
}

func invalid(code, param, format string, args ...any) *refusal {
	return &refusal{Status: http.StatusBadRequest, Type: "invalid_request_error", Code: code, Param: param, Message: fmt.Sprintf(format, args...)}
}

func missing(kind, id, param string) *refusal {
	r := invalid("resource_missing", param, "No such %s: '%s'", kind, id)
	r.Status = http.StatusNotFound
	return r
}

func broken() *refusal {
	return &refusal{Status: http.StatusInternalServerError, Type: "api_error", Message: "Something went wrong in the sandbox."}
}

// answer is what goes back to the caller.
type answer struct {
	status   int
	body     []byte
	replayed bool
}

func refuse(r *refusal) answer { return answer{status: r.Status, body: r.body()} }

// encode writes v as JSON; the types of this package always can be.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		return []byte(`{"error":{"type":"api_error","message":"The answer can't be written."}}`)
	}
	return b
}

// list is a page of objects.
type list struct {
	Object  string            `json:"object"`
	Data    []json.RawMessage `json:"data"`
	HasMore bool              `json:"has_more"`
	URL     string            `json:"url"`
}
