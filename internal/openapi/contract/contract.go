// Package contract holds an HTTP handler under test to openapi.yaml: every answer
// must be documented and fit its schema, and every request that was accepted must
// be one that the document allows. It counts which operations were answered, so
// that a test can ask for all of them.
//
// Neighbours: used by the tests of api and of the whole; imports nothing of ours.
package contract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
)

// Checker holds traffic to a document. It is safe for concurrent use.
type Checker struct {
	doc    *openapi3.T
	router routers.Router

	mu   sync.Mutex
	hits map[string]map[int]int // operationId → status → answers
}

// New returns a checker for a document.
func New(document []byte) (*Checker, error) {
	doc, err := openapi3.NewLoader().LoadFromData(document)
	if err != nil {
		return nil, fmt.Errorf("read the document: %w", err)
	}
	doc.Servers = nil // tests serve elsewhere
	router, err := legacy.NewRouter(doc)
	if err != nil {
		return nil, fmt.Errorf("route the document: %w", err)
	}
	return &Checker{doc: doc, router: router, hits: map[string]map[int]int{}}, nil
}

// Handler passes requests to next and reports what doesn't keep the contract. The
// answer reaches the client unchanged.
func (c *Checker) Handler(next http.Handler, report func(error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent, err := io.ReadAll(r.Body)
		r.Body = io.NopCloser(io.MultiReader(bytes.NewReader(sent), failing{err}))
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		if err := c.check(r, sent, answer); err != nil {
			report(fmt.Errorf("%s %s → %d: %w", r.Method, r.URL.Path, answer.Code, err))
		}
		maps.Copy(w.Header(), answer.Header())
		w.WriteHeader(answer.Code)
		w.Write(answer.Body.Bytes())
	})
}

// failing ends a body as the client's own ended.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err == nil {
		return 0, io.EOF
	}
	return 0, f.err
}

func (c *Checker) check(r *http.Request, sent []byte, answer *httptest.ResponseRecorder) error {
	probe := r.Clone(context.Background())
	probe.Body = io.NopCloser(bytes.NewReader(sent))
	probe.ContentLength = int64(len(sent))
	if probe.Method == http.MethodHead {
		probe.Method = http.MethodGet
	}
	route, names, err := c.router.FindRoute(probe)
	if err != nil {
		return c.checkOutside(r, answer)
	}
	c.count(route.Operation.OperationID, answer.Code)
	in := &openapi3filter.RequestValidationInput{
		Request: probe, PathParams: names, Route: route,
		Options: &openapi3filter.Options{
			AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true, MultiError: true,
			// The schema says "text"; the filter would demand rows of equal length.
			ExcludeRequestBody: strings.HasPrefix(r.Header.Get("Content-Type"), "text/csv"),
		},
	}
	if answer.Code < http.StatusBadRequest {
		if err := openapi3filter.ValidateRequest(context.Background(), in); err != nil {
			return fmt.Errorf("it was accepted, but the document doesn't allow it: %w", err)
		}
	}
	return c.checkAnswer(r, in, answer)
}

// checkOutside judges an answer to what the document doesn't name.
func (c *Checker) checkOutside(r *http.Request, answer *httptest.ResponseRecorder) error {
	if !strings.HasPrefix(r.URL.Path, "/v1/") || answer.Code == http.StatusNotFound {
		return nil
	}
	if answer.Code == http.StatusMethodNotAllowed {
		if answer.Header().Get("Allow") == "" {
			return errors.New("a 405 needs Allow")
		}
		return nil
	}
	return errors.New("the document has no such operation")
}

func (c *Checker) checkAnswer(r *http.Request, in *openapi3filter.RequestValidationInput, answer *httptest.ResponseRecorder) error {
	body := answer.Body.Bytes()
	bare := answer.Code == http.StatusNoContent || answer.Code == http.StatusNotModified
	switch {
	case bare && len(body) > 0:
		return errors.New("this status has no body")
	case r.Method == http.MethodHead:
		body = nil
	case answer.Code >= http.StatusBadRequest && answer.Header().Get("Content-Type") != "application/problem+json":
		return fmt.Errorf("a refusal is a problem document, not %q", answer.Header().Get("Content-Type"))
	}
	media, _, _ := mime.ParseMediaType(answer.Header().Get("Content-Type"))
	opaque := media != "" && media != "application/json" && media != "application/problem+json"
	if opaque && !documents(in.Route.Operation, answer.Code, media) {
		return fmt.Errorf("the media type %q isn't documented for this status", media)
	}
	out := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: answer.Code, Header: answer.Header(),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true, ExcludeResponseBody: opaque || r.Method == http.MethodHead},
	}
	out.SetBodyBytes(body)
	if err := openapi3filter.ValidateResponse(context.Background(), out); err != nil {
		return fmt.Errorf("the answer isn't as documented: %w", err)
	}
	return nil
}

// documents reports whether an operation may answer a status with a media type.
// The filter reads JSON only; of other answers this is all that can be said.
func documents(op *openapi3.Operation, status int, media string) bool {
	ref := op.Responses.Status(status)
	return ref != nil && ref.Value != nil && ref.Value.Content[media] != nil
}

func (c *Checker) count(operation string, status int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.hits[operation] == nil {
		c.hits[operation] = map[int]int{}
	}
	c.hits[operation][status]++
}

// Missed lists the operations that were never answered with success.
func (c *Checker) Missed() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var missed []string
	for _, item := range c.doc.Paths.Map() {
		for _, op := range item.Operations() {
			if !slices.ContainsFunc(slices.Collect(maps.Keys(c.hits[op.OperationID])), func(s int) bool { return s < http.StatusBadRequest }) {
				missed = append(missed, op.OperationID)
			}
		}
	}
	slices.Sort(missed)
	return missed
}
