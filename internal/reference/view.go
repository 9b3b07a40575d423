package reference

import (
	"bytes"
	"encoding/json"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// The values that the templates show.
type (
	group struct {
		Name, Description string
		Operations        []operationView
	}
	operationView struct {
		ID, Method, Path, Summary string
		Description               template.HTML
		Parameters                []row
		Body                      *bodyView
		Answers                   []answerView
		Curl                      string
	}
	row struct {
		Name, Where, Type, Link string
		Required                bool
		Limits                  []string
		Description             template.HTML
	}
	bodyView struct {
		Media, Type, Link, Example string
		Rows                       []row // of a form, which has no schema of its own
	}
	answerView struct {
		Status, Title, Type, Link, Media, Example string
		Description                               template.HTML
		Problem                                   bool
	}
	schemaView struct {
		Name        string
		Description template.HTML
		Type        string
		Limits      []string
		Rows        []row
	}
)

// methods is the order of the operations of a path.
var methods = []string{"get", "post", "put", "patch", "delete"}

// groups orders the operations by tag, then by path, then by method.
func (d document) groups(items map[string]map[string]operation) []group {
	var out []group
	for _, tag := range d.Tags {
		g := group{Name: tag.Name, Description: tag.Description}
		for _, path := range slices.Sorted(maps.Keys(items)) {
			for _, method := range methods {
				if op, ok := items[path][method]; ok && slices.Contains(op.Tags, tag.Name) {
					g.Operations = append(g.Operations, d.view(op, strings.ToUpper(method), path))
				}
			}
		}
		if len(g.Operations) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func (d document) view(op operation, method, path string) operationView {
	v := operationView{ID: op.ID, Method: method, Path: path, Summary: op.Summary, Description: prose(op.Description)}
	for _, p := range op.Parameters {
		p = d.parameter(p)
		r := rowOf(p.Name, p.Schema, p.Required)
		r.Where, r.Description = p.In, prose(p.Description)
		v.Parameters = append(v.Parameters, r)
	}
	if op.Body != nil {
		v.Body = d.body(*op.Body)
	}
	for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
		v.Answers = append(v.Answers, d.answer(status, op.Responses[status]))
	}
	v.Curl = d.curl(op, v)
	return v
}

func (d document) parameter(p parameter) parameter {
	if p.Ref != "" {
		return d.Components.Parameters[named(p.Ref)]
	}
	return p
}

func (d document) body(b body) *bodyView {
	for name, m := range b.Content {
		v := &bodyView{Media: name, Example: indented(m.Example)}
		v.Type, v.Link = typeOf(m.Schema)
		if m.Schema.Ref == "" {
			v.Rows = rowsOf(m.Schema)
		}
		return v
	}
	return nil
}

func (d document) answer(status string, r response) answerView {
	if r.Ref != "" {
		r = d.Components.Responses[named(r.Ref)]
	}
	v := answerView{Status: status, Description: prose(r.Description), Problem: status >= "4"}
	for name, m := range r.Content {
		v.Media, v.Example = name, indented(m.Example)
		v.Type, v.Link = typeOf(m.Schema)
	}
	return v
}

func (d document) schemas() []schemaView {
	var out []schemaView
	for _, name := range slices.Sorted(maps.Keys(d.Components.Schemas)) {
		s := d.Components.Schemas[name]
		words, _ := typeOf(s)
		out = append(out, schemaView{Name: name, Description: prose(s.Description), Type: words, Limits: limits(s), Rows: rowsOf(s)})
	}
	return out
}

func rowsOf(s schema) []row {
	var rows []row
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		rows = append(rows, rowOf(name, s.Properties[name], slices.Contains(s.Required, name)))
	}
	return rows
}

func rowOf(name string, s schema, required bool) row {
	r := row{Name: name, Required: required, Limits: limits(s), Description: prose(s.Description)}
	r.Type, r.Link = typeOf(s)
	return r
}

// curl is a command that can be pasted; its key comes from the environment.
func (d document) curl(op operation, v operationView) string {
	lines := []string{"curl -X " + v.Method + " '" + d.server() + v.Path + "'"}
	if v.Method == http.MethodGet {
		lines[0] = "curl '" + d.server() + v.Path + "'"
	}
	if len(op.Security) > 0 {
		lines = append(lines, `-H "Authorization: Bearer $GOODWORD_KEY"`)
	}
	for _, p := range op.Parameters {
		if p = d.parameter(p); p.In == "header" && p.Required {
			var example string
			if json.Unmarshal(p.Example, &example) == nil {
				lines = append(lines, "-H '"+p.Name+": "+example+"'")
			}
		}
	}
	if v.Body != nil {
		switch {
		case v.Body.Media == "multipart/form-data":
			for _, r := range v.Body.Rows {
				lines = append(lines, "-F '"+r.Name+"=…'")
			}
		default:
			lines = append(lines, "-H 'Content-Type: "+v.Body.Media+"'")
			if v.Body.Example != "" {
				lines = append(lines, "-d '"+strings.ReplaceAll(v.Body.Example, "'", `'\''`)+"'")
			} else {
				lines = append(lines, "--data-binary @file")
			}
		}
	}
	return strings.Join(lines, " \\\n  ")
}

func (d document) server() string {
	if len(d.Servers) == 0 {
		return ""
	}
	return d.Servers[0].URL
}

func indented(raw json.RawMessage) string {
	if len(raw) == 0 {
		return ""
	}
	var out bytes.Buffer
	if json.Indent(&out, raw, "", "  ") != nil {
		return string(raw)
	}
	return out.String()
}

// prose makes paragraphs, and code of what stands between backticks; everything
// else is escaped.
func prose(s string) template.HTML {
	var out strings.Builder
	for paragraph := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		if strings.TrimSpace(paragraph) == "" {
			continue
		}
		out.WriteString("<p>")
		for i, part := range strings.Split(paragraph, "`") {
			part = template.HTMLEscapeString(part)
			if i%2 == 1 {
				part = "<code>" + part + "</code>"
			}
			out.WriteString(part)
		}
		out.WriteString("</p>")
	}
	return template.HTML(out.String())
}
