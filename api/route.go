package api

import (
	"net/http"
	"strings"

	"github.com/goodword/goodword/internal/web"
)

// Demand says whether a route takes a request header.
type Demand int

// The demands. An optional header is checked when it is sent.
const (
	Ignored Demand = iota
	Optional
	Required
)

// Body is the kind of request body that a route takes.
type Body int

// The kinds of body.
const (
	NoBody Body = iota
	JSON
	CSV       // text/csv, read by the handler
	Multipart // multipart/form-data, read by the handler
	Raw       // any type, read by the handler: a signed webhook
)

// Route is one line of the table.
type Route struct {
	Method  string
	Path    string // Gin's template: /v1/referrals/:id
	Scope   string // that the key must have; empty for any key
	Public  bool   // no key at all
	Handler web.Handler

	Query       bool   // whether the handler reads query parameters; others are refused
	Body        Body   // kind of body
	BodyLimit   int64  // bytes; web.DefaultBodyLimit when zero
	Idempotency Demand // Idempotency-Key; every POST takes one at least
	IfMatch     Demand
	ETag        bool // whether a success carries the revision of its resource

	// Undocumented routes are outside the contract: pages and probes.
	Undocumented bool
}

// Writes reports whether the route may change something.
func (r Route) Writes() bool { return r.Method != http.MethodGet }

// Template is the path as openapi.yaml writes it: /v1/referrals/{id}.
func (r Route) Template() string {
	parts := strings.Split(r.Path, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, ":") {
			parts[i] = "{" + p[1:] + "}"
		}
	}
	return strings.Join(parts, "/")
}

// IdempotencyDemand is the route's demand, with the rule that every POST of the
// contract takes a key.
func (r Route) IdempotencyDemand() Demand {
	if r.Method == http.MethodPost && !r.Public && r.Idempotency == Ignored {
		return Optional
	}
	return r.Idempotency
}
