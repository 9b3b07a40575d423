package stripesandbox

import (
	"net/url"
	"strconv"
	"strings"
)

// params are the parameters of a request, in normal form: "a[b][0]" by its whole
// name. They come from a form body or a query.
type params map[string]string

// paramKind is what a parameter's value must be.
type paramKind int

const (
	text paramKind = iota
	integer
	boolean
)

// param declares a parameter. A name that ends in "[*]" stands for all members,
// as of metadata and expand.
type param struct {
	name     string
	kind     paramKind
	required bool
	oneOf    string // space-separated values, when it is a closed set
}

const maxParams = 500

// parseParams reads a form in Stripe's way: later values win, and a[]=x&a[]=y
// counts up.
func parseParams(form string) (params, *refusal) {
	p := params{}
	if form == "" {
		return p, nil
	}
	counts := map[string]int{}
	for i, pair := range strings.Split(form, "&") {
		if pair == "" {
			continue
		}
		k, v, _ := strings.Cut(pair, "=")
		k, err1 := url.QueryUnescape(k)
		v, err2 := url.QueryUnescape(v)
		if err1 != nil || err2 != nil || i >= maxParams || !wellFormed(k) {
			return nil, invalid("", "", "Invalid request: the form can't be read.")
		}
		if base, ok := strings.CutSuffix(k, "[]"); ok {
			k = base + "[" + strconv.Itoa(counts[base]) + "]"
			counts[base]++
		}
		p[k] = v
	}
	return p, nil
}

// wellFormed reports whether a name is like a, a[b] or a[b][].
func wellFormed(name string) bool {
	head, rest, _ := strings.Cut(name, "[")
	if head == "" || strings.Contains(head, "]") {
		return false
	}
	for open := strings.Contains(name, "["); open; {
		var inner string
		var ok bool
		if inner, rest, ok = strings.Cut(rest, "]"); !ok || strings.Contains(inner, "[") {
			return false
		}
		if rest == "" {
			return true
		}
		if rest, ok = strings.CutPrefix(rest, "["); !ok || inner == "" {
			return false
		}
	}
	return true
}

// check refuses parameters that aren't declared, are missing, or have a wrong
// value.
func (p params) check(declared []param) *refusal {
	for name, value := range p {
		d, ok := declaration(declared, name)
		if !ok {
			return invalid("parameter_unknown", name, "Received unknown parameter: %s", name)
		}
		if r := d.checkValue(name, value); r != nil {
			return r
		}
	}
	for _, d := range declared {
		if v, ok := p[d.name]; d.required && (!ok || v == "") {
			return invalid("parameter_missing", d.name, "Missing required param: %s.", d.name)
		}
	}
	return nil
}

func declaration(declared []param, name string) (param, bool) {
	for _, d := range declared {
		prefix, many := strings.CutSuffix(d.name, "[*]")
		if d.name == name || many && strings.HasPrefix(name, prefix+"[") && strings.Count(name, "[") == 1 && !strings.HasSuffix(name, "[]") {
			return d, true
		}
	}
	return param{}, false
}

func (d param) checkValue(name, value string) *refusal {
	switch {
	case d.kind == integer:
		if _, err := strconv.ParseInt(value, 10, 64); err != nil {
			return invalid("parameter_invalid_integer", name, "Invalid integer: %s", value)
		}
	case d.kind == boolean && value != "true" && value != "false":
		return invalid("", name, "Invalid boolean: %s", value)
	case d.oneOf != "" && !contains(strings.Fields(d.oneOf), value):
		return invalid("", name, "Invalid %s: must be one of %s", name, d.oneOf)
	case len(value) > 5000:
		return invalid("", name, "Invalid string: at most 5000 characters are taken.")
	}
	return nil
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// number returns an integer parameter, or otherwise when it isn't there.
func (p params) number(name string, otherwise int64) int64 {
	n, err := strconv.ParseInt(p[name], 10, 64)
	if err != nil {
		return otherwise
	}
	return n
}

// metadata returns the members of metadata; an empty value unsets its key.
func (p params) metadata(was map[string]string) (map[string]string, *refusal) {
	out := map[string]string{}
	for k, v := range was {
		out[k] = v
	}
	for name, v := range p {
		k, ok := strings.CutPrefix(name, "metadata[")
		if !ok {
			continue
		}
		k = strings.TrimSuffix(k, "]")
		if len(k) > 40 || len(v) > 500 {
			return nil, invalid("", name, "Metadata keys have at most 40 characters and values at most 500.")
		}
		if delete(out, k); v != "" {
			out[k] = v
		}
	}
	if len(out) > 50 {
		return nil, invalid("", "metadata", "Metadata has at most 50 keys.")
	}
	return out, nil
}
