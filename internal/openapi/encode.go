package openapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/goccy/go-yaml"
)

// sections is the order in which people read a document.
var sections = []string{"openapi", "info", "servers", "tags", "paths", "webhooks", "components", "x-problems"}

const header = "# Made by “go generate ./...” from the annotations in api/. Don't edit it by hand.\n"

// encode writes the document as YAML: sections in reading order, everything else
// in alphabetical order. It reads its own output back, because a scalar that needs
// quotes and has none would change its meaning.
func encode(doc *openapi3.T) ([]byte, error) {
	raw, err := json.Marshal(doc)
	if err != nil {
		return nil, fmt.Errorf("encode the document: %w", err)
	}
	var plain map[string]any
	if err := json.Unmarshal(raw, &plain); err != nil {
		return nil, err
	}
	var ordered yaml.MapSlice
	for _, key := range sections {
		if v, ok := plain[key]; ok {
			ordered = append(ordered, yaml.MapItem{Key: key, Value: inOrder(v)})
		}
	}
	if len(ordered) != len(plain) {
		return nil, fmt.Errorf("a section has no place in the order: %v", slices.Sorted(maps.Keys(plain)))
	}
	var out bytes.Buffer
	out.WriteString(header)
	if err := yaml.NewEncoder(&out, yaml.Indent(2), yaml.UseLiteralStyleIfMultiline(true)).Encode(ordered); err != nil {
		return nil, fmt.Errorf("write YAML: %w", err)
	}
	return out.Bytes(), sameAs(raw, out.Bytes())
}

// inOrder makes maps ordered, and whole numbers integers.
func inOrder(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := make(yaml.MapSlice, 0, len(v))
		for _, k := range slices.Sorted(maps.Keys(v)) {
			m = append(m, yaml.MapItem{Key: k, Value: inOrder(v[k])})
		}
		return m
	case []any:
		for i := range v {
			v[i] = inOrder(v[i])
		}
		return v
	case float64:
		if v == float64(int64(v)) {
			return int64(v)
		}
	}
	return v
}

func sameAs(rawJSON, out []byte) error {
	back, err := yaml.YAMLToJSON(out)
	if err != nil {
		return fmt.Errorf("read the YAML back: %w", err)
	}
	var want, got any
	if err := errors.Join(json.Unmarshal(rawJSON, &want), json.Unmarshal(back, &got)); err != nil {
		return err
	}
	if !reflect.DeepEqual(want, got) {
		return errors.New("the YAML reads back as something else")
	}
	return nil
}
