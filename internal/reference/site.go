package reference

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"

	"github.com/goccy/go-yaml"
)

// StylePath is where the pages look for their stylesheet.
const StylePath = "/docs/reference.css"

//go:embed style.css
var style []byte

//go:embed pages.html.tmpl
var pages string

// Style is the stylesheet of the pages.
func Style() []byte { return style }

// Site is the rendered reference.
type Site struct {
	json, operations, errors []byte
}

// New renders the pages of a document in YAML.
func New(openapi []byte) (*Site, error) {
	raw, err := yaml.YAMLToJSON(openapi)
	if err != nil {
		return nil, fmt.Errorf("read the OpenAPI document: %w", err)
	}
	var doc document
	if err := json.Unmarshal(raw, &doc); err != nil {
		return nil, fmt.Errorf("read the OpenAPI document: %w", err)
	}
	t, err := template.New("pages").Parse(pages)
	if err != nil {
		return nil, fmt.Errorf("read the reference's templates: %w", err)
	}
	sum := sha256.Sum256(style)
	view := map[string]any{
		"Info": doc.Info, "About": prose(doc.Info.Description), "Groups": doc.groups(doc.Paths), "Webhooks": doc.groups(doc.Webhooks),
		"Schemas": doc.schemas(), "Problems": doc.Problems, "Style": StylePath + "?v=" + hex.EncodeToString(sum[:4]),
	}
	s := &Site{json: raw}
	for name, out := range map[string]*[]byte{"operations": &s.operations, "errors": &s.errors} {
		var b bytes.Buffer
		if err := t.ExecuteTemplate(&b, name, view); err != nil {
			return nil, fmt.Errorf("render the reference: %w", err)
		}
		*out = b.Bytes()
	}
	return s, nil
}

// JSON is the document as JSON.
func (s *Site) JSON() []byte { return s.json }

// Operations is the page of operations, webhooks and schemas.
func (s *Site) Operations() []byte { return s.operations }

// Errors is the page of problem codes; each has the code as its fragment.
func (s *Site) Errors() []byte { return s.errors }
