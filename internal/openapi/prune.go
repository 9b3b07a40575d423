package openapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"

	"github.com/getkin/kin-openapi/openapi3"
)

// prune drops the shared components that no operation refers to; headers last,
// since responses refer to them.
func prune(doc *openapi3.T) error {
	c := doc.Components
	for _, drop := range []func(unused){
		func(is unused) {
			maps.DeleteFunc(c.Responses, func(n string, _ *openapi3.ResponseRef) bool { return is("responses", n) })
		},
		func(is unused) {
			maps.DeleteFunc(c.Parameters, func(n string, _ *openapi3.ParameterRef) bool { return is("parameters", n) })
		},
		func(is unused) {
			maps.DeleteFunc(c.Headers, func(n string, _ *openapi3.HeaderRef) bool { return is("headers", n) })
		},
	} {
		raw, err := json.Marshal(doc)
		if err != nil {
			return fmt.Errorf("encode the document: %w", err)
		}
		drop(func(kind, name string) bool { return !bytes.Contains(raw, []byte(`"#/components/`+kind+`/`+name+`"`)) })
	}
	return nil
}

// unused reports whether nothing refers to a component.
type unused func(kind, name string) bool
