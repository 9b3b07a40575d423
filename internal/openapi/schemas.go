package openapi

import (
	"fmt"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

const schemaPrefix = "#/components/schemas/"

// fixNullableRefs says "this type or null" in the only way that holds: swag writes
// a nullable reference as an allOf, whose other part refuses the null.
func fixNullableRefs(doc *openapi3.T) {
	eachSchema(doc, func(s *openapi3.Schema) {
		if !s.Nullable || len(s.AllOf) != 1 {
			return
		}
		s.AnyOf = openapi3.SchemaRefs{s.AllOf[0], openapi3.NewSchemaRef("", &openapi3.Schema{Type: &openapi3.Types{openapi3.TypeNull}})}
		s.AllOf, s.Nullable, s.Type = nil, false, nil
	})
}

// fixSchemas closes every object, and puts back what the tags say and the way lost.
func fixSchemas(doc *openapi3.T, f facts) {
	for name, ref := range doc.Components.Schemas {
		base, _, _ := strings.Cut(name, "-") // web.List-api_Member is a web.List
		for prop, p := range ref.Value.Properties {
			if fact, ok := f.fields[base][prop]; ok && p.Value != nil {
				fact.apply(p.Value)
			}
		}
	}
	eachSchema(doc, func(s *openapi3.Schema) {
		delete(s.Extensions, "x-nullable")
		if s.Type.Includes(openapi3.TypeNull) && len(s.Enum) > 0 && !slices.Contains(s.Enum, nil) {
			s.Enum = append(s.Enum, nil)
		}
		if len(s.Properties) > 0 && s.AdditionalProperties.Schema == nil {
			s.AdditionalProperties = openapi3.AdditionalProperties{Has: new(bool)}
		}
		if values := s.AdditionalProperties.Schema; values != nil && values.Value != nil && values.Ref == "" {
			moveLengths(s, values.Value)
		}
	})
}

// apply puts a field's facts into its schema; what is said of a list's text is said
// of its entries.
func (f field) apply(s *openapi3.Schema) {
	entry := s
	if values := s.AdditionalProperties.Schema; values != nil && values.Value != nil && values.Ref == "" {
		s.MaxProps, entry = f.maxItems, values.Value
	}
	if s.Type.Includes(openapi3.TypeArray) {
		if f.minItems != nil {
			s.MinItems = *f.minItems
		}
		s.MaxItems = f.maxItems
		if s.Items != nil && s.Items.Value != nil && s.Items.Ref == "" {
			entry = s.Items.Value
		}
	}
	if entry.Type.Includes(openapi3.TypeString) {
		if f.pattern != "" {
			entry.Pattern = f.pattern
		}
		if f.format != "" {
			entry.Format = f.format
		}
	}
	if f.int64 && entry.Type.Includes(openapi3.TypeInteger) {
		entry.Format = "int64"
	}
}

// moveLengths moves what a tag says of a map's text from the map to its values.
func moveLengths(from, to *openapi3.Schema) {
	to.MinLength, to.MaxLength = from.MinLength, from.MaxLength
	from.MinLength, from.MaxLength = 0, nil
}

// renameSchemas drops package names: api.memberInput becomes MemberInput,
// web.List-api_Member becomes MemberList.
func renameSchemas(doc *openapi3.T) error {
	names := map[string]string{}
	renamed := openapi3.Schemas{}
	for old, s := range doc.Components.Schemas {
		name := schemaName(old)
		if _, taken := renamed[name]; taken {
			return fmt.Errorf("two types would both be called %s; one is %s", name, old)
		}
		names[schemaPrefix+old] = schemaPrefix + name
		renamed[name] = s
		s.Value.Title = "" // swag writes the old name there for generics
	}
	doc.Components.Schemas = renamed
	eachRef(doc, func(ref *openapi3.SchemaRef) {
		if name, ok := names[ref.Ref]; ok {
			ref.Ref = name
		}
	})
	return nil
}

func schemaName(old string) string {
	base, arg, generic := strings.Cut(old, "-")
	name := upperFirst(base[strings.LastIndexByte(base, '.')+1:])
	if generic {
		return upperFirst(arg[strings.LastIndexAny(arg, "_.")+1:]) + name
	}
	return name
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
