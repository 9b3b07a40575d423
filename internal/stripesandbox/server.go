package stripesandbox

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
)

// maxBody is the largest request that is read, in bytes.
const maxBody = 1 << 20

// call is one request for the API.
type call struct {
	ctx     context.Context
	route   *route
	method  string
	path    string
	id      string // of the object in the path
	account string // header Stripe-Account
	key     string // header Idempotency-Key
	params  params
}

// route is one operation of the API.
type route struct {
	method string
	path   string // as http.ServeMux writes it
	params []param
	run    func(*tx, *call) (any, error)
}

// Handler serves the API under /v1.
func (s *Sandbox) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes() {
		mux.HandleFunc(r.method+" "+r.path, func(w http.ResponseWriter, req *http.Request) { s.serve(w, req, &r) })
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, req *http.Request) { s.serve(w, req, nil) })
	return mux
}

// routes is everything that the sandbox speaks.
func routes() []route {
	var all []route
	for _, group := range [][]route{accountRoutes(), transferRoutes(), balanceRoutes(), paymentRoutes(), eventRoutes()} {
		all = append(all, group...)
	}
	return all
}

// serve takes a request through the layers in Stripe's order: authentication,
// limits, parameters, idempotency, execution. Only what is executed is remembered
// under the key.
func (s *Sandbox) serve(w http.ResponseWriter, req *http.Request, r *route) {
	c, bad := s.read(w, req, r)
	if bad != nil {
		s.send(w, c, refuse(bad), nil)
		return
	}
	f, err := s.strike(req.Context(), c)
	if err != nil {
		s.send(w, c, refuse(broken()), nil)
		return
	}
	if a, stop := f.before(w); stop {
		s.send(w, c, a, nil)
		return
	}
	if bad := c.params.check(r.params); bad != nil {
		s.send(w, c, refuse(bad), nil)
		return
	}
	if r.method == http.MethodGet {
		s.send(w, c, s.look(c, f), f)
		return
	}
	s.send(w, c, s.write(c, f), f)
}

// read authenticates a request and takes it apart.
func (s *Sandbox) read(w http.ResponseWriter, req *http.Request, r *route) (*call, *refusal) {
	c := &call{
		ctx: req.Context(), route: r, method: req.Method, path: req.URL.Path, id: req.PathValue("id"),
		account: req.Header.Get("Stripe-Account"), key: req.Header.Get("Idempotency-Key"),
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, maxBody))
	switch {
	case !s.authentic(req):
		return c, &refusal{Status: http.StatusUnauthorized, Type: "invalid_request_error", Message: "Invalid API key provided."}
	case r == nil:
		return c, &refusal{Status: http.StatusNotFound, Type: "invalid_request_error", Message: "Unrecognized request URL (" + req.Method + ": " + req.URL.Path + ")."}
	case err != nil:
		return c, invalid("", "", "Invalid request: the body can't be read.")
	case len(c.key) > 255:
		return c, invalid("", "", "Idempotency keys have at most 255 characters.")
	}
	form := string(body)
	if req.Method == http.MethodGet || req.Method == http.MethodDelete {
		form = req.URL.RawQuery
	} else if t := req.Header.Get("Content-Type"); form != "" && !strings.HasPrefix(t, "application/x-www-form-urlencoded") {
		return c, invalid("", "", "Invalid request: the body must be a form.")
	}
	var bad *refusal
	c.params, bad = parseParams(form)
	return c, bad
}

// authentic reports whether the request carries the sandbox's key.
func (s *Sandbox) authentic(req *http.Request) bool {
	if user, _, ok := req.BasicAuth(); ok {
		return user == s.deps.Key
	}
	return req.Header.Get("Authorization") == "Bearer "+s.deps.Key
}

// look answers a GET.
func (s *Sandbox) look(c *call, f *Fault) answer {
	t, err := s.begin(c.ctx)
	if err != nil {
		return refuse(broken())
	}
	if f.is(ListLag) {
		t.lag = f.Seconds
	}
	v, err := c.route.run(t, c)
	if r, ok := errors.AsType[*refusal](err); ok {
		return refuse(r)
	}
	if err != nil {
		return refuse(broken())
	}
	return answer{status: http.StatusOK, body: encode(v)}
}

// send writes the answer, or what the fault leaves of it.
func (s *Sandbox) send(w http.ResponseWriter, c *call, a answer, f *Fault) {
	f.after(c.ctx)
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Stripe-Version", APIVersion)
	h.Set("Request-Id", requestID())
	if c.key != "" && c.method == http.MethodPost {
		h.Set("Idempotency-Key", c.key)
	}
	if a.replayed {
		h.Set("Idempotent-Replayed", "true")
	}
	f.write(w, a)
}
