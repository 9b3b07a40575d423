package web

import (
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// kind is what a Go type takes from JSON.
type kind int

const (
	anything kind = iota // any and json.RawMessage
	object               // a struct
	dict                 // a map with string keys
	array
	text
	boolean
	integer
	number
	custom  // a json.Unmarshaler decides
	textual // a string that an encoding.TextUnmarshaler decides on
)

// String names a kind as an error message does.
func (k kind) String() string {
	switch k {
	case object, dict:
		return "an object"
	case array:
		return "an array"
	case text, textual:
		return "a string"
	case boolean:
		return "true or false"
	case integer:
		return "a whole number, written in digits only"
	case number:
		return "a number"
	default:
		return "a value"
	}
}

// takes reports whether a JSON value that starts with the token kind fits.
func (k kind) takes(token byte) bool {
	switch k {
	case object, dict:
		return token == '{'
	case array:
		return token == '['
	case text, textual:
		return token == '"'
	case boolean:
		return token == 't' || token == 'f'
	case integer, number:
		return token == '0'
	default:
		return true
	}
}

// shape is what a Go type takes from JSON, worked out once per type.
type shape struct {
	kind     kind
	goType   reflect.Type
	elem     *shape            // of a list or dict
	members  map[string]member // of an object
	required []string          // of an object, in the order of the struct
}

type member struct {
	shape *shape
	rules rules
}

// shapes remembers the pure function shapeOf, as encoding/json does for itself.
var shapes sync.Map // reflect.Type → *shape

func shapeOf(t reflect.Type) *shape {
	if s, ok := shapes.Load(t); ok {
		return s.(*shape)
	}
	s := buildShape(t, map[reflect.Type]*shape{})
	shapes.Store(t, s)
	return s
}

var (
	jsonUnmarshaler = reflect.TypeFor[json.Unmarshaler]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
	rawMessage      = reflect.TypeFor[json.RawMessage]()
)

// buildShape works out the shape of t; open holds those that are being worked out,
// for types that hold themselves.
func buildShape(t reflect.Type, open map[reflect.Type]*shape) *shape {
	if t.Kind() == reflect.Pointer {
		return buildShape(t.Elem(), open)
	}
	if s, ok := open[t]; ok {
		return s
	}
	s := &shape{goType: t, kind: kindOf(t)}
	open[t] = s
	switch s.kind {
	case array, dict:
		s.elem = buildShape(t.Elem(), open)
	case object:
		s.members = map[string]member{}
		s.addMembers(t, open)
	}
	return s
}

func kindOf(t reflect.Type) kind {
	switch p := reflect.PointerTo(t); {
	case t == rawMessage:
		return anything
	case p.Implements(jsonUnmarshaler) && !p.Implements(textUnmarshaler):
		return custom
	case p.Implements(textUnmarshaler):
		return textual
	}
	switch t.Kind() {
	case reflect.Struct:
		return object
	case reflect.Map:
		return dict
	case reflect.Slice, reflect.Array:
		return array
	case reflect.String:
		return text
	case reflect.Bool:
		return boolean
	case reflect.Float32, reflect.Float64:
		return number
	case reflect.Interface:
		return anything
	default:
		return integer
	}
}

// addMembers adds the fields of a struct; an untagged embedded struct's are its own.
func (s *shape) addMembers(t reflect.Type, open map[reflect.Type]*shape) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct {
			s.addMembers(f.Type, open)
			continue
		}
		if !f.IsExported() || name == "-" {
			continue
		}
		if name == "" {
			name = f.Name
		}
		s.members[name] = member{shape: buildShape(f.Type, open), rules: rulesOf(f.Tag)}
		if isRequired(f.Tag) {
			s.required = append(s.required, name)
		}
	}
}

// isRequired decides as swag does for openapi.yaml: by the validate tag if it says
// so, else a member is required unless its json tag has omitempty.
func isRequired(tag reflect.StructTag) bool {
	for rule := range strings.SplitSeq(tag.Get("validate"), ",") {
		switch rule {
		case "required":
			return true
		case "optional":
			return false
		}
	}
	return !slices.Contains(strings.Split(tag.Get("json"), ","), "omitempty")
}
