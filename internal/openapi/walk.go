package openapi

import (
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// eachSchema calls visit once for every schema that the document holds.
func eachSchema(doc *openapi3.T, visit func(*openapi3.Schema)) {
	seen := map[*openapi3.Schema]bool{}
	eachRef(doc, func(ref *openapi3.SchemaRef) {
		if ref.Value != nil && !seen[ref.Value] {
			seen[ref.Value] = true
			visit(ref.Value)
		}
	})
}

// eachRef calls visit for every place where a schema stands, in a fixed order.
func eachRef(doc *openapi3.T, visit func(*openapi3.SchemaRef)) {
	w := refWalker{visit: visit, seen: map[*openapi3.SchemaRef]bool{}}
	for _, name := range sorted(doc.Components.Schemas) {
		w.schema(doc.Components.Schemas[name])
	}
	for _, path := range sorted(doc.Paths.Map()) {
		w.pathItem(doc.Paths.Value(path))
	}
	for _, name := range sorted(doc.Webhooks) {
		w.pathItem(doc.Webhooks[name])
	}
}

type refWalker struct {
	visit func(*openapi3.SchemaRef)
	seen  map[*openapi3.SchemaRef]bool
}

func (w refWalker) pathItem(item *openapi3.PathItem) {
	for _, method := range sorted(item.Operations()) {
		op := item.Operations()[method]
		for _, p := range op.Parameters {
			w.schema(p.Value.Schema)
		}
		if op.RequestBody != nil {
			w.content(op.RequestBody.Value.Content)
		}
		for _, status := range sorted(op.Responses.Map()) {
			r := op.Responses.Value(status).Value
			for _, name := range sorted(r.Headers) {
				w.schema(r.Headers[name].Value.Schema)
			}
			w.content(r.Content)
		}
	}
}

func (w refWalker) content(c openapi3.Content) {
	for _, media := range sorted(c) {
		w.schema(c[media].Schema)
	}
}

func (w refWalker) schema(ref *openapi3.SchemaRef) {
	if ref == nil || w.seen[ref] {
		return
	}
	w.seen[ref] = true
	w.visit(ref)
	if s := ref.Value; s != nil {
		w.schema(s.Items)
		w.schema(s.AdditionalProperties.Schema)
		for _, refs := range []openapi3.SchemaRefs{s.AllOf, s.AnyOf, s.OneOf} {
			for _, r := range refs {
				w.schema(r)
			}
		}
		for _, name := range sorted(s.Properties) {
			w.schema(s.Properties[name])
		}
	}
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
