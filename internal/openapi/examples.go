package openapi

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/getkin/kin-openapi/openapi3"
)

// attachExamples puts the examples where their types are bodies: tools look for
// them at the media type and not in the schema. A body type without one is an
// error, and so is an example that fits nowhere.
func attachExamples(doc *openapi3.T, values []any) error {
	byRef := map[string]any{}
	for _, v := range values {
		plain, err := plainJSON(v)
		if err != nil {
			return err
		}
		name := upperFirst(reflect.TypeOf(v).Name())
		if doc.Components.Schemas[name] == nil {
			return fmt.Errorf("there is an example for %s, which no operation uses", name)
		}
		byRef[schemaPrefix+name] = plain
	}
	for _, path := range sorted(doc.Paths.Map()) {
		item := doc.Paths.Value(path)
		for method, op := range item.Operations() {
			if err := attach(doc, op, byRef); err != nil {
				return fmt.Errorf("%s %s: %w", method, path, err)
			}
		}
	}
	for _, event := range sorted(doc.Webhooks) {
		if err := attach(doc, doc.Webhooks[event].Post, byRef); err != nil {
			return fmt.Errorf("webhook %s: %w", event, err)
		}
	}
	return nil
}

func attach(doc *openapi3.T, op *openapi3.Operation, byRef map[string]any) error {
	var media []*openapi3.MediaType
	if op.RequestBody != nil {
		for _, m := range op.RequestBody.Value.Content {
			media = append(media, m)
		}
	}
	for _, r := range op.Responses.Map() {
		if r.Ref == "" {
			for _, m := range r.Value.Content {
				media = append(media, m)
			}
		}
	}
	for _, m := range media {
		if m.Schema == nil || m.Schema.Ref == "" {
			continue
		}
		example, ok := byRef[m.Schema.Ref]
		if !ok {
			if example, ok = listExample(doc, m.Schema.Ref, byRef); !ok {
				return fmt.Errorf("there is no example for %s", m.Schema.Ref)
			}
		}
		m.Example = example
	}
	return nil
}

// listExample makes the example of a list from that of its entry.
func listExample(doc *openapi3.T, ref string, byRef map[string]any) (any, bool) {
	s := doc.Components.Schemas[ref[len(schemaPrefix):]]
	if s == nil || s.Value.Properties["data"] == nil || s.Value.Properties["data"].Value.Items == nil {
		return nil, false
	}
	entry, ok := byRef[s.Value.Properties["data"].Value.Items.Ref]
	return map[string]any{"data": []any{entry}, "has_more": false, "next_cursor": nil}, ok
}

// plainJSON turns a Go value into what a client would send or get.
func plainJSON(v any) (any, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("example of %T: %w", v, err)
	}
	var plain any
	err = json.Unmarshal(raw, &plain)
	return plain, err
}
