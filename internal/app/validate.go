package app

import (
	"errors"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/goodword/goodword/internal/fault"
)

// newValidator returns the one validator of the house; it names fields as JSON
// does.
func newValidator() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" {
			return ""
		}
		return name
	})
	return v
}

// check validates an input's tags and returns one fault that names every field
// at fault by its JSON pointer.
func (c *core) check(in any) error {
	err := c.validate.Struct(in)
	if err == nil {
		return nil
	}
	var invalid validator.ValidationErrors
	if !errors.As(err, &invalid) {
		return err
	}
	fields := make([]fault.Field, len(invalid))
	for i, f := range invalid {
		fields[i] = fieldFault(f)
	}
	return fault.OfFields(fields...)
}

// fieldFault words one broken rule.
func fieldFault(f validator.FieldError) fault.Field {
	out := fault.Field{Pointer: pointer(f.Namespace()), Code: "invalid_value", Detail: "This value isn't allowed here."}
	text := f.Kind() == reflect.String
	switch f.Tag() {
	case "required", "required_with", "required_without":
		out.Code, out.Detail = "required", "This field is needed."
	case "max", "lte":
		out.Code, out.Detail = "too_large", "Use at most "+f.Param()+"."
		if text {
			out.Code, out.Detail = "too_long", "Use at most "+f.Param()+" characters."
		} else if f.Kind() == reflect.Slice || f.Kind() == reflect.Map {
			out.Code, out.Detail = "too_many", "Use at most "+f.Param()+" entries."
		}
	case "min", "gte", "gt":
		out.Code, out.Detail = "too_small", "Use at least "+f.Param()+"."
		if text {
			out.Code, out.Detail = "too_short", "Use at least "+f.Param()+" characters."
		} else if f.Kind() == reflect.Slice || f.Kind() == reflect.Map {
			out.Code, out.Detail = "too_few", "Give at least "+f.Param()+"."
		}
	case "oneof":
		out.Code, out.Detail = "not_one_of", "Use one of: "+strings.ReplaceAll(f.Param(), " ", ", ")+"."
	case "unique":
		out.Code, out.Detail = "repeated", "Give each value once."
	}
	return out
}

// pointer turns a validator namespace (Input.rules[0].amount) into an RFC 6901
// pointer (/rules/0/amount).
func pointer(namespace string) string {
	_, path, _ := strings.Cut(namespace, ".")
	var b strings.Builder
	for _, part := range strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		b.WriteByte('/')
		if _, err := strconv.Atoi(part); err != nil {
			part = strings.NewReplacer("~", "~0", "/", "~1").Replace(part)
		}
		b.WriteString(part)
	}
	return b.String()
}
