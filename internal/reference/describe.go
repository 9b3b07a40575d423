package reference

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// typeOf says in words what a schema is, and which named schema it points to.
func typeOf(s schema) (words, link string) {
	switch {
	case s.Ref != "":
		return named(s.Ref), named(s.Ref)
	case len(s.AllOf) == 1:
		return typeOf(s.AllOf[0])
	case len(s.AnyOf) > 0:
		return typeOfAny(s.AnyOf, " or ")
	case len(s.OneOf) > 0:
		return typeOfAny(s.OneOf, " or ")
	case s.Items != nil:
		words, link = typeOf(*s.Items)
		return "list of " + words + orNull(s.Type), link
	case s.Values.schema != nil:
		words, link = typeOf(*s.Values.schema)
		return "map of " + words + orNull(s.Type), link
	}
	words = strings.Join(s.Type, " or ")
	if s.Format != "" {
		words += " (" + s.Format + ")"
	}
	if words == "" {
		words = "anything"
	}
	return words, ""
}

func typeOfAny(all []schema, or string) (words, link string) {
	var parts []string
	for _, s := range all {
		w, l := typeOf(s)
		parts = append(parts, w)
		if link == "" {
			link = l
		}
	}
	return strings.Join(parts, or), link
}

func orNull(t types) string {
	if slices.Contains(t, "null") {
		return " or null"
	}
	return ""
}

// limits says in words what a schema asks of a value.
func limits(s schema) []string {
	var out []string
	if len(s.Enum) > 0 {
		var values []string
		for _, v := range s.Enum {
			if v != nil {
				values = append(values, fmt.Sprint(v))
			}
		}
		out = append(out, "one of "+strings.Join(values, ", "))
	}
	out = append(out, span("characters", s.MinLength, s.MaxLength)...)
	out = append(out, span("entries", s.MinItems, s.MaxItems)...)
	if s.Minimum != nil {
		out = append(out, "at least "+number(*s.Minimum))
	}
	if s.Maximum != nil {
		out = append(out, "at most "+number(*s.Maximum))
	}
	if s.Pattern != "" {
		out = append(out, "matches "+s.Pattern)
	}
	if len(s.Default) > 0 {
		out = append(out, "default "+string(s.Default))
	}
	if s.Items != nil {
		for _, l := range limits(*s.Items) {
			out = append(out, "each: "+l)
		}
	}
	return out
}

func span(unit string, low, high *int) []string {
	switch {
	case low != nil && high != nil:
		return []string{fmt.Sprintf("%d to %d %s", *low, *high, unit)}
	case high != nil:
		return []string{fmt.Sprintf("at most %d %s", *high, unit)}
	case low != nil:
		return []string{fmt.Sprintf("at least %d %s", *low, unit)}
	}
	return nil
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
