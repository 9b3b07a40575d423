package web

import (
	"maps"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
)

// Query reads the query string into the struct that in points to, by its form
// tags. Fields are strings, booleans, integers, pointers to these (nil when the
// parameter is absent) and lists of strings (comma-separated); the tags of Decode
// apply, and default gives the value of an absent one. A parameter that is not in
// the struct, or not as the tags say, is an Invalid fault; one that is sent twice,
// or a query that can't be read, is Malformed.
func Query(c *gin.Context, in any) error {
	values, err := parseQuery(c.Request.URL.RawQuery)
	if err != nil {
		return err
	}
	v := reflect.ValueOf(in).Elem()
	var faults []fault.Field
	tell := func(name, code, detail string) {
		if code != "" && len(faults) < maxFields {
			faults = append(faults, fault.Field{Pointer: clip("?" + name), Code: code, Detail: detail})
		}
	}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name := f.Tag.Get("form")
		s, sent := values[name]
		delete(values, name)
		if def, ok := f.Tag.Lookup("default"); !sent && ok {
			s, sent = def, true
		}
		if sent {
			code, detail := setParameter(v.Field(i), s, rulesOf(f.Tag))
			tell(name, code, detail)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		tell(name, "unknown_parameter", "This operation has no parameter of this name.")
	}
	if len(faults) > 0 {
		return fault.OfFields(faults...)
	}
	return nil
}

// NoQuery refuses any query parameter, for operations that have none.
func NoQuery(c *gin.Context) error { return Query(c, &struct{}{}) }

func parseQuery(raw string) (map[string]string, error) {
	query, err := url.ParseQuery(raw)
	if err != nil {
		return nil, fault.New(fault.Malformed, "bad_query", "The query string can't be read; is everything percent-encoded?").Wrap(err)
	}
	values := make(map[string]string, len(query))
	for name, all := range query {
		if len(all) > 1 {
			f := fault.New(fault.Malformed, "duplicate_parameter", "A query parameter is sent twice.")
			f.Fields = []fault.Field{{Pointer: clip("?" + strings.ToValidUTF8(name, "�")), Code: "duplicate_parameter", Detail: "Send it once."}}
			return nil, f
		}
		if !utf8.ValidString(name) || !utf8.ValidString(all[0]) {
			return nil, fault.New(fault.Malformed, "bad_query", "The query string is not UTF-8.")
		}
		values[name] = all[0]
	}
	return values, nil
}

// setParameter sets one field from its text; it returns the code and the detail of
// a fault, or nothing.
func setParameter(v reflect.Value, s string, r rules) (code, detail string) {
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		return setParameter(v.Elem(), s, r)
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(s)
		return r.checkText(s)
	case reflect.Bool:
		if s != "true" && s != "false" {
			return "wrong_type", "This must be " + boolean.String() + "."
		}
		v.SetBool(s == "true")
		return "", ""
	case reflect.Slice:
		return setList(v, strings.Split(s, ","), r)
	default:
		sh := shape{kind: integer, goType: v.Type()}
		if code, detail := sh.checkInteger(s, r); code != "" {
			return code, detail
		}
		n, _ := strconv.ParseInt(s, 10, 64) // checkInteger has read it
		v.SetInt(n)
		return "", ""
	}
}

func setList(v reflect.Value, parts []string, r rules) (code, detail string) {
	if len(parts) < r.minItems {
		return "too_few", "This needs at least " + strconv.Itoa(r.minItems) + " entries."
	}
	if r.maxItems > 0 && len(parts) > r.maxItems {
		return "too_many", "This takes at most " + strconv.Itoa(r.maxItems) + " entries."
	}
	v.Set(reflect.MakeSlice(v.Type(), len(parts), len(parts)))
	for i, part := range parts {
		v.Index(i).SetString(part)
		if code, detail := r.ofElements().checkText(part); code != "" {
			return code, detail
		}
	}
	return "", ""
}
