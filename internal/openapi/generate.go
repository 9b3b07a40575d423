package openapi

import (
	"context"
	"fmt"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3conv"

	"github.com/goodword/goodword/api"
)

// version is what we write; Upgrade's own choice, 3.2, is too new for most tools.
const version = "3.1.1"

// Source is what a document is made from.
type Source struct {
	// Dirs are the directories of the packages to read, the one with the general
	// annotations (in doc.go) first.
	Dirs     []string
	Routes   []api.Route
	Examples []any // one value per body type
	Servers  openapi3.Servers
	Problems []Problem // every code of a refusal, for the errors page
}

// Generate returns the document as YAML.
func Generate(ctx context.Context, src Source) ([]byte, error) {
	doc, err := build(ctx, src)
	if err != nil {
		return nil, err
	}
	out, err := encode(doc)
	if err != nil {
		return nil, err
	}
	return out, Validate(ctx, out)
}

// build runs the steps of the conversion.
func build(ctx context.Context, src Source) (*openapi3.T, error) {
	doc, err := parse(src.Dirs)
	if err != nil {
		return nil, err
	}
	facts, err := readSource(src.Dirs)
	if err != nil {
		return nil, err
	}
	describePaths(doc)
	if err := doc.Validate(ctx, openapi3.DisableExamplesValidation()); err != nil {
		return nil, fmt.Errorf("after the conversion to 3.0: %w", err)
	}
	fixNullableRefs(doc)
	openapi3conv.Upgrade(doc)
	doc.OpenAPI = version
	doc.Servers = src.Servers
	fixSchemas(doc, facts)
	if err := renameSchemas(doc); err != nil {
		return nil, err
	}
	moveWebhooks(doc)
	if err := applyRoutes(doc, src.Routes, facts); err != nil {
		return nil, err
	}
	if err := prune(doc); err != nil {
		return nil, err
	}
	if len(src.Problems) > 0 {
		doc.Extensions = map[string]any{"x-problems": src.Problems}
	}
	return doc, attachExamples(doc, src.Examples)
}

// Validate checks a document as a client would read it, with its examples.
func Validate(ctx context.Context, yaml []byte) error {
	doc, err := openapi3.NewLoader().LoadFromData(yaml)
	if err != nil {
		return fmt.Errorf("read the document back: %w", err)
	}
	describePaths(doc)
	if err := doc.Validate(ctx, openapi3.EnableExamplesValidation()); err != nil {
		return fmt.Errorf("the document is not valid: %w", err)
	}
	return nil
}
