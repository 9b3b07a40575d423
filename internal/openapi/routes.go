package openapi

import (
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/goodword/goodword/api"
)

// applyRoutes writes into each operation what its line of the table says.
func applyRoutes(doc *openapi3.T, routes []api.Route, f facts) error {
	if err := defineShared(doc); err != nil {
		return err
	}
	described := map[*openapi3.Operation]bool{}
	for _, r := range routes {
		if r.Undocumented {
			continue
		}
		item := doc.Paths.Value(r.Template())
		if item == nil || item.GetOperation(r.Method) == nil {
			return fmt.Errorf("%s %s is in the table but has no annotations", r.Method, r.Template())
		}
		op := item.GetOperation(r.Method)
		described[op] = true
		o := operation{route: r, op: op, path: r.Template(), facts: f.fields[f.query[op.OperationID]]}
		if err := o.apply(); err != nil {
			return fmt.Errorf("%s %s: %w", r.Method, r.Template(), err)
		}
	}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			if !described[op] {
				return fmt.Errorf("%s %s is annotated but not in the table", method, path)
			}
		}
	}
	linkOperations(doc, routes)
	return nil
}

// operation is one operation with its line of the table.
type operation struct {
	route api.Route
	op    *openapi3.Operation
	path  string
	facts map[string]field // of its query parameters
}

func (o operation) apply() error {
	switch {
	case o.op.OperationID == "":
		return fmt.Errorf("@ID is missing")
	case o.op.Summary == "":
		return fmt.Errorf("@Summary is missing")
	case len(o.op.Tags) != 1:
		return fmt.Errorf("one @Tags is needed")
	}
	o.security()
	o.parameters()
	if err := o.body(); err != nil {
		return err
	}
	return o.responses()
}

// security states that a key is needed, and which scope. Swagger 2.0 knows no
// bearer scheme.
func (o operation) security() {
	o.op.Security = openapi3.NewSecurityRequirements()
	if o.route.Public {
		return
	}
	scopes := []string{}
	if o.route.Scope != "" {
		scopes = append(scopes, o.route.Scope)
		o.op.Description = strings.TrimSpace(o.op.Description + "\n\nScope: `" + o.route.Scope + "`.")
	}
	o.op.Security.With(openapi3.SecurityRequirement{bearerScheme: scopes})
}

// parameters mends those that are annotated and adds those that the table implies.
func (o operation) parameters() {
	for _, p := range o.op.Parameters {
		p.Value.Extensions = nil
		if p.Value.In == openapi3.ParameterInQuery {
			p.Value.Required = false
			if fact, ok := o.facts[p.Value.Name]; ok {
				fact.apply(p.Value.Schema.Value)
			}
		}
	}
	add := func(d api.Demand, name, required string) {
		switch d {
		case api.Optional:
			o.op.Parameters = append(o.op.Parameters, &openapi3.ParameterRef{Ref: "#/components/parameters/" + name})
		case api.Required:
			o.op.Parameters = append(o.op.Parameters, &openapi3.ParameterRef{Ref: "#/components/parameters/" + required})
		}
	}
	add(o.route.IdempotencyDemand(), "IdempotencyKey", "IdempotencyKeyRequired")
	add(o.route.IfMatch, "IfMatch", "IfMatchRequired")
}

// body gives the request body its media type, and makes it required.
func (o operation) body() error {
	if o.route.Body == api.NoBody {
		if o.op.RequestBody != nil {
			return fmt.Errorf("a body is annotated, but the table says that there is none")
		}
		return nil
	}
	if o.op.RequestBody == nil {
		return fmt.Errorf("the body isn't annotated")
	}
	body := o.op.RequestBody.Value
	body.Extensions, body.Required = nil, true
	var content *openapi3.MediaType
	for _, m := range body.Content {
		content = m
	}
	if content == nil {
		return fmt.Errorf("the body has no schema")
	}
	body.Content = openapi3.Content{mediaTypes[o.route.Body]: content}
	if s := content.Schema; s != nil && s.Ref == "" {
		o.inlineBody(s.Value)
	}
	return nil
}

var mediaTypes = map[api.Body]string{
	api.JSON: "application/json", api.CSV: "text/csv", api.Multipart: "multipart/form-data", api.Raw: "*/*",
}

// inlineBody closes the schema of a form and clears what the conversion left there.
func (o operation) inlineBody(s *openapi3.Schema) {
	s.Extensions = nil
	switch o.route.Body {
	case api.Raw: // the handler alone knows what it takes
		*s = openapi3.Schema{}
		return
	case api.CSV:
		s.Type, s.MinLength = &openapi3.Types{openapi3.TypeString}, 1
		return
	}
	for _, name := range sorted(s.Properties) {
		p := s.Properties[name].Value
		if p == nil {
			continue
		}
		if p.Extensions["x-formData-name"] != nil {
			p.Extensions = nil
		}
	}
	s.AdditionalProperties = openapi3.AdditionalProperties{Has: new(bool)}
}

// describePaths adds the path parameters that no annotation describes.
func describePaths(doc *openapi3.T) {
	for path, item := range doc.Paths.Map() {
		for _, op := range item.Operations() {
			for _, name := range pathNames(path) {
				if op.Parameters.GetByInAndName(openapi3.ParameterInPath, name) == nil {
					op.AddParameter(openapi3.NewPathParameter(name).WithDescription("The " + strings.ReplaceAll(name, "_", " ") + ".").
						WithSchema(openapi3.NewStringSchema().WithMinLength(1).WithMaxLength(200).WithPattern(`^[!-.0-~]+$`)))
				}
			}
		}
	}
}

func pathNames(path string) []string {
	var names []string
	for part := range strings.SplitSeq(path, "/") {
		if strings.HasPrefix(part, "{") {
			names = append(names, strings.Trim(part, "{}"))
		}
	}
	return names
}
