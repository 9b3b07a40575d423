package stripesandbox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/lestrrat-go/jsval"
	"github.com/stripe/stripe-mock/embedded"
	"github.com/stripe/stripe-mock/server"
	"github.com/stripe/stripe-mock/spec"
)

// contract checks exchanges against Stripe's published spec of 2024-04-10, whose
// shapes are those of 2023-10-16 for everything that the sandbox speaks.
type contract struct {
	spec       *spec.Spec
	stub       *server.StubServer
	components *spec.ComponentsForValidation
	mu         sync.Mutex
	validators map[*spec.Schema]*jsval.JSVal
}

// theContract is loaded once: the spec has 6 MB. The validator prints each request
// to standard output, which go test shows only for a package that fails.
var theContract = sync.OnceValues(func() (*contract, error) {
	sp, err := server.LoadSpec(embedded.OpenAPISpec, "")
	if err != nil {
		return nil, err
	}
	fx, err := server.LoadFixtures(embedded.OpenAPIFixtures, "")
	if err != nil {
		return nil, err
	}
	stub, err := server.NewStubServer(fx, sp, false, false)
	if err != nil {
		return nil, err
	}
	return &contract{spec: sp, stub: stub, components: spec.GetComponentsForValidation(&sp.Components), validators: map[*spec.Schema]*jsval.JSVal{}}, nil
})

// tee is a transport that shows every exchange to the contract.
type tee struct{ t *testing.T }

func (x *tee) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		body, _ = io.ReadAll(req.Body)
		req.Body = io.NopCloser(bytes.NewReader(body))
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil || resp.StatusCode != http.StatusOK {
		return resp, err
	}
	answer, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	resp.Body = io.NopCloser(io.MultiReader(bytes.NewReader(answer), failing{err}))
	if err != nil {
		return resp, nil // cut short: the client meets the same error
	}
	c, err := theContract()
	if err != nil {
		x.t.Error(err)
		return resp, nil
	}
	for _, v := range c.violations(req, body, answer) {
		x.t.Errorf("contract: %s %s: %s", req.Method, req.URL.Path, v)
	}
	return resp, nil
}

// failing ends a body the way it ended on the wire.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err == nil {
		return 0, io.EOF
	}
	return 0, f.err
}

// violations says what the spec has against an exchange that went well.
func (c *contract) violations(req *http.Request, body, answer []byte) []string {
	var out []string
	if status, text := c.replay(req, body); status != http.StatusOK {
		out = append(out, fmt.Sprintf("the spec refuses the request: %d %s", status, text))
	}
	op := c.operation(req.Method, req.URL.Path)
	if op == nil {
		return append(out, "no such operation")
	}
	return append(out, c.check(op.Responses["200"].Content["application/json"].Schema, answer)...)
}

// replay shows the request to the validator.
func (c *contract) replay(req *http.Request, body []byte) (int, string) {
	again := httptest.NewRequest(req.Method, req.URL.RequestURI(), bytes.NewReader(body))
	again.Header = req.Header.Clone()
	rec := httptest.NewRecorder()
	c.stub.HandleRequest(rec, again)
	return rec.Code, rec.Body.String()
}

// operation finds the operation of a path; one without parameters wins.
func (c *contract) operation(method, path string) *spec.Operation {
	var best *spec.Operation
	fewest := 99
	for template, verbs := range c.spec.Paths {
		op := verbs[spec.HTTPVerb(strings.ToLower(method))]
		if n, ok := fits(string(template), path); ok && op != nil && n < fewest {
			best, fewest = op, n
		}
	}
	return best
}

func fits(template, path string) (parameters int, ok bool) {
	a, b := strings.Split(template, "/"), strings.Split(path, "/")
	if len(a) != len(b) {
		return 0, false
	}
	for i := range a {
		if strings.HasPrefix(a[i], "{") {
			parameters++
		} else if a[i] != b[i] {
			return 0, false
		}
	}
	return parameters, true
}

// check validates JSON against a schema, and that it has no unknown properties.
func (c *contract) check(s *spec.Schema, raw []byte) []string {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return []string{err.Error()}
	}
	validator, err := c.validator(s)
	if err != nil {
		return []string{err.Error()}
	}
	var out []string
	if err := validator.Validate(v); err != nil {
		out = append(out, "the answer breaks the schema: "+err.Error())
	}
	return append(out, c.unknown(s, v, "")...)
}

func (c *contract) validator(s *spec.Schema) (*jsval.JSVal, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v := c.validators[s]; v != nil {
		return v, nil
	}
	v, err := spec.GetValidatorForOpenAPI3Schema(s, c.components)
	if err == nil {
		c.validators[s] = v
	}
	return v, err
}

// unknown names the properties that a schema doesn't know, which the validator
// lets pass.
func (c *contract) unknown(s *spec.Schema, v any, at string) []string {
	if s.Ref != "" {
		return c.unknown(c.spec.Components.Schemas[strings.TrimPrefix(s.Ref, "#/components/schemas/")], v, at)
	}
	if len(s.AnyOf) > 0 {
		return c.unknownInAny(s.AnyOf, v, at)
	}
	var out []string
	switch v := v.(type) {
	case []any:
		for i, item := range v {
			if s.Items != nil {
				out = append(out, c.unknown(s.Items, item, fmt.Sprintf("%s/%d", at, i))...)
			}
		}
	case map[string]any:
		for name, member := range v {
			if p := s.Properties[name]; p != nil {
				out = append(out, c.unknown(p, member, at+"/"+name)...)
			} else if s.AdditionalProperties == nil && len(s.Properties) > 0 {
				out = append(out, "unknown property "+at+"/"+name)
			}
		}
	}
	return out
}

// unknownInAny returns what the best of several schemas has against v.
func (c *contract) unknownInAny(any []*spec.Schema, v interface{}, at string) []string {
	var best []string
	for i, s := range any {
		if s.Type == "string" && i+1 < len(any) { // an id that isn't expanded
			if _, ok := v.(string); ok {
				return nil
			}
			continue
		}
		if out := c.unknown(s, v, at); best == nil || len(out) < len(best) {
			best = append([]string{}, out...)
		}
	}
	return best
}

func TestAPlantedViolationIsCaught(t *testing.T) {
	t.Parallel()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	good := `{"object":"account_link","created":1,"expires_at":2,"url":"https://x.test"}`
	form := "account=acct_1&type=account_onboarding"
	for name, x := range map[string]struct{ form, answer, want string }{
		"clean":             {form, good, ""},
		"unknown parameter": {form + "&colour=red", good, "the spec refuses the request"},
		"missing parameter": {"account=acct_1", good, "the spec refuses the request"},
		"wrong type":        {form, strings.Replace(good, "2", `"2"`, 1), "breaks the schema"},
		"missing property":  {form, strings.Replace(good, `"created":1,`, "", 1), "breaks the schema"},
		"unknown property":  {form, strings.Replace(good, `"created"`, `"colour":"red","created"`, 1), "unknown property /colour"},
	} {
		req := httptest.NewRequest("POST", "/v1/account_links", nil)
		req.Header.Set("Authorization", "Bearer sk_test_sandbox")
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		got := strings.Join(c.violations(req, []byte(x.form), []byte(x.answer)), "; ")
		if (x.want == "") != (got == "") || !strings.Contains(got, x.want) {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
}
